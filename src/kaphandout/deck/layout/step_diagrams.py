"""A chain of steps → native shapes: boxes or a timeline, or rows where they have larger words."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import pairwise

from kaphandout.deck.layout.decorations import certainty_mark, hairline
from kaphandout.deck.layout.fitting import Fitting
from kaphandout.deck.layout.shapes import Arrow, Box, Decoration, Group, Icon, Para, Stroke, TextShape
from kaphandout.deck.layout.step_rows import DOT, MARK, Piece, dot, outlined, step_paras, step_rows
from kaphandout.deck.plan.slides import Chain, Link

ARROW = 22.0
ENOUGH = 20.0
"""The size in pt from which on a way of drawing is not passed over for one with larger words."""
SIDE = 12.0
"""The inset in pt at the sides of a box."""


def step_diagram(fitting: Fitting, steps: Chain, box: Box) -> Group:
    """The diagram as one group with its alternative text, centred in `box`.

    It is drawn in every way that suits its kind; of these, the one with the fewest problems and then the largest words
    is kept.
    """
    ways: list[Callable[..., Iterator[Piece]]] = [_timeline]
    if steps.kind == "cascade":
        ways = [partial(_boxes, rows=rows) for rows in (1, 2) if len(steps.steps) >= 2 * rows]
    ways += [step_rows, partial(step_rows, stacked=True)]
    drawn = [(aside := fitting.aside(), tuple(draw(aside, steps, box))) for draw in ways]
    best, pieces = min(drawn, key=lambda one: (len(one[0].problems), -_least(one[1])))
    fitting.problems += best.problems
    return Group(f"{steps.kind}-{steps.id}", box, steps.alt, pieces)


def _least(pieces: Sequence[Piece]) -> float:
    """The least size of the words of the steps; `ENOUGH` if they are larger."""
    steps = [piece for piece in pieces if isinstance(piece, TextShape) and piece.name.startswith("step-")]
    return min((para.size for step in steps for para in step.paras if para.size < ENOUGH), default=ENOUGH)


def _fitted(fitting: Fitting, steps: Chain, inner: Sequence[Box]) -> tuple[list[tuple[Para, ...]], float]:
    """The words of each step, fitted into a box each, and the height in pt that they need."""
    words = [[para for para in step_paras(step, 22, 20)[:2] if para.text] for step in steps.steps]
    texts = fitting.even_sizes("step", words, inner)
    return texts, max(fitting.metrics.height(paras, cell.w) for paras, cell in zip(texts, inner, strict=True))


def _boxes(fitting: Fitting, steps: Chain, box: Box, rows: int) -> Iterator[Piece]:
    across = -(-len(steps.steps) // rows)
    cells = [cell for row in box.rows(rows, ARROW + 12) for cell in row.columns(across, ARROW)][: len(steps.steps)]
    foot = _foot_height(fitting, steps, cells[0].w)
    head, pad = (DOT / 2 + 8, 14.0) if rows == 1 else (DOT / 2 + 2, 9.0)
    insets = (SIDE, head, SIDE, foot + pad)
    texts, need = _fitted(fitting, steps, [cell.inset(SIDE, DOT / 2 + head, SIDE, foot + pad) for cell in cells])
    boxes = [_trimmed(cell, need + head + foot + pad + 4, rows) for cell in cells]
    for number, (step, cell, paras) in enumerate(zip(steps.steps, boxes, texts, strict=True), 1):
        yield outlined(TextShape(f"step-{number}", cell, paras, insets=insets), step.certainty)
        yield dot(number, cell.x + SIDE, cell.y - DOT / 2)
        if step.certainty:
            yield from _foot(fitting, step, number, cell, foot, foot + pad)
    yield from _arrows(boxes, across)


def _trimmed(cell: Box, need: float, rows: int) -> Box:
    """A box as high as its text needs with some air, below the half of its number that is above the box."""
    most = cell.h - DOT / 2
    tall = min(most, need * 1.15 if rows == 1 else need)
    return Box(cell.x, cell.y + DOT / 2 + (most - tall) / 2, cell.w, tall)


def _foot_height(fitting: Fitting, steps: Chain, width: float) -> float:
    """The height in pt of the words of certainty at the foot of each box."""
    feet = [step_paras(step, 22, 20)[2:] for step in steps.steps if step.certainty]
    return max((fitting.fitted("certainty", paras, width - 2 * SIDE - 22, 60).height for paras in feet), default=0.0)


def _foot(fitting: Fitting, step: Link, number: int, cell: Box, foot: float, inset: float) -> Iterator[Piece]:
    place = Box(cell.x + SIDE + 22, cell.bottom - inset + 7, cell.w - 2 * SIDE - 22, foot)
    yield hairline(f"hairline-{number}", cell.x + SIDE, place.y - 4, cell.w - 2 * SIDE)
    assert step.certainty
    mark = Box(cell.x + SIDE, place.y + 4, MARK, MARK)
    yield from certainty_mark(step.certainty, mark, "teal", f"certainty-mark-{number}")
    yield fitting.shape(TextShape(f"certainty-{number}", place, step_paras(step, 22, 20)[2:]))


def _arrows(boxes: Sequence[Box], across: int) -> Iterator[Arrow]:
    line = Stroke("teal", 2.5)
    for number, (one, two) in enumerate(pairwise(boxes), 1):
        between = (f"step-{number}", f"step-{number + 1}")
        if number % across:
            middle = one.y + one.h / 2
            yield Arrow(f"arrow-{number}", (one.right, middle), (two.x, middle), line, between)
        else:
            start, end = (one.x + one.w / 2, one.bottom), (two.x + two.w / 2, two.y)
            yield Arrow(f"arrow-{number}", start, end, line, between, (2, 0), elbow=True)


def _timeline(fitting: Fitting, steps: Chain, box: Box) -> Iterator[Piece]:
    columns = box.columns(len(steps.steps), 10)
    top = DOT + 8
    texts, need = _fitted(fitting, steps, [cell.inset(9, top + 10, 4, 8) for cell in columns])
    whole = box.middle(min(box.h, max((need + top + 18) * 1.15, min(box.h, 210))))
    yield Decoration("line", Box(box.x, whole.y + DOT / 2 - 1.5, box.w, 3), "teal_mid")
    for number, (step, cell, paras) in enumerate(zip(steps.steps, columns, texts, strict=True), 1):
        yield dot(number, cell.x + 9, whole.y)
        if step.icon:
            yield Icon(f"icon-{number}", Box(cell.right - DOT - 4, whole.y, DOT, DOT), step.icon, "teal", "paper")
        panel = Box(cell.x, whole.y + top, cell.w, whole.h - top)
        yield TextShape(f"step-{number}", panel, paras, insets=(9, 10, 4, 8), fill="tint_cool")
        yield Decoration(f"step-rule-{number}", replace(panel, h=4), "teal")
