"""The slide plan as records: what stands on each slide, and nothing about how it looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Literal

from kaphandout.content.types import Certainty


@dataclass(frozen=True, slots=True)
class Words:
    """A final string and the key of the edition's text that it is."""

    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Voice:
    """What the leaflet says: running text, perhaps with the few words that lead it."""

    text: Words
    lead: Words | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A step of a chain. `certainty` comes with its words in `certainty_words`; `icon` is one of `templates/icons/`."""

    id: str
    title: Words
    text: Words | None
    certainty: Certainty | None
    certainty_words: str
    icon: str | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Steps one after another: a cascade of effects or the hours of a visit."""

    id: str
    kind: Literal["cascade", "timeline"]
    title: Words
    alt: str
    steps: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Bars:
    """Rates by group and category, each with its confidence interval or None; `number_format` is a spreadsheet's."""

    id: str
    title: Words
    alt: str
    groups: tuple[str, ...]
    categories: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    intervals: tuple[tuple[tuple[float, float] | None, ...], ...]
    number_format: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its header row, and rows whose first cell is their head; `elsewhere` are its rows on other slides."""

    id: str
    title: Words
    alt: str
    columns: tuple[Words, ...]
    rows: tuple[tuple[Words, ...], ...]
    elsewhere: tuple[tuple[Words, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph of the speaker notes; `message` is the id of the message that it is about, if it is about one."""

    text: str
    strong: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label of the furniture and what stands under it."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Cited:
    """An item of the list of references."""

    number: int
    text: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class SlidePlan:
    """One slide; `section` is the id of the section it begins or continues, `cited` the short citations it rests on.

    `points` and `patient` are what it tells in words, besides what its kind holds. A `hidden` slide is passed over in a
    show, until the presenter jumps to it.
    """

    layout: ClassVar[str]
    id: str
    title: Words
    section: str | None = None
    kicker: Words | None = None
    points: tuple[Words, ...] = ()
    patient: tuple[Voice, ...] = ()
    cited: tuple[str, ...] = ()
    certainty: Certainty | None = None
    certainty_words: str = ""
    notes: tuple[Note, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSlide(SlidePlan):
    """The opening: the talk's title, and who gives it out."""

    layout = "title"
    subtitle: Words | None = None
    facts: tuple[Labelled, ...] = ()


class StatementSlide(SlidePlan):
    """One sentence, large, with few words under it."""

    __slots__ = ()
    layout = "statement"


class PointsSlide(SlidePlan):
    """A list of points, with what patients read beside it."""

    __slots__ = ()
    layout = "points"


class CardsSlide(SlidePlan):
    """Points as cards."""

    __slots__ = ()
    layout = "cards"


class TwoVoicesSlide(SlidePlan):
    """What the clinician says and what the patient reads, side by side."""

    __slots__ = ()
    layout = "two-voices"


class QuoteSlide(SlidePlan):
    """The patient's words alone."""

    __slots__ = ()
    layout = "quote"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartSlide(SlidePlan):
    """A bar chart and what is said of it."""

    layout = "chart"
    figure: Bars


@dataclass(frozen=True, slots=True, kw_only=True)
class TableSlide(SlidePlan):
    """A table and what is said of it."""

    layout = "table"
    figure: Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramSlide(SlidePlan):
    """The steps of a diagram and what is said of them."""

    layout = "diagram"
    figure: Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesSlide(SlidePlan):
    """References in columns."""

    layout = "references"
    references: tuple[tuple[Cited, ...], ...]


FigureSlide = ChartSlide | TableSlide | DiagramSlide

IN_WORDS: Mapping[str, type[SlidePlan]] = {
    kind.layout: kind for kind in (StatementSlide, PointsSlide, CardsSlide, TwoVoicesSlide, QuoteSlide)
}
"""The kinds that hold words alone, by layout."""


def in_words(kind: type[SlidePlan], slide: SlidePlan) -> SlidePlan:
    """The words of a slide as a slide of another kind, which holds words alone."""
    return kind(**{one.name: getattr(slide, one.name) for one in fields(SlidePlan)})


def figure_slide(slide: SlidePlan, figure: Bars | Grid | Chain) -> FigureSlide:
    """The words of a slide beside a figure, as the figure's kind asks."""
    words: dict[str, Any] = {one.name: getattr(slide, one.name) for one in fields(SlidePlan)}
    match figure:
        case Bars():
            return ChartSlide(**words, figure=figure)
        case Grid():
            return TableSlide(**words, figure=figure)
        case Chain():
            return DiagramSlide(**words, figure=figure)


@dataclass(frozen=True, slots=True)
class Labels:
    """The locale's words over the two voices, for the intervals of a chart, and for one of several slides."""

    clinician: str
    patient: str
    interval: str
    part: str
    notes_first: str


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """A deck; `language` is a BCP 47 tag, `sections` are names with the ids of their slides."""

    title: str
    language: str
    direction: Literal["ltr", "rtl"]
    footer: str
    labels: Labels
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    slides: tuple[SlidePlan, ...]
