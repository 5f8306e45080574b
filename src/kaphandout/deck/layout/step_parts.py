"""What every arrangement of a chain is made of: a step's words, its number and its outline."""

from __future__ import annotations

from dataclasses import replace

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.decorations import OUTLINE
from kaphandout.deck.layout.fitting import FLOOR
from kaphandout.deck.layout.shapes import Arrow, Box, Icon, Line, Mark, Para, TextShape
from kaphandout.deck.plan.slides import Link

Piece = TextShape | Mark | Icon | Arrow
"""What a group holds."""

DOT = 32.0
"""The diameter in pt of a step's number."""
MARK = 15.0
"""That of the disc of certainty."""
ROUNDING = 10 * (1 - 0.5**0.5)
"""How far in pt rounded corners of 10 pt push text inwards on each side."""


def title_para(step: Link, size: float) -> Para:
    """The few words that name a step."""
    return Para(step.title.text, size, FLOOR, step.title.key, bold=True, colour="teal")


def text_para(step: Link, size: float) -> Para:
    """What there is to say of it; empty if there is nothing."""
    words = step.text
    return Para(words.text if words else "", size, FLOOR, words.key if words else "", before=4)


def certainty_para(step: Link) -> Para:
    """How sure it is."""
    return Para(step.certainty_words, FLOOR, FLOOR, bold=True)


def outlined(shape: TextShape, certainty: Certainty | None) -> TextShape:
    """`shape` as a tinted box with the outline of its certainty; its words stay where its insets put them."""
    weight, dash = OUTLINE[certainty] if certainty else (2.0, "solid")
    left, top, right, bottom = (max(inset - ROUNDING, 0.0) for inset in shape.insets)
    line = Line("teal", weight, dash)
    return replace(shape, insets=(left, top, right, bottom), fill="tint_cool", line=line, geometry="roundRect")


def dot(number: int, x: float, y: float) -> TextShape:
    """The step's number on a disc."""
    para = Para(str(number), 18, 18, bold=True, colour="paper", align="center")
    return TextShape(f"number-{number}", Box(x, y, DOT, DOT), (para,), anchor="ctr", fill="teal", geometry="ellipse")
