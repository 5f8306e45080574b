"""A document that WeasyPrint has laid out → problems of its pages, each with its page and the id of its message.

Looked for: type below the format's smallest, text that leaves the page's area, a heading that ends a page, a page that
is nearly empty. Widow and orphan lines are the renderer's work (CSS `widows` and `orphans`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kaphandout.diagnostics import Diagnostic, Place, error, warning
from kaphandout.edition.edition import Edition

PX_TO_PT = 0.75
SLACK_PX = 1.0
NEARLY_EMPTY = 0.2
"""A page whose text ends in its first fifth is nearly empty."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page: its box in CSS px, its size in pt, and the id and tag of what it belongs to."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    id: str
    tag: str
    fine_print: bool


def check_layout(document: Any, edition: Edition, smallest: float) -> Iterator[Diagnostic]:
    """What is wrong with the pages of a laid-out leaflet; `smallest` is the least size of running text in pt."""
    for number, page in enumerate(document.pages, 1):
        box = page._page_box
        lines = list(_lines(box, "", "", False))
        for line in lines:
            yield from _overflow(line, box, number, edition)
        yield from _too_small([line for line in lines if not line.fine_print], number, edition, smallest)
        if lines and not edition.unfinished:  # else the pages will be others
            yield from _page_problems(lines, box, number, len(document.pages), edition)


def _too_small(lines: list[TextLine], number: int, edition: Edition, smallest: float) -> Iterator[Diagnostic]:
    """One problem a page and size: a stylesheet makes many lines small at once."""
    sizes: dict[float, list[TextLine]] = {}
    for line in lines:
        if line.size < smallest - 0.05:
            sizes.setdefault(round(line.size, 1), []).append(line)
    for size, (line, *more) in sizes.items():
        also = f", and {len(more)} more lines" if more else ""
        words = f"page {number}: {_start(line)!r} is set in {size:.1f} pt{also}; the smallest here is {smallest:g} pt"
        yield error("type-size", _place(line, edition), line.id, words)


def _start(line: TextLine) -> str:
    return " ".join(line.text.split()[:5])


def _place(line: TextLine, edition: Edition) -> Place:
    """Where a line comes from: its message, or the entry of the clinic's profile that holds these words."""
    if line.id:
        return edition.topic.place(f"message.{line.id}")
    words = line.text.strip()
    texts = (key for key, text in edition.texts.items() if key.startswith("clinic.") and words and words in text)
    return edition.topic.place(next(texts, ""))


def _overflow(line: TextLine, box: Any, number: int, edition: Edition) -> Iterator[Diagnostic]:
    left, top = box.content_box_x(), box.content_box_y()
    over = max(line.right - left - box.width, line.bottom - top - box.height, left - line.left)
    if over > SLACK_PX:
        words = f"page {number}: {_start(line)!r} stands {over * PX_TO_PT:.0f} pt outside its page: shorten it"
        yield error("overflow", _place(line, edition), line.id, words)


def _page_problems(lines: list[TextLine], box: Any, number: int, total: int, edition: Edition) -> Iterator[Diagnostic]:
    last = max(lines, key=lambda line: line.bottom)
    if last.tag in ("h1", "h2", "h3") and number < total:
        words = f"page {number} ends with the heading {last.text!r}"
        yield warning("lonely-heading", edition.topic.place("outline.leaflet"), last.id, words)
    if number > 1 and last.bottom - box.content_box_y() < NEARLY_EMPTY * box.height:
        words = f"page {number} is nearly empty"
        yield warning("empty-page", edition.topic.place("outline.leaflet"), last.id, words)


def _lines(box: Any, id: str, tag: str, fine_print: bool) -> Iterator[TextLine]:
    """Every line of text below a box; margin boxes (running heads) are left out."""
    if type(box).__name__ == "MarginBox":
        return
    element = getattr(box, "element", None)
    if element is not None and hasattr(element, "get"):
        id = element.get("data-id") or id
        fine_print = fine_print or "small" in (element.get("class") or "").split()
        tag = box.element_tag if not str(box.element_tag).startswith("span") else tag
        if "rule" in (element.get("class") or "").split():  # a line to write on is content, too
            yield TextLine("", *_corners(box), 0.0, id, "rule", True)
    text = getattr(box, "text", None)
    if text is not None and text.strip():
        size = box.style["font_size"] * PX_TO_PT
        yield TextLine(text, *_corners(box), size, id, tag, fine_print)
    for child in getattr(box, "children", ()):
        yield from _lines(child, id, tag, fine_print)


def _corners(box: Any) -> tuple[float, float, float, float]:
    return box.position_x, box.position_y, box.position_x + box.width, box.position_y + box.height
