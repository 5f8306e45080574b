"""The outline of the deck: which ids stand on which slide, and how long each is shown."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kaphandout.content.types import Essential, Id, Record, Waiver

HALF_MINUTES = 0.5

MINUTES: Mapping[str, float] = {
    "title": 0.5,
    "section": 0.5,
    "statement": 2,
    "points": 2,
    "cards": 1.5,
    "chart": 2,
    "table": 2,
    "diagram": 2,
    "figure": 2,
    "two-voices": 1.5,
    "twin": 1,
    "quote": 1,
    "references": 0,
    "backup": 0,
}
"""How many minutes a slide of a layout takes, unless the outline says otherwise."""

WITH_FIGURE = ("chart", "table", "diagram", "figure")
"""The layouts that show a figure, each as the figure's kind asks."""

PresenterField = Literal["name", "interests", "date"]
"""What whoever gives the talk fills in on a slide."""

SlideLayout = Literal[
    "title",
    "section",
    "statement",
    "points",
    "cards",
    "chart",
    "table",
    "diagram",
    "figure",
    "two-voices",
    "twin",
    "quote",
    "references",
    "backup",
]


class Slide(Record):
    """One slide. Its title is the headline of a message, and its body that message's points, unless told otherwise.

    `headlines` puts the headlines of more messages on the slide; `patient` puts the leaflet's wording of messages on it
    ("what your patient reads"). The notes cover every message on the slide. A `twin` has no title of its own: it shows
    the leaflet's wording alone, under the question that patients ask in its section. A `section` slide opens a part of
    the talk: its heading, and that question. A `figure` slide is a chart, table or diagram, as its figure is. `backup`
    slides are hidden: they show what each message rests on or, with
    a figure, that table with its sources.

    `minutes` is how long it is to be shown, `essential` how badly a short talk needs it (else: as its most essential
    message); `stays`: no talk leaves it out. `presenter` are boxes at the foot of the slide that whoever gives the talk
    fills in; what they write there is no alteration of the deck.
    """

    id: Id
    layout: SlideLayout
    section: Id | None = None
    title: Id | None = None
    points: bool = True
    headlines: tuple[Id, ...] = ()
    figure: Id | None = None
    patient: tuple[Id, ...] = ()
    minutes: Annotated[float, Field(ge=0, le=60, multiple_of=HALF_MINUTES)] | None = None
    essential: Essential | None = None
    stays: bool = False
    presenter: tuple[PresenterField, ...] = ()
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _titled(self) -> Self:
        if self.layout == "twin":
            if self.title or self.headlines or self.figure or not (self.section and self.patient):
                raise ValueError("a twin has a section and `patient` messages, and nothing else on it")
        elif self.layout == "section":
            if self.title or self.headlines or self.figure or self.patient or not self.section:
                raise ValueError("a section slide has a section, and nothing else on it")
        elif self.title is None:
            raise ValueError("name the message whose headline is the title")
        elif self.layout in WITH_FIGURE and not self.figure:
            raise ValueError(f"name the figure that this {self.layout} slide shows")
        return self

    @property
    def time(self) -> float:
        """Its minutes: those of the outline, or else those of its layout."""
        return MINUTES[self.layout] if self.minutes is None else self.minutes

    @property
    def always(self) -> bool:
        """Whether every talk shows it, however short."""
        return self.stays or self.layout in ("title", "references", "backup")

    def messages(self) -> tuple[str, ...]:
        """The ids of the messages on the slide, each once, in reading order."""
        return tuple(dict.fromkeys((*([self.title] if self.title else []), *self.headlines, *self.patient)))


class DeckOutline(Record):
    """`outline/deck.yaml`."""

    slides: Annotated[tuple[Slide, ...], Field(min_length=1)]

    def without(self, ids: Collection[str]) -> DeckOutline:
        """The outline without some slides, by id."""
        return self.model_copy(update={"slides": tuple(slide for slide in self.slides if slide.id not in ids)})


def deck_prefixes(outline: DeckOutline) -> Iterator[str]:
    """The keys, or beginnings of keys, of the texts that the deck must show, its notes included.

    What the backup slides show of all messages is not among them.
    """
    for slide in outline.slides:
        title = f"message.{slide.title}.clinician"
        if slide.layout == "title":
            yield "about.clinician"
        else:
            yield f"{title}.headline" if slide.title else f"section.{slide.section}.patient"
        if slide.layout == "section":
            yield f"section.{slide.section}.clinician"
        if slide.title and slide.points:
            yield f"{title}.points"
        for id in slide.headlines:
            yield f"message.{id}.clinician.headline"
        for id in slide.messages():
            if slide.title:
                yield f"message.{id}.clinician.say"
            yield f"message.{id}.clinician.notes"
            yield f"message.{id}.patient"
        if slide.figure:
            yield f"figure.{slide.figure}"
