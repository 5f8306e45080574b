"""The slide plan as records: what is on each slide, and nothing about how it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from kaphandout.content.types import Certainty

BETWEEN = " · "
"""What separates short citations."""
NO_BREAK = "\u00a0"
"""Keeps a short citation on one line of a table."""

Intervals = tuple[tuple[tuple[float, float] | None, ...], ...]
"""The confidence interval of each value of a chart, by group, then by category."""


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
    """Rates by group and category, each with its words (“about 38%”) and its confidence interval or None.

    `number_format` is a spreadsheet's.
    """

    id: str
    title: Words
    alt: str
    groups: tuple[str, ...]
    categories: tuple[str, ...]
    values: tuple[tuple[float, ...], ...]
    told: tuple[tuple[str, ...], ...]
    intervals: Intervals
    number_format: str

    @property
    def has_intervals(self) -> bool:
        """Whether any value has a confidence interval."""
        return any(any(group) for group in self.intervals)


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
class LabelledFact:
    """A label of the locale and the fact under it, such as the date of issue."""

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

    `points` and `patient` are what it says in words, besides what its kind holds; `layout` says how they are set. A
    `hidden` slide is passed over in a show, until the presenter jumps to it. `presenter` are boxes to be filled in: the
    name of each in the outline as its value, and its label.
    """

    layout: str
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
    presenter: tuple[LabelledFact, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleSlide(SlidePlan):
    """The opening: the talk's title, and who gives it out."""

    subtitle: Words
    facts: tuple[LabelledFact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureSlide(SlidePlan):
    """A figure and what is said of it."""

    figure: Bars | Grid | Chain


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesSlide(SlidePlan):
    """References in columns."""

    references: tuple[tuple[Cited, ...], ...]


def grid_of(slide: SlidePlan) -> Grid | None:
    """The table that a slide shows, if it shows one."""
    return slide.figure if isinstance(slide, FigureSlide) and isinstance(slide.figure, Grid) else None


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
