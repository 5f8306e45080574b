"""A table → a `TableShape`: column widths from the words, row heights from the lines, all inside its box."""

from __future__ import annotations

from collections.abc import Sequence

from kaphandout.deck.layout.fitting import FLOOR, Fitting
from kaphandout.deck.layout.metrics import LINE, Metrics
from kaphandout.deck.layout.shapes import Box, Para, TableShape
from kaphandout.deck.plan.slides import Grid, Words

LARGEST = 20.0
MARGIN_X, MARGIN_Y = 8.0, 5.0
"""The insets of a cell, in pt."""
AIRY = 1.5
"""How much higher than its text needs a row may be."""


def fit_table(fitting: Fitting, grid: Grid, box: Box) -> TableShape:
    """The largest table that fits `box`, centred in it; a problem is kept if none does.

    Its columns are as wide as on the slides that have its other rows.
    """
    size = LARGEST
    while True:
        rows = _rows(grid, size)
        every = [*rows, *_cells(grid.elsewhere, size)]
        widths = column_widths(fitting.metrics, every, box.w)
        heights = [_height(fitting.metrics, row, widths) for row in rows]
        excess = sum(heights) - box.h
        wide = _too_wide(fitting.metrics, every, widths)
        if (excess <= 0 and not wide) or size <= FLOOR:
            break
        size -= 1
    if wide:
        fitting.too_wide(f"table-{grid.id}", *wide)
    elif excess > 0:
        need = [_lines(fitting.metrics, row, widths) for row in rows]
        longest = max(rows[need.index(max(need))], key=lambda para: len(para.text))
        have = int((box.h - len(rows) * 2 * MARGIN_Y) / (size * LINE))
        fitting.too_long(f"table-{grid.id}", longest, sum(need), have)
    stretch = min(box.h / sum(heights), AIRY)
    if stretch > 1:
        heights = [tall * stretch for tall in heights]
    return TableShape(
        f"table-{grid.id}", box.middle(sum(heights)), grid.alt, tuple(rows), tuple(widths), tuple(heights)
    )


def _rows(grid: Grid, size: float) -> list[tuple[Para, ...]]:
    head = tuple(_cell(words, size, "paper") for words in grid.columns)
    return [head, *_cells(grid.rows, size)]


def _cells(rows: Sequence[Sequence[Words]], size: float) -> list[tuple[Para, ...]]:
    return [tuple(_cell(words, size, "ink" if n else "teal") for n, words in enumerate(row)) for row in rows]


def _cell(words: Words, size: float, colour: str) -> Para:
    return Para(words.text, size, FLOOR, words.key, bold=colour != "ink", colour=colour)


def column_widths(metrics: Metrics, rows: Sequence[Sequence[Para]], room: float) -> list[float]:
    """Widths in pt that fill `room`: each column holds its longest word, and only the widest wrap their texts."""
    columns = list(zip(*rows, strict=True))
    least = [max(metrics.longest_word(p) for p in column) + 2 * MARGIN_X + 1 for column in columns]
    asked = [max(metrics.para_width(p) for p in column) + 2 * MARGIN_X + 1 for column in columns]
    if sum(asked) <= room:
        return [wide * room / sum(asked) for wide in asked]
    share = _share(least, asked, room)
    widths = [min(max(need, share), want) for need, want in zip(least, asked, strict=True)]
    return [wide * room / sum(widths) for wide in widths]


def _share(least: Sequence[float], asked: Sequence[float], room: float) -> float:
    """The width in pt up to which every column may have what it asks for, so that all together fill `room`."""
    low, high = 0.0, room
    for _ in range(30):
        share = (low + high) / 2
        filled = sum(min(max(need, share), want) for need, want in zip(least, asked, strict=True))
        low, high = (share, high) if filled <= room else (low, share)
    return low


def _too_wide(metrics: Metrics, rows: Sequence[Sequence[Para]], widths: Sequence[float]) -> tuple[Para, float] | None:
    """Of the cells with a word that their column does not hold, the one with the widest, and the room in it."""
    cells = [(para, wide - 2 * MARGIN_X) for row in rows for para, wide in zip(row, widths, strict=True)]
    found = [(p, wide) for p, wide in cells if metrics.longest_word(p) > wide]
    return max(found, default=None, key=lambda one: metrics.longest_word(one[0]))


def _height(metrics: Metrics, row: Sequence[Para], widths: Sequence[float]) -> float:
    return _lines(metrics, row, widths) * row[0].size * LINE + 2 * MARGIN_Y


def _lines(metrics: Metrics, row: Sequence[Para], widths: Sequence[float]) -> int:
    return max(metrics.lines(para, wide - 2 * MARGIN_X) for para, wide in zip(row, widths, strict=True))
