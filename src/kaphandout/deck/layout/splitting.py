"""`DeckPlan` → its slides laid out; what is too much for one slide is shared evenly among several, "(1 of 2)".

Each slide is laid out once; only one that has to be split is laid out again, in parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.geometry import Layouts, load_layouts
from kaphandout.deck.layout.shapes import Shape
from kaphandout.deck.layout.text_slides import REFERENCE_GAP, reference_para
from kaphandout.deck.plan.slides import (
    CardsSlide,
    ChartSlide,
    Cited,
    DeckPlan,
    DiagramSlide,
    Labels,
    Note,
    PointsSlide,
    QuoteSlide,
    ReferencesSlide,
    SlidePlan,
    TableSlide,
    TwoVoicesSlide,
    Voice,
    Words,
    in_words,
)
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

Item = TypeVar("Item")

SPLIT: Mapping[type[SlidePlan], int] = {PointsSlide: 6, CardsSlide: 4, TwoVoicesSlide: 8, QuoteSlide: 4, TableSlide: 12}
"""The kinds whose items may be on several slides, and how many on one at most, if there must be several."""

COLUMNS = 2
"""The columns of a slide of references."""

MANY_COLUMNS = 5
"""From how many columns on a table that is too wide is split between them."""

APART = (ChartSlide, DiagramSlide)
"""The kinds whose words may stand on a slide of their own, after the figure."""


@dataclass(frozen=True, slots=True)
class LaidOutSlide:
    """A slide, its shapes in reading order, and a problem for each text that is too long for its place."""

    plan: SlidePlan
    shapes: tuple[Shape, ...]
    problems: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class LaidOutDeck:
    """A deck whose slides are those that are drawn."""

    plan: DeckPlan
    slides: tuple[LaidOutSlide, ...]

    @property
    def problems(self) -> list[Diagnostic]:
        """What is too long, each text once."""
        found = [problem for slide in self.slides for problem in slide.problems]
        return list({(problem.rule, problem.place, problem.id): problem for problem in reversed(found)}.values())


def lay_out(edition: Edition, deck: DeckPlan, layouts: Layouts | None = None) -> LaidOutDeck:
    """Lay out each slide on `layouts` (else: our own), one that does not hold its items as the fewest slides that do.

    A slide that no number of parts can hold stays too long, and says so in its problems.
    """
    splitter = _Splitter(edition, deck, layouts or load_layouts())
    parts = {slide.id: splitter.parts(slide) for slide in deck.slides}
    sections = tuple((name, tuple(part.plan.id for id in ids for part in parts[id])) for name, ids in deck.sections)
    slides = tuple(part for slide in deck.slides for part in parts[slide.id])
    return LaidOutDeck(replace(deck, slides=tuple(slide.plan for slide in slides), sections=sections), slides)


def part_of(slide: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    """`slide` with the id and title of part `number` of `total`; its notes stand with the first part."""
    return replace(
        slide,
        id=f"{slide.id}-{number}",
        title=Words(f"{slide.title.text} {labels.part.format(n=number, total=total)}", slide.title.key),
        notes=slide.notes if number == 1 else (Note(labels.notes_first),),
    )


class _Splitter:
    """Lays out the slides of one deck, whole or in parts."""

    def __init__(self, edition: Edition, deck: DeckPlan, layouts: Layouts):
        self.edition, self.deck, self.layouts = edition, deck, layouts

    def parts(self, slide: SlidePlan) -> list[LaidOutSlide]:
        """The slide if it holds its items, else its parts."""
        if isinstance(slide, ReferencesSlide):
            return [self._laid(part) for part in self._reference_slides(slide)]
        whole = self._laid(slide)
        if not whole.problems:
            return [whole]
        if isinstance(slide, APART) and (slide.points or slide.patient):
            apart = [self._laid(part) for part in _figure_and_words(slide, self.deck.labels)]
            return [whole] if _too_long(apart) else apart
        return self._shared(whole) if type(slide) in SPLIT else [whole]

    def _laid(self, slide: SlidePlan) -> LaidOutSlide:
        shapes, problems = compose(self.edition, self.deck, slide, self.layouts)
        return LaidOutSlide(slide, shapes, tuple(problems))

    def _shared(self, whole: LaidOutSlide) -> list[LaidOutSlide]:
        """The items of a slide on as few slides as hold them; on one each, if even that is too much."""
        slide, parts = whole.plan, [whole]
        rows = slide.figure.rows if isinstance(slide, TableSlide) else ()
        most = max(len(slide.points), len(slide.patient), len(rows))
        for total in range(max(2, -(-most // SPLIT[type(slide)])), most + 1):
            parts = [self._laid(_part(slide, number, total, self.deck.labels)) for number in range(1, total + 1)]
            if not _too_long(parts):
                return parts
        return self._by_columns(slide) or parts

    def _by_columns(self, slide: SlidePlan) -> list[LaidOutSlide]:
        """A table that is too wide: its first column with half of the others, and then with the other half, each on as
        many slides as its rows need. Empty if there are too few columns, or if that is not enough."""
        if not isinstance(slide, TableSlide) or len(slide.figure.columns) < MANY_COLUMNS:
            return []
        grid = slide.figure
        middle = (len(grid.columns) + 2) // 2
        halves = [slice(1, middle), slice(middle, None)]
        found: list[SlidePlan] = []
        for half in halves:
            rows = tuple((row[0], *row[half]) for row in grid.rows)
            columns = (grid.columns[0], *grid.columns[half])
            points = slide.points if half is halves[0] else ()
            parts = self.parts(replace(slide, figure=replace(grid, columns=columns, rows=rows), points=points))
            if _too_long(parts):
                return []
            found += [part.plan for part in parts]
        labels, total = self.deck.labels, len(found)
        return [self._laid(_renumbered(slide, part, number, total, labels)) for number, part in enumerate(found, 1)]

    def _reference_slides(self, slide: ReferencesSlide) -> list[SlidePlan]:
        """The references in columns, filled as evenly as the number of slides (two columns each) allows."""
        layout = self.layouts.layouts["references"]
        box = layout.placeholder("10").box
        (cited,) = slide.references
        heights = [layout.metrics.height([reference_para(one)], box.w) + REFERENCE_GAP for one in cited]
        limit = _even(heights, box.h)
        columns: list[list[Cited]] = [[]]
        used = 0.0
        for one, tall in zip(cited, heights, strict=True):
            if columns[-1] and used + tall - REFERENCE_GAP > limit:
                columns.append([])
                used = 0.0
            columns[-1].append(one)
            used += tall
        held = [tuple(map(tuple, columns[start : start + COLUMNS])) for start in range(0, len(columns), COLUMNS)]
        if len(held) == 1:
            return [replace(slide, references=held[0])]
        named = [part_of(slide, number, len(held), self.deck.labels) for number in range(1, len(held) + 1)]
        return [
            replace(slide, id=part.id, title=part.title, references=group)
            for part, group in zip(named, held, strict=True)
        ]


def _too_long(parts: Sequence[LaidOutSlide]) -> bool:
    return any(part.problems for part in parts)


def _renumbered(slide: TableSlide, part: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    assert isinstance(part, TableSlide)
    named = part_of(slide, number, total, labels)
    alt = f"{slide.figure.alt} {labels.part.format(n=number, total=total)}"
    notes = tuple(_notes(slide, number == 1, _messages(part.points, part.patient), labels))
    return replace(part, id=named.id, title=named.title, notes=notes, figure=replace(part.figure, alt=alt))


def _figure_and_words(slide: SlidePlan, labels: Labels) -> list[SlidePlan]:
    """The figure alone, and then what is said beside it."""
    figure, words = (part_of(slide, number, 2, labels) for number in (1, 2))
    spoken = _messages(slide.points, slide.patient)
    notes = [tuple(_notes(slide, first, here, labels)) for first, here in ((True, set[str]()), (False, spoken))]
    return [
        replace(figure, points=(), patient=(), notes=notes[0]),
        replace(in_words(PointsSlide, words), notes=notes[1]),
    ]


def _part(slide: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    points, patient = _share(slide.points, number, total), _share(slide.patient, number, total)
    part = replace(
        part_of(slide, number, total, labels),
        points=points,
        patient=patient,
        notes=tuple(_notes(slide, number == 1, _messages(points, patient), labels)),
    )
    if not isinstance(part, TableSlide):
        return part
    grid = part.figure
    rows = _share(grid.rows, number, total)
    elsewhere = tuple(row for row in grid.rows if row not in rows)
    alt = f"{grid.alt} {labels.part.format(n=number, total=total)}"
    return replace(part, figure=replace(grid, rows=rows, elsewhere=elsewhere, alt=alt))


def _notes(slide: SlidePlan, first: bool, here: set[str], labels: Labels) -> Iterator[Note]:
    """With each part the notes of the messages whose words are on it, and with the first all others."""
    shared = _messages(slide.points, slide.patient) - _messages([slide.title], ())
    if not first:
        yield Note(labels.notes_first)
    for note in slide.notes:
        if note.message in here & shared or (first and note.message not in shared):
            yield note


def _messages(points: Sequence[Words], patient: Sequence[Voice]) -> set[str]:
    """The ids of the messages that words come from."""
    return {words.key.partition(".")[2].partition(".")[0] for words in [*points, *(voice.text for voice in patient)]}


def _share(items: Sequence[Item], number: int, total: int) -> tuple[Item, ...]:
    """Share `number` of `total` of the items, in their order; the first shares may be larger by one item."""
    start, end = (-(-len(items) * done // total) for done in (number - 1, number))
    return tuple(items[start:end])


def _count(heights: Sequence[float], limit: float) -> int:
    count, used = 1, 0.0
    for tall in heights:
        if used and used + tall - REFERENCE_GAP > limit:
            count, used = count + 1, 0.0
        used += tall
    return count


def _even(heights: Sequence[float], room: float) -> float:
    """The least height of a column with which no more slides are needed than with columns as high as `room`."""
    wanted = _count(heights, room)
    wanted += wanted % 2
    limit = room
    while limit > 1 and _count(heights, limit - 1) <= wanted:
        limit -= 1
    return limit
