"""An outline → which text is where: the messages and figures of each panel or slide, and the keys of all that is shown.

This is the one index of placement: coverage, manifests, sign-offs, trace and the writers all ask it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kaphandout.content.model import Message, Topic
from kaphandout.content.model.figures import Rates
from kaphandout.content.outline import (
    DeckOutline,
    FigureBlock,
    LeafletOutline,
    block_messages,
    deck_prefixes,
    leaflet_prefixes,
)
from kaphandout.content.types import Audience

FRONT = "front"
"""The name of the first page among the panels of a leaflet."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What an outline places: the ids of messages by panel or slide, and of figures, in reading order."""

    parts: Mapping[str, tuple[str, ...]]
    figures: tuple[str, ...]

    @property
    def messages(self) -> tuple[str, ...]:
        """The ids of all placed messages, each once."""
        return tuple(dict.fromkeys(id for ids in self.parts.values() for id in ids))

    @property
    def statements(self) -> set[str]:
        """The ids of all that somebody can sign: messages, and figures as `figure.<id>`."""
        return {*self.messages, *(f"figure.{id}" for id in self.figures)}

    def where(self, message: str) -> tuple[str, ...]:
        """The panels or slides that place a message."""
        return tuple(part for part, ids in self.parts.items() if message in ids)

    def by_message(self, prefix: str = "") -> dict[str, list[str]]:
        """The panels or slides of each placed message, their names after `prefix`."""
        return {id: [prefix + part for part in self.where(id)] for id in self.messages}


def in_leaflet(outline: LeafletOutline) -> Placement:
    """What a leaflet by `outline` places; the first page is the part `front`."""
    blocks = [(FRONT, outline.front_blocks), *((panel.id, panel.blocks) for panel in outline.panels)]
    parts = [(part, block_messages(block)) for part, found in blocks for block in found]
    figures = tuple(block.figure for block in outline.blocks() if isinstance(block, FigureBlock))
    return Placement(_joined([(FRONT, (outline.front,)), *parts]), figures)


def in_deck(outline: DeckOutline) -> Placement:
    """What a deck by `outline` places on its slides and in their notes."""
    return _slides(outline, [(slide.id, slide.messages()) for slide in outline.slides])


def on_slides(outline: DeckOutline) -> Placement:
    """What a deck by `outline` says to clinicians on its slides: headlines and figures, not the patients' wording."""
    return _slides(
        outline, [(slide.id, tuple(filter(None, (slide.title, *slide.headlines)))) for slide in outline.slides]
    )


def _slides(outline: DeckOutline, parts: Iterable[tuple[str, tuple[str, ...]]]) -> Placement:
    return Placement(_joined(parts), tuple(slide.figure for slide in outline.slides if slide.figure))


def _joined(parts: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    """The messages by part; parts of the same name are one, so that no message that is printed is lost."""
    joined: dict[str, tuple[str, ...]] = {}
    for part, ids in parts:
        joined[part] = (*joined.get(part, ()), *ids)
    return joined


def resting_on(topic: Topic, claim: str) -> tuple[str, ...]:
    """The ids of the messages that rest on a claim."""
    return tuple(message.id for message in topic.messages.values() if claim in message.claims)


def leaflet_texts(topic: Topic, texts: Mapping[str, str], outline: LeafletOutline) -> tuple[str, ...]:
    """The keys of the texts that a leaflet by `outline` must show, in reading order."""
    return tuple(_expand(topic, texts, leaflet_prefixes(outline), Audience.PATIENT))


def _crisis_lines(keys: list[str]) -> list[str]:
    """Of several countries the name comes first, and each line's name before its number; of one, what to call first."""
    countries = dict.fromkeys(key.split(".")[1] for key in keys)
    if len(countries) > 1:
        names = [f"country.{code}.name" for code in countries]
        return [key for name in names for key in (name, *_below(keys, name)) if key in keys]
    lines = dict.fromkeys(key.rpartition(".")[0] for key in keys if ".lines." in key)
    heads = [key for key in keys if key.endswith(".emergency")]
    return [*heads, *(key for line in lines for key in (f"{line}.how", f"{line}.name") if key in keys)]


def _below(keys: list[str], name: str) -> list[str]:
    country = name.rpartition(".")[0]
    return [key for key in keys if key.startswith(f"{country}.") and key != name]


def deck_texts(topic: Topic, texts: Mapping[str, str], outline: DeckOutline) -> tuple[str, ...]:
    """The keys of the texts that a deck by `outline` must show: those of its slides, then those of its backup."""
    prefixes = [*deck_prefixes(outline)]
    if any(slide.layout == "backup" and not slide.figure for slide in outline.slides):
        prefixes += [f"message.{message.id}.clinician.headline" for message in evidenced(topic)]
    return tuple(_expand(topic, texts, prefixes, Audience.CLINICIAN))


def evidenced(topic: Topic) -> list[Message]:
    """The messages to clinicians that rest on references, in the order of the sections."""
    order = {section.id: number for number, section in enumerate(topic.about.sections)}
    found = [message for message in topic.messages.values() if message.clinician and message.evidence]
    return sorted(found, key=lambda message: order.get(topic.section_of[message.id], len(order)))


def _expand(topic: Topic, texts: Mapping[str, str], prefixes: Iterable[str], audience: Audience) -> list[str]:
    """The full keys of what is placed: below a figure, those of the audience and the figure's facts."""
    keys: dict[str, None] = {}
    for prefix in prefixes:
        below = [key for key in texts if key == prefix or key.startswith(prefix + ".")]
        if prefix == "country":  # one date is printed for all
            below = _crisis_lines([key for key in below if not key.endswith(".last_checked")])
        if prefix.startswith("figure."):
            below = [key for key in below if f".{audience}" in key]
            figure = topic.figures[prefix.removeprefix("figure.")]
            if audience is Audience.PATIENT:  # a leaflet's figure is real text, and needs no alternative
                below = [key for key in below if ".alt." not in key]
            if isinstance(figure, Rates):
                form = "patient" if audience is Audience.PATIENT else "number"
                for row in figure.rows:  # each row's numbers after its name
                    label = f"{prefix}.rows.{row.id}.label.{audience}"
                    place = below.index(label) + 1
                    below[place:place] = [f"fact.{fact}.{form}" for fact in row.facts]
        keys |= dict.fromkeys(below)
    return list(keys)
