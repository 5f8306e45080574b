"""The index of placement: every message that is printed is found, whatever its panel or slide is called."""

from __future__ import annotations

from typing import Any

from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.placement import in_deck, in_leaflet


def _panel(id: str, message: str) -> dict[str, Any]:
    return {"id": id, "blocks": [{"kind": "text", "messages": [message]}]}


def test_a_panel_called_front_does_not_hide_the_first_page() -> None:
    outline = LeafletOutline.model_validate({"front": "burn", "panels": [_panel("front", "tea"), _panel("end", "cup")]})
    assert in_leaflet(outline).messages == ("burn", "tea", "cup")
    assert in_leaflet(outline).where("burn") == ("front",)


def test_two_panels_or_slides_of_one_name_lose_no_message() -> None:
    panels = LeafletOutline.model_validate(
        {"front": "burn", "panels": [_panel("twice", "tea"), _panel("twice", "cup")]}
    )
    slides = DeckOutline.model_validate(
        {"slides": [{"id": "twice", "layout": "statement", "title": id} for id in ("tea", "cup")]}
    )
    assert in_leaflet(panels).messages == ("burn", "tea", "cup")
    assert in_deck(slides).messages == ("tea", "cup")
