"""What a new topic of a kind consists of: its sections, each with messages that say what is to be written."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, RootModel

from kaphandout.content.paths import find, find_all
from kaphandout.content.types import CountryCode, Essential, Id, Record
from kaphandout.content.yaml import read_document, valid

FOLDER = "templates/new/kinds"


class Outlined(Record):
    """A message to be written: it says `what`; `because` puts it on the list of what must be said."""

    id: Id
    kind: Literal["statement", "advice"] = "statement"
    essential: Essential = Essential.SHOULD
    what: str
    because: str | None = None
    meets: tuple[str, ...] = ()
    patient: bool = True
    clinician: bool = True
    points: bool = True
    countries: tuple[CountryCode, ...] = ()


class OutlinedSection(Record):
    """A section, its messages, and how the leaflet shows them: `compare` names the section that is beside it."""

    id: Id
    patient: str
    clinician: str
    block: Literal["text", "list", "checklist"] = "text"
    figure: Id | None = None
    compare: Id | None = None
    fields: bool = False
    lines: bool = False
    messages: tuple[Outlined, ...] = ()

    @property
    def ids(self) -> list[str]:
        """The ids of its messages."""
        return [message.id for message in self.messages]


class Kind(RootModel[Annotated[tuple[OutlinedSection, ...], Field(min_length=1)]]):
    """`templates/new/kinds/<kind>.yaml`"""


def kinds() -> list[str]:
    """The kinds of topic that there are."""
    return [path.stem for path in find_all(FOLDER, "*.yaml")]


def sections_of(kind: str, countries: tuple[str, ...]) -> list[OutlinedSection]:
    """The sections of a kind; with countries one on their rules; the talk's own last. Raises `KaphandoutError`."""
    name = f"{FOLDER}/{kind}.yaml"
    sections = list(valid(Kind, read_document(find(name), name)).root)
    if countries:
        rules = Outlined(
            id="local-rules", kind="advice", what="which rules and rights hold in their country", countries=countries
        )
        heading = {"patient": "What are the rules where I live?", "clinician": "Rules by country"}
        sections.append(OutlinedSection(id="rights", messages=(rules,), **heading))
    return [*sections, OutlinedSection(id="this-text", patient="About this text", clinician="About this talk")]
