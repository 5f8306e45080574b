"""Slides with any amount of text: each fits without harm, or says what does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.fitting import FLOOR, SMALL
from kaphandout.deck.layout.shapes import Group, Shape, TableShape, TextShape
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.plan.slides import Chain, FigureSlide, Grid, Link, SlidePlan, Voice, Words
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

T = TypeVar("T")

METRICS = load_layouts().master.metrics
SMALL_PRINT = {"source", "certainty"}
WORDS = """
a of in ketamine dose benefit trial placebo midazolam infusion blood-pressure monitoring dissociation 24 h n = 158
psychotherapy electroconvulsive randomised, double-blind; significant (Murrough 2013) bias-adjusted 95% CI to 0.48
"""
LAYOUTS = ("points", "cards", "two-voices", "quote", "statement", "table", "diagram")
CASES = 40
ANY = settings(derandomize=True, deadline=None, max_examples=CASES)
RARELY = st.sampled_from([False, False, False, False, True])


def words(key: str, least: int, most: int) -> st.SearchStrategy[Words]:
    return st.lists(st.sampled_from(WORDS.split()), min_size=least, max_size=most).map(
        lambda chosen: Words(" ".join(chosen), f"message.{key}.text")
    )


def several(each: st.SearchStrategy[T], most: int, least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(each, min_size=least, max_size=most).map(tuple)


def points(most: int) -> st.SearchStrategy[tuple[Words, ...]]:
    return st.sampled_from([6, 12, 25, 60]).flatmap(lambda length: several(words("point", 2, length), most))


def voices(most: int) -> st.SearchStrategy[tuple[Voice, ...]]:
    leads = st.none() | words("lead", 1, 4)
    return st.sampled_from([8, 20, 60]).flatmap(
        lambda length: several(st.builds(Voice, text=words("voice", 3, length), lead=leads), most)
    )


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    columns, length = draw(st.integers(2, 6)), draw(st.sampled_from([2, 4, 10]))
    row = st.tuples(*[words("cell", 1, length)] * columns)
    heads = draw(st.tuples(*[words("head", 1, 2)] * columns))
    return Grid("g", draw(words("t", 2, 6)), "A table.", heads, draw(several(row, 24, least=1)))


@st.composite
def chains(draw: st.DrawFn) -> Chain:
    certain = draw(st.booleans())
    step = st.builds(
        Link,
        id=st.just("s"),
        title=words("step", 1, 2),
        text=st.none() | words("does", 2, 9),
        certainty=st.just(Certainty.EARLY if certain else None),
        certainty_words=st.just("early evidence" if certain else ""),
    )
    kind: Literal["cascade", "timeline"] = "cascade" if certain else "timeline"
    return Chain("c", kind, draw(words("t", 2, 6)), "Steps.", draw(several(step, 9, least=2)))


@st.composite
def slides(draw: st.DrawFn, layout: str) -> SlidePlan:
    """A slide of a layout, certain and cited, with any amount of text."""
    beside = layout in ("table", "diagram")
    given: dict[str, Any] = {
        "layout": layout,
        "id": "case",
        "title": draw(words("title", 3, draw(st.sampled_from([9, 14, 30])))),
        "points": draw(st.just(()) if layout == "quote" else points(3 if beside else 16)),
        "patient": draw(
            voices(2 if beside else 6) if layout in ("two-voices", "quote") or draw(RARELY) else st.just(())
        ),
        "cited": ("Murrough 2013", "Fava 2020"),
        "certainty": Certainty.EARLY,
        "certainty_words": "How sure: early evidence",
    }
    if not beside:
        return SlidePlan(**given)
    return FigureSlide(**given, figure=draw(grids()) if layout == "table" else draw(chains()))


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


def drawn(edition: Edition, slide: SlidePlan) -> list[tuple[tuple[Shape, ...], list[Diagnostic]]]:
    """The parts that a slide is split into, each with what does not fit."""
    plan = replace(plan_deck(edition), slides=(slide,), sections=(("Section", ("case",)),))
    return [(part.shapes, list(part.problems)) for part in lay_out(edition, plan, load_layouts()).slides]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_is_not_refused_stands_whole_and_apart(edition: Edition, layout: str):
    good = []

    @ANY
    @given(slide=slides(layout))
    def holds(slide: SlidePlan) -> None:
        parts = drawn(edition, slide)
        if any(problems for _, problems in parts):
            assert all(problem.message.startswith("slide 'case") for _, problems in parts for problem in problems)
            return
        good.append(slide)
        for shapes, _ in parts:
            stands_whole(shapes)
            stand_apart(shapes)
        told = Counter(text for shapes, _ in parts for _, text, _ in paras_of(shapes))
        assert told >= Counter(given_texts(slide))

    holds()
    assert len(good) >= CASES / 10, "hardly any case fits: the test says little"


def given_texts(slide: SlidePlan) -> Iterator[str]:
    """All that a slide is to say."""
    said: list[Words | None] = [
        *slide.points,
        *(words for voice in slide.patient for words in (voice.lead, voice.text)),
    ]
    match slide:
        case FigureSlide(figure=Grid(rows=rows)):
            said += [cell for row in rows for cell in row]
        case FigureSlide(figure=Chain(steps=steps)):
            said += [words for step in steps for words in (step.title, step.text)]
    yield from (words.text for words in said if words)


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
