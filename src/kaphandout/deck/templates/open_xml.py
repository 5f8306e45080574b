"""The names of Open XML that a template's parts use, and short ways to find, read and write things in them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from typing import Any

from lxml import etree

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
FORMATS = "application/vnd.openxmlformats-officedocument."
MAIN = "ppt/presentation.xml"
EMU = 12_700
"""EMU in a pt."""

EXTENSIONS = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml"}
"""The content type of files with these endings, in every package."""

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


def new_relations(targets: Iterable[tuple[str, str]] = ()) -> Node:
    """A part of relationships, each given as its kind and its target."""
    root = etree.XML('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"/>')
    for kind, target in targets:
        relate(root, kind, target)
    return root


def relate(relations: Node, kind: str, target: str) -> Node:
    """Add a relationship under the first free id."""
    taken = {relation.get("Id") for relation in relations}
    id = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
    return etree.SubElement(relations, RELATION, Id=id, Type=OFFICE + kind, Target=target)


def content_types(extensions: Mapping[str, str], parts: Mapping[str, str]) -> bytes:
    """The part that says what the other parts are, by their extension or by their name."""
    root = etree.XML(f'<Types xmlns="{TYPES.strip("{}")}"/>')
    for extension, kind in extensions.items():
        etree.SubElement(root, f"{TYPES}Default", Extension=extension, ContentType=kind)
    for name, kind in parts.items():
        etree.SubElement(root, f"{TYPES}Override", PartName=f"/{name}", ContentType=kind)
    return xml_bytes(root)


def xml_bytes(root: Node) -> bytes:
    """A tree as the bytes of a part."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
