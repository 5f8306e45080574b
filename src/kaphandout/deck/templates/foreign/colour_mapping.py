"""What is behind a text → which of the template's colours serve as ours there, each readable at WCAG's 4.5:1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaphandout.deck.templates.foreign.backgrounds import Background
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.deck.templates.open_xml import A, Node
from kaphandout.deck.templates.slide_style import MappedColour
from kaphandout.design.contrast import LARGE, TEXT, contrast, difference, mix

SLACK = 0.995
"""How far below a ratio a contrast may be and still count, for colours are whole numbers."""


def map_colour(theme: Theme, node: Node | None, rgb: str) -> MappedColour:
    """A colour element of the template, which shows as `rgb`, as a slide writes it."""
    if node is None or node.tag != f"{A}schemeClr" or node.get("val") not in theme.colours:
        return MappedColour(rgb)
    changes = [(child.tag.removeprefix(A), child.get("val", "")) for child in node]
    if not all(value.isdecimal() for _, value in changes):
        return MappedColour(rgb)
    return MappedColour(rgb, node.get("val"), tuple((name, int(value)) for name, value in changes))


def map_slot(theme: Theme, slot: str, *changes: tuple[str, int]) -> MappedColour:
    """A slot of the theme, perhaps made lighter or darker."""
    found = theme.colour(MappedColour("", slot, changes).element())
    assert found
    return MappedColour(found[0], slot, changes)


def least_contrast(colour: str, grounds: Iterable[str]) -> float:
    """The worst contrast of a colour on several grounds; the best there is where none is known."""
    return min((contrast(colour, ground) for ground in grounds), default=21.0)


def readable(theme: Theme, own: MappedColour, ground: Background, *instead: MappedColour) -> MappedColour:
    """`own` where it can be read, else the first that can of `instead` and of the theme, else black or white."""
    if least_contrast(own.rgb, ground.colours) >= TEXT * SLACK:
        return own
    offered = [*instead, *(map_slot(theme, slot) for slot in ("tx1", "bg1", "tx2", "bg2"))]
    offered += [MappedColour("#000000"), MappedColour("#FFFFFF")]
    fit = [colour for colour in offered if least_contrast(colour.rgb, ground.colours) >= TEXT]
    return fit[0] if fit else max(offered, key=lambda colour: least_contrast(colour.rgb, ground.colours))


def palette(theme: Theme, text: MappedColour, title: MappedColour, ground: Background) -> dict[str, MappedColour]:
    """Our colours' names → the template's colours that do their work on `ground`, whose text and titles have these."""
    grounds = ground.colours or (theme.colours["bg1"],)
    paper = _paper(theme, grounds[0])
    ink = readable(theme, text, Background(grounds))
    strong = [colour for colour in _strong(theme, title, paper) if least_contrast(colour.rgb, grounds) >= TEXT]
    lively = (colour for colour in strong if _lively(colour) and colour.rgb != ink.rgb)
    teal = next(lively, strong[0] if strong else ink)
    tints = (tint for tint in _tints(theme, teal, paper) if least_contrast(tint.rgb, (ink.rgb, teal.rgb)) >= TEXT)
    tint = next(tints, paper)
    all_grounds = (*grounds, tint.rgb)
    mixed = MappedColour(mix(ink.rgb, 0.75, paper.rgb))
    greys = (map_slot(theme, "tx1", ("lumMod", 65_000), ("lumOff", 35_000)), mixed)
    accents = [map_slot(theme, f"accent{number}") for number in range(1, 7)]
    marks = [colour for colour in accents if least_contrast(colour.rgb, all_grounds) >= LARGE]
    accent = max(marks, key=lambda colour: difference(colour.rgb, teal.rgb), default=teal)
    return {
        "ink": ink,
        "paper": paper,
        "teal": teal,
        "tint_cool": tint,
        "tint_warm": tint,
        "teal_mid": next((colour for colour in marks if colour.rgb not in (teal.rgb, accent.rgb)), teal),
        "accent": accent,
        "rule": MappedColour(mix(ink.rgb, 0.35, paper.rgb)),
        "muted": next((grey for grey in greys if least_contrast(grey.rgb, all_grounds) >= TEXT), ink),
    }


def _paper(theme: Theme, ground: str) -> MappedColour:
    """The ground itself, by the name of its slot if it is one of the theme's."""
    slots = ("bg1", "bg2", "tx2", "tx1", *(f"accent{number}" for number in range(1, 7)))
    return next((map_slot(theme, slot) for slot in slots if theme.colours[slot] == ground), MappedColour(ground))


def _strong(theme: Theme, title: MappedColour, paper: MappedColour) -> Iterator[MappedColour]:
    """The colours for heads and filled boxes, the title's own first, then the theme's as they are and stronger."""
    yield title
    for slot in ("accent1", "tx2", "accent2", "accent3"):
        yield map_slot(theme, slot)
    dark = contrast(paper.rgb, "#000000") < contrast(paper.rgb, "#FFFFFF")
    for kept in (60_000, 40_000) if dark else (75_000, 50_000):
        changes = (("lumMod", kept), ("lumOff", 100_000 - kept)) if dark else (("lumMod", kept),)
        for slot in ("accent1", "accent2"):
            yield map_slot(theme, slot, *changes)


def _lively(colour: MappedColour) -> bool:
    """Whether a colour is more than a grey."""
    channels = bytes.fromhex(colour.rgb.lstrip("#"))
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
