"""The files of `templates/deck/` → the layouts of our own template, and the typefaces that text is measured in."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import Any

from kaphandout.content.paths import find
from kaphandout.content.yaml import read_document, valid
from kaphandout.deck.layout.geometry import Layout, Layouts
from kaphandout.deck.layout.metrics import Face, Fonts
from kaphandout.deck.layout.shapes import Box
from kaphandout.design.tokens import load_tokens

SIZES = ("16:9", "4:3")
"""The slide sizes of our own template, the usual one first."""

STAND_IN = "wide"
"""The table that measures a typeface of which no widths are known."""

UNKNOWN_LINE = 1.36
"""The height of a line, as a multiple of the size, that is taken for such a typeface: that of the highest known."""


@cache
def load_layouts(size: str = SIZES[0]) -> Layouts:
    """Read `layouts.yaml`; slides of 4:3 are as wide as those of 16:9, and higher.

    Raises `KaphandoutError` with the line of each fault.
    """
    document = read_document(find("templates/deck/layouts.yaml"), "templates/deck/layouts.yaml")
    data, master = document.data, document.data["master"]
    for layout in data["layouts"].values():
        taken = [*(item["idx"] for item in layout["placeholders"]), *layout.pop("without", ())]
        layout["placeholders"] += [item for item in master["placeholders"] if item["idx"] not in taken]
        layout.setdefault("body", master["body"])
        layout.setdefault("motifs", [] if "background" in layout else master["motifs"])
    for layout in (master, *data["layouts"].values()):
        layout["fonts"] = own_fonts()
    layouts = valid(Layouts, document, data)
    return layouts if size == SIZES[0] else _as_high(layouts, layouts.width * 3 / 4)


def _as_high(layouts: Layouts, height: float) -> Layouts:
    """The layouts on a slide of another height: what is at the foot moves down, what reaches down grows."""
    more = height - layouts.height
    foot, reach = layouts.height * 0.8, layouts.height * 0.6

    def stretched(box: Box) -> Box:
        if box.y > foot:
            return replace(box, y=box.y + more)
        return replace(box, h=box.h + more) if box.bottom > reach and box.h > reach / 2 else box

    def layout(one: Layout) -> Layout:
        held = tuple(item.model_copy(update={"box": stretched(item.box)}) for item in one.placeholders)
        motifs = tuple(motif.model_copy(update={"box": stretched(motif.box)}) for motif in one.motifs)
        return one.model_copy(update={"body": stretched(one.body), "placeholders": held, "motifs": motifs})

    each = {role: layout(one) for role, one in layouts.layouts.items()}
    return Layouts(width=layouts.width, height=height, master=layout(layouts.master), layouts=each)


@cache
def face(typeface: str) -> Face:
    """The widths with which text in `typeface` is measured, its own or, if they are not known, wide ones.

    `fonts.yaml` names the table of a typeface; the tables are made by `tools/font_widths.py`.
    """
    names = read_document(find("templates/deck/fonts.yaml"), "templates/deck/fonts.yaml").data
    tables = {known.casefold(): table for table, typefaces in names.items() for known in typefaces}
    table = tables.get(typeface.casefold())
    path = find(f"templates/deck/{table or STAND_IN}-widths.json")
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for advances in (data["regular"], data["bold"]):
        advances.setdefault("\u00a0", advances[" "])
    return Face(
        typeface=typeface,
        source=str(data["font"]).split(" (")[0].split(",")[0],
        known=table is not None,
        em=float(data["units_per_em"]),
        default=float(data["default"]),
        line=float(data["line"]) if table else UNKNOWN_LINE,
        regular=data["regular"],
        bold=data["bold"],
    )


@cache
def fonts(body: str, heading: str, capitals: bool = False) -> Fonts:
    """The typefaces of a layout by their names."""
    return Fonts(face(body), face(heading), capitals)


def own_fonts() -> Fonts:
    """The letters of our own deck."""
    return fonts(load_tokens().deck.font, load_tokens().deck.font)
