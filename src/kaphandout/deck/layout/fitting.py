"""Fitting text into boxes, and keeping a `Diagnostic` for each text that is too long for its box."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from textwrap import shorten

from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import LINE, Fitted
from kaphandout.deck.layout.shapes import Box, Para, TextShape
from kaphandout.deck.plan.slides import Labels, SlidePlan, Words
from kaphandout.diagnostics import Diagnostic, error
from kaphandout.edition.edition import Edition

TITLE_FLOOR, FLOOR, SMALL = 26.0, 18.0, 12.0
"""The least sizes in pt: headline, all other words, and the small print (sources, certainty, edition, number)."""

QUOTED = 70
"""How many letters of a text that does not fit are told."""


class Fitting:
    """One slide's layout, the region `body` that is left for its body, and what did not fit."""

    def __init__(self, edition: Edition, labels: Labels, slide: SlidePlan, layout: Layout):
        self.edition, self.labels, self.slide, self.layout = edition, labels, slide, layout
        self.body = layout.body
        self.metrics = layout.metrics
        self.problems: list[Diagnostic] = []

    def aside(self) -> Fitting:
        """The same room with no problems yet, to try an arrangement in."""
        return Fitting(self.edition, self.labels, self.slide, self.layout)

    def fitted(self, name: str, paras: Sequence[Para], width: float, height: float, max_lines: int = 0) -> Fitted:
        """The paragraphs of the box `name` at a size that fits `width` × `height` pt, or else a problem is kept."""
        found = self.metrics.fit(paras, width, height, max_lines)
        if found.excess:
            widest = max(found.paras, key=self.metrics.longest_word)
            if self.metrics.longest_word(widest) > width:
                self.too_wide(name, widest, width)
            else:
                gaps = sum(para.before for para in found.paras[1:])
                have = int((height - gaps) / (found.paras[0].size * LINE) + 0.01)
                have = min(have, max_lines * len(paras)) if max_lines else have
                need = sum(self.metrics.lines(para, width) for para in found.paras)
                self.too_long(name, max(found.paras, key=lambda para: self.metrics.lines(para, width)), need, have)
        return found

    def some(self, items: Sequence[object]) -> bool:
        """Whether there are any; else the problem is kept that the slide has nothing but its headline."""
        if not items:
            words = "it has nothing but its headline; give the message points, or place more messages on the slide"
            self.refuse("slide-empty", self.slide.title.key, words)
        return bool(items)

    def too_many(self, name: str, items: Sequence[Words], most: int) -> bool:
        """Whether `name` (points, cards) are more than the layout has places for, and then keep the problem."""
        if len(items) > most:
            words = f"box {name!r} has places for {most} and {len(items)} are given; move some to another slide"
            self.refuse("slide-overflow", items[most].key, words)
        return len(items) > most

    def too_long(self, name: str, longest: Para, need: int, have: int) -> None:
        """Keep the problem that the box `name`, with the paragraph `longest`, needs more lines than it has room for."""
        have = max(have, 0)
        words = f"needs {max(need, have + 1)} lines at {longest.size:g} pt, the least there, and has room for {have}"
        self._keep(name, longest, words)

    def too_wide(self, name: str, para: Para, room: float) -> None:
        """Keep the problem that a word of `para` is wider than the `room` pt of the box `name`."""
        word = max(para.text.split(), key=lambda word: self.metrics.longest_word(replace(para, text=word)))
        have = int(room / (self.metrics.width(word, para.size, para.bold) / len(word)))
        self._keep(name, para, f"has room for {have} letters in a line at {para.size:g} pt, and a word of {len(word)}")

    def refuse(self, rule: str, key: str, words: str) -> None:
        """Keep the problem that this slide cannot be as the outline wants it, at the place of the text `key`."""
        self.problems.append(error(rule, self.edition.topic.place(key), key, f"slide {self.slide.id!r}: {words}"))

    def _keep(self, name: str, para: Para, words: str) -> None:
        key = para.key or f"message.{self.slide.title.key.split('.')[1]}"
        quoted = shorten(para.text, QUOTED, placeholder=" …") if " " in para.text[:QUOTED] else para.text[:QUOTED] + "…"
        self.refuse("slide-overflow", key, f"box {name!r} {words}; shorten it or move it to another slide: “{quoted}”")

    def shape(self, shape: TextShape, max_lines: int = 0) -> TextShape:
        """`shape` with its paragraphs fitted into its box."""
        left, top, right, bottom = shape.insets
        inner = shape.box.inset(left, top, right, bottom)
        return replace(shape, paras=self.fitted(shape.name, shape.paras, inner.w, inner.h, max_lines).paras)

    def placed(self, idx: str, text: str, key: str = "", floor: float | None = None, max_lines: int = 0) -> TextShape:
        """One paragraph in the layout's placeholder `idx`, which keeps its place and look."""
        holder = self.layout.placeholder(idx)
        floor = min(floor or holder.size, holder.size)
        para = Para(text, holder.size, floor, key, bold=holder.bold, colour=None, heading=idx == "title")
        name = holder.name.lower().replace(" ", "-")
        shape = TextShape(name, holder.box, (para,), idx, True, holder.anchor, holder.insets)
        return self.shape(shape, max_lines)

    def even_lines(self, shape: TextShape, least: float = 0.6, align: str = "l") -> TextShape:
        """`shape` with its paragraphs, set to the side `align`, wrapped to lines of similar length: no lone word."""
        left, top, right, bottom = shape.insets
        inner = shape.box.w - left - right
        spare = max(inner - max(self._even(para, inner, least) for para in shape.paras), 0.0)
        share = {"ctr": 0.5, "r": 1.0}.get(align, 0.0) * spare
        return replace(shape, insets=(left + share, top, right + spare - share, bottom))

    def _even(self, para: Para, room: float, least: float) -> float:
        """The room in pt that a paragraph needs for lines of similar length, or for its one line."""
        if self.metrics.lines(para, room) > 1:
            return self.metrics.balanced(para, room, least)
        return self.metrics.para_width(para) + 1


def even_sizes(
    fitting: Fitting, name: str, groups: Sequence[Sequence[Para]], boxes: Sequence[Box]
) -> list[tuple[Para, ...]]:
    """Fit several texts into a box each (`name-1`, …), all at the size of the one that needs the smallest."""
    pairs = enumerate(zip(groups, boxes, strict=True), 1)
    return alike([fitting.fitted(f"{name}-{number}", paras, box.w, box.h).paras for number, (paras, box) in pairs])


def stacked(
    fitting: Fitting, name: str, groups: Sequence[Sequence[Para]], width: float, height: float
) -> list[tuple[Para, ...]]:
    """Fit several texts one below another into `width` × `height` pt, all at one size."""
    whole = fitting.fitted(name, [para for paras in groups for para in paras], width, height)
    found = iter(whole.paras)
    return alike([tuple(next(found) for _ in paras) for paras in groups])


def alike(groups: Sequence[tuple[Para, ...]]) -> list[tuple[Para, ...]]:
    """The first paragraphs of all groups at the least size of them, and so on."""
    longest = max(map(len, groups), default=0)
    least = [min(paras[index].size for paras in groups if index < len(paras)) for index in range(longest)]
    return [tuple(replace(para, size=least[index]) for index, para in enumerate(paras)) for paras in groups]
