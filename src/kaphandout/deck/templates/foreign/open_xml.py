"""The names of Open XML that a template's parts use, and short ways to find things in them."""

from __future__ import annotations

import posixpath
from typing import Any

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
EMU = 12_700
"""EMU in a pt."""

Node = Any
"""An lxml element."""


def relations_of(part: str) -> str:
    """The name of the part that holds the relationships of `part`."""
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels".lstrip("/")


def target_of(part: str, relation: Node) -> str:
    """The name of the part that a relationship of `part` leads to."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))).lstrip("/")


def kind_of(relation: Node) -> str:
    """The last word of a relationship's type: `slideLayout`, `image`."""
    return str(relation.get("Type", "")).rpartition("/")[2]


def placeholder_of(shape: Node) -> Node | None:
    """The `p:ph` of a shape, or None if it is no placeholder."""
    return shape.find(f"./*/{P}nvPr/{P}ph")
