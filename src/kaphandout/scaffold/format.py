"""Answers about a page format → its file, with margins and sizes that suit the page; and which topics fit on it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaphandout.diagnostics import KaphandoutError, refuse
from kaphandout.leaflet.formats import FOLDER, PAGELESS, format_names, load_format
from kaphandout.project import Source
from kaphandout.scaffold.filling import Files, fill

SIZES = {
    "a3": (297, 420), "a4": (210, 297), "a5": (148, 210), "a6": (105, 148), "dl": (99, 210),
    "letter": (215.9, 279.4), "half-letter": (139.7, 215.9), "legal": (215.9, 355.6), "tabloid": (279.4, 431.8),
}  # fmt: skip
"""Width and height in mm."""
FOLDS = ("none", "booklet", "trifold", "cards")
PAGES_PER_SHEET = {"none": 2, "booklet": 4, "trifold": 6, "cards": 2}
WIDE, NARROW = 180, 120
"""From these widths in mm on a page has a column for headings, or one column of running text."""
FOLDED = {"title": 26, "heading": 15, "lead": 13, "subheading": 12.5, "line": 1.24, "space": 3.2}
PARTS: tuple[tuple[float, str, list[int], dict[str, float]], ...] = (
    (WIDE, "wide", [13, 16, 15, 16], {}),
    (NARROW, "narrow", [12, 12, 14, 12], {}),
    (0, "folded", [9, 8, 13, 8], FOLDED),
)  # fmt: skip
CARD = {"heading": 13.5, "lead": 14, "foot": 9, "small": 9.5, "line": 1.17, "space": 2}
LEAST, MOST = 60.0, 900.0


@dataclass(frozen=True, slots=True)
class NewFormat:
    """What is asked about a new format: lengths in mm; `pages` None is no limit."""

    id: str
    page: tuple[float, float]
    fold: str
    style: str
    outline: str
    pages: int | None


@dataclass(frozen=True, slots=True)
class Trial:
    """Whether a topic fits: its pages and what was left out, or why it does not."""

    topic: str
    pages: int = 0
    left_out: tuple[str, ...] = ()
    why: str = ""


def page_size(words: str) -> tuple[float, float]:
    """`a5`, `a5 landscape` or `100x150` (mm) → width and height. Raises `ValueError` with what may be written."""
    name, _, turned = words.strip().lower().partition(" ")
    if (size := SIZES.get(name)) and turned in ("", "landscape"):
        return (size[1], size[0]) if turned == "landscape" else size
    if found := re.fullmatch(r"(\d+(?:\.\d+)?) *[x×] *(\d+(?:\.\d+)?)(?: *mm)?", words.strip().lower()):
        width, height = float(found[1]), float(found[2])
        if LEAST <= min(width, height) <= max(width, height) <= MOST:
            return width, height
        raise ValueError(f"each side must be {LEAST:g} to {MOST:g} mm long")
    raise ValueError(f"write one of {', '.join(SIZES)} (or with `landscape`), or width x height in mm: 100x150")


def styles() -> list[str]:
    """The styles that a format can have: those of the formats that there are."""
    return sorted({load_format(name).style for name in format_names()})


def style_for(page: tuple[float, float], fold: str) -> str:
    """The style that suits a page."""
    return "card" if fold == "cards" else next(name for width, name, _, _ in PARTS if page[0] >= width)


def format_files(content: Path, answers: NewFormat) -> Files:
    """The file of a new format. Raises `KaphandoutError` for a name that is taken."""
    if answers.id in (*format_names(), *PAGELESS):
        taken = ", ".join([*format_names(), *PAGELESS])
        raise refuse(
            "exists", "the command line", f"there is a format {answers.id!r} already: choose another ({taken})"
        )
    _, _, margin, sizes = next(part for part in PARTS if answers.page[0] >= part[0])
    if answers.style == "card":
        margin, sizes = [5, 6, 8, 6], CARD
    data = fill("format.yaml.j2", format=answers, margin=margin, sizes=sizes, sheet=_sheet(answers), wide=WIDE)
    return {content.parent / FOLDER / f"{answers.id}.yaml": data}


def _sheet(answers: NewFormat) -> tuple[float, float] | None:
    """The sheet of paper on which folded or cut pages are printed."""
    width, height = answers.page
    across, down = {"booklet": (2, 1), "trifold": (3, 1), "cards": (2, 2)}.get(answers.fold, (0, 0))
    return (width * across, height * down) if across else None


def try_topics(content: Path, format: str) -> Iterator[Trial]:
    """Lay out every topic that there is in a format."""
    from kaphandout.leaflet import write_leaflet

    source = Source(content)
    for topic in source.topics(None):
        try:
            edition, logo = source.edition(topic)
            leaflet = write_leaflet(edition, format, logo)
        except KaphandoutError as exc:
            yield Trial(topic, why="\n".join(problem.message for problem in exc.problems))
        else:
            yield Trial(topic, _pages(leaflet.pdf), leaflet.left_out)


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)
