"""The parts of a step, and steps one below another: number, name, what there is to say, how certain it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.decorations import OUTLINE, certainty_mark
from kaphandout.deck.layout.fitting import FLOOR, Fitting
from kaphandout.deck.layout.metrics import LINE, Metrics
from kaphandout.deck.layout.shapes import Arrow, Box, Decoration, Icon, Para, Stroke, TextShape
from kaphandout.deck.plan.slides import Chain, Link

Piece = TextShape | Decoration | Icon | Arrow
"""What a group holds."""

StepParas = tuple[Para, Para, Para]
"""The few words that name a step, what there is to say of it (perhaps empty), and how certain it is."""

DOT = 32.0
"""The diameter in pt of a step's number."""
MARK = 15.0
"""The diameter in pt of the disc that shows the certainty of a step."""
ROUNDING = 10 * (1 - 0.5**0.5)
"""How far in pt rounded corners of 10 pt push text inwards on each side."""

LARGEST = 24
GUTTER = DOT + 14
"""The room in pt that the numbers take on the left."""
SIDE, COLUMN_GAP = 16.0, 22.0
ABOVE = 6.0
"""The least space in pt above and below the words of a step."""
GAP, CLOSE_GAP, MOST_GAP = 9.0, 5.0, 16.0
AIRY = 1.5
"""How much higher than its words need a step may be."""
Widths = tuple[float, float, float]
"""The widths in pt of names, texts and certainties."""

TITLES, CERTAINTIES = 0.32, 0.3
"""The most that the names and the words of certainty take of the width."""


def step_paras(step: Link, size: float, text_size: float) -> StepParas:
    """The words of a step, its name in `size` pt."""
    return (
        Para(step.title.text, size, FLOOR, step.title.key, bold=True, colour="teal"),
        Para(step.text.text if step.text else "", text_size, FLOOR, step.text.key if step.text else "", before=4),
        Para(step.certainty_words, FLOOR, FLOOR, bold=True),
    )


def outlined(shape: TextShape, certainty: Certainty | None) -> TextShape:
    """`shape` as a tinted box with the outline of its certainty; its words stay where its insets put them."""
    weight, dash = OUTLINE[certainty] if certainty else (2.0, "solid")
    left, top, right, bottom = (max(inset - ROUNDING, 0.0) for inset in shape.insets)
    line = Stroke("teal", weight, dash)
    return replace(shape, insets=(left, top, right, bottom), fill="tint_cool", line=line, geometry="roundRect")


def dot(number: int, x: float, y: float) -> TextShape:
    """The step's number on a disc."""
    para = Para(str(number), 18, 18, bold=True, colour="paper", align="center")
    return TextShape(f"number-{number}", Box(x, y, DOT, DOT), (para,), anchor="ctr", fill="teal", geometry="ellipse")


def step_rows(fitting: Fitting, steps: Chain, box: Box, stacked: bool = False) -> Iterator[Piece]:
    """A row for each step with the largest words that fit `box`, centred in it; a problem is kept if none do.

    `stacked`: what there is to say of a step is below its name, for a narrow box.
    """
    size, close = float(LARGEST), CLOSE_GAP if stacked else GAP
    while True:
        rows = [step_paras(step, size, size) for step in steps.steps]
        widths = _widths(fitting.metrics, rows, box.w - GUTTER - 2 * SIDE, stacked)
        needs = [_need(fitting.metrics, row, widths, stacked) for row in rows]
        spare = box.h - sum(needs) - close * (len(rows) - 1)
        wide = fitting.overflowing(cell for row in rows for cell in zip(row, widths, strict=True))
        if (spare >= 0 and not wide) or size <= FLOOR:
            break
        size -= 1
    if wide:
        fitting.too_wide("step", *wide)
    elif spare < 0:
        tallest = max(range(len(rows)), key=lambda index: needs[index])
        longest, line = rows[tallest][1], size * LINE
        need, have = fitting.metrics.lines(longest, widths[1]), int((needs[tallest] + spare - 2 * ABOVE) / line)
        fitting.too_long(f"step-{tallest + 1}", longest, need, have)
    gap = close + min(max(spare, 0.0) / 2 / max(len(rows) - 1, 1), MOST_GAP - close)
    stretch = min((box.h - gap * (len(rows) - 1)) / sum(needs), AIRY)
    tall = [need * max(stretch, 1.0) for need in needs]
    top = box.middle(sum(tall) + gap * (len(rows) - 1)).y
    starts = [top, *(top + done for done in accumulate(high + gap for high in tall))]
    cells = [Box(box.x + GUTTER, y, box.w - GUTTER, high) for y, high in zip(starts, tall, strict=False)]
    for number, (step, cell, row) in enumerate(zip(steps.steps, cells, rows, strict=True), 1):
        yield from _step(fitting, step.certainty, number, cell, row, widths, stacked)
    yield from _arrows(cells)


