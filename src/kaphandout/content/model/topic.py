"""A topic: its titles and sections, what it must say, and all that its folder holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from kaphandout.content.model.clinic import ClinicField
from kaphandout.content.model.facts import Fact, Reference, Term
from kaphandout.content.model.figures import Rates, Sequence, Table
from kaphandout.content.model.messages import Claim, Message
from kaphandout.content.model.signoff import Pair, SignOff
from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.types import (
    Essential,
    Id,
    Record,
    Text,
    Waiver,
)
from kaphandout.diagnostics import NOWHERE, Place


class Section(Record):
    """A part of the text: the question patients ask, and the heading clinicians see."""

    id: Id
    patient: Text
    clinician: Text
    waive: tuple[Waiver, ...] = ()


class Must(Record):
    """What a text on this topic must say, and which messages or figures say it, in the leaflet and in the deck.

    `words` must each stand in what is said there (a slash gives alternatives). `because` is the reason or the standard;
    `meets` names items of published instruments, such as "DISCERN 12"; `unsourced` says why no reference is needed.
    """

    id: Id
    what: str
    because: str
    leaflet: tuple[Id, ...] = ()
    deck: tuple[Id, ...] = ()
    words: tuple[str, ...] = ()
    meets: tuple[str, ...] = ()
    unsourced: str | None = None


class Titles(Record):
    title: Text
    subtitle: Text


class Emergency(Record):
    """What the leaflet prints for an emergency: the number alone (`none`), a box with the number, or with crisis lines.

    `lead` is the sentence above the numbers in a box: when to call.
    """

    kind: Literal["none", "number", "mental-health"]
    lead: Text | None = None

    @model_validator(mode="after")
    def _led(self) -> Self:
        if self.kind != "none" and self.lead is None:
            raise ValueError("write in `lead` when to call these numbers")
        if self.kind == "none" and self.lead:
            raise ValueError("the kind `none` prints the number alone: take `lead` out, or choose another kind")
        return self


class About(Record):
    """`topic.yaml`: its kind, titles, roles, dates and the order of the sections.

    `words` are rightly spelled words that no dictionary holds; the names of drugs and hard words are known anyway.
    `approval` names the roles whose sign-off the text needs before it is handed out.
    """

    id: Id
    kind: Literal["treatment", "test", "skill", "condition"] = "treatment"
    version: Text
    patient: Titles
    clinician: Titles
    author_role: Text
    approval: Annotated[tuple[Id, ...], Field(min_length=1)] = ("clinician",)
    publisher: Text
    conflicts: Text
    issued: date
    review: date
    emergency: Emergency
    source_article: str | None = None
    drug_names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    waive: tuple[Waiver, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]


Level = Annotated[
    Literal["error", "warning", "note", "off"],
    BeforeValidator(lambda value: "off" if value is False else value),  # YAML reads a bare `off` as false
]


class Checks(Record):
    """`checks.yaml`: how much the findings of a rule matter in this topic, where that differs from the rule's own."""

    severities: Mapping[Id, Level] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Topic:
    """All that `content/topics/<id>/` says, by id. `places` maps `kind.id[.field…]` to file and line.

    `signoffs` are in the order in which they were given. `pairs` is None while no wordings were ever compared.
    `unread` are files of the folder that look like content and are none of those that are read.
    """

    about: About
    claims: Mapping[str, Claim]
    messages: Mapping[str, Message]
    facts: Mapping[str, Fact]
    figures: Mapping[str, Sequence | Rates | Table]
    terms: Mapping[str, Term]
    references: Mapping[str, Reference]
    section_of: Mapping[str, str]
    outlines: Mapping[str, LeafletOutline]
    deck: DeckOutline
    severities: Mapping[str, Level] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    fields: Mapping[str, ClinicField] = field(default_factory=dict)
    must_say: Mapping[str, Must] = field(default_factory=dict)
    signoffs: tuple[SignOff, ...] = ()
    pairs: Mapping[str, Pair] | None = None
    unread: tuple[Place, ...] = ()

    @property
    def leaflet(self) -> LeafletOutline:
        """The outline of the whole leaflet; formats with an outline of their own name it."""
        return self.outlines["leaflet"]

    def essential(self, id: str) -> Essential:
        """How badly a leaflet needs a message, `figure.<id>` or `field.<name>`: what it must say, as a must or more."""
        kind, _, name = id.rpartition(".")
        records: Mapping[str, Mapping[str, Any]] = {"": self.messages, "figure": self.figures, "field": self.fields}
        degree: Essential = records[kind][name].essential
        must = kind != "field" and any(name in must.leaflet for must in self.must_say.values())
        return Essential.MUST if must and degree in (Essential.SHOULD, Essential.MAY) else degree

    def place(self, key: str) -> Place:
        """Where `key` stands, or its nearest parent: `message.a.patient.text` → … → `message.a`."""
        while key not in self.places and "." in key:
            key = key.rpartition(".")[0]
        return self.places.get(key, NOWHERE)
