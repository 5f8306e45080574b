"""A list of references → columns that fit a slide."""

from __future__ import annotations

from collections.abc import Sequence

from kaphandout.deck.layout.geometry import Layouts, load_layouts
from kaphandout.deck.layout.shapes import Para
from kaphandout.deck.plan.slides import Cited

GAP = 5.0
"""The space between two references, in pt."""


def reference_para(cited: Cited) -> Para:
    """An item of the list at its one size: references never shrink, they go to the next column."""
    size = load_layouts().layouts["references"].placeholder("10").size
    return Para(cited.text.text, size, size, cited.text.key, before=GAP, number=cited.number)


def pages(references: Sequence[Cited], layouts: Layouts | None = None) -> list[tuple[Cited, ...]]:
    """Fill columns one after another, as evenly as the number of slides (two columns each) allows."""
    layout = (layouts or load_layouts()).layouts["references"]
    box = layout.placeholder("10").box
    heights = [layout.metrics.height([reference_para(cited)], box.w) + GAP for cited in references]
    limit = _even(heights, box.h)
    columns: list[list[Cited]] = [[]]
    used = 0.0
    for cited, tall in zip(references, heights, strict=True):
        if columns[-1] and used + tall - GAP > limit:
            columns.append([])
            used = 0.0
        columns[-1].append(cited)
        used += tall
    return [tuple(column) for column in columns]


def _count(heights: Sequence[float], limit: float) -> int:
    count, used = 1, 0.0
    for tall in heights:
        if used and used + tall - GAP > limit:
            count, used = count + 1, 0.0
        used += tall
    return count


def _even(heights: Sequence[float], room: float) -> float:
    """The least height of a column with which no more slides are needed than with columns as high as `room`."""
    wanted = _count(heights, room)
    wanted += wanted % 2
    limit = room
    while limit > 1 and _count(heights, limit - 1) <= wanted:
        limit -= 1
    return limit
