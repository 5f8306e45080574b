"""Fitting text into boxes, and keeping a `Diagnostic` for each text that is too long for its box."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import zip_longest
from math import inf
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
"""How many letters of a text that does not fit are reported."""


class Fitting:
    """One slide's layout, the region `body` that is left for its body, and what did not fit."""

    def __init__(self, edition: Edition, labels: Labels, slide: SlidePlan, layout: Layout):
        self.edition, self.labels, self.slide, self.layout = edition, labels, slide, layout
        self.body = layout.body
        self.metrics = layout.metrics
        self.problems: list[Diagnostic] = []

    def aside(self) -> Fitting:
        """The same room with no problems yet, to try a way of drawing in."""
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
        inner = shape.inner
        return replace(shape, paras=self.fitted(shape.name, shape.paras, inner.w, inner.h, max_lines).paras)

    def placed(self, idx: str, text: str, key: str = "", floor: float | None = None, max_lines: int = 0) -> TextShape:
        """One paragraph in the layout's placeholder `idx`, which keeps its place and look."""
        holder = self.layout.placeholder(idx)
        floor = min(floor or holder.size, holder.size)
        para = Para(text, holder.size, floor, key, bold=holder.bold, colour=None, heading=idx == "title")
        name = holder.name.lower().replace(" ", "-")
        shape = TextShape(name, holder.box, (para,), idx, True, holder.anchor, holder.insets)
        return self.shape(shape, max_lines)

    def headline(self, idx: str, words: Words, floor: float, max_lines: int = 0) -> TextShape:
        """One text in the placeholder `idx`, in lines of similar length."""
        shape = self.placed(idx, words.text, words.key, floor, max_lines)
        return self.even_lines(shape, align=self.layout.placeholder(idx).align)

    def even_lines(self, shape: TextShape, least: float = 0.6, align: str = "l") -> TextShape:
        """`shape` with its paragraphs, set to the side `align`, wrapped to lines of similar length: no lone word."""
        left, top, right, bottom = shape.insets
        room, needs = shape.inner.w, []
        for para in shape.paras:
            several = self.metrics.lines(para, room) > 1
            needs.append(self.metrics.balanced(para, room, least) if several else self.metrics.para_width(para) + 1)
        spare = max(room - max(needs), 0.0)
        share = {"ctr": 0.5, "r": 1.0}.get(align, 0.0) * spare
        return replace(shape, insets=(left + share, top, right + spare - share, bottom))

    def even_sizes(self, name: str, groups: Sequence[Sequence[Para]], boxes: Sequence[Box]) -> list[tuple[Para, ...]]:
        """Fit several texts into a box each (`name-1`, …), all at the sizes of the one that needs the smallest."""
        pairs = enumerate(zip(groups, boxes, strict=True), 1)
        found = [self.fitted(f"{name}-{number}", paras, box.w, box.h).paras for number, (paras, box) in pairs]
        sizes = zip_longest(*([para.size for para in paras] for paras in found), fillvalue=inf)
        least = [min(of_one_kind) for of_one_kind in sizes]
        return [tuple(map(lambda para, size: replace(para, size=size), paras, least)) for paras in found]

    def overflowing(self, cells: Iterable[tuple[Para, float]]) -> tuple[Para, float] | None:
        """Of paragraphs in columns so wide, the one with the widest word that its column does not hold."""
        found = [(para, room) for para, room in cells if self.metrics.longest_word(para) > room]
        return max(found, default=None, key=lambda one: self.metrics.longest_word(one[0]))
