"""A layout and a box on it → the colours that are behind the box: of the background and of what is drawn on it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.deck.templates.open_xml import EMU, A, Node, P, placeholder_of
from kaphandout.design.contrast import mix

TOUCH = 0.02
"""The share of a box from which on something that it overlaps counts."""
WHOLE = 0.98
"""The share of a slide that a shape covers to be its background."""
PICTURES = 1003
"""The last index of a theme's plain background fills; those above may be pictures."""


@dataclass(frozen=True, slots=True)
class Background:
    """Every colour that a text there is on; `picture`: also a picture, whose colours are not known."""

    colours: tuple[str, ...]
    picture: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A shape of a layout or master that is no placeholder: a band, a logo; no colours and no picture: words alone."""

    box: Box
    ground: Background
    opaque: float = 1.0
    words: str = ""

    @property
    def solid(self) -> bool:
        """Whether text must keep clear of it."""
        return bool(self.ground.picture or self.words or self.ground.colours)


def box_of(shape: Node) -> Box | None:
    """The box of a shape in pt; None if it takes that from elsewhere."""
    paths = (f"{P}spPr/{A}xfrm", f"{P}grpSpPr/{A}xfrm", f"{P}xfrm")
    place = next((node for path in paths if (node := shape.find(path)) is not None), None)
    return None if place is None else _box(place, "off", "ext")


def _box(place: Node, offset: str, extent: str) -> Box | None:
    off, size = place.find(f"{A}{offset}"), place.find(f"{A}{extent}")
    if off is None or size is None:
        return None
    return Box(*(int(node.get(name)) / EMU for node, name in ((off, "x"), (off, "y"), (size, "cx"), (size, "cy"))))


def drawings(tree: Node, theme: Theme) -> Iterator[Drawn]:
    """What is drawn on a layout or master, from the back to the front. A group counts as what it holds."""
    for shape in tree:
        if placeholder_of(shape) is not None:
            continue
        if shape.tag == f"{P}grpSp":
            yield from _of_group(shape, theme)
        elif shape.tag in (f"{P}sp", f"{P}pic", f"{P}cxnSp") and (box := box_of(shape)):
            yield _drawn(shape, box, theme)


def background(layout: Node, master: Node, theme: Theme) -> Background:
    """The background of a layout, or of its master."""
    for root in (layout, master):
        properties, named = root.find(f"{P}cSld/{P}bg/{P}bgPr"), root.find(f"{P}cSld/{P}bg/{P}bgRef")
        if properties is not None:
            return _filled(properties, theme) or Background((theme.colours["bg1"],))
        if named is not None and len(named) and (found := theme.colour(named[0])):
            return Background((found[0],), picture=int(named.get("idx", "1001")) > PICTURES)
    return Background((theme.colours["bg1"],))


def behind(box: Box, bottom: Background, drawn: tuple[Drawn, ...]) -> Background:
    """What is behind a box: of what covers it wholly only the front-most counts, of the rest every colour."""
    found = bottom
    for item in drawn:
        wide, tall = overlap(box, item.box)
        share = wide * tall / max(box.w * box.h, 1.0)
        if share < TOUCH or not (item.ground.colours or item.ground.picture):
            continue
        laid = _laid(item, found)
        if share > WHOLE:
            found = laid
        else:
            colours = tuple(dict.fromkeys((*found.colours, *laid.colours)))
            found = Background(colours, found.picture or laid.picture)
    return found


def overlap(box: Box, other: Box) -> tuple[float, float]:
    """The width and the height in pt of what two boxes have in common, 0 where they do not meet."""
    wide = min(box.right, other.right) - max(box.x, other.x)
    tall = min(box.bottom, other.bottom) - max(box.y, other.y)
    return max(wide, 0.0), max(tall, 0.0)


def _laid(item: Drawn, below: Background) -> Background:
    if item.opaque >= 1 or item.ground.picture:
        return item.ground
    mixed = [mix(colour, item.opaque, under) for colour in item.ground.colours for under in below.colours]
    return Background(tuple(dict.fromkeys(mixed)), below.picture)


def _drawn(shape: Node, box: Box, theme: Theme) -> Drawn:
    words = " ".join("".join(shape.itertext(f"{A}t")).split())
    if shape.tag == f"{P}pic":
        return Drawn(box, Background((), picture=True), words=words)
    properties = shape.find(f"{P}spPr")
    ground, named = _filled(properties, theme), shape.find(f"{P}style/{A}fillRef")
    if ground is None and properties.find(f"{A}noFill") is None and named is not None and named.get("idx") != "0":
        found = theme.fill(named)
        ground = Background((found[0],)) if found else None
    solid = theme.fill(properties.find(f"{A}solidFill"))
    return Drawn(box, ground or Background(()), solid[1] if solid else 1.0, words)


def moved(box: Box, own: Box, there: Box) -> Box:
    """A box that is within `own`, at the same place within `there`."""
    across, down = there.w / own.w, there.h / own.h
    return Box(there.x + (box.x - own.x) * across, there.y + (box.y - own.y) * down, box.w * across, box.h * down)


def _of_group(group: Node, theme: Theme) -> Iterator[Drawn]:
    """What a group holds, at its place on the slide: a group may count from a corner and in a scale of its own."""
    outer = box_of(group)
    inner = _box(group.find(f"{P}grpSpPr/{A}xfrm"), "chOff", "chExt") if outer else None
    for item in drawings(group, theme):
        yield replace(item, box=moved(item.box, inner, outer)) if outer and inner and inner.w and inner.h else item


def _filled(properties: Node, theme: Theme) -> Background | None:
    """The colours of a fill: one, those of a pattern, every stop of a gradient; or a picture."""
    if properties.find(f"{A}blipFill") is not None:
        return Background((), picture=True)
    paths = (f"{A}solidFill", f"{A}gradFill/{A}gsLst/{A}gs", f"{A}pattFill/*")
    found = [colour for path in paths for node in properties.iterfind(path) if (colour := theme.fill(node))]
    return Background(tuple(dict.fromkeys(colour for colour, _ in found))) if found else None
