"""`DeckPlan` → its slides laid out; what is too much for one slide is shared evenly among several, "(1 of 2)".

Each slide is laid out once; only one that has to be split is laid out again, in parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import TypeVar

from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.layout.shapes import Shape
from kaphandout.deck.layout.text_slides import REFERENCE_GAP, reference_para
from kaphandout.deck.plan.slides import (
    Cited,
    DeckPlan,
    FigureSlide,
    Grid,
    Labels,
    Note,
    ReferencesSlide,
    SlidePlan,
    Words,
    grid_of,
)
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

Item = TypeVar("Item")

SPLIT: Mapping[str, int] = {"points": 6, "cards": 4, "two-voices": 8, "quote": 4, "table": 12}
"""The layouts whose items may be on several slides, and how many on one at most, if there must be several."""

COLUMNS = 2
"""The columns of a slide of references."""

MANY_COLUMNS = 5
"""From how many columns on a table that is too wide is split between them."""

APART = ("chart", "diagram")
"""The layouts whose words may be on a slide of their own, after the figure."""


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


def lay_out(edition: Edition, deck: DeckPlan, layouts: Layouts) -> LaidOutDeck:
    """Lay out each slide on `layouts`, one that does not hold its items as the fewest slides that do.

    A slide that no number of parts can hold stays too long, and has problems that say so.
    """
    splitter = _Splitter(edition, deck, layouts)
    parts = {slide.id: splitter.parts(slide) for slide in deck.slides}
    sections = tuple((name, tuple(part.plan.id for id in ids for part in parts[id])) for name, ids in deck.sections)
    slides = tuple(part for slide in deck.slides for part in parts[slide.id])
    return LaidOutDeck(replace(deck, slides=tuple(slide.plan for slide in slides), sections=sections), slides)


class _Splitter:
    """Lays out the slides of one deck, whole or in parts."""

    def __init__(self, edition: Edition, deck: DeckPlan, layouts: Layouts):
        self.edition, self.deck, self.layouts = edition, deck, layouts
        self.labels = deck.labels

    def parts(self, slide: SlidePlan) -> list[LaidOutSlide]:
        """The slide if it holds its items, else its parts."""
        if isinstance(slide, ReferencesSlide):
            return self._laid(self._by_references(slide))
        whole = self._laid([slide])
        if not _too_long(whole):
            return whole
        if slide.layout in APART and (slide.points or slide.patient):
            apart = self._laid(_parts(slide, _figure_and_words(slide), self.labels))
            return whole if _too_long(apart) else apart
        return self._by_items(slide) if slide.layout in SPLIT else whole

    def _laid(self, slides: Sequence[SlidePlan]) -> list[LaidOutSlide]:
        found = [(slide, compose(self.edition, self.deck, slide, self.layouts)) for slide in slides]
        return [LaidOutSlide(slide, shapes, tuple(problems)) for slide, (shapes, problems) in found]

    def _by_items(self, slide: SlidePlan) -> list[LaidOutSlide]:
        """The items of a slide on as few slides as hold them; on one each, if even that is too much."""
        grid = grid_of(slide)
        most = max(len(slide.points), len(slide.patient), len(grid.rows) if grid else 0)
        parts = self._laid([slide])
        for total in range(max(2, -(-most // SPLIT[slide.layout])), most + 1):
            shares = [_share_of(slide, number, total) for number in range(1, total + 1)]
            parts = self._laid(_parts(slide, shares, self.labels))
            if not _too_long(parts):
                return parts
        if isinstance(slide, FigureSlide) and grid and len(grid.columns) >= MANY_COLUMNS:
            return self._by_columns(slide, grid) or parts
        return parts

    def _by_columns(self, slide: FigureSlide, grid: Grid) -> list[LaidOutSlide]:
        """A table that is too wide: its first column with half of the others, and then with the other half, each on as
        many slides as its rows need. Empty if that is not enough."""
        middle = (len(grid.columns) + 2) // 2
        found: list[SlidePlan] = []
        for half in (slice(1, middle), slice(middle, None)):
            rows = tuple((row[0], *row[half]) for row in grid.rows)
            columns = (grid.columns[0], *grid.columns[half])
            figure = replace(grid, columns=columns, rows=rows)
            parts = self.parts(replace(slide, figure=figure, points=() if found else slide.points))
            if _too_long(parts):
                return []
            found += [part.plan for part in parts]
        return self._laid(_parts(slide, found, self.labels))

    def _by_references(self, slide: ReferencesSlide) -> list[SlidePlan]:
        """The references in columns, filled as evenly as the number of slides (two columns each) allows."""
        layout = self.layouts.layouts["references"]
        holder = layout.placeholder("10")
        (cited,) = slide.references
        paras = [reference_para(one, holder.size) for one in cited]
        heights = [layout.metrics.height([para], holder.box.w) + REFERENCE_GAP for para in paras]
        columns = _even_columns(cited, heights, holder.box.h)
        groups = [tuple(columns[start : start + COLUMNS]) for start in range(0, len(columns), COLUMNS)]
        slides: list[SlidePlan] = [replace(slide, references=group) for group in groups]
        return slides if len(slides) == 1 else _parts(slide, slides, self.labels)


def _too_long(parts: Sequence[LaidOutSlide]) -> bool:
    return any(part.problems for part in parts)


def _parts(slide: SlidePlan, contents: Sequence[SlidePlan], labels: Labels) -> list[SlidePlan]:
    """What each part of a slide holds → the parts, with ids, titles, notes and alternative texts of their own."""
    parts, whole = [], grid_of(slide)
    for number, content in enumerate(contents, 1):
        label = labels.part.format(n=number, total=len(contents))
        title = replace(slide.title, text=f"{slide.title.text} {label}")
        notes, presenter = _notes(slide, content, number == 1, labels), slide.presenter if number == 1 else ()
        part = replace(content, id=f"{slide.id}-{number}", title=title, notes=notes, presenter=presenter)
        if whole and isinstance(part, FigureSlide) and (grid := grid_of(part)):
            part = replace(part, figure=replace(grid, alt=f"{whole.alt} {label}"))
        parts.append(part)
    return parts


def _figure_and_words(slide: SlidePlan) -> list[SlidePlan]:
    """The figure alone, and then what is said beside it."""
    words = {one.name: getattr(slide, one.name) for one in fields(SlidePlan)}
    return [replace(slide, points=(), patient=()), SlidePlan(**words | {"layout": "points"})]


def _share_of(slide: SlidePlan, number: int, total: int) -> SlidePlan:
    """Share `number` of `total` of the items of a slide."""
    points, patient = _share(slide.points, number, total), _share(slide.patient, number, total)
    share = replace(slide, points=points, patient=patient)
    if not isinstance(share, FigureSlide) or (grid := grid_of(slide)) is None:
        return share
    rows = _share(grid.rows, number, total)
    elsewhere = tuple(row for row in grid.rows if row not in rows)
    return replace(share, figure=replace(grid, rows=rows, elsewhere=elsewhere))


def _notes(slide: SlidePlan, part: SlidePlan, first: bool, labels: Labels) -> tuple[Note, ...]:
    """With each part the notes of the messages whose words are on it, and with the first all others."""
    if isinstance(slide, ReferencesSlide):
        return slide.notes
    shared, here = _messages(slide) - {_message(slide.title)}, _messages(part)
    notes = [note for note in slide.notes if note.message in here & shared or (first and note.message not in shared)]
    return tuple(notes if first else [Note(labels.notes_first), *notes])


def _messages(slide: SlidePlan) -> set[str]:
    """The ids of the messages that the points and the patient's words of a slide come from."""
    return {_message(words) for words in (*slide.points, *(voice.text for voice in slide.patient))}


def _message(words: Words) -> str:
    return words.key.partition(".")[2].partition(".")[0]


def _share(items: Sequence[Item], number: int, total: int) -> tuple[Item, ...]:
    """Share `number` of `total` of the items, in their order; the first shares may be larger by one item."""
    start, end = (-(-len(items) * done // total) for done in (number - 1, number))
    return tuple(items[start:end])


def _even_columns(cited: Sequence[Cited], heights: Sequence[float], room: float) -> list[tuple[Cited, ...]]:
    """Columns of equal height that need no more slides than columns as high as `room` do."""
    columns = _columns(cited, heights, room)
    most = len(columns) + len(columns) % COLUMNS
    while room > 1 and len(lower := _columns(cited, heights, room - 1)) <= most:
        columns, room = lower, room - 1
    return columns


def _columns(cited: Sequence[Cited], heights: Sequence[float], room: float) -> list[tuple[Cited, ...]]:
    columns: list[tuple[Cited, ...]] = [()]
    used = 0.0
    for one, tall in zip(cited, heights, strict=True):
        if columns[-1] and used + tall - REFERENCE_GAP > room:
            columns.append(())
            used = 0.0
        columns[-1] += (one,)
        used += tall
    return columns
