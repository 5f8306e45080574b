"""A chain of steps → native shapes: a cascade as boxes with arrows, a timeline as numbered dots on a line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kaphandout.deck.marks import OUTLINE, certainty_mark, hairline
from kaphandout.deck.measure import height
from kaphandout.deck.room import LABEL_FLOOR, Room, even_sizes
from kaphandout.deck.scene import Arrow, Box, Group, Line, Mark, Para, TextShape
from kaphandout.deck.slides import Chain, Link

ONE_ROW = 5
"""How many boxes of a cascade stand in one row."""
ARROW = 28.0
DOT = 32.0
SIDE = 13.0
"""The inset in pt at the sides of a box."""


def chain(room: Room, steps: Chain, box: Box) -> Iterator[Group]:
    """The diagram as one group with its alternative text, centred in `box`."""
    children = tuple(_cascade(room, steps, box) if steps.kind == "cascade" else _timeline(room, steps, box))
    yield Group(f"{steps.kind}-{steps.id}", box, steps.alt, children)


def _cascade(room: Room, steps: Chain, box: Box) -> Iterator[TextShape | Mark | Arrow]:
    boxes, rows = _cells(box, len(steps.steps))
    foot = _foot_height(room, steps, boxes[0].w)
    head, pad = (DOT / 2 + 8, 14.0) if rows == 1 else (DOT / 2 + 2, 9.0)
    inner = [cell.inset(SIDE, DOT / 2 + head, SIDE, foot + pad) for cell in boxes]
    texts = even_sizes(room, [_words(step) for step in steps.steps], inner)
    need = max(height(paras, cell.w) for paras, cell in zip(texts, inner, strict=True)) + head + foot + pad + 4
    boxes = [_trimmed(cell, need, rows) for cell in boxes]
    for number, (step, cell, paras) in enumerate(zip(steps.steps, boxes, texts, strict=True), 1):
        insets = (SIDE, head, SIDE, foot + pad)
        yield from _step(room, step, number, TextShape(f"step-{number}", cell, paras, insets=insets), foot)
    yield from _arrows(boxes, rows)


def _cells(box: Box, count: int) -> tuple[list[Box], int]:
    rows = 1 if count <= ONE_ROW else 2
    across = -(-count // rows)
    cells = [cell for row in box.rows(rows, ARROW + 6) for cell in row.columns(across, ARROW)]
    return cells[:count], rows


def _trimmed(cell: Box, need: float, rows: int) -> Box:
    """A box as high as its text needs with some air, below the half of its number that stands out at the top."""
    most = cell.h - DOT / 2
    tall = min(most, need * 1.15 if rows == 1 else need)
    return Box(cell.x, cell.y + DOT / 2 + (most - tall) / 2, cell.w, tall)


def _words(step: Link) -> list[Para]:
    paras = [Para(step.title.text, 22, 16, step.title.key, bold=True, colour="teal")]
    if step.text:
        paras.append(Para(step.text.text, 19, LABEL_FLOOR, step.text.key, before=5))
    return paras


def _foot_height(room: Room, steps: Chain, width: float) -> float:
    """The height in pt of the words of certainty at the foot of each box."""
    feet = [_foot(step) for step in steps.steps if step.certainty]
    return max((room.fitted([para], width - 2 * SIDE - 22, 60).height for para in feet), default=0.0)


def _foot(step: Link) -> Para:
    return Para(step.certainty_words, 15, LABEL_FLOOR, bold=True)


def _step(room: Room, step: Link, number: int, box: TextShape, foot: float) -> Iterator[TextShape | Mark]:
    weight, dash = OUTLINE[step.certainty] if step.certainty else (2.0, "solid")
    cell = box.box
    yield replace(box, fill="tint_cool", line=Line("teal", weight, dash), geometry="roundRect")
    yield _dot(number, Box(cell.x + SIDE, cell.y - DOT / 2, DOT, DOT))
    if step.certainty:
        place = Box(cell.x + SIDE + 22, cell.bottom - box.insets[3] + 7, cell.w - 2 * SIDE - 22, foot)
        yield hairline(f"hairline-{number}", cell.x + SIDE, place.y - 4, cell.w - 2 * SIDE)
        mark = Box(cell.x + SIDE, place.y + 2, 15, 15)
        yield from certainty_mark(step.certainty, mark, "teal", f"certainty-mark-{number}")
        yield room.shape(TextShape(f"certainty-{number}", place, (_foot(step),)))


def _dot(number: int, box: Box) -> TextShape:
    para = Para(str(number), 18, 18, bold=True, colour="paper", align="center")
    return TextShape(f"number-{number}", box, (para,), anchor="ctr", fill="teal", geometry="ellipse")


def _arrows(boxes: Sequence[Box], rows: int) -> Iterator[Arrow]:
    line = Line("teal", 2.5)
    across = -(-len(boxes) // rows)
    for number, (one, two) in enumerate(pairwise(boxes), 1):
        between = (f"step-{number}", f"step-{number + 1}")
        if number % across:
            middle = one.y + one.h / 2
            yield Arrow(f"arrow-{number}", (one.right, middle), (two.x, middle), line, between)
        else:
            start, end = (one.x + one.w / 2, one.bottom), (two.x + two.w / 2, two.y)
            yield Arrow(f"arrow-{number}", start, end, line, between, (2, 0), elbow=True)


def _timeline(room: Room, steps: Chain, box: Box) -> Iterator[TextShape | Mark | Arrow]:
    columns = box.columns(len(steps.steps), 12)
    top = DOT + 8
    inner = [cell.inset(10, top + 12, 6, 8) for cell in columns]
    texts = even_sizes(room, [_words(step) for step in steps.steps], inner)
    need = max(height(paras, cell.w) for paras, cell in zip(texts, inner, strict=True)) + top + 20
    whole = box.middle(min(box.h, max(need * 1.15, min(box.h, 210))))
    middle = whole.y + DOT / 2
    yield Mark("line", Box(box.x, middle - 1.5, box.w, 3), "teal_mid")
    for number, (cell, paras) in enumerate(zip(columns, texts, strict=True), 1):
        yield _dot(number, Box(cell.x + 10, whole.y, DOT, DOT))
        panel = replace(cell, y=whole.y + top, h=whole.h - top)
        yield TextShape(f"step-{number}", panel, paras, insets=(10, 12, 6, 8), fill="tint_cool")
        yield Mark(f"step-rule-{number}", replace(panel, h=4), "teal")
