"""A placeholder of a layout → its box, and how its text looks, with all that it takes from its master and the deck."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import box_of
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.deck.templates.open_xml import EMU, A, Node, P, placeholder_of

TITLES = ("title", "ctrTitle")
FEET = ("dt", "ftr", "sldNum")
INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}
"""The insets in EMU where a template says nothing (ECMA-376 part 1, 21.1.2.1.1)."""
MARKS = {"buNone": False, "buChar": True, "buAutoNum": True, "buBlip": True}
"""What says whether paragraphs have a list mark."""
_STYLES = {"title": "titleStyle", "body": "bodyStyle"}


@dataclass(frozen=True, slots=True)
class FoundPlaceholder:
    """A placeholder of a layout: sizes, box and insets in pt; `colour` #RRGGBB, `colour_node` the colour's element.

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
    colour_node: Node | None
    align: str
    anchor: str
    insets: tuple[float, float, float, float]
    indent: float
    shared: bool = False

    @property
    def inner(self) -> Box:
        """The box without its insets."""
        return self.box.inset(*self.insets)

    @property
    def reference(self) -> dict[str, str | None]:
        """The attributes with which a slide refers to it."""
        size, kind = "quarter" if self.type in FEET else None, None if self.type == "obj" else self.type
        return {"sz": size, "type": kind, "idx": str(self.idx) if self.idx else None}


def read_placeholders(layout: Node, master: Node, deck: Node, theme: Theme) -> list[FoundPlaceholder]:
    """The placeholders of a layout in their order; those without a place anywhere are left out."""
    found: list[FoundPlaceholder] = []
    on_master = [(shape, placeholder_of(shape)) for shape in master.find(f"{P}cSld/{P}spTree")]
    by_type = {ph.get("type", "obj"): shape for shape, ph in reversed(on_master) if ph is not None}
    for shape in layout.find(f"{P}cSld/{P}spTree"):
        ph = placeholder_of(shape)
        if ph is None:
            continue
        kind, idx = ph.get("type", "obj"), int(ph.get("idx", "0"))
        inherited = "title" if kind in TITLES else kind if kind in FEET else "body"
        sources = [shape, *([by_type[inherited]] if inherited in by_type else [])]
        box = next((box for source in sources if (box := box_of(source))), None)
        if box is None or box.w <= 0 or box.h <= 0:
            continue
        shared = any(other.idx == idx for other in found) or (idx == 0 and kind not in TITLES)
        paths = [f"{P}txBody/{A}lstStyle/{A}lvl1pPr"] * len(sources)
        paths += [
            f"{P}txStyles/{P}{_STYLES.get(inherited, 'otherStyle')}/{A}lvl1pPr",
            f"{P}defaultTextStyle/{A}lvl1pPr",
        ]
        levels = _found(zip([*sources, master, deck], paths, strict=True))
        bodies = _found((source, f"{P}txBody/{A}bodyPr") for source in sources)
        name = next(shape.iter(f"{P}cNvPr")).get("name", "")
        found.append(_read(kind, idx, name, box, bodies, levels, theme, shared))
    return found


def _read(
    kind: str, idx: int, name: str, box: Box, bodies: list[Node], levels: list[Node], theme: Theme, shared: bool
) -> FoundPlaceholder:
    """A placeholder from what is said of its body and of its first-level paragraphs, the nearest first."""
    runs = _found((level, f"{A}defRPr") for level in levels)
    fill = next((fill for fill in _found((run, f"{A}solidFill") for run in runs) if len(fill)), None)
    colour = theme.fill(fill)
    latins = _found((run, f"{A}latin") for run in runs)
    marks = (MARKS[mark] for level in levels for mark in MARKS if level.find(f"{A}{mark}") is not None)
    return FoundPlaceholder(
        type=kind,
        idx=idx,
        name=name,
        box=box,
        size=int(_first(runs, "sz", "1800")) / 100,
        bold=_first(runs, "b", "0") in ("1", "true"),
        capitals=_first(runs, "cap", "none") in ("all", "small"),
        typeface=theme.typeface(_first(latins, "typeface", "+mj-lt" if kind in TITLES else "+mn-lt")),
        colour=colour[0] if colour else theme.colours["tx1"],
        colour_node=fill[0] if fill is not None else None,
        align=_first(levels, "algn", "l"),
        anchor=_first(bodies, "anchor", "t"),
        insets=tuple(int(_first(bodies, side, str(usual))) / EMU for side, usual in INSETS.items()),  # type: ignore[arg-type]
        indent=int(_first(levels, "marL", "0")) / EMU if next(marks, False) else 0.0,
        shared=shared,
    )


def _found(paths: Iterable[tuple[Node, str]]) -> list[Node]:
    return [node for root, path in paths if (node := root.find(path)) is not None]


def _first(nodes: list[Node], name: str, otherwise: str) -> str:
    return next((value for node in nodes if (value := node.get(name)) is not None), otherwise)
