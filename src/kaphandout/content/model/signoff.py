"""What people have answered for, as records: sign-offs (`signoffs.yaml`) and pairs of wordings (`pairs.yaml`)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from kaphandout.content.hashing import MARK_DIGITS, canonical_json
from kaphandout.content.types import Id, Record, Sha256, Text

StatementId = Annotated[str, StringConstraints(pattern=r"^([a-z]+\.)?[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
Mark = Annotated[str, StringConstraints(pattern=rf"^[0-9a-f]{{{MARK_DIGITS}}}$")]
Signer = Annotated[Text, Field(max_length=80)]


class SignOff(Record):
    """One act of signing: in which role, by whom, on which day, until when, and the SHA-256 of each statement read.

    `signature` is an SSH signature (SSHSIG, Ed25519) over `signed_bytes`.
    """

    role: Id
    by: Signer
    day: date
    next_review: date
    messages: Annotated[Mapping[StatementId, Sha256], Field(min_length=1)]
    signature: Annotated[str, Field(max_length=2000)] | None = None


class Pair(Record):
    """The two wordings of a statement and what they rest on, as when they were last found to say the same."""

    patient: Mark | None = None
    clinician: Mark | None = None
    rests_on: Mapping[str, str] = Field(default_factory=dict)


def signed_bytes(topic: str, signoff: SignOff) -> bytes:
    """What a signature is made over: the canonical JSON of a record and its topic, without the signature."""
    record = signoff.model_dump(mode="json", exclude={"signature"})
    return canonical_json({"topic": topic, **record}).encode("utf-8")
