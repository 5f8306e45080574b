"""Colours as a theme and a master write them → #RRGGBB.

Names of slots and changes of colours: ECMA-376 part 1, 20.1.2.3 (`lumMod`, `lumOff`, `tint`, `shade`, …). `tint` and
`shade` are shares of white and black in linear light, as PowerPoint shows them (black with a tint of 75 % is #898989).
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kaphandout.deck.templates.open_xml import A, Node, P

SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
         "folHlink")  # fmt: skip
USUAL = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"} | {slot: slot for slot in SLOTS[4:]}
"""The names of colours as slides use them, and the slots that they usually stand for."""

_PRESETS = {"white": "#FFFFFF", "black": "#000000"}


@dataclass(frozen=True, slots=True)
class Theme:
    """The colours of a theme by the names that slides use, and its typefaces of headlines and text."""

    colours: Mapping[str, str]
    heading: str
    body: str

    def mapped(self, mapping: Node | None) -> Theme:
        """The theme as a master or layout sees it whose colour mapping says what `bg1`, `tx1` and others stand for."""
        if mapping is None:
            return self
        slots = {slot: self.colours[slot] for slot in SLOTS}
        names = {name: slots.get(mapping.get(name) or slot, "#000000") for name, slot in USUAL.items()}
        return replace(self, colours=slots | names)

    def typeface(self, name: str) -> str:
        """A typeface by its name, or by its role in the theme (`+mj-lt`)."""
        if not name or name.startswith("+mn"):
            return self.body
        return self.heading if name.startswith("+mj") else name

    def colour(self, node: Node) -> tuple[str, float] | None:
        """A colour element → #RRGGBB and how opaque it is (0 to 1); None for what is no colour."""
        kind, value = node.tag.removeprefix(A), node.get("val", "")
        match kind:
            case "srgbClr":
                colour = f"#{value.upper()}"
            case "schemeClr":
                colour = self.colours.get(value, "#000000")
            case "sysClr":
                colour = f"#{node.get('lastClr', 'FFFFFF' if value == 'window' else '000000').upper()}"
            case "prstClr":
                colour = _PRESETS.get(value, "#808080")
            case "scrgbClr":
                colour = _hex(_share(node.get(name)) ** (1 / 2.2) for name in "rgb")
            case "hslClr":
                hue = int(node.get("hue", "0")) / 21_600_000
                colour = _hex(colorsys.hls_to_rgb(hue, _share(node.get("lum")), _share(node.get("sat"))))
            case _:
                return None
        return _changed(colour, node)

    def fill(self, node: Node | None) -> tuple[str, float] | None:
        """The colour in an element that holds one, such as an `a:solidFill`."""
        return self.colour(node[0]) if node is not None and len(node) else None


def read_theme(theme: Node, master: Node) -> Theme:
    """The theme part of a master, with the master's colour mapping."""
    plain = Theme({}, "", "")
    found = {slot: plain.fill(theme.find(f"{A}themeElements/{A}clrScheme/{A}{slot}")) for slot in SLOTS}
    faces = [theme.find(f".//{A}{name}/{A}latin") for name in ("majorFont", "minorFont")]
    heading, body = ("" if node is None else node.get("typeface", "") for node in faces)
    slots = {slot: colour[0] if colour else "#000000" for slot, colour in found.items()}
    mapping = master.find(f"{P}clrMap")
    return Theme(slots, heading or body, body or heading).mapped({} if mapping is None else mapping)


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
    return _hex(c * 12.92 if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in mixed)


def _channels(colour: str) -> tuple[float, float, float]:
    red, green, blue = bytes.fromhex(colour.lstrip("#"))
    return red / 255, green / 255, blue / 255


def _lighter(colour: str, change: str, share: float) -> str:
    hue, light, strong = colorsys.rgb_to_hls(*_channels(colour))
    factor, more = (share, 0.0) if change.endswith("Mod") else (1.0, share)
    if change.startswith("lum"):
        light = light * factor + more
    else:
        strong = strong * factor + more
    return _hex(colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), min(max(strong, 0.0), 1.0)))


def _share(value: str | None) -> float:
    text = value or "0"
    return float(text[:-1]) / 100 if text.endswith("%") else float(text) / 100_000


def _hex(channels: Iterable[float]) -> str:
    return "#" + "".join(f"{round(min(max(channel, 0.0), 1.0) * 255):02X}" for channel in channels)
