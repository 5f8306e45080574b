"""`DeckPlan` → `DeckPlan` in which what is too long for one slide stands evenly on several, "(1 of 2)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from kaphandout.deck.layout.compose import arrange
from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.plan.slides import DeckPlan, Grid, Labels, Note, SlidePlan, Voice, Words
from kaphandout.edition.edition import Edition

Item = TypeVar("Item")

SPLIT = {"points": 6, "cards": 4, "two-voices": 8, "quote": 4, "table": 12}
"""The layouts whose items may stand on several slides, and how many on one at most, if there must be several.

References are paged as they are planned.
"""

MANY_COLUMNS = 5
"""From how many columns on a table that is too wide is split between them."""

APART = ("chart", "diagram")
"""The layouts whose words may stand on a slide of their own, after the figure."""


def split_deck(edition: Edition, deck: DeckPlan, layouts: Layouts | None = None) -> DeckPlan:
    """Split each slide that does not hold its items into the fewest that do; one that none can hold stays too long."""
    parts = {slide.id: _parts(edition, deck, slide, layouts) for slide in deck.slides}
    sections = tuple((name, tuple(part.id for id in ids for part in parts[id])) for name, ids in deck.sections)
    return replace(deck, slides=tuple(part for slide in deck.slides for part in parts[slide.id]), sections=sections)


def part_of(slide: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    """`slide` with the id and title of part `number` of `total`; its notes stand with the first part."""
    return replace(
        slide,
        id=f"{slide.id}-{number}",
        title=Words(f"{slide.title.text} {labels.part.format(n=number, total=total)}", slide.title.key),
        notes=slide.notes if number == 1 else (Note(labels.notes_first),),
    )


def _parts(edition: Edition, deck: DeckPlan, slide: SlidePlan, layouts: Layouts | None) -> list[SlidePlan]:
    if slide.layout in APART and (slide.points or slide.patient) and arrange(edition, deck, slide, layouts)[1]:
        parts = _figure_and_words(slide, deck.labels)
        return [slide] if any(arrange(edition, deck, part, layouts)[1] for part in parts) else parts
    if slide.layout not in SPLIT or not arrange(edition, deck, slide, layouts)[1]:
        return [slide]
    rows = slide.figure.rows if isinstance(slide.figure, Grid) else ()
    most = max(len(slide.points), len(slide.patient), len(rows))
    parts = [slide]
    for total in range(max(2, -(-most // SPLIT[slide.layout])), most + 1):
        parts = [_part(slide, number, total, deck.labels) for number in range(1, total + 1)]
        if not any(arrange(edition, deck, part, layouts)[1] for part in parts):
            return parts
    return _by_columns(edition, deck, slide, layouts) or parts


def _by_columns(edition: Edition, deck: DeckPlan, slide: SlidePlan, layouts: Layouts | None) -> list[SlidePlan]:
    """A table that is too wide: its first column with half of the others, and then with the other half, each on as many
    slides as its rows need. None if there are too few columns, or if that is not enough."""
    grid = slide.figure
    if not isinstance(grid, Grid) or len(grid.columns) < MANY_COLUMNS:
        return []
    middle = (len(grid.columns) + 2) // 2
    halves = [slice(1, middle), slice(middle, None)]
    found: list[SlidePlan] = []
    for half in halves:
        rows = tuple((row[0], *row[half]) for row in grid.rows)
        columns = (grid.columns[0], *grid.columns[half])
        points = slide.points if half is halves[0] else ()
        narrow = replace(slide, figure=replace(grid, columns=columns, rows=rows), points=points)
        split = _parts(edition, deck, narrow, layouts)
        if any(arrange(edition, deck, part, layouts)[1] for part in split):
            return []
        found += split
    return [_renumbered(slide, part, number, len(found), deck.labels) for number, part in enumerate(found, 1)]


def _renumbered(slide: SlidePlan, part: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    assert isinstance(slide.figure, Grid)
    assert isinstance(part.figure, Grid)
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
        replace(words, figure=None, layout="points", notes=notes[1]),
    ]


def _part(slide: SlidePlan, number: int, total: int, labels: Labels) -> SlidePlan:
    figure = slide.figure
    if isinstance(figure, Grid):
        alt = f"{figure.alt} {labels.part.format(n=number, total=total)}"
        rows = _share(figure.rows, number, total)
        elsewhere = tuple(row for row in figure.rows if row not in rows)
        figure = replace(figure, rows=rows, elsewhere=elsewhere, alt=alt)
    points, patient = _share(slide.points, number, total), _share(slide.patient, number, total)
    return replace(
        part_of(slide, number, total, labels),
        points=points,
        patient=patient,
        figure=figure,
        notes=tuple(_notes(slide, number == 1, _messages(points, patient), labels)),
    )


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
