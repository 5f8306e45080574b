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
        rows = [tuple(_cell(words, size, "paper") for words in grid.columns), *_cells(grid.rows, size)]
        every = [*rows, *_cells(grid.elsewhere, size)]
        widths = column_widths(fitting.metrics, every, box.w)
        rooms = [wide - 2 * MARGIN_X for wide in widths]
        lines = [max(map(fitting.metrics.lines, row, rooms)) for row in rows]
        heights = [count * size * LINE + 2 * MARGIN_Y for count in lines]
        excess = sum(heights) - box.h
        wide = fitting.overflowing(cell for row in every for cell in zip(row, rooms, strict=True))
        if (excess <= 0 and not wide) or size <= FLOOR:
            break
        size -= 1
    name = f"table-{grid.id}"
    if wide:
        fitting.too_wide(name, *wide)
    elif excess > 0:
        longest = max(rows[lines.index(max(lines))], key=lambda para: len(para.text))
        fitting.too_long(name, longest, sum(lines), int((box.h - len(rows) * 2 * MARGIN_Y) / (size * LINE)))
    stretch = max(min(box.h / sum(heights), AIRY), 1.0)
    heights = [tall * stretch for tall in heights]
    return TableShape(name, box.middle(sum(heights)), grid.alt, tuple(rows), tuple(widths), tuple(heights))


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
    low, high = 0.0, room  # the width up to which every column may have what it asks for, so that all fill `room`
    for _ in range(30):
        share = (low + high) / 2
        low, high = (share, high) if sum(_widths(least, asked, share)) <= room else (low, share)
    widths = _widths(least, asked, low)
    return [wide * room / sum(widths) for wide in widths]


def _widths(least: Sequence[float], asked: Sequence[float], share: float) -> list[float]:
    return [min(max(need, share), want) for need, want in zip(least, asked, strict=True)]
