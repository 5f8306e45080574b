"""The shared text as frozen records: what `load` makes and everything else reads.

A string that a reader of the leaflet or of the deck will see is a `Text`; before `edition` has resolved it,
it may use facts and hard words by name: `{{ fact.infusion_minutes }}`, `{{ term.dissociation }}`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from kaphandout.problems import NOWHERE, Place

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^S[1-9][0-9]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]|<\s*[a-z/!?]|\b(?:file|javascript|vbscript):|\bdata:\w+/", re.IGNORECASE
)


class Text(str):
    """A visible string. Markup, control characters and local or script addresses are refused; spaces are folded."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            cls._checked, core_schema.str_schema(min_length=1, max_length=4000)
        )

    @classmethod
    def _checked(cls, value: str) -> Self:
        if found := _FORBIDDEN.search(value):
            raise ValueError(f"{found.group()!r} is not allowed in text: write plain words, no markup and no addresses")
        folded = " ".join(value.split())
        if not folded:
            raise ValueError("the text is empty")
        return cls(folded)


class Record(BaseModel):
    """Base of all records: frozen, and unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Audience(StrEnum):
    PATIENT = "patient"
    CLINICIAN = "clinician"


class Certainty(StrEnum):
    """How sure the evidence lets us be of a message."""

    ESTABLISHED = "established"
    SUPPORTED = "supported"
    EARLY = "early"
    HYPOTHESIS = "hypothesis"
    UNKNOWN = "unknown"


class Both(Record):
    """The same thing said to the two audiences."""

    patient: Text
    clinician: Text


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
    """What the deck says: a headline that asserts, two to four points under it, a caveat for the notes."""

    headline: Text
    points: tuple[Text, ...] = ()
    notes: Text | None = None


class Message(Record):
    """One statement about the topic, in the words of each audience, with what it rests on."""

    id: Id
    kind: Literal["statement", "advice", "editorial"] = "statement"
    claims: tuple[ClaimId, ...] = ()
    evidence: tuple[Key, ...] = ()
    certainty: Certainty
    audiences: tuple[Audience, ...] = (Audience.PATIENT, Audience.CLINICIAN)
    patient: PatientWording | None = None
    clinician: ClinicianWording | None = None


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
    """A quantity that both audiences are told: one number or a range, its unit and its reference."""

    name: Name
    value: float | tuple[float, float]
    unit: Unit
    about: bool = False
    evidence: tuple[Key, ...] = ()
    clinic_may_change: bool = False
    note: str | None = None


class Term(Record):
    """A hard word and what it means, short enough to stand in brackets behind the word."""

    name: Name
    term: Text
    meaning: Text
    also: tuple[Text, ...] = ()


class Section(Record):
    """A part of the text: the question patients ask, and the heading clinicians see."""

    id: Id
    patient: Text
    clinician: Text


# --- Figures -------------------------------------------------------------------------------------------------------


class FigureBase(Record):
    id: Id
    title: Both
    alt: Both
    evidence: tuple[Key, ...] = ()


class StepWording(Record):
    title: Text
    text: Text | None = None


class Step(Record):
    id: Id
    icon: Id | None = None
    certainty: Certainty | None = None
    patient: StepWording
    clinician: StepWording


class Sequence(FigureBase):
    """Steps one after another: a chain of effects (cascade) or the hours of a visit (timeline)."""

    kind: Literal["cascade", "timeline"]
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=7)]


class RateRow(Record):
    """One outcome, and the fact that counts it in each group."""

    id: Id
    label: Both
    facts: Annotated[tuple[Name, ...], Field(min_length=1, max_length=3)]


class Rates(FigureBase):
    """How many in 100, in each group: icon arrays in the leaflet, a native bar chart in the deck."""

    kind: Literal["rates"]
    groups: Annotated[tuple[Both, ...], Field(min_length=1, max_length=3)]
    rows: Annotated[tuple[RateRow, ...], Field(min_length=1, max_length=8)]


class TableWording(Record):
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Table(FigureBase):
    """Trial results and the like, for clinicians: a native table, its first column the row heads."""

    kind: Literal["table"]
    clinician: TableWording


Figure = Annotated[Sequence | Rates | Table, Field(discriminator="kind")]


# --- References, clinic, country -----------------------------------------------------------------------------------


class Reference(Record):
    """A bibliography entry. `verified`: full, part (fields in `unseen` are from memory) or memory (never printed)."""

    key: Key
    full: Text
    short: Text
    verified: Literal["full", "part", "memory"]
    unseen: Text | None = None


class CrisisLine(Record):
    name: Text
    how: Text


class Country(Record):
    """Where to turn in a crisis. `last_checked` is the day on which the numbers were last compared with `source`."""

    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
    name: Text
    emergency: Text
    lines: tuple[CrisisLine, ...]
    last_checked: date
    source: str


class Clinic(Record):
    """Who hands the leaflet out. What is not given is printed as a line to write on."""

    id: Id
    sample: bool = False
    name: Text | None = None
    phone: Text | None = None
    out_of_hours: Text | None = None
    address: tuple[Text, ...] = ()
    website: Text | None = None
    logo: str | None = None
    accent: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] | None = None
    countries: Annotated[tuple[str, ...], Field(min_length=1)]
    facts: Mapping[Name, float | tuple[float, float]] = Field(default_factory=dict)


class Titles(Record):
    title: Text
    subtitle: Text


class About(Record):
    """`topic.yaml`: titles, roles, dates and the order of the sections."""

    id: Id
    version: Text
    patient: Titles
    clinician: Titles
    author_role: Text
    approver: Text | None = None
    publisher: Text
    conflicts: Text
    issued: date
    review: date
    source_article: str
    drug_names: tuple[str, ...] = ()
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Topic:
    """All that `content/topics/<id>/` says, by id. `places` maps `kind.id[.field…]` to file and line."""

    about: About
    claims: Mapping[str, Claim]
    messages: Mapping[str, Message]
    facts: Mapping[str, Fact]
    figures: Mapping[str, Sequence | Rates | Table]
    terms: Mapping[str, Term]
    references: Mapping[str, Reference]
    section_of: Mapping[str, str]
    leaflet: Any
    deck: Any
    places: Mapping[str, Place] = field(default_factory=dict)

    def place(self, key: str) -> Place:
        """Where `key` stands, or its nearest parent: `message.a.patient.text` → … → `message.a`."""
        while key not in self.places and "." in key:
            key = key.rpartition(".")[0]
        return self.places.get(key, NOWHERE)
