"""Colours as a theme and a master write them → #RRGGBB.

Names of slots and changes of colours: ECMA-376 part 1, 20.1.2.3 (`lumMod`, `lumOff`, `tint`, `shade`, …). `tint` and
`shade` are shares of white and black in linear light, as PowerPoint shows them (black with a tint of 75 % is #898989).
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass

from kaphandout.deck.templates.foreign.open_xml import A, Node, P

SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
         "folHlink")  # fmt: skip
MAPPED = ("bg1", "tx1", "bg2", "tx2", *SLOTS[4:])
"""The names of colours as slides use them."""

_PRESETS = {"white": "#FFFFFF", "black": "#000000"}
_STEP = 100_000


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme by the names that slides use, and its typefaces of headlines and text."""

    colours: Mapping[str, str]
    heading: str
    body: str

    def mapped(self, override: Node | None) -> Theme:
        """The theme as a layout with a colour mapping of its own sees it."""
        if override is None:
            return self
        return Theme(_mapped(self.colours, dict(override.attrib)), self.heading, self.body)

    def typeface(self, name: str | None) -> str:
        """A typeface by its name, or by its role in the theme (`+mj-lt`)."""
        if not name or name.startswith("+mn"):
            return self.body
        return self.heading if name.startswith("+mj") else name

    def colour(self, node: Node | None, placeholder: str | None = None) -> tuple[str, float] | None:
        """A colour element → #RRGGBB and how opaque it is (0 to 1); None for what is no colour."""
        if node is None:
            return None
        kind, value = node.tag.removeprefix(A), node.get("val", "")
        match kind:
            case "srgbClr":
                colour = f"#{value.upper()}"
            case "schemeClr":
                colour = placeholder or "#000000" if value == "phClr" else self.colours.get(value, "#000000")
            case "sysClr":
                colour = f"#{node.get('lastClr', 'FFFFFF' if value == 'window' else '000000').upper()}"
            case "prstClr":
                colour = _PRESETS.get(value, "#808080")
            case "scrgbClr":
                colour = _hex([_share(node.get(name)) ** (1 / 2.2) for name in "rgb"])
            case "hslClr":
                hue = int(node.get("hue", "0")) / 21_600_000
                colour = _hex(colorsys.hls_to_rgb(hue, _share(node.get("lum")), _share(node.get("sat"))))
            case _:
                return None
        return _changed(colour, node)

    def fill(self, node: Node | None) -> tuple[str, float] | None:
        """The colour of an `a:solidFill`."""
        return self.colour(node[0]) if node is not None and len(node) else None


def read_theme(theme: Node, master: Node) -> Theme:
    """The theme part of a master, with the master's colour mapping."""
    scheme = theme.find(f"{A}themeElements/{A}clrScheme")
    plain = Theme({}, "", "")
    slots = {}
    for slot in SLOTS:
        node = scheme.find(f"{A}{slot}") if scheme is not None else None
        found = plain.colour(node[0]) if node is not None and len(node) else None
        slots[slot] = found[0] if found else "#000000"
    mapping = master.find(f"{P}clrMap")
    faces = [theme.find(f".//{A}{name}/{A}latin") for name in ("majorFont", "minorFont")]
    heading, body = ("" if node is None else node.get("typeface", "") for node in faces)
    return Theme(_mapped(slots, {} if mapping is None else dict(mapping.attrib)), heading or body, body or heading)


def _mapped(colours: Mapping[str, str], mapping: Mapping[str, str]) -> dict[str, str]:
    """The colours by all names; `mapping` says what `bg1`, `tx1` and the others stand for."""
    usual = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
    slots = {slot: colours[slot] for slot in SLOTS}
    return slots | {name: slots.get(mapping.get(name) or usual.get(name, name), "#000000") for name in MAPPED}


def _changed(colour: str, node: Node) -> tuple[str, float]:
    opaque = 1.0
    for change in node:
        name, share = change.tag.removeprefix(A), _share(change.get("val"))
        match name:
            case "alpha":
                opaque = share
            case "tint":
                colour = _blended(colour, share, 1.0)
            case "shade":
                colour = _blended(colour, share, 0.0)
            case "lumMod" | "lumOff" | "satMod" | "satOff":
                colour = _lighter(colour, name, share)
    return colour, opaque


def _blended(colour: str, share: float, end: float) -> str:
    """A share of a colour, and for the rest white (1) or black (0), in linear light (IEC 61966-2-1)."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in _channels(colour)]
    mixed = [c * share + end * (1 - share) for c in linear]
    return _hex([c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed])


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _lighter(colour: str, change: str, share: float) -> str:
    hue, light, strong = colorsys.rgb_to_hls(*_channels(colour))
    match change:
        case "lumMod":
            light *= share
        case "lumOff":
            light += share
        case "satMod":
            strong *= share
        case _:
            strong += share
    return _hex(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), min(max(strong, 0.0), 1.0)))


def _share(value: str | None) -> float:
    text = value or "0"
    return float(text[:-1]) / 100 if text.endswith("%") else float(text) / _STEP


def _hex(channels: tuple[float, ...] | list[float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02X}" for channel in channels)
