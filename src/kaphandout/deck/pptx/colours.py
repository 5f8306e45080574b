"""Colour names of `tokens.yaml` → slots of the theme, so that a new theme recolours a finished deck."""

from __future__ import annotations

from kaphandout.design.tokens import Colours

SCHEME = {
    "ink": "tx1",
    "paper": "bg1",
    "teal": "tx2",
    "tint_cool": "bg2",
    "teal_mid": "accent1",
    "accent": "accent2",
    "rule": "accent4",
    "muted": "accent5",
    "tint_warm": "accent6",
}
"""What a shape's colour is called inside a slide."""

SLOTS = {
    "dk1": "ink",
    "lt1": "paper",
    "dk2": "teal",
    "lt2": "tint_cool",
    "accent1": "teal_mid",
    "accent2": "accent",
    "accent3": "teal",
    "accent4": "rule",
    "accent5": "muted",
    "accent6": "tint_warm",
    "hlink": "teal_mid",
    "folHlink": "muted",
}
"""The twelve colours of the theme."""


def theme_colours(colours: Colours) -> list[tuple[str, str]]:
    """Each slot of the theme with its colour as RRGGBB."""
    return [(slot, getattr(colours, name).lstrip("#").upper()) for slot, name in SLOTS.items()]
