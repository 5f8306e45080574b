"""The design tokens of `templates/tokens.yaml`: what leaflet and deck share of their look."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import StringConstraints

from kaphandout.content.paths import find
from kaphandout.content.types import Record
from kaphandout.content.yaml import Document, read_document, valid
from kaphandout.diagnostics import Place

Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]


class Colours(Record):
    ink: Colour
    teal: Colour
    teal_mid: Colour
    accent: Colour
    tint_cool: Colour
    tint_warm: Colour
    rule: Colour
    muted: Colour
    paper: Colour


class LeafletType(Record):
    """Sizes in pt; `line` is a multiple of the size, `space` the unit of distances in pt."""

    font: str
    body: float
    small: float
    foot: float
    lead: float
    subheading: float
    heading: float
    title: float
    line: float
    space: float


class DeckType(Record):
    """Sizes in pt."""

    font: str
    title: float
    statement: float
    body: float
    label: float
    small: float
    space: float


class Tokens(Record):
    colours: Colours
    leaflet: LeafletType
    deck: DeckType


def load_tokens() -> Tokens:
    """Read `templates/tokens.yaml`. Raises `KaphandoutError` with the line of each fault."""
    return _tokens(find("templates/tokens.yaml"))


@cache
def _tokens(path: Path) -> Tokens:
    return valid(Tokens, _document(path))


def token_place(*path: str) -> Place:
    """Where a token stands (`"leaflet", "body"`)."""
    return _document(find("templates/tokens.yaml")).place(path)


def _document(path: Path) -> Document:
    return read_document(path, "templates/tokens.yaml")
