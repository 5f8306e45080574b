"""The typefaces of a layout as records: how wide their letters are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


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
