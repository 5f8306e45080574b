"""The record of each kind of file that a person writes, by the name of its JSON Schema: for `kaphandout schema`."""

from __future__ import annotations

from pydantic import BaseModel

from kaphandout.content.instrument import Instrument, Judgements
from kaphandout.content.loader import (
    Claims,
    ClinicFields,
    Countries,
    Facts,
    Figures,
    Messages,
    Musts,
    Pairs,
    SignOffs,
    Terms,
)
from kaphandout.content.locale import Locale
from kaphandout.content.model import About, Checks, Clinic
from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.wordlists import Words
from kaphandout.design.tokens import Tokens
from kaphandout.edition.manifest import Manifest
from kaphandout.leaflet.formats import LeafletFormat

SCHEMAS: dict[str, type[BaseModel]] = {
    "topic": About,
    "checks": Checks,
    "claims": Claims,
    "messages": Messages,
    "facts": Facts,
    "figures": Figures,
    "glossary": Terms,
    "fields": ClinicFields,
    "must-say": Musts,
    "signoffs": SignOffs,
    "pairs": Pairs,
    "leaflet": LeafletOutline,
    "deck": DeckOutline,
    "clinic": Clinic,
    "countries": Countries,
    "locale": Locale,
    "words": Words,
    "manifest": Manifest,
    "instrument": Instrument,
    "judgements": Judgements,
    "format": LeafletFormat,
    "tokens": Tokens,
}
"""`manifest` is that of an entry in the edition log."""
