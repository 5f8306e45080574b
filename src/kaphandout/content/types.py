"""The ground of all records: visible strings, ids, and what both audiences are told side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, GetCoreSchemaHandler, PlainValidator, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^S[1-9][0-9]*$")]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]

_FORBIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f\ue000-\uf8ff]|<\s*[a-z/!?]|\b(?:file|javascript|vbscript):(?=\S)|\bdata:\w+/",
    re.IGNORECASE,
)


LARGEST = 1e9
"""No number of a text is larger; what is, is a slip."""


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not -LARGEST <= value <= LARGEST:
        raise ValueError(f"{value!r} must be a number")
    return float(value)


def _range(value: Any) -> tuple[float, float]:
    if not isinstance(value, (list, tuple)) or len(value) != 2:
        raise ValueError("write two numbers, the smaller first: [3, 5]")
    low, high = map(_number, value)
    if low > high:
        raise ValueError(f"write the smaller number first: [{high:g}, {low:g}]")
    return low, high


def _quantity(value: Any) -> float | tuple[float, float]:
    return _range(value) if isinstance(value, (list, tuple)) else _number(value)


_PAIR = {"type": "array", "items": {"type": "number"}, "minItems": 2, "maxItems": 2}
Range = Annotated[tuple[float, float], PlainValidator(_range), WithJsonSchema(_PAIR)]
Quantity = Annotated[
    float | tuple[float, float],
    PlainValidator(_quantity),
    WithJsonSchema({"anyOf": [{"type": "number"}, _PAIR]}),
]
"""A number, or a range of two; neither a yes nor infinite."""

NAMED = re.compile(r"\{\{ *(fact|term)\.([A-Za-z0-9_]+) *\}\}")
"""All that braces may hold in a text: the name of a fact or of a hard word."""


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
    """How sure the evidence lets us be of a message; the last three say what else than trials it rests on."""

    ESTABLISHED = "established"
    SUPPORTED = "supported"
    EARLY = "early"
    HYPOTHESIS = "hypothesis"
    UNKNOWN = "unknown"
    MIXED = "mixed"
    LABEL = "label"
    PRACTICE = "practice"


SCALE = (Certainty.ESTABLISHED, Certainty.SUPPORTED, Certainty.EARLY, Certainty.HYPOTHESIS, Certainty.UNKNOWN)
"""The degrees of certainty, the surest first."""
Degree = Literal[Certainty.ESTABLISHED, Certainty.SUPPORTED, Certainty.EARLY, Certainty.HYPOTHESIS, Certainty.UNKNOWN]


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
