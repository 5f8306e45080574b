"""The independent witness: PDF, HTML, text or PPTX → what it says and claims to be, held against an `Edition` or file.

Knows nothing of how leaflets and decks are written.
"""

from __future__ import annotations

from pathlib import Path

from kaphandout.diagnostics import refuse
from kaphandout.verify.artefact import FOREIGN, Artefact, Paragraph
from kaphandout.verify.compare import check_edition, check_manifest, check_pair

__all__ = ["Artefact", "Paragraph", "check_edition", "check_manifest", "check_pair", "read"]


def read(path: Path) -> Artefact:
    """Read a leaflet or a deck, told apart by what the file contains. Raises `KaphandoutError` if it is neither."""
    from kaphandout.verify.readers.html import is_html, read_html
    from kaphandout.verify.readers.text import is_text, read_text

    try:
        with path.open("rb") as file:
            start = file.read(1024)
    except OSError as exc:
        raise refuse("file", path, f"the file cannot be read: {exc.strerror}") from exc
    if b"%PDF-" in start:
        from kaphandout.verify.readers.pdf import read_pdf

        return read_pdf(path)
    if start.startswith(b"PK"):
        from kaphandout.verify.readers.pptx import read_pptx

        return read_pptx(path)
    if is_html(start):
        return read_html(path)
    if start and is_text(start):
        return read_text(path)
    raise refuse("not-kaphandout", path, FOREIGN if start else "the file is empty")
