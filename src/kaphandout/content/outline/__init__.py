"""The outlines of leaflet and deck: which ids stand where. They place messages and say nothing themselves."""

from kaphandout.content.outline.deck import DeckOutline, Slide, deck_prefixes
from kaphandout.content.outline.leaflet import (
    Block,
    Box,
    ClinicFields,
    Compare,
    FigureBlock,
    Furniture,
    LeafletOutline,
    Lines,
    Messages,
    Panel,
    block_messages,
    block_sections,
    leaflet_prefixes,
)

__all__ = [
    "Block",
    "Box",
    "ClinicFields",
    "Compare",
    "DeckOutline",
    "FigureBlock",
    "Furniture",
    "LeafletOutline",
    "Lines",
    "Messages",
    "Panel",
    "Slide",
    "block_messages",
    "block_sections",
    "deck_prefixes",
    "leaflet_prefixes",
]
