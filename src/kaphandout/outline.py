"""The outlines of leaflet and deck: which ids stand where. They place messages and say nothing themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kaphandout.text import Essential, Id, Record, Waiver

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
    "two-voices": 1.5,
    "twin": 1,
    "quote": 1,
    "references": 0,
    "backup": 0,
}
"""How many minutes a slide of a layout takes, unless the outline says otherwise."""


class Messages(Record):
    """Messages one after another: as running text, bullets, numbered steps, questions to tick, or lead-in pairs."""

    kind: Literal["text", "list", "steps", "checklist", "pairs"]
    messages: Annotated[tuple[Id, ...], Field(min_length=1)]


class Box(Record):
    """A framed part: the key message, safety, or what to do. Three kinds and no more."""

    kind: Literal["box"]
    style: Literal["key", "safety", "action"]
    section: Id | None = None
    messages: Annotated[tuple[Id, ...], Field(min_length=1)]


class FigureBlock(Record):
    """A figure of `figures.yaml`, drawn for patients, below the messages without which it would mislead."""

    kind: Literal["figure"]
    messages: tuple[Id, ...] = ()
    figure: Id


class Compare(Record):
    """Two lists side by side, each under the heading of a section."""

    kind: Literal["compare"]
    left: Id
    left_messages: Annotated[tuple[Id, ...], Field(min_length=1)]
    right: Id
    right_messages: Annotated[tuple[Id, ...], Field(min_length=1)]


class Lines(Record):
    """A prompt and empty lines to write on."""

    kind: Literal["lines"]
    message: Id
    count: Annotated[int, Field(ge=1, le=20)]


class Furniture(Record):
    """What the clinic profile, the references and the locale fill in."""

    kind: Literal["crisis", "contact", "phone", "certainty", "sources", "about", "imprint"]


Block = Annotated[
    Messages | Box | FigureBlock | Compare | Lines | Furniture,
    Field(discriminator="kind"),
]


class Panel(Record):
    """A part of the leaflet that is read as one: its heading is the patients' question of its section.

    Two `half` panels that follow each other stand side by side where the page is wide enough.
    """

    id: Id
    section: Id | None = None
    new_page: bool = False
    half: bool = False
    blocks: Annotated[tuple[Block, ...], Field(min_length=1)]
    waive: tuple[Waiver, ...] = ()


class LeafletOutline(Record):
    """`outline/leaflet.yaml` and its like: the message on the front, then the panels in reading order."""

    front: Id
    front_blocks: tuple[Block, ...] = ()
    panels: Annotated[tuple[Panel, ...], Field(min_length=1)]
    waive: tuple[Waiver, ...] = ()

    def rows(self) -> Iterator[tuple[Panel, ...]]:
        """The panels in reading order, two half panels in one row."""
        waiting: Panel | None = None
        for panel in self.panels:
            if waiting and panel.half and not panel.new_page:
                yield waiting, panel
                waiting = None
                continue
            if waiting:
                yield (waiting,)
            waiting = panel if panel.half else None
            if not panel.half:
                yield (panel,)
        if waiting:
            yield (waiting,)

    def without(self, ids: Collection[str]) -> LeafletOutline:
        """The outline without some messages (by id), figures (`figure.<id>`), the sources, and what is empty then.

        Two lists side by side stay or go together: benefits are never shown without risks.
        """
        panels = tuple(
            panel.model_copy(update={"blocks": blocks})
            for panel in self.panels
            if (blocks := _without(panel.blocks, ids))
        )
        return self.model_copy(update={"front_blocks": _without(self.front_blocks, ids), "panels": panels})

    def blocks(self) -> Iterator[Block]:
        """Every block in reading order."""
        yield from self.front_blocks
        for panel in self.panels:
            yield from panel.blocks


SlideLayout = Literal[
    "title", "section", "statement", "points", "cards", "chart", "table", "diagram", "two-voices", "twin", "quote",
    "references", "backup",
]


class Slide(Record):
    """One slide. Its title is the headline of a message, and its body that message's points, unless told otherwise.

    `headlines` puts the headlines of more messages on the slide; `patient` puts the leaflet's wording of messages on it
    ("what your patient reads"). The notes cover every message on the slide. A `twin` has no title of its own: it shows
    the leaflet's wording alone, under the question that patients ask in its section. A `section` slide opens a part of
    the talk: its heading, and that question. `backup` slides are hidden: they show what each message rests on or, with
    a figure, that table with its sources.

    `minutes` is how long it is to be shown, `essential` how badly a short talk needs it (else: as its most essential
    message); `stays`: no talk leaves it out.
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


def block_messages(block: Block) -> tuple[str, ...]:
    """The ids of the messages that a block places, in reading order."""
    match block:
        case Messages() | Box() | FigureBlock():
            return block.messages
        case Compare():
            return block.left_messages + block.right_messages
        case Lines():
            return (block.message,)
        case _:
            return ()


def _without(blocks: Iterable[Block], ids: Collection[str]) -> tuple[Block, ...]:
    return tuple(kept for block in blocks if (kept := _block_without(block, ids)))


def _block_without(block: Block, ids: Collection[str]) -> Block | None:
    match block:
        case Messages() | Box():
            messages = tuple(id for id in block.messages if id not in ids)
            return block.model_copy(update={"messages": messages}) if messages else None
        case FigureBlock() if f"figure.{block.figure}" in ids:
            return None
        case Furniture():
            return None if block.kind in ids else block
        case _:
            return None if set(ids).intersection(block_messages(block)) else block


def block_sections(block: Block) -> tuple[str, ...]:
    """The ids of the sections whose headings a block prints."""
    match block:
        case Box(section=str(section)):
            return (section,)
        case Compare():
            return (block.left, block.right)
        case _:
            return ()


def leaflet_prefixes(outline: LeafletOutline) -> Iterator[str]:
    """The keys, or beginnings of keys, of the texts that the leaflet must show, in reading order."""
    yield "about.patient"
    yield f"message.{outline.front}.patient"
    for block in outline.front_blocks:
        yield from _block_prefixes(block)
    for panel in outline.panels:
        if panel.section:
            yield f"section.{panel.section}.patient"
        for block in panel.blocks:
            yield from _block_prefixes(block)


def _block_prefixes(block: Block) -> Iterator[str]:
    match block:
        case Compare():
            for section, messages in ((block.left, block.left_messages), (block.right, block.right_messages)):
                yield f"section.{section}.patient"
                yield from (f"message.{id}.patient" for id in messages)
            return
        case Box(section=str(section)):
            yield f"section.{section}.patient"
    yield from (f"message.{id}.patient" for id in block_messages(block))
    match block:
        case FigureBlock():
            yield f"figure.{block.figure}"
        case Furniture(kind="crisis"):
            yield "country"
        case Furniture(kind="contact"):
            yield "clinic"
        case Furniture(kind="phone"):
            yield from ("clinic.name", "clinic.phone", "clinic.out_of_hours")


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
