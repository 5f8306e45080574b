"""A placeholder of a layout → its box, and how its text looks, with all that it takes from its master and the deck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import box_of
from kaphandout.deck.templates.foreign.open_xml import EMU, A, Node, P, placeholder_of
from kaphandout.deck.templates.foreign.theme import Theme

TITLES = ("title", "ctrTitle")
FEET = ("dt", "ftr", "sldNum")
DEFAULT_INSETS = (7.2, 3.6, 7.2, 3.6)
"""Left, top, right, bottom in pt, where a template says nothing (ECMA-376 part 1, 21.1.2.1.1)."""
_SIDES = ("lIns", "tIns", "rIns", "bIns")
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}


@dataclass(frozen=True, slots=True)
class FoundPlaceholder:
    """A placeholder of a layout: sizes, box and insets in pt; `colour` #RRGGBB, `ink` the colour's element.

    `indent` is what its list marks take at the left. `shared`: another placeholder of the layout has its idx too.
    """

    type: str
    idx: int
    name: str
    box: Box
    size: float
    bold: bool
    capitals: bool
    typeface: str
    colour: str
    ink: Node | None
    align: str
    anchor: str
    insets: tuple[float, float, float, float]
    indent: float
    shared: bool = False

    @property
    def inner(self) -> Box:
        """The box without its insets."""
        return self.box.inset(*self.insets)


def read_placeholders(layout: Node, master: Node, deck: Node, theme: Theme) -> list[FoundPlaceholder]:
    """The placeholders of a layout in their order; those without a place anywhere are left out."""
    found: list[FoundPlaceholder] = []
    for shape in layout.find(f"{P}cSld/{P}spTree"):
        holder = placeholder_of(shape)
        if holder is None:
            continue
        kind = holder.get("type", "obj")
        above = _parent(master, kind)
        box = box_of(shape) or (box_of(above) if above is not None else None)
        if box is None or box.w <= 0 or box.h <= 0:
            continue
        idx = int(holder.get("idx", "0"))
        shared = any(other.idx == idx for other in found) or (idx == 0 and kind not in TITLES)
        found.append(_read(shape, above, master, deck, theme, kind, idx, box, shared))
    return found


def usual_body(master: Node, deck: Node, theme: Theme) -> Box | None:
    """Where a master has its text, in pt and without the insets."""
    held = (holder for holder in read_placeholders(master, master, deck, theme) if holder.type == "body")
    return next((holder.inner for holder in held), None)


def master_type(kind: str) -> str:
    """The type of a master's placeholder from which one of a layout inherits."""
    if kind in TITLES:
        return "title"
    return kind if kind in FEET else "body"


def _parent(master: Node, kind: str) -> Node | None:
    for shape in master.find(f"{P}cSld/{P}spTree"):
        holder = placeholder_of(shape)
        if holder is not None and holder.get("type", "obj") == master_type(kind):
            return shape
    return None


def _read(
    shape: Node, above: Node | None, master: Node, deck: Node, theme: Theme, kind: str, idx: int, box: Box, shared: bool
) -> FoundPlaceholder:
    bodies = [node for node in (_body(shape), _body(above)) if node is not None]
    levels = list(_levels(shape, above, master, deck, kind))
    runs = [node for level in levels if (node := level.find(f"{A}defRPr")) is not None]
    fill = next((fill for run in runs if (fill := run.find(f"{A}solidFill")) is not None and len(fill)), None)
    colour = theme.fill(fill)
    latin = next((node.get("typeface") for run in runs if (node := run.find(f"{A}latin")) is not None), None)
    mark = next((m for level in levels if (m := _mark(level)) is not None), False)
    left = int(_first(levels, "marL", "0")) / EMU if mark else 0.0
    insets = [_first(bodies, side, "") for side in _SIDES]
    return FoundPlaceholder(
        type=kind,
        idx=idx,
        name=next(shape.iter(f"{P}cNvPr")).get("name", ""),
        box=box,
        size=int(_first(runs, "sz", "1800")) / 100,
        bold=_first(runs, "b", "0") in ("1", "true"),
        capitals=_first(runs, "cap", "none") in ("all", "small"),
        typeface=theme.typeface(latin or ("+mj-lt" if kind in TITLES else "+mn-lt")),
        colour=colour[0] if colour else theme.colours["tx1"],
        ink=fill[0] if fill is not None else None,
        align=_first(levels, "algn", "l"),
        anchor=_first(bodies, "anchor", "t"),
        insets=tuple(int(a) / EMU if a else b for a, b in zip(insets, DEFAULT_INSETS, strict=True)),  # type: ignore[arg-type]
        indent=left,
        shared=shared,
    )


def _body(shape: Node | None) -> Node | None:
    return None if shape is None else shape.find(f"{P}txBody/{A}bodyPr")


def _levels(shape: Node, above: Node | None, master: Node, deck: Node, kind: str) -> Iterator[Node]:
    """The properties of a first-level paragraph, the nearest first."""
    style = _STYLES.get(master_type(kind), "otherStyle")
    places = [
        shape.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr"),
        None if above is None else above.find(f"{P}txBody/{A}lstStyle/{A}lvl1pPr"),
        master.find(f"{P}txStyles/{P}{style}/{A}lvl1pPr"),
        deck.find(f"{P}defaultTextStyle/{A}lvl1pPr"),
    ]
    yield from (place for place in places if place is not None)


def _mark(level: Node) -> bool | None:
    """Whether paragraphs have a list mark; None where a level does not say."""
    if level.find(f"{A}buNone") is not None:
        return False
    if any(level.find(f"{A}{name}") is not None for name in ("buChar", "buAutoNum", "buBlip")):
        return True
    return None


def _first(nodes: list[Node], name: str, otherwise: str) -> str:
    return next((value for node in nodes if (value := node.get(name)) is not None), otherwise)
