"""Parts of a template → its masters, layouts and themes: no samples, no properties, nothing that is not referred to."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from kaphandout.deck.pptx.package import write_zip
from kaphandout.deck.templates.foreign.open_xml import (
    OFFICE,
    RELATION,
    TYPES,
    A,
    Node,
    P,
    R,
    kind_of,
    placeholder_of,
    relations_of,
    target_of,
)
from kaphandout.deck.templates.foreign.opening import DECK_TYPE, MAIN
from kaphandout.packages import parse_xml

KEPT = {
    "slideMaster", "slideLayout", "notesMaster", "theme", "themeOverride", "tableStyles", "image", "hyperlink", "font",
}  # fmt: skip
"""The kinds of relationships that are followed. All else is a sample, a leftover, or tells of a person."""

DROPPED = ("sldIdLst", "custShowLst", "photoAlbum", "custDataLst", "modifyVerifier", "smartTags", "handoutMasterIdLst",
           "extLst")  # fmt: skip
"""What goes from the presentation's own part: samples, sections, shows, passwords."""

_NOTES, _NOTES_THEME, _STYLES = "ppt/notesMasters/notesMaster1.xml", "ppt/theme/themeNotes.xml", "ppt/tableStyles.xml"
_PROPERTIES, _VIEW = "ppt/presProps.xml", "ppt/viewProps.xml"
_SPREAD = "application/vnd.openxmlformats-officedocument."


@dataclass(frozen=True, slots=True)
class Additions:
    """Parts of our own: a notes master for a template that has none, our table style, and two parts without which
    PowerPoint offers to repair a file, and which in a template hold a person's settings."""

    notes_master: bytes
    table_style: bytes
    presentation_properties: bytes
    view_properties: bytes


def strip_template(parts: Mapping[str, bytes], additions: Additions) -> dict[str, bytes]:
    """The parts that are kept, with the additions, ready to be zipped."""
    root: Node = parse_xml(parts[MAIN])
    for name in DROPPED:
        for child in root.findall(f"{P}{name}"):
            root.remove(child)
    if root.get("firstSlideNum"):
        del root.attrib["firstSlideNum"]
    relations = _relations(parts, MAIN)
    kept = {MAIN: b""}
    _follow(parts, MAIN, root, relations, kept)
    _notes(kept, root, relations, additions.notes_master)
    _table_style(kept, relations, additions.table_style)
    for kind, name, data in (
        ("presProps", _PROPERTIES, additions.presentation_properties),
        ("viewProps", _VIEW, additions.view_properties),
    ):
        _relate(relations, kind, f"/{name}")
        kept[name] = data
    kept[MAIN] = _bytes(root)
    kept[relations_of(MAIN)] = _bytes(relations)
    kept["_rels/.rels"] = _bytes(_new_relations([("officeDocument", MAIN)]))
    kept["[Content_Types].xml"] = _content_types(parts, kept)
    return kept


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """Parts → a package."""
    return write_zip(parts, zipfile.ZIP_STORED)


def theme_of(parts: Mapping[str, bytes], master: str) -> str:
    """The name of a master's theme part."""
    return next(target_of(master, one) for one in _relations(parts, master) if kind_of(one) == "theme")


def _follow(parts: Mapping[str, bytes], part: str, root: Node, relations: Node, kept: dict[str, bytes]) -> None:
    """Keep what `part` needs; what it refers to besides goes, and with it the shapes that show it."""
    gone: set[str] = set()
    for relation in list(relations):
        target = target_of(part, relation)
        outside = relation.get("TargetMode") == "External"
        if kind_of(relation) not in KEPT or (not outside and target not in parts):
            gone.add(relation.get("Id", ""))
            relations.remove(relation)
        elif not outside and target not in kept:
            kept[target] = parts[target]
            if target.endswith(".xml"):
                below, tree = _relations(parts, target), parse_xml(parts[target])
                _follow(parts, target, tree, below, kept)
                kept[target] = _bytes(tree)
                if len(below):
                    kept[relations_of(target)] = _bytes(below)
    _forget(root, gone)


def _forget(root: Node, gone: set[str]) -> None:
    """Remove the elements that name a relationship that is gone: a whole shape, or a click or list of data."""
    ids = [f"{R}{name}" for name in ("id", "embed", "link")]
    for node in [node for node in root.iter(etree.Element) if gone & {node.get(id) for id in ids}]:
        while node is not None and node.getparent() is not None:
            parent = node.getparent()
            if parent.tag in (f"{P}spTree", f"{P}sldMaster", f"{P}sldLayout", f"{P}presentation", f"{P}cNvPr"):
                parent.remove(node)
                break
            if node.tag in (f"{A}hlinkClick", f"{A}hlinkHover", f"{P}custDataLst"):
                parent.remove(node)
                break
            node = parent


