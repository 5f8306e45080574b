"""Two editions' texts by key → the parts that differ: what verify, diff and status all report on. Pure.

A part is a message, figure, fact and so on (`message.off-label`); what has no ids of its own (`clinic`, `about`) is one
part.
"""

from __future__ import annotations

from collections.abc import Mapping

from kaphandout.content.types import Essential
from kaphandout.edition.manifest import Manifest

WHOLE = ("about", "clinic", "locale", "label")
"""The kinds that are one part."""

SAFETY = ("country", "clinic")
"""What is for safety whatever the messages say: crisis lines, and how to reach the clinic."""


def part_of(key: str) -> str:
    """The part that a text belongs to: `message.a.patient.text` → `message.a`."""
    kind, _, rest = key.partition(".")
    return kind if kind in WHOLE else f"{kind}.{rest.partition('.')[0]}"


def by_part(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Texts by part, and in it by the rest of their keys."""
    parts: dict[str, dict[str, str]] = {}
    for key, text in texts.items():
        part = part_of(key)
        parts.setdefault(part, {})[key[len(part) + 1 :]] = text
    return parts


def changed_parts(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, list[str]]:
    """The keys whose texts differ, are new or are gone, by part, in the order of the new edition."""
    parts: dict[str, list[str]] = {}
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key):
            parts.setdefault(part_of(key), []).append(key)
    return parts


def changed_editions(old: Manifest, new: Manifest) -> list[str]:
    """The parts that a reader is shown in one edition and not in the other, or in other words or another place."""
    before, after = ({key: edition.texts[key] for key in edition.shows} for edition in (old, new))
    moved = [f"message.{id}" for id in {**old.messages, **new.messages} if _where(old, id) != _where(new, id)]
    return list(dict.fromkeys([*changed_parts(before, after), *moved]))


def is_safety(edition: Manifest, part: str) -> bool:
    """Whether a part of an edition is there for safety."""
    kind, _, id = part.partition(".")
    if kind == "message" and id in edition.messages:
        return edition.messages[id].essential is Essential.SAFETY
    return kind in SAFETY or (kind == "figure" and edition.figures.get(id) is Essential.SAFETY)


def _where(edition: Manifest, id: str) -> tuple[frozenset[str], bool]:
    """The leaflets that place a message, and whether the deck does."""
    message = edition.messages.get(id)
    panels = message.panels if message else ()
    return frozenset(panel.rpartition("/")[0] for panel in panels), bool(message and message.slides)
