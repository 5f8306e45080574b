"""The name of a typeface → the widths of its letters (`templates/deck/*-widths.json`, from `tools/font_widths.py`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kaphandout.content.paths import find
from kaphandout.content.yaml import read_document

STAND_IN = "wide"
"""The table that measures a typeface of which no widths are known."""

UNKNOWN_LINE = 1.36
"""The height of a line, as a multiple of the size, that is taken for such a typeface: that of the highest known."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface, and the advances of its letters in units of which `em` are one em.

    `source` names the font that the widths come from; `known` is false if it is only a wide stand-in. `line` is the
    height of a line at single spacing, as a multiple of the size.
    """

    typeface: str
    source: str
    known: bool
    em: float
    default: float
    line: float
    regular: Mapping[str, float]
    bold: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Fonts:
    """The typefaces of running text and of headlines; `capitals`: headlines are shown in capitals."""

    body: Face
    heading: Face
    capitals: bool = False


@cache
def face(typeface: str) -> Face:
    """The widths with which text in `typeface` is measured, its own or, if they are not known, wide ones."""
    table = _tables().get(typeface.casefold())
    data = _widths(table or STAND_IN)
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


@cache
def _tables() -> dict[str, str]:
    names = read_document(find("templates/deck/fonts.yaml"), "templates/deck/fonts.yaml").data
    return {typeface.casefold(): table for table, typefaces in names.items() for typeface in typefaces}


@cache
def _widths(table: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(find(f"templates/deck/{table}-widths.json").read_text(encoding="utf-8"))
    for advances in (data["regular"], data["bold"]):
        advances.setdefault("\u00a0", advances[" "])
    return data