def _notes(kept: dict[str, bytes], root: Node, relations: Node, own: bytes) -> None:
    """A notes master that can hold notes, listed directly after the slide masters (Keynote asks for it there)."""
    listed = root.find(f"{P}notesMasterIdLst")
    there = next((relation for relation in relations if kind_of(relation) == "notesMaster"), None)
    name = target_of(MAIN, there) if there is not None else ""
    held = map(placeholder_of, parse_xml(kept[name]).iter(f"{P}sp")) if name in kept else ()
    fit = any(holder is not None and holder.get("type") == "body" for holder in held)
    if not fit:
        if there is not None:
            relations.remove(there)
            for unused in (name, relations_of(name)):
                kept.pop(unused, None)
        theme = theme_of(kept, next(target_of(MAIN, one) for one in relations if kind_of(one) == "slideMaster"))
        kept[_NOTES], kept[_NOTES_THEME] = own, kept[theme]
        if relations_of(theme) in kept:
            kept[relations_of(_NOTES_THEME)] = kept[relations_of(theme)]
        kept[relations_of(_NOTES)] = _bytes(_new_relations([("theme", f"/{_NOTES_THEME}")]))
        there = _relate(relations, "notesMaster", f"/{_NOTES}")
    assert there is not None
    if listed is not None:
        root.remove(listed)
    made = etree.Element(f"{P}notesMasterIdLst")
    etree.SubElement(made, f"{P}notesMasterId").set(f"{R}id", str(there.get("Id")))
    root.find(f"{P}sldMasterIdLst").addnext(made)


def _table_style(kept: dict[str, bytes], relations: Node, style: bytes) -> None:
    """Our table style beside those of the template."""
    there = next((relation for relation in relations if kind_of(relation) == "tableStyles"), None)
    own = parse_xml(style)
    if there is None:
        _relate(relations, "tableStyles", f"/{_STYLES}")
        kept[_STYLES] = _bytes(own)
        return
    name = target_of(MAIN, there)
    root = parse_xml(kept[name])
    ids = {node.get("styleId") for node in root}
    root.extend([node for node in own if node.get("styleId") not in ids])
    kept[name] = _bytes(root)


def _content_types(parts: Mapping[str, bytes], kept: Mapping[str, bytes]) -> bytes:
    """What each kept part is: as the template says, and of our own parts what they are."""
    old = parse_xml(parts["[Content_Types].xml"])
    defaults = {node.get("Extension", "").lower(): node.get("ContentType") for node in old.iter(f"{TYPES}Default")}
    named = {node.get("PartName", "").lstrip("/"): node.get("ContentType") for node in old.iter(f"{TYPES}Override")}
    own = {
        MAIN: DECK_TYPE,
        _NOTES: f"{_SPREAD}presentationml.notesMaster+xml",
        _NOTES_THEME: f"{_SPREAD}theme+xml",
        _STYLES: f"{_SPREAD}presentationml.tableStyles+xml",
        _PROPERTIES: f"{_SPREAD}presentationml.presProps+xml",
        _VIEW: f"{_SPREAD}presentationml.viewProps+xml",
    }
    root = _root(f"{TYPES}Types")
    for extension in sorted({name.rpartition(".")[2].lower() for name in kept} & set(defaults) | {"rels", "xml"}):
        kind = defaults.get(extension) or PACKAGED[extension]
        etree.SubElement(root, f"{TYPES}Default", Extension=extension, ContentType=kind)
    for name in sorted(kept):
        if known := own.get(name) or named.get(name):
            etree.SubElement(root, f"{TYPES}Override", PartName=f"/{name}", ContentType=known)
    return _bytes(root)


PACKAGED = {"xml": "application/xml", "rels": "application/vnd.openxmlformats-package.relationships+xml"}
"""What files with these endings are in every package."""


def _relations(parts: Mapping[str, bytes], part: str) -> Node:
    data = parts.get(relations_of(part))
    return parse_xml(data) if data else _new_relations([])


def _new_relations(targets: Iterable[tuple[str, str]]) -> Node:
    space = RELATION.rpartition("}")[0].lstrip("{")
    root = _root(f"{{{space}}}Relationships")
    for kind, target in targets:
        _relate(root, kind, target)
    return root


def _root(tag: str) -> Node:
    """An element whose namespace has no prefix, as the packaging convention has it."""
    space, _, name = tag.lstrip("{").partition("}")
    return etree.XML(f'<{name} xmlns="{space}"/>')


def _relate(relations: Node, kind: str, target: str) -> Node:
    taken = {relation.get("Id") for relation in relations}
    id = next(name for number in range(1, len(taken) + 2) if (name := f"rId{number}") not in taken)
    return etree.SubElement(relations, RELATION, Id=id, Type=OFFICE + kind, Target=target)


def _bytes(root: Node) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
