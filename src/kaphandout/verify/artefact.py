"""What a leaflet or a deck says and what it claims to be, as read back from its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Literal, NamedTuple

from pydantic import ValidationError

from kaphandout.content.faults import first_fault
from kaphandout.diagnostics import KaphandoutError, refuse
from kaphandout.edition.codes import ALPHABET
from kaphandout.edition.manifest import read_manifest
from kaphandout.verify.tokens import fold

Kind = Literal["leaflet", "deck", "handout"]
MAX_FILE = 200_000_000
MAX_MANIFEST = 5_000_000
FOREIGN = "this is not a kaphandout artefact: give a leaflet (PDF, HTML or plain text) or a deck (PPTX)"
_CODE = re.compile(rf"(?<![\w:])([{ALPHABET}]{{4}})[-‐‑–]([{ALPHABET}]{{4}})(?!\w)")
"""Not the pages of a reference, which follow a colon: `36(12):2394–2399`."""
_NAME = re.compile(
    r"(?<!\S)(?P<topic>[a-z0-9-]+)-leaflet-[a-z0-9]+(?:-[a-z0-9]+)*?-(?P<locale>[a-z]{2}(?:-[A-Z]\w*)*)"
    r"(?:-(?P<clinic>[a-z0-9-]+))?(?!\S)"
)


class Part(StrEnum):
    """The last words of a place: what of a page or slide a text is in."""

    BODY = ""
    MARGIN = "margin"
    NOTES = "notes"
    CHART = "chart"
    ALTERNATIVE = "alternative text"
    SHEET = "sheet"
    PLAIN = "of plain text"
    WORKBOOK = "workbook"
    OWN = "presenter's own"


class Paragraph(NamedTuple):
    """One block of text and its place: `page 2`, `page 2 margin`, `slide 5 notes`, `line 7`, `line 7 of plain text`."""

    place: str
    text: str

    @property
    def part(self) -> Part:
        """What of its page or slide the block is in; `BODY` for a block on the page or slide itself."""
        return next(part for part in reversed(Part) if self.place.endswith(part))


@dataclass(frozen=True, slots=True)
class Artefact:
    """A file read back: its manifest (None: it carries none), the codes printed in it, its text in reading order."""

    file: str
    kind: Kind
    manifest: Mapping[str, Any] | None
    codes: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    named: tuple[str, str, str] | None = None
    """Topic, locale and clinic by the properties of a deck."""

    @property
    def is_plain(self) -> bool:
        """Whether it is plain text, which has no place for a manifest."""
        return self.manifest is None and all(paragraph.part == Part.PLAIN for paragraph in self.paragraphs)

    @property
    def is_slides_as_pdf(self) -> bool:
        """Whether it is a deck that was saved as PDF."""
        return self.kind == "deck" and any(paragraph.place.startswith("page ") for paragraph in self.paragraphs)

    @property
    def is_bare_print(self) -> bool:
        """Whether it is a print without tags and manifest, as a print shop gets it."""
        return self.manifest is None and any(paragraph.part == Part.SHEET for paragraph in self.paragraphs)

    @property
    def content(self) -> tuple[str, str, str] | None:
        """Topic, locale and clinic: by the manifest, else by a deck's properties or the name that a leaflet prints."""
        if self.manifest:
            return self.manifest["topic"], self.manifest["locale"], self.manifest["clinic"]
        if self.named:
            return self.named
        found = next(filter(None, (_NAME.search(paragraph.text) for paragraph in self.paragraphs)), None)
        return (found["topic"], found["locale"], found["clinic"] or "default") if found else None


def artefact(
    path: Path,
    kind: Kind,
    manifest: bytes | str | None,
    paragraphs: Iterable[tuple[str, str]],
    named: tuple[str, str, str] | None = None,
) -> Artefact:
    """Put together what a reader found; empty paragraphs are dropped.

    Raises `KaphandoutError` for a manifest that cannot be read, and for a file with neither manifest nor edition code.
    """
    kept = tuple(Paragraph(place, text) for place, given in paragraphs if (text := fold(given)))
    codes = tuple(dict.fromkeys(code for paragraph in kept for code in codes_in(paragraph.text)))
    if manifest is None and not codes:
        raise refuse("not-kaphandout", path, "this is not a kaphandout artefact: no manifest, no edition code")
    return Artefact(str(path), kind, None if manifest is None else _manifest(path, manifest), codes, kept, named)


def codes_in(text: str) -> list[str]:
    """The edition codes in a text, however their hyphen was typed."""
    return ["-".join(halves) for halves in _CODE.findall(text)]


def without_codes(text: str) -> str:
    """A text without the edition codes in it."""
    return _CODE.sub(" ", text)


def read_bytes(path: Path, most: int = MAX_FILE) -> bytes:
    """The bytes of a file. Raises `KaphandoutError` if there are more than `most`."""
    check_size(path, "file", path.stat().st_size, most)
    return path.read_bytes()


def check_size(path: Path, what: str, size: int, most: int) -> None:
    """Raise `KaphandoutError` if a file or a part of it has more than `most` bytes."""
    if size > most:
        raise refuse("file-size", path, f"the {what} is larger than {most:,} bytes")


def unreadable(path: Path, why: object) -> KaphandoutError:
    """The error for a file that is damaged or of another kind than it says."""
    return refuse("unreadable", path, f"the file cannot be read: {' '.join(str(why).split())[:200]}")


def _manifest(path: Path, data: bytes | str) -> Mapping[str, Any]:
    try:
        return read_manifest(data)
    except ValidationError as exc:
        raise refuse("manifest", path, f"its manifest is not one of this program: {first_fault(exc)}") from exc
    except (ValueError, RecursionError) as exc:
        raise refuse("manifest", path, "its manifest is damaged: it is not JSON") from exc
