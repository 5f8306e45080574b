"""The outline of a leaflet: which ids stand in which panel. It places messages and says nothing itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Annotated, Literal

from pydantic import Field

from kaphandout.content.types import Id, Name, Record, Waiver


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


class ClinicFields(Record):
    """What each clinic fills in for itself: fields of `fields.yaml`, with the clinic's words or lines to write on."""

    kind: Literal["fields"]
    fields: Annotated[tuple[Name, ...], Field(min_length=1)]


class Furniture(Record):
    """What the clinic profile, the references and the locale fill in."""

    kind: Literal["crisis", "contact", "phone", "certainty", "sources", "about", "imprint"]


Block = Annotated[
    Messages | Box | FigureBlock | Compare | Lines | ClinicFields | Furniture,
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
        """The outline without some messages (by id), `figure.<id>`, `field.<name>`, `sources`, and what is empty then.

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
        case ClinicFields():
            fields = tuple(name for name in block.fields if f"field.{name}" not in ids)
            return block.model_copy(update={"fields": fields}) if fields else None
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
        case ClinicFields():
            yield from (f"field.{name}" for name in block.fields)
        case Furniture(kind="crisis"):
            yield from ("about.emergency.lead", "country")
        case Furniture(kind="contact"):
            yield "clinic"
        case Furniture(kind="phone"):
            yield from ("clinic.name", "clinic.phone", "clinic.out_of_hours")
