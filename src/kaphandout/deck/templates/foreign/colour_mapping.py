"""What is behind a text → which of the template's colours serve as ours there, each readable at WCAG's 4.5:1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from kaphandout.deck.templates.foreign.backgrounds import Background
from kaphandout.deck.templates.foreign.open_xml import A, Node
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.design.contrast import LARGE, TEXT, contrast, difference, mix

SLACK = 0.995
"""How far below a ratio a contrast may be and still count, for colours are whole numbers."""


@dataclass(frozen=True, slots=True)
class MappedColour:
    """A colour as #RRGGBB, and as a slide writes it: a slot of the theme with its changes, or the colour itself."""

    rgb: str
    slot: str | None = None
    changes: tuple[tuple[str, int], ...] = ()

    def element(self) -> Node:
        """The DrawingML of the colour."""
        if self.slot is None:
            return etree.Element(f"{A}srgbClr", val=self.rgb.lstrip("#"))
        made = etree.Element(f"{A}schemeClr", val=self.slot)
        for name, value in self.changes:
            etree.SubElement(made, f"{A}{name}", val=str(value))
        return made


def map_colour(theme: Theme, node: Node | None, rgb: str) -> MappedColour:
    """The tone that a colour element of the template is."""
    if node is None or node.tag != f"{A}schemeClr" or node.get("val") not in theme.colours:
        return MappedColour(rgb)
    changes = [(child.tag.removeprefix(A), child.get("val", "")) for child in node]
    if not all(value.isdecimal() for _, value in changes):
        return MappedColour(rgb)
    return MappedColour(rgb, node.get("val"), tuple((name, int(value)) for name, value in changes))


def map_slot(theme: Theme, slot: str, *changes: tuple[str, int]) -> MappedColour:
    """A slot of the theme, perhaps made lighter or darker."""
    made = MappedColour("", slot, changes)
    found = theme.colour(made.element())
    assert found
    return MappedColour(found[0], slot, changes)


def least(tone: MappedColour, grounds: Iterable[str]) -> float:
    """The worst contrast of a tone on several grounds."""
    return min((contrast(tone.rgb, ground) for ground in grounds), default=21.0)


def readable(theme: Theme, own: MappedColour, ground: Background, *instead: MappedColour) -> MappedColour:
    """`own` where it can be read, else the first that can of `instead` and of the theme, else black or white."""
    if not ground.colours or least(own, ground.colours) >= TEXT * SLACK:
        return own
    offered = list(instead)
    offered += [map_slot(theme, slot) for slot in ("tx1", "bg1", "tx2", "bg2")]
    offered += [MappedColour("#000000"), MappedColour("#FFFFFF")]
    fit = [tone for tone in offered if least(tone, ground.colours) >= TEXT]
    return fit[0] if fit else max(offered, key=lambda tone: least(tone, ground.colours))


def palette(theme: Theme, text: MappedColour, title: MappedColour, ground: Background) -> dict[str, MappedColour]:
    """Our colours' names → the template's colours that do their work on `ground`, whose text and titles have these."""
    grounds = ground.colours or (theme.colours["bg1"],)
    paper = _paper(theme, grounds[0])
    ink = readable(theme, text, Background(grounds))
    strong = [tone for tone in _strong(theme, title, paper) if least(tone, grounds) >= TEXT]
    teal = next((tone for tone in strong if _lively(tone) and tone.rgb != ink.rgb), strong[0] if strong else ink)
    tint = next(
        (t for t in _tints(theme, teal, paper) if min(contrast(c.rgb, t.rgb) for c in (ink, teal)) >= TEXT), paper
    )
    all_grounds = (*grounds, tint.rgb)
    muted = [
        map_slot(theme, "tx1", ("lumMod", 65_000), ("lumOff", 35_000)),
        MappedColour(mix(ink.rgb, 0.75, paper.rgb)),
    ]
    accents = [map_slot(theme, f"accent{number}") for number in range(1, 7)]
    marks = [tone for tone in accents if least(tone, all_grounds) >= LARGE]
    accent = max(marks, key=lambda tone: difference(tone.rgb, teal.rgb), default=teal)
    mid = next((tone for tone in marks if tone.rgb not in (teal.rgb, accent.rgb)), teal)
    return {
        "ink": ink,
        "paper": paper,
        "teal": teal,
        "tint_cool": tint,
        "tint_warm": tint,
        "teal_mid": mid,
        "accent": accent,
        "rule": MappedColour(mix(ink.rgb, 0.35, paper.rgb)),
        "muted": next((tone for tone in muted if least(tone, all_grounds) >= TEXT), ink),
    }


def recoloured(root: Node, tones: Mapping[str, MappedColour], tokens: Mapping[str, str]) -> None:
    """Give every slot of our own theme below `root` the tone of the colour that it stands for with us."""
    for node in list(root.iter(f"{A}schemeClr")):
        token = tokens.get(node.get("val"))
        if token is None:
            continue
        made = tones[token].element()
        made.extend(list(node))
        made.tail = node.tail
        node.getparent().replace(node, made)


def _paper(theme: Theme, ground: str) -> MappedColour:
    """The ground itself, by the name of its slot if it is one of the theme's."""
    slots = ("bg1", "bg2", "tx2", "tx1", *(f"accent{number}" for number in range(1, 7)))
    return next((map_slot(theme, slot) for slot in slots if theme.colours[slot] == ground), MappedColour(ground))


def _strong(theme: Theme, title: MappedColour, paper: MappedColour) -> Iterator[MappedColour]:
    """The colours for heads and filled boxes, the title's own first, then the theme's as they are and stronger."""
    stronger = (("lumMod", 75_000),), (("lumMod", 50_000),)
    if contrast(paper.rgb, "#000000") < contrast(paper.rgb, "#FFFFFF"):
        stronger = (("lumMod", 60_000), ("lumOff", 40_000)), (("lumMod", 40_000), ("lumOff", 60_000))  # type: ignore[assignment]
    yield title
    for changes in ((), *stronger):
        for slot in ("accent1", "tx2", "accent2", "accent3") if not changes else ("accent1", "accent2"):
            yield map_slot(theme, slot, *changes)


def _lively(tone: MappedColour) -> bool:
    """Whether a colour is more than a grey."""
    channels = [int(tone.rgb[place : place + 2], 16) for place in (1, 3, 5)]
    return max(channels) - min(channels) > 24


def _tints(theme: Theme, teal: MappedColour, paper: MappedColour) -> Iterator[MappedColour]:
    """Grounds of panels, from the theme's own to ever fainter ones: to be seen on the paper, and calm."""
    own = map_slot(theme, "bg2")
    if 1.06 <= contrast(own.rgb, paper.rgb) <= 1.6:
        yield own
    if teal.slot == "accent1" and not teal.changes and contrast(paper.rgb, "#000000") > 12:
        yield map_slot(theme, "accent1", ("lumMod", 20_000), ("lumOff", 80_000))
    for share in (0.14, 0.1, 0.07, 0.04):
        yield MappedColour(mix(teal.rgb, share, paper.rgb))
