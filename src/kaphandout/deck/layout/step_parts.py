"""What every diagram of steps is made of: a step's words, its number, its outline, and the arrow to the next one."""

from __future__ import annotations

from dataclasses import replace

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.decorations import OUTLINE
from kaphandout.deck.layout.fitting import FLOOR
from kaphandout.deck.layout.shapes import Arrow, Box, Decoration, Icon, Para, Stroke, TextShape
from kaphandout.deck.plan.slides import Link

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
