"""What a topic says: messages in the words of each audience, and what became of the source article's claims."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from kaphandout.content.types import (
    Audience,
    Certainty,
    ClaimId,
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
