"""Fitting text into boxes, and keeping a `Problem` for each text that is too long for its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaphandout.deck.geometry import Layout
from kaphandout.deck.measure import LINE, Fitted, balanced, fit
from kaphandout.deck.scene import Box, Para, TextShape
from kaphandout.deck.slides import Labels, SlidePlan
from kaphandout.edition import Edition
from kaphandout.problems import Problem, error

TITLE_FLOOR, BODY_FLOOR, LABEL_FLOOR, SMALL = 26.0, 18.0, 14.0, 12.0
"""The least sizes in pt: headline, body, the words of diagrams and labels, small print."""


class Room:
    """One slide's layout, the region `body` that is left for its body, and what did not fit."""

    def __init__(self, edition: Edition, labels: Labels, slide: SlidePlan, layout: Layout):
        self.edition, self.labels, self.slide, self.layout = edition, labels, slide, layout
        self.body = layout.body
        self.problems: list[Problem] = []

    def fitted(self, paras: Sequence[Para], width: float, height: float, max_lines: int = 0) -> Fitted:
        """The paragraphs at a size that fits `width` × `height` pt; a problem is kept if there is none."""
        found = fit(paras, width, height, max_lines)
        if found.excess:
            self.overflow(max(paras, key=lambda para: len(para.text)), found.excess)
        return found

    def overflow(self, para: Para, excess: float) -> None:
        """Keep the problem that a text is `excess` pt too long."""
        lines = max(1, round(excess / (para.floor * LINE)))
        words = (
            f"slide {self.slide.id!r}: the text is too long for its place by about {lines} line(s) ({excess:.0f} pt) "
            f"at {para.floor:g} pt, the smallest size there: shorten it or move it: “{para.text}”"
        )
        place = self.edition.topic.place(para.key or f"message.{self.slide.title.key.split('.')[1]}")
        self.problems.append(error("slide-overflow", place, para.key, words))

    def shape(self, shape: TextShape, max_lines: int = 0) -> TextShape:
        """`shape` with its paragraphs fitted into its box."""
        left, top, right, bottom = shape.insets
        inner = shape.box.inset(left, top, right, bottom)
        return replace(shape, paras=self.fitted(shape.paras, inner.w, inner.h, max_lines).paras)

    def placed(self, idx: str, text: str, key: str = "", floor: float | None = None, max_lines: int = 0) -> TextShape:
        """One paragraph in the layout's placeholder `idx`, which keeps its place and look."""
        holder = self.layout.placeholder(idx)
        para = Para(text, holder.size, floor or holder.size, key, bold=holder.bold, colour=None)
        name = holder.name.lower().replace(" ", "-")
        return self.shape(TextShape(name, holder.box, (para,), idx, inherit=True, anchor=holder.anchor), max_lines)


def even_lines(shape: TextShape, least: float = 0.6) -> TextShape:
    """`shape`, whose one paragraph is wrapped to lines of similar length rather than leave a word alone."""
    left, top, right, bottom = shape.insets
    inner = shape.box.w - left - right
    spare = inner - balanced(shape.paras[0], inner, least)
    return replace(shape, insets=(left, top, right + spare, bottom))


def even_sizes(room: Room, groups: Sequence[Sequence[Para]], boxes: Sequence[Box]) -> list[tuple[Para, ...]]:
    """Fit several texts into a box each, all at the size of the one that needs the smallest."""
    return _alike([room.fitted(paras, box.w, box.h).paras for paras, box in zip(groups, boxes, strict=True)])


def stacked(room: Room, groups: Sequence[Sequence[Para]], width: float, height: float) -> list[tuple[Para, ...]]:
    """Fit several texts one below another into `width` × `height` pt, all at one size."""
    whole = room.fitted([para for paras in groups for para in paras], width, height)
    found = iter(whole.paras)
    return _alike([tuple(next(found) for _ in paras) for paras in groups])


def _alike(groups: Sequence[tuple[Para, ...]]) -> list[tuple[Para, ...]]:
    """The first paragraphs of all groups at the least size of them, and so on."""
    longest = max(map(len, groups), default=0)
    least = [min(paras[index].size for paras in groups if index < len(paras)) for index in range(longest)]
    return [tuple(replace(para, size=least[index]) for index, para in enumerate(paras)) for paras in groups]