def _widths(metrics: Metrics, rows: Sequence[StepParas], room: float, stacked: bool) -> Widths:
    """The widths in pt of names, texts and certainties: these get what they ask for, the texts what is left.

    Stacked, names and texts have the same column.
    """
    titles, _, certainties = zip(*rows, strict=True)
    title = min(_asked(metrics, titles), room * TITLES)
    certainty = min(_asked(metrics, certainties), room * CERTAINTIES) if any(para.text for para in certainties) else 0.0
    beside = COLUMN_GAP + (certainty + MARK + 8 + COLUMN_GAP if certainty else 0.0)
    if stacked:
        left = room - (beside - COLUMN_GAP if certainty else 0.0)
        return left, left, certainty
    return title, room - title - beside, certainty


def _asked(metrics: Metrics, paras: Sequence[Para]) -> float:
    return max(map(metrics.para_width, paras)) + 1


def _need(metrics: Metrics, row: StepParas, widths: Widths, stacked: bool) -> float:
    cells = [(para, wide) for para, wide in zip(row, widths, strict=True) if para.text]
    tall = max(metrics.height([para], wide) for para, wide in cells) + 2 * ABOVE
    return max(tall, metrics.height(_words(row), widths[0]) + ABOVE) if stacked else tall


def _words(row: StepParas) -> tuple[Para, ...]:
    """A step's name and what there is to say of it, one below the other."""
    return tuple(replace(para, before=0) for para in row[:2] if para.text)


def _step(
    fitting: Fitting, certainty: Certainty | None, number: int, cell: Box, row: StepParas, widths: Widths, stacked: bool
) -> Iterator[Piece]:
    title, text, words = row
    after = cell.w - SIDE - widths[0]
    held = _words(row) if stacked else (title,)
    step = TextShape(f"step-{number}", cell, held, anchor="ctr", insets=(SIDE, 0, after, 0))
    yield dot(number, cell.x - GUTTER, cell.y + (cell.h - DOT) / 2)
    yield outlined(step, certainty)
    left = cell.x + SIDE + widths[0] + COLUMN_GAP
    if text.text and not stacked:
        place = Box(left, cell.y, widths[1], cell.h)
        yield fitting.even_lines(TextShape(f"step-text-{number}", place, (text,), anchor="ctr"))
    if certainty:
        left += 0.0 if stacked else widths[1] + COLUMN_GAP
        mark = Box(left, cell.y + (cell.h - MARK) / 2, MARK, MARK)
        yield from certainty_mark(certainty, mark, "teal", f"certainty-mark-{number}")
        place = Box(left + MARK + 8, cell.y, widths[2], cell.h)
        yield TextShape(f"certainty-{number}", place, (words,), anchor="ctr")


def _arrows(cells: Sequence[Box]) -> Iterator[Arrow]:
    """From the lower end of one number to the upper end of the next (sites 4 and 0 of an ellipse)."""
    for number, (one, two) in enumerate(pairwise(cells), 1):
        x = one.x - GUTTER + DOT / 2
        start, end = (x, one.y + (one.h + DOT) / 2), (x, two.y + (two.h - DOT) / 2)
        between = (f"number-{number}", f"number-{number + 1}")
        yield Arrow(f"arrow-{number}", start, end, Stroke("teal", 2.0), between, (4, 0))
