"""The shared text as frozen records: what `load` makes and everything else reads.

A string that a reader of the leaflet or of the deck will see is a `Text`; before `edition` has resolved it,
it may use facts and hard words by name: `{{ fact.infusion_minutes }}`, `{{ term.dissociation }}`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, StringConstraints, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kaphandout.content.figures import Rates, Sequence, Table
from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.signoff import Pair, SignOff
from kaphandout.content.types import (
    Audience,
    Certainty,
    ClaimId,
    Essential,
    Id,
    Key,
    Name,
    Quantity,
    Range,
    Record,
    Sha256,
    Text,
    Waiver,
)
from kaphandout.diagnostics import NOWHERE, Place


class PatientWording(Record):
    """What the leaflet says: running text, and for a list item or a box the few words that lead it."""

    lead: Text | None = None
    text: Text

    @model_validator(mode="before")
    @classmethod
    def _text_alone(cls, value: Any) -> Any:
        return {"text": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [{"type": "string", "description": "running text alone"}, handler(schema)]}


class ClinicianWording(Record):
    """What the deck says: a headline that asserts, two to four points under it, a caveat for the notes.

    `say` is the talk track: what a presenter says aloud while the slide is shown.
    """

    headline: Text
    points: tuple[Text, ...] = ()
    say: Text | None = None
    notes: Text | None = None


class Message(Record):
    """One statement about the topic, in the words of each audience, with what it rests on."""

    id: Id
    kind: Literal["statement", "advice", "editorial"] = "statement"
    claims: tuple[ClaimId, ...] = ()
    evidence: tuple[Key, ...] = ()
    certainty: Certainty
    essential: Essential = Essential.SHOULD
    audiences: tuple[Audience, ...] = (Audience.PATIENT, Audience.CLINICIAN)
    patient: PatientWording | None = None
    clinician: ClinicianWording | None = None
    waive: tuple[Waiver, ...] = ()


class Claim(Record):
    """One sentence of the source article, in our own gist, and what became of it.

    `sha256` is of the sentence with folded white space, as UTF-8.
    """

    id: ClaimId
    gist: str
    section: str
    sha256: Sha256
    told: Literal["both", "patients", "clinicians", "nobody"]
    corrected: str | None = None
    left_out: str | None = None
    waive: tuple[Waiver, ...] = ()


class Unit(StrEnum):
    PERCENT = "percent"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    PEOPLE = "people"
    MG_PER_KG = "mg_per_kg"
    PLAIN = "plain"


class Fact(Record):
    """A quantity that both audiences are told: one number or a range, its unit and its reference.

    `interval` is the 95 % confidence interval as published, in the fact's unit; charts draw it. Of a share (`percent`),
    `per` is the group in which patients read it: 8 in 10,000. `population`, `period` and `comparator` say who was
    counted, for how long and against what. `clinic_may_change` are the least and the most that a clinic may put there.
    """

    name: Name
    value: Quantity
    interval: Range | None = None
    unit: Unit
    about: bool = False
    per: Literal[100, 1000, 10_000] = 100
    population: str | None = None
    period: str | None = None
    comparator: str | None = None
    evidence: tuple[Key, ...] = ()
    clinic_may_change: Range | None = None
    note: str | None = None
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _interval_holds_value(self) -> Self:
        if self.interval and (isinstance(self.value, tuple) or not self.interval[0] <= self.value <= self.interval[1]):
            raise ValueError(f"the interval {list(self.interval)} must hold the fact's one value, {self.value}")
        if (limits := self.clinic_may_change) and not all(limits[0] <= number <= limits[1] for number in self.numbers):
            raise ValueError(f"what a clinic may put, {list(limits)}, must hold the fact's own value")
        return self

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its one number, or the two of its range."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


class Term(Record):
    """A hard word and what it means, short enough to stand in brackets behind the word."""

    name: Name
    term: Text
    meaning: Text
    also: tuple[Text, ...] = ()
    waive: tuple[Waiver, ...] = ()


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


class Reference(Record):
    """A bibliography entry. `verified`: full, part (fields in `unseen` are from memory) or memory (never printed).

    `address` is where it is found on the web, of its DOI if it has one.
    """

    key: Key
    full: Text
    short: Text
    verified: Literal["full", "part", "memory"]
    unseen: Text | None = None
    address: str | None = None


class CrisisLine(Record):
    name: Text
    how: Text


class Country(Record):
    """Where to turn in a crisis, and the paper in its printers.

    `last_checked` is the day on which the numbers were last compared with `source`.
    """

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text
    emergency: Text
    lines: tuple[CrisisLine, ...]
    paper: Literal["a4", "letter"] = "a4"
    last_checked: date
    source: str


class Clinic(Record):
    """Who hands the leaflet out. What is not given is printed as a line to write on.

    `facts` are the clinic's own values of facts that allow it, by topic.
    """

    id: Id
    sample: bool = False
    name: Text | None = None
    phone: Text | None = None
    out_of_hours: Text | None = None
    address: tuple[Text, ...] = ()
    website: Text | None = None
    logo: str | None = None
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    countries: Annotated[tuple[str, ...], Field(min_length=1)]
    facts: Mapping[Id, Mapping[Name, Quantity]] = Field(default_factory=dict)


class Titles(Record):
    title: Text
    subtitle: Text


class About(Record):
    """`topic.yaml`: titles, roles, dates and the order of the sections.

    `words` are rightly spelled words that no dictionary holds; the names of drugs and hard words are known anyway.
    `approval` names the roles whose sign-off the text needs before it is handed out.
    """

    id: Id
    version: Text
    patient: Titles
    clinician: Titles
    author_role: Text
    approval: Annotated[tuple[Id, ...], Field(min_length=1)] = ("clinician",)
    publisher: Text
    conflicts: Text
    issued: date
    review: date
    source_article: str
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
    must_say: Mapping[str, Must] = field(default_factory=dict)
    signoffs: tuple[SignOff, ...] = ()
    pairs: Mapping[str, Pair] | None = None
    unread: tuple[Place, ...] = ()

    @property
    def leaflet(self) -> LeafletOutline:
        """The outline of the whole leaflet; formats with an outline of their own name it."""
        return self.outlines["leaflet"]

    def place(self, key: str) -> Place:
        """Where `key` stands, or its nearest parent: `message.a.patient.text` → … → `message.a`."""
        while key not in self.places and "." in key:
            key = key.rpartition(".")[0]
        return self.places.get(key, NOWHERE)
