"""Who hands the leaflet out, in which country, and what each clinic fills in for itself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, field_validator

from kaphandout.content.types import (
    CountryCode,
    Essential,
    Id,
    Key,
    Name,
    Quantity,
    Record,
    Text,
    Waiver,
)


def _with_number(value: Text) -> Text:
    if not any(letter.isdigit() for letter in value):
        raise ValueError(f"{value!r} holds no number to call")
    return value


class CrisisLine(Record):
    name: Text
    how: Text


class Country(Record):
    """Where to turn in a crisis, and the paper in its printers.

    `last_checked` is the day on which the numbers were last compared with `source`.
    """

    code: CountryCode
    name: Text
    emergency: Annotated[Text, AfterValidator(_with_number)]
    lines: tuple[CrisisLine, ...] = ()
    paper: Literal["a4", "letter"] = "a4"
    last_checked: date
    source: str


class Clinic(Record):
    """Who hands the leaflet out. What is not given is printed as a line to write on.

    `facts` are the clinic's own values of facts that allow it, `fields` its words for the fields of a topic; both by
    topic.
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
    countries: Annotated[tuple[CountryCode, ...], Field(min_length=1)]
    facts: Mapping[Id, Mapping[Name, Quantity]] = Field(default_factory=dict)
    fields: Mapping[Id, Mapping[Name, Text]] = Field(default_factory=dict)

    @field_validator("countries")
    @classmethod
    def _each_once(cls, countries: tuple[str, ...]) -> tuple[str, ...]:
        if len(set(countries)) < len(countries):
            raise ValueError("a country is named twice: name each once")
        return countries


class ClinicField(Record):
    """A line that each clinic fills in for itself (`fields.yaml`): what to eat before, who sits with you.

    Where a clinic says nothing there are `lines` to write on. `suggestions` are for its staff, from `evidence`.
    """

    name: Name
    label: Text
    lines: Annotated[int, Field(ge=1, le=6)] = 1
    essential: Essential = Essential.SHOULD
    suggestions: tuple[str, ...] = ()
    evidence: tuple[Key, ...] = ()
    waive: tuple[Waiver, ...] = ()
