"""Leaflets and decks → pictures that a person can look at: one a page or slide, and contact sheets in colour and grey.

For `build/x.pdf` there are then `x/page-01.png` …, `x.png` and `x-grey.png` (what a grey photocopy shows).
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from kaphandout.diagnostics import refuse
from kaphandout.system import soffice

log = logging.getLogger(__name__)

DPI = 110
SHEET_WIDTH = 2000
GAP = 24
TABLE = "#C9CCCF"
OFFICE_SECONDS = 180


def look(artefacts: Sequence[Path], out: Path) -> list[Path]:
    """Render each PDF and PPTX into `out`; earlier pictures of the same names are removed.

    Without LibreOffice decks are passed over with a warning. Raises `KaphandoutError` for a file that cannot be read.
    """
    made: list[Path] = []
    for artefact in artefacts:
        if artefact.suffix == ".pptx" and soffice() is None:
            log.warning(
                "%s: pictures of slides need LibreOffice; `kaphandout doctor` says how to install it", artefact.name
            )
            continue
        made += _look_at(artefact, out)
    return made


def render_pages(pdf: Path, out: Path, dpi: int = DPI) -> list[Path]:
    """Write `page-01.png` … of a PDF into the folder `out`. Raises `KaphandoutError` for a file that cannot be read."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
        out.mkdir(parents=True, exist_ok=True)
    except pypdfium2.PdfiumError as exc:
        raise refuse("look", pdf, "this PDF cannot be read: it is damaged or protected by a password") from exc
    except OSError as exc:
        raise refuse("look", exc.filename or pdf, f"this cannot be read or written: {exc.strerror}") from exc
    pages = []
    try:
        for number, page in enumerate(document, 1):
            path = out / f"page-{number:02}.png"
            page.render(scale=dpi / 72).to_pil().save(path)
            pages.append(path)
    finally:
        document.close()
    return pages


def contact_sheet(pictures: Sequence[Path], sheet: Path) -> list[Path]:
    """Write all pictures side by side as `sheet`, and once more in grey as `…-grey.png`."""
    from PIL import Image, ImageOps

    with Image.open(pictures[0]) as first:
        columns = min(len(pictures), 3 if first.width > first.height else 4)
    cell = (SHEET_WIDTH - GAP) // columns - GAP
    small: list[Image.Image] = []
    for picture in pictures:
        with Image.open(picture) as page:
            size = (cell, round(page.height * cell / page.width))
            small.append(page.convert("RGB").resize(size, Image.Resampling.LANCZOS))
    row = max(tile.height for tile in small) + GAP
    canvas = Image.new("RGB", (SHEET_WIDTH, GAP + row * math.ceil(len(small) / columns)), TABLE)
    for index, tile in enumerate(small):
        canvas.paste(tile, (GAP + index % columns * (cell + GAP), GAP + index // columns * row))
    grey = sheet.with_name(f"{sheet.stem}-grey.png")
    canvas.save(sheet)
    ImageOps.grayscale(canvas).save(grey)
    return [sheet, grey]


def slides_to_pdf(deck: Path, folder: Path) -> Path:
    """Let LibreOffice, with a profile of its own, turn a deck into a PDF in `folder`. Raises `KaphandoutError`."""
    program = soffice()
    if program is None:
        raise refuse("look", deck, "pictures of slides need LibreOffice; `kaphandout doctor` says how to install it")
    own_profile = f"-env:UserInstallation={(folder / 'profile').resolve().as_uri()}"
    try:
        command = [program, own_profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(deck)]
        answer = _run_group(command)
    except subprocess.TimeoutExpired as exc:
        raise refuse("look", deck, f"LibreOffice did not finish in {OFFICE_SECONDS} seconds") from exc
    pdf = folder / f"{deck.stem}.pdf"
    if not pdf.exists():
        raise refuse("look", deck, f"LibreOffice made no PDF of it: {answer.strip()}")
    return pdf


def _run_group(command: Sequence[str]) -> str:
    """What a program says; if this process is stopped or time is up, the program and all that it started are killed."""
    with subprocess.Popen(  # noqa: S603  (a list, no shell; the program is the system's own)
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", start_new_session=True
    ) as process:
        try:
            return process.communicate(timeout=OFFICE_SECONDS)[0]
        except BaseException:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            raise


def _look_at(artefact: Path, out: Path) -> list[Path]:
    folder = out / artefact.stem
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        is_deck = artefact.suffix == ".pptx"
        pages = render_pages(slides_to_pdf(artefact, Path(temporary)) if is_deck else artefact, folder)
    return [*pages, *contact_sheet(pages, out / f"{artefact.stem}.png")]
