"""Slides as laid out → the keys of the texts that are on them: what the manifest of a deck or a handout claims.

A key is given each time that its text occurs, in reading order: first all slides, then all notes. A text that two keys
share goes by the key of what is on the slide.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaphandout.content.figures import Rates
from kaphandout.deck.layout.shapes import ChartShape, Group, Shape, TableShape, TextShape
from kaphandout.deck.plan.slides import BETWEEN, FigureSlide, SlidePlan
from kaphandout.edition.edition import Edition

HandoutSlide = tuple[SlidePlan, Sequence[Shape], Sequence[str]]
"""A slide of a handout: its plan, its shapes without their legend, and the words that are set below it."""


@dataclass(frozen=True, slots=True)
class SlideTexts:
    """The keys of the texts that are on a slide, and of those in its notes."""

    id: str
    title: str
    shown: tuple[str, ...]
    noted: tuple[str, ...]


def shown_texts(edition: Edition, slides: Sequence[tuple[SlidePlan, Sequence[Shape]]]) -> list[SlideTexts]:
    """The keys of all texts of the edition on `slides` and in their notes. Labels and codes have no key."""
    finder = _KeyFinder(edition)
    return [
        SlideTexts(
            plan.id,
            plan.title.text,
            tuple(key for shape in shapes for key in finder.shape(plan, shape)),
            tuple(key for note in plan.notes for key in finder.words(plan, note.text)),
        )
        for plan, shapes in slides
    ]


def handed_out(edition: Edition, slides: Sequence[HandoutSlide]) -> tuple[str, ...]:
    """The keys of all texts of a handout, in reading order: each slide, then what is set below it.

    There all is real text: a figure needs no alternative, and a chart is a table.
    """
    finder = _KeyFinder(edition)
    found = [key for plan, shapes, words in slides for key in finder.page(plan, shapes, words)]
    return tuple(key for key in found if ".alt." not in key)


class _KeyFinder:
    """Finds the keys of the texts of an edition."""

    def __init__(self, edition: Edition):
        self.edition = edition
        self.keys_of: dict[str, list[str]] = {}
        rank = {key: number for number, key in enumerate(edition.placed["deck"])}
        for key in sorted(edition.texts, key=lambda key: rank.get(key, len(rank))):
            if not key.endswith(".number"):
                self.keys_of.setdefault(_plain(edition.texts[key]), []).append(key)

    def shape(self, plan: SlidePlan, shape: Shape) -> Iterator[str]:
        if isinstance(shape, ChartShape | TableShape | Group):  # over several slides, the alternative has "(1 of 2)"
            yield from self.words(
                plan, shape.alt if _plain(shape.alt) in self.keys_of else shape.alt.rpartition(" (")[0]
            )
        match shape:
            case TextShape(paras=paras) | TableShape(cells=paras):
                for para in paras:
                    shown = para.key and self.edition.texts.get(para.key, "\0") in para.text
                    yield from [para.key] if shown else self.words(plan, para.text)
            case Group(children=children):
                for child in children:
                    yield from self.shape(plan, child)
            case ChartShape():
                for group in shape.bars.groups:
                    yield from self.words(plan, group)
                yield from self._rows(shape)

    def page(self, plan: SlidePlan, shapes: Sequence[Shape], words: Sequence[str]) -> Iterator[str]:
        for shape in shapes:
            if isinstance(shape, ChartShape):
                groups = shape.bars.groups if len(shape.bars.groups) > 1 else ()
                yield from (key for group in groups for key in self.words(plan, group))
                for key in self._rows(shape):  # a number is written with its unit
                    yield f"{key.removesuffix('.number')}.clinician" if key.endswith(".number") else key
            else:
                yield from self.shape(plan, shape)
        for text in words:
            yield from self.words(plan, text)

    def words(self, plan: SlidePlan, text: str) -> Iterator[str]:
        """The key of a string that is a text, or those of the texts in a row that it consists of."""
        plain = _plain(text)
        if text == plan.certainty_words and plan.certainty:
            yield f"locale.certainty.{plan.certainty}"
        elif plain in self.keys_of:
            keys, here = self.keys_of[plain], tuple(_here(plan))
            yield next((key for key in keys if key.startswith(here)), keys[0])
        elif BETWEEN in text:
            for part in text.split(BETWEEN):
                if _plain(part) in self.keys_of:
                    yield from self.words(plan, part)

    def _rows(self, chart: ChartShape) -> Iterator[str]:
        """Each category of a chart with its numbers."""
        figure = self.edition.topic.figures[chart.bars.id]
        assert isinstance(figure, Rates)
        rows = {str(row.label.clinician): row for row in figure.rows}
        for category in chart.bars.categories:
            yield f"figure.{figure.id}.rows.{rows[category].id}.label.clinician"
            yield from (f"fact.{fact}.number" for fact in rows[category].facts)


def _plain(text: str) -> str:
    """With single spaces, none of which keeps words on one line."""
    return " ".join(text.split())


def _here(plan: SlidePlan) -> Iterator[str]:
    """How the keys of what a slide places begin."""
    if isinstance(plan, FigureSlide):
        yield f"figure.{plan.figure.id}."
    for words in (plan.title, *plan.points):
        yield words.key.rpartition(".points")[0] or words.key.rpartition(".")[0]
