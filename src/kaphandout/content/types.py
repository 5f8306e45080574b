"""The ground of all records: visible strings, ids, and what both audiences are told side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, core_schema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^S[1-9][0-9]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]|<\s*[a-z/!?]|\b(?:file|javascript|vbscript):(?=\S)|\bdata:\w+/",
    re.IGNORECASE,
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


class Waiver(Record):
    """A finding that is right as it is: the rule, and why the text stays. It holds for the record beside it."""

    rule: Id
    why: Annotated[str, StringConstraints(strip_whitespace=True, min_length=10, max_length=500)]


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


class Essential(StrEnum):
    """How badly a leaflet needs a part, from what every format shows to what short formats drop first."""

    SAFETY = "safety"
    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Both(Record):
    """The same thing said to the two audiences."""

    patient: Text
    clinician: Text


def text_fields(prefix: str, value: Any) -> Iterator[tuple[str, Text]]:
    """Every `Text` below a record, with its key; a tuple's items are numbered, records in it go by their id."""
    if isinstance(value, Text):
        yield prefix, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from text_fields(f"{prefix}.{name}", getattr(value, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from text_fields(f"{prefix}.{getattr(item, 'id', index)}", item)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from text_fields(f"{prefix}.{name}", item)
