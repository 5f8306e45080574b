"""What a topic says: messages in the words of each audience, and what became of the source article's claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, Self

from pydantic import Field, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kaphandout.content.types import (
    Audience,
    Certainty,
    ClaimId,
    CountryCode,
    Essential,
    Id,
    Key,
    Record,
    Sha256,
    Text,
    Waiver,
)


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


class LocalClinicianWording(Record):
    """What the deck says otherwise in one country; a part that is not given stays as it is elsewhere."""

    headline: Text | None = None
    points: tuple[Text, ...] | None = None
    say: Text | None = None
    notes: Text | None = None


class LocalWording(Record):
    """What a message says and rests on in one country; a part that is not given stays as it is elsewhere.

    The patients' words are one part: a lead that is not given again is not printed.
    """

    patient: PatientWording | None = None
    clinician: LocalClinicianWording | None = None
    evidence: tuple[Key, ...] | None = None
    certainty: Certainty | None = None


class Message(Record):
    """One statement about the topic, in the words of each audience, with what it rests on.

    `by_country` is what is otherwise for a clinic of that country alone: regulation, driving law, where to report side
    effects. A message that states nothing (`advice`, `editorial`) may go without `certainty`.
    """

    id: Id
    kind: Literal["statement", "advice", "editorial"] = "statement"
    claims: tuple[ClaimId, ...] = ()
    evidence: tuple[Key, ...] = ()
    certainty: Certainty | None = None
    essential: Essential = Essential.SHOULD
    audiences: tuple[Audience, ...] = (Audience.PATIENT, Audience.CLINICIAN)
    patient: PatientWording | None = None
    clinician: ClinicianWording | None = None
    by_country: Mapping[CountryCode, LocalWording] = Field(default_factory=dict)
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _certain(self) -> Self:
        if self.kind == "statement" and self.certainty is None:
            raise ValueError(f"a statement says how sure it is: add `certainty`, one of {', '.join(Certainty)}")
        for code, local in self.by_country.items():
            if not _given(local):
                raise ValueError(f"`by_country` has nothing for {code}: write what is otherwise there, or take it out")
            for audience in Audience:
                if getattr(local, audience) and not getattr(self, audience):
                    words = f"`by_country` has words of {code} for the {audience}, who is told nothing elsewhere"
                    raise ValueError(f"{words}: write neutral words, too, or take them out")
        return self

    @property
    def all_evidence(self) -> tuple[str, ...]:
        """The references that it rests on in any country, each once."""
        local = (key for said in self.by_country.values() for key in said.evidence or ())
        return tuple(dict.fromkeys((*self.evidence, *local)))

    def in_country(self, code: str | None) -> Message:
        """The message as a clinic of that country has it; elsewhere, and if no one country is known, as it is."""
        local = self.by_country.get(code or "")
        if local is None:
            return self
        changed = _given(local)
        if self.clinician and local.clinician:
            changed["clinician"] = self.clinician.model_copy(update=_given(local.clinician))
        return self.model_copy(update=changed)


def _given(record: Record) -> dict[str, Any]:
    """The parts of a record that are given."""
    return {name: value for name in type(record).model_fields if (value := getattr(record, name)) is not None}


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
