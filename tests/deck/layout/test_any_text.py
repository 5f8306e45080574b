"""Slides with random amounts of text (a fixed seed): each fits without harm, or says what does not."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.fitting import FLOOR, SMALL
from kaphandout.deck.layout.metrics import Metrics, own_fonts
from kaphandout.deck.layout.shapes import Group, Shape, TableShape, TextShape
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.plan.slides import (
    IN_WORDS,
    Chain,
    DeckPlan,
    DiagramSlide,
    Grid,
    Link,
    SlidePlan,
    TableSlide,
    Voice,
    Words,
    figure_slide,
    in_words,
)
from kaphandout.edition.edition import Edition

METRICS = Metrics(own_fonts())
SMALL_PRINT = {"source", "certainty"}
WORDS = """
a of in ketamine dose benefit trial placebo midazolam infusion blood-pressure monitoring dissociation 24 h n = 158
psychotherapy electroconvulsive randomised, double-blind; significant (Murrough 2013) bias-adjusted 95% CI to 0.48
"""
LAYOUTS = ("points", "cards", "two-voices", "quote", "statement", "table", "diagram")
CASES = 40


class Dice(random.Random):
    def words(self, key: str, least: int, most: int) -> Words:
        return Words(" ".join(self.choices(WORDS.split(), k=self.randint(least, most))), f"message.{key}.text")

    def points(self, most: int) -> tuple[Words, ...]:
        length = self.choice([6, 12, 25, 60])
        return tuple(self.words(f"point-{n}", 2, length) for n in range(self.randint(0, most)))

    def voices(self, most: int) -> tuple[Voice, ...]:
        length = self.choice([8, 20, 60])
        lead = self.random() < 0.5
        return tuple(
            Voice(self.words(f"voice-{n}", 3, length), self.words(f"lead-{n}", 1, 4) if lead else None)
            for n in range(self.randint(0, most))
        )

    def grid(self) -> Grid:
        columns, length = self.randint(2, 6), self.choice([2, 4, 10])
        rows = [
            tuple(self.words(f"cell-{n}-{c}", 1, length) for c in range(columns)) for n in range(self.randint(1, 24))
        ]
        heads = tuple(self.words(f"head-{c}", 1, 2) for c in range(columns))
        return Grid("g", self.words("t", 2, 6), "A table.", heads, tuple(rows))

    def step_diagram(self) -> Chain:
        sure = self.random() < 0.5
        steps = [
            Link(f"s{n}", self.words(f"step-{n}", 1, 2), self.words(f"does-{n}", 2, 9) if self.random() < 0.9 else None,
                 Certainty.EARLY if sure else None, "early evidence" if sure else "")
            for n in range(self.randint(2, 9))
        ]  # fmt: skip
        return Chain("c", "cascade" if sure else "timeline", self.words("t", 2, 6), "Steps.", tuple(steps))

    def slide(self, template: SlidePlan, layout: str) -> SlidePlan:
        beside = layout in ("table", "diagram")
        words = replace(
            template,
            id="case",
            title=self.words("title", 3, self.choice([9, 14, 30])),
            points=() if layout == "quote" else self.points(3 if beside else 16),
            patient=self.voices(2 if beside else 6) if layout in ("two-voices", "quote") or self.random() < 0.2 else (),
        )
        if beside:
            return figure_slide(words, self.grid() if layout == "table" else self.step_diagram())
        return in_words(IN_WORDS[layout], words)


def cases(edition: Edition, layout: str) -> Iterator[tuple[DeckPlan, SlidePlan]]:
    plan, dice = plan_deck(edition), Dice(f"{layout} 20261124")
    template = next(slide for slide in plan.slides if slide.cited and slide.certainty)
    for _ in range(CASES):
        slide = dice.slide(template, layout)
        yield replace(plan, slides=(slide,), sections=(("Section", ("case",)),)), slide


def texts(shapes: tuple[Shape, ...]) -> Iterator[TextShape]:
    for shape in shapes:
        if isinstance(shape, TextShape):
            yield shape
        elif isinstance(shape, Group):
            yield from texts(shape.children)


def paras_of(shapes: tuple[Shape, ...]) -> Iterator[tuple[str, str, float]]:
    """Name, text and size of every paragraph, those of cells too."""
    for shape in texts(shapes):
        yield from ((shape.name, para.text, para.size) for para in shape.paras)
    for table in shapes:
        if isinstance(table, TableShape):
            yield from (("cell", para.text, para.size) for row in table.rows for para in row)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_refused_stands_whole_and_apart(edition: Edition, layout: str):
    good = 0
    for plan, slide in cases(edition, layout):
        split = lay_out(edition, plan).plan
        drawn = [compose(edition, split, part) for part in split.slides]
        if any(problems for _, problems in drawn):
            assert all(problem.message.startswith("slide 'case") for _, problems in drawn for problem in problems)
            continue
        good += 1
        for shapes, _ in drawn:
            stands_whole(shapes)
            stand_apart(shapes)
        told = Counter(text for shapes, _ in drawn for _, text, _ in paras_of(shapes))
        given = Counter(words.text for words in slide.points)
        given += Counter(words.text for v in slide.patient for words in (v.lead, v.text) if words)
        if isinstance(slide, TableSlide):
            given += Counter(words.text for row in slide.figure.rows for words in row)
        if isinstance(slide, DiagramSlide):
            given += Counter(words.text for s in slide.figure.steps for words in (s.title, s.text) if words)
        assert all(told[text] >= count for text, count in given.items())
    assert good >= CASES / 10, "hardly any case fits: the test says little"


def stands_whole(shapes: tuple[Shape, ...]) -> None:
    for name, text, size in paras_of(shapes):
        assert size >= (SMALL if name in SMALL_PRINT else FLOOR), (name, text)
    for shape in texts(shapes):
        if shape.geometry == "ellipse" or shape.name in SMALL_PRINT:
            continue
        left, top, right, bottom = shape.insets
        inner = shape.box.inset(left, top, right, bottom)
        assert METRICS.height(shape.paras, inner.w) <= inner.h + 1, (shape.name, shape.paras[0].text)
        widest = max(METRICS.longest_word(para) for para in shape.paras)
        assert widest <= inner.w + 0.1, (shape.name, shape.paras[0].text)


def stand_apart(shapes: tuple[Shape, ...]) -> None:
    for shape in shapes:
        assert shape.box.x >= 0
        assert shape.box.y >= 0
        assert shape.box.right <= 960.01
        assert shape.box.bottom <= 540.01
    told = [(shape.name, shape.box) for shape in shapes if isinstance(shape, TextShape | TableShape | Group)]
    for index, (one, a) in enumerate(told):
        for two, b in told[index + 1 :]:
            apart = a.right <= b.x + 1 or b.right <= a.x + 1 or a.bottom <= b.y + 1 or b.bottom <= a.y + 1
            assert apart, (one, two)
