"""Points → one list in the layout's own placeholder, with the marks that a foreign template gives its lists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaphandout.deck.layout.fitting import FLOOR, Room
from kaphandout.deck.layout.shapes import Para, Shape, TextShape
from kaphandout.deck.plan.slides import SlidePlan

LARGEST = 28.0
GAP = 10.0
MORE_AIR = 26.0
"""The least space in pt between points, and the most that is added where there is room."""


def points(room: Room, slide: SlidePlan) -> Iterator[Shape]:
    """All points of a slide as paragraphs of the placeholder "10"."""
    body = room.body
    size = min(max(room.layout.placeholder("10").size, FLOOR), LARGEST)
    paras = [Para(words.text, size, FLOOR, words.key, before=GAP) for words in slide.points]
    if not paras:
        return
    indent = room.layout.indent or 0.0
    found = room.fitted("points", paras, body.w - indent, body.h)
    air = min(max(body.h - found.height, 0.0) / len(paras), MORE_AIR)
    spread = [replace(para, before=para.before + air) for para in found.paras]
    even = room.even_lines(TextShape("points", body, tuple(spread), "10", insets=(indent, 0, 0, 0)), 0.85)
    yield replace(even, insets=(0, *even.insets[1:]))
