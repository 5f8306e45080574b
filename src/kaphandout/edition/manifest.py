"""The manifest's format: what a leaflet, a deck or a released edition says it is, as canonical JSON.

`manifest_builder` writes it and `verify` reads it; they share this module and nothing else. Its schema is
`content/schemas/manifest.schema.json`. Readers pass over entries that they do not know, so that what a later version
adds does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from kaphandout.content.hashing import canonical_json, fingerprint
from kaphandout.content.signoff import SignOff
from kaphandout.content.types import Audience, Certainty, Essential, Sha256

FORMAT = "kaphandout manifest 2"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class ManifestMessage(_Part):
    """A message of the edition. Its texts stand under `message.<id>.` in `texts`.

    `sha256` is of the canonical JSON of these texts; `basis` is what a signer answers for (SHA-256), and `signed` the
    roles that have. `panels` and `slides` name what places it in this artefact.
    """

    audiences: tuple[Audience, ...]
    certainty: Certainty | None
    essential: Essential
    sha256: Sha256
    basis: Sha256
    panels: tuple[str, ...] = ()
    slides: tuple[str, ...] = ()
    signed: tuple[str, ...] = ()


class ManifestSlide(_Part):
    """A slide of a deck: its id and title, and how many of the texts of `shows` are on it and in its notes."""

    id: str
    title: str
    texts: int = Field(ge=0)
    notes: int = Field(ge=0)


class ManifestFact(_Part):
    """A quantity as this edition gives it, the clinic's own value if it has one."""

    value: float | tuple[float, float]
    unit: str


class Release(_Part):
    """When an edition was released, and which release of its topic, language and clinic it was, counted from 1."""

    number: int = Field(ge=1)
    day: date


class _Named(_Part):
    """What manifests of every format have."""

    artefact: str
    edition: str
    topic: str
    version: str
    locale: str
    clinic: str
    texts: dict[str, str]
    shows: tuple[str, ...]


class Manifest(_Named):
    """What an artefact is: the edition, all its texts by key, and which of them (`shows`) this artefact must show.

    `outlines` holds a mark of each outline; texts and outlines together make the edition code. `labels` are the words
    of the furniture. `shows` is in reading order.
    `slides` counts the texts of each slide of a deck. `figures` gives how badly each is needed, `references` how far
    each was verified. `signoffs` are the records of those who answered for the text, `software` the versions that made
    the file; `release` is in the edition log only.
    """

    format: Literal["kaphandout manifest 2"]
    issued: date
    review: date
    outlines: dict[str, str]
    labels: tuple[str, ...]
    slides: tuple[ManifestSlide, ...] = ()
    messages: dict[str, ManifestMessage]
    figures: dict[str, Essential]
    facts: dict[str, ManifestFact]
    references: dict[str, Literal["full", "part"]]
    signoffs: tuple[SignOff, ...] = ()
    software: dict[str, str]
    release: Release | None = None

    @property
    def expires(self) -> date:
        """The day after which the edition is no longer to be handed out: the first review that falls due."""
        return min([self.review, *(signoff.next_review for signoff in self.signoffs)])


class FirstManifest(_Named):
    """The format of earlier files, which stay readable: the edition and its texts, no more."""

    format: Literal["kaphandout manifest 1"]


def read_manifest(text: bytes | str) -> dict[str, Any]:
    """The values of a manifest of either format, checked.

    Raises `pydantic.ValidationError` for what is no manifest and `ValueError` or `RecursionError` for what is no JSON.
    """
    values = json.loads(text)
    is_first = isinstance(values, dict) and values.get("format") == "kaphandout manifest 1"
    (FirstManifest if is_first else Manifest).model_validate(values)
    return dict(values)


def coded(manifest: Mapping[str, Any]) -> dict[str, str]:
    """What the edition code of a manifest is made from."""
    return {**manifest["texts"], **manifest.get("outlines", {})}


def texts_digest(id: str, texts: Mapping[str, str]) -> str:
    """SHA-256 of the canonical JSON of a message's texts."""
    start = f"message.{id}."
    return fingerprint(canonical_json({key: text for key, text in texts.items() if key.startswith(start)}))


def altered_messages(manifest: Mapping[str, Any]) -> Iterator[str]:
    """The ids of the messages whose texts are not those that the manifest gives the SHA-256 of."""
    for id, message in manifest.get("messages", {}).items():
        if message["sha256"] != texts_digest(id, manifest["texts"]):
            yield id
