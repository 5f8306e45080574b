"""`Topic` + a message → the panels of leaflets and the slides of the deck that place it, by the outlines."""

from __future__ import annotations

from kaphandout.content.model import Topic
from kaphandout.content.outline import block_messages


def panels(topic: Topic, message: str) -> dict[str, tuple[str, ...]]:
    """By outline (`leaflet`, `card`), the ids of the panels that place a message; the first page is called `front`."""
    found: dict[str, tuple[str, ...]] = {}
    for name, outline in topic.outlines.items():
        front = message == outline.front or any(message in block_messages(block) for block in outline.front_blocks)
        below = (
            panel.id for panel in outline.panels if any(message in block_messages(block) for block in panel.blocks)
        )
        if ids := (*(["front"] if front else []), *below):
            found[name] = ids
    return found


def slides(topic: Topic, message: str) -> tuple[str, ...]:
    """The ids of the slides on which, or in the notes of which, a message stands."""
    return tuple(slide.id for slide in topic.deck.slides if message in slide.messages())


def resting_on(topic: Topic, claim: str) -> tuple[str, ...]:
    """The ids of the messages that rest on a claim."""
    return tuple(message.id for message in topic.messages.values() if claim in message.claims)
