"""Slides as planned and arranged → the keys of the texts that stand on them: what the deck's manifest claims.

A key is given for each time that its text stands, in reading order: first all slides, then all notes. A text that two
keys share goes by the key of what is on the slide.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from kaphandout.content.figures import Rates
from kaphandout.deck.layout.shapes import ChartShape, Group, Para, Shape, TableShape, TextShape
from kaphandout.deck.plan.slides import ChartSlide, FigureSlide, SlidePlan
from kaphandout.edition.edition import Edition

BETWEEN = " · "
"""What stands between short citations."""
NO_BREAK = "\u00a0"
"""Keeps a short citation on one line of a table."""

Handed = tuple[SlidePlan, Sequence[Shape], Sequence[str]]
"""A slide of a handout: its plan, its shapes without their legend, and the words that are set below it."""


def shown_texts(edition: Edition, slides: Sequence[tuple[SlidePlan, Sequence[Shape]]]) -> tuple[str, ...]:
    """The keys of all texts of the edition on `slides` and in their notes. Labels and codes have no key."""
    keys = _Keys(edition)
    shown = [key for plan, shapes in slides for shape in shapes for key in keys.shape(plan, shape)]
    noted = [key for plan, _ in slides for note in plan.notes for key in keys.words(plan, note.text)]
    return (*shown, *noted)


def handed_out(edition: Edition, slides: Sequence[Handed]) -> tuple[str, ...]:
    """The keys of all texts of a handout, in reading order: each slide, then what is set below it.

    There all is real text: a figure needs no alternative, and a chart is a table.
    """
    keys = _Keys(edition)
    found = [key for plan, shapes, words in slides for key in keys.page(plan, shapes, words)]
    return tuple(key for key in found if ".alt." not in key)


class _Keys:
    def __init__(self, edition: Edition):
        self.edition = edition
        self.keys_of: dict[str, list[str]] = {}
        rank = {key: number for number, key in enumerate(edition.placed["deck"])}
        for key in sorted(edition.texts, key=lambda key: rank.get(key, len(rank))):
            if not key.endswith(".number"):
                self.keys_of.setdefault(_plain(edition.texts[key]), []).append(key)

    def shape(self, plan: SlidePlan, shape: Shape) -> Iterator[str]:
        match shape:
            case TextShape():
                for para in shape.paras:
                    yield from self._para(plan, para)
            case TableShape():
                yield from self._alternative(plan, shape.alt)
                for row in shape.rows:
                    for para in row:
                        yield from self._para(plan, para)
            case Group():
                yield from self._alternative(plan, shape.alt)
                for child in shape.children:
                    yield from self.shape(plan, child)
            case ChartShape():
                yield from self._alternative(plan, shape.alt)
                for group in shape.groups:
                    yield from self.words(plan, group)
                yield from self._rows(plan, shape)

    def page(self, plan: SlidePlan, shapes: Sequence[Shape], words: Sequence[str]) -> Iterator[str]:
        for shape in shapes:
            if isinstance(shape, ChartShape):
                yield from (key for group in shape.groups if len(shape.groups) > 1 for key in self.words(plan, group))
                yield from (self._in_words(key) for key in self._rows(plan, shape))
            else:
                yield from self.shape(plan, shape)
        for text in words:
            yield from self.words(plan, text)

    def _in_words(self, key: str) -> str:
        """The number of a fact as it is written: with its unit."""
        return f"{key.removesuffix('.number')}.clinician" if key.endswith(".number") else key

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

    def _alternative(self, plan: SlidePlan, alt: str) -> Iterator[str]:
        """That of the figure; one over several slides has it on each, with the number of the part."""
        whole = alt if _plain(alt) in self.keys_of else alt.rpartition(" (")[0]
        yield from self.words(plan, whole)

    def _para(self, plan: SlidePlan, para: Para) -> Iterator[str]:
        if para.key and self.edition.texts.get(para.key, "\0") in para.text:
            yield para.key
        else:
            yield from self.words(plan, para.text)

    def _rows(self, plan: SlidePlan, chart: ChartShape) -> Iterator[str]:
        """Each category of a chart with its numbers."""
        assert isinstance(plan, ChartSlide)
        figure = self.edition.topic.figures[plan.figure.id]
        assert isinstance(figure, Rates)
        rows = {str(row.label.clinician): row for row in figure.rows}
        for category in chart.categories:
            yield f"figure.{figure.id}.rows.{rows[category].id}.label.clinician"
            yield from (f"fact.{fact}.number" for fact in rows[category].facts)


def _plain(text: str) -> str:
    """With single spaces, none of which keeps words on one line."""
    return " ".join(text.split())


def _here(plan: SlidePlan) -> Iterable[str]:
    """How the keys of what a slide places begin."""
    if isinstance(plan, FigureSlide):
        yield f"figure.{plan.figure.id}."
    for words in (plan.title, *plan.points):
        yield words.key.rpartition(".points")[0] or words.key.rpartition(".")[0]
