"""An `Edition` or an `Artefact` → `Version`: all that can be compared of it, as strings by key."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.core import Locale as BabelLocale
from babel.core import UnknownLocaleError

from kaphandout.content.model import Topic
from kaphandout.content.types import Record, Text, text_fields
from kaphandout.edition.edition import Edition

_USED = re.compile(r"\{\{[^}]*\b(fact|term)\.(\w+)")
_CARRIED = {
    "messages": ("certainty", "essential", "audiences"),
    "figures": ("essential",),
    "facts": ("value", "unit"),
    "references": ("verified",),
}
"""What manifests say beside the texts, as far as their format has it."""
_NAMES = frozenset({"id", "name", "key", "code", "tag"})


@dataclass(frozen=True, slots=True)
class Version:
    """One side of a comparison.

    `texts` are what readers see, by the keys of an edition. `details` are what an editor decided beside them
    (certainty, claims, references, places), by keys of the same form; `decided` says of which fields they are known
    (such as `message.certainty`), None: of all. `uses` are the facts and hard words by the message or figure that names
    them. `shows` are the keys that an artefact shows.
    """

    name: str
    code: str
    texts: Mapping[str, str]
    details: Mapping[str, str] = field(default_factory=dict)
    decided: frozenset[str] | None = frozenset()
    uses: Mapping[str, frozenset[str]] | None = None
    shows: frozenset[str] | None = None
    language: str = "en"
    direction: str = "ltr"

    @property
    def safety(self) -> frozenset[str] | None:
        """The messages and figures that are for safety (`message.off-label`), or None if that is not known."""
        if not self.decides("message.x.essential"):
            return None
        marked = (key for key, value in self.details.items() if key.endswith(".essential") and value == "safety")
        return frozenset(key.removesuffix(".essential") for key in marked)

    def decides(self, key: str) -> bool:
        """Whether it knows the details of this kind."""
        return self.decided is None or _field(key) in self.decided


NOTHING = Version("nothing", "", {}, decided=None)
"""A side on which the topic is not there."""


def version_of_manifest(name: str, manifest: Mapping[str, Any], *, of_a_file: bool = False) -> Version:
    """What a manifest says, of a released edition or `of_a_file`; those of the first format know no details."""
    details = {
        f"{kind[:-1]}.{id}.{name}": _said(tuple(value) if isinstance(value, list) else value)
        for kind, fields in _CARRIED.items()
        for id, record in manifest.get(kind, {}).items()
        for name, value in (record if isinstance(record, Mapping) else {fields[0]: record}).items()
        if name in fields
    }
    language = manifest["locale"]
    return Version(
        name,
        manifest["edition"],
        manifest["texts"],
        details,
        frozenset(f"{kind[:-1]}.{name}" for kind, fields in _CARRIED.items() if kind in manifest for name in fields),
        shows=frozenset(manifest["shows"]) if of_a_file else None,
        language=language,
        direction=_direction(language),
    )


def version_of_edition(name: str, topic: Topic, edition: Edition, lent: Collection[str] = ()) -> Version:
    """What a content folder says: `topic` is as written, with facts and hard words by name; `edition` is resolved.

    The labels in `lent` are not its own.
    """
    details = {key: value for record in _records(edition) for key, value in _plain(*record)}
    details |= {key: str(text) for term in topic.terms.values() for key, text in text_fields(f"term.{term.name}", term)}
    labels = text_fields("label", edition.locale.terms)
    details |= {key: str(text) for key, text in labels if key.removeprefix("label.") not in lent}
    uses = {
        f"{kind}.{id}": frozenset(
            ".".join(found) for _, text in text_fields("", record) for found in _USED.findall(text)
        )
        | _counted(record)
        for kind, records in (("message", topic.messages), ("figure", topic.figures))
        for id, record in records.items()
    }
    locale = edition.locale
    return Version(
        name, edition.code, edition.texts, details, None, uses, language=locale.tag, direction=locale.direction
    )


def _field(key: str) -> str:
    """`message.a.certainty` → `message.certainty`."""
    kind, _, rest = key.partition(".")
    return f"{kind}.{rest.partition('.')[2]}"


def _direction(tag: str) -> str:
    """The direction of a language by its tag; a manifest does not say it."""
    try:
        return BabelLocale.parse(tag, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"


def _records(edition: Edition) -> Iterator[tuple[str, Any]]:
    """Every record of an edition by its key, the order of its sections, panels and slides, and what places what."""
    topic = edition.topic
    yield "about", topic.about.model_copy(update={"sections": ()})
    yield "outline.sections", tuple(section.id for section in topic.about.sections)
    for kind, records in (
        ("message", topic.messages),
        ("figure", topic.figures),
        ("fact", topic.facts),
        ("reference", topic.references),
        ("claim", topic.claims),
    ):
        for id, record in records.items():
            yield f"{kind}.{id}", record
    for id, section in topic.section_of.items():
        yield f"message.{id}.section", section
    yield "clinic", edition.clinic
    for country in edition.countries:
        yield f"country.{country.code}", country
    for name, outline in topic.outlines.items():
        yield f"outline.{name}.order", tuple(panel.id for panel in outline.panels)
        yield f"outline.{name}", outline
    yield "outline.deck.order", tuple(slide.id for slide in topic.deck.slides)
    yield "outline.deck", topic.deck


def _plain(key: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every value below a record that is no `Text` and no name, as a string."""
    if isinstance(value, Record):
        for name in type(value).model_fields:
            if name not in _NAMES:
                yield from _plain(f"{key}.{name}", getattr(value, name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _plain(f"{key}.{name}", item)
    elif isinstance(value, tuple) and any(isinstance(item, (Record, tuple)) for item in value):
        for index, item in enumerate(value):
            yield from _plain(f"{key}.{getattr(item, 'id', index)}", item)
    elif not isinstance(value, Text) and value not in (None, ()) and not _visible(value):
        yield key, _said(value)


def _visible(value: Any) -> bool:
    return isinstance(value, tuple) and any(isinstance(item, Text) for item in value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        numbers = all(isinstance(item, (int, float)) for item in value)
        return (" to " if numbers else ", ").join(map(_said, value))
    return f"{value:g}" if isinstance(value, float) else str(value)


def _counted(record: Any) -> frozenset[str]:
    """The facts that a figure of rates counts."""
    rows = getattr(record, "rows", ())
    return frozenset(f"fact.{fact}" for row in rows for fact in getattr(row, "facts", ()))
