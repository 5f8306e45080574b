"""Parts of a template → its masters, layouts and themes: no samples, no properties, nothing that is not referred to."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from kaphandout.deck.pptx.colours import SCHEME
from kaphandout.deck.templates.foreign.opening import DECK_TYPE
from kaphandout.deck.templates.open_xml import (
    EXTENSIONS,
    FORMATS,
    MAIN,
    TYPES,
    A,
    Node,
    P,
    R,
    content_types,
    kind_of,
    new_relations,
    placeholder_of,
    relate,
    relations_of,
    target_of,
    xml_bytes,
)
from kaphandout.deck.templates.own import TABLE_STYLE
from kaphandout.deck.templates.slide_style import MappedColour
from kaphandout.packages import parse_xml

KEPT = {
    "slideMaster", "slideLayout", "notesMaster", "theme", "themeOverride", "tableStyles", "image", "hyperlink", "font",
}  # fmt: skip
"""The kinds of relationships that are followed. All else is a sample, a leftover, or names a person."""

DROPPED = ("sldIdLst", "custShowLst", "photoAlbum", "custDataLst", "modifyVerifier", "smartTags", "handoutMasterIdLst",
           "extLst")  # fmt: skip
"""What goes from the presentation's own part: samples, sections, shows, passwords."""

NOTES, NOTES_THEME, TABLE_STYLES = (
    "ppt/notesMasters/notesMaster1.xml", "ppt/theme/themeNotes.xml", "ppt/tableStyles.xml",
)  # fmt: skip
OWN_TYPES = {
    MAIN: DECK_TYPE,
    NOTES: f"{FORMATS}presentationml.notesMaster+xml",
    NOTES_THEME: f"{FORMATS}theme+xml",
    TABLE_STYLES: f"{FORMATS}presentationml.tableStyles+xml",
    "ppt/presProps.xml": f"{FORMATS}presentationml.presProps+xml",
    "ppt/viewProps.xml": f"{FORMATS}presentationml.viewProps+xml",
}
"""The content types of the parts that we write."""


def strip_template(parts: Mapping[str, bytes], own: Mapping[str, bytes]) -> dict[str, bytes]:
    """The parts that are kept, and `own` ones by kind: a `notesMaster` for a template that has none for notes, and
    `presProps` and `viewProps`, without which PowerPoint offers to repair a file, and which in a template hold a
    person's settings."""
    root: Node = parse_xml(parts[MAIN])
    for name in DROPPED:
        for child in root.findall(f"{P}{name}"):
            root.remove(child)
    root.attrib.pop("firstSlideNum", None)
    relations = _relations(parts, MAIN)
    kept = {MAIN: b""}
    _follow(parts, MAIN, root, relations, kept)
    _notes(kept, root, relations, own["notesMaster"])
    if not any(kind_of(relation) == "tableStyles" for relation in relations):
        relate(relations, "tableStyles", f"/{TABLE_STYLES}")
        kept[TABLE_STYLES] = f'<a:tblStyleLst xmlns:a="{A.strip("{}")}" def="{TABLE_STYLE}"/>'.encode()
    for kind in ("presProps", "viewProps"):
        relate(relations, kind, f"/ppt/{kind}.xml")
        kept[f"ppt/{kind}.xml"] = own[kind]
    kept[MAIN] = xml_bytes(root)
    kept[relations_of(MAIN)] = xml_bytes(relations)
    kept[relations_of("")] = xml_bytes(new_relations([("officeDocument", MAIN)]))
    kept["[Content_Types].xml"] = _content_types(parts, kept)
    return kept


def add_table_style(kept: dict[str, bytes], style: bytes, colours: Mapping[str, MappedColour]) -> None:
    """Put our table style beside those of the template, its colours exchanged for the template's by our tokens."""
    own: Node = parse_xml(style)
    name = related(kept, MAIN, "tableStyles")
    tokens = {slot: token for token, slot in SCHEME.items()}
    for node in list(own.iter(f"{A}schemeClr")):
        node.getparent().replace(node, colours[tokens[node.get("val")]].element())
    root = parse_xml(kept[name])
    ids = {node.get("styleId") for node in root}
    root.extend([node for node in own if node.get("styleId") not in ids])
    kept[name] = xml_bytes(root)


def related(parts: Mapping[str, bytes], part: str, kind: str) -> str:
    """The name of the one part of a `kind` that `part` refers to, such as a master's theme."""
    return next(target_of(part, one) for one in _relations(parts, part) if kind_of(one) == kind)


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
                kept[target] = xml_bytes(tree)
                if len(below):
                    kept[relations_of(target)] = xml_bytes(below)
    _forget(root, gone)


def _forget(root: Node, gone: set[str]) -> None:
    """Remove the elements that name a relationship that is gone: a whole shape, or a click or list of data."""
    ids = [f"{R}{name}" for name in ("id", "embed", "link")]
    parents = [f"{P}{name}" for name in ("spTree", "sldMaster", "sldLayout", "presentation", "cNvPr")]
    clicks = (f"{A}hlinkClick", f"{A}hlinkHover", f"{P}custDataLst")
    for node in [node for node in root.iter(etree.Element) if gone & {node.get(id) for id in ids}]:
        while node is not None and (parent := node.getparent()) is not None:
            if parent.tag in parents or node.tag in clicks:
                parent.remove(node)
                break
            node = parent


def _notes(kept: dict[str, bytes], root: Node, relations: Node, own: bytes) -> None:
    """A notes master that can hold notes, listed directly after the slide masters (Keynote asks for it there)."""
    there: Node = next((relation for relation in relations if kind_of(relation) == "notesMaster"), None)
    name = target_of(MAIN, there) if there is not None else ""
    found = map(placeholder_of, parse_xml(kept[name]).iter(f"{P}sp")) if name in kept else ()
    if not any(ph is not None and ph.get("type") == "body" for ph in found):
        if there is not None:
            relations.remove(there)
            for unused in (name, relations_of(name)):
                kept.pop(unused, None)
        theme = related(kept, next(target_of(MAIN, one) for one in relations if kind_of(one) == "slideMaster"), "theme")
        kept[NOTES], kept[NOTES_THEME] = own, kept[theme]
        if relations_of(theme) in kept:
            kept[relations_of(NOTES_THEME)] = kept[relations_of(theme)]
        kept[relations_of(NOTES)] = xml_bytes(new_relations([("theme", f"/{NOTES_THEME}")]))
        there = relate(relations, "notesMaster", f"/{NOTES}")
    for listed in root.findall(f"{P}notesMasterIdLst"):
        root.remove(listed)
    made = etree.Element(f"{P}notesMasterIdLst")
    etree.SubElement(made, f"{P}notesMasterId").set(f"{R}id", there.get("Id"))
    root.find(f"{P}sldMasterIdLst").addnext(made)


def _content_types(parts: Mapping[str, bytes], kept: Mapping[str, bytes]) -> bytes:
    """What each kept part is: as the template says, and of our own parts what they are."""
    old = parse_xml(parts["[Content_Types].xml"])
    defaults = EXTENSIONS | {
        node.get("Extension", "").lower(): node.get("ContentType", "") for node in old.iter(f"{TYPES}Default")
    }
    named = {
        node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in old.iter(f"{TYPES}Override")
    } | OWN_TYPES
    endings = {name.rpartition(".")[2].lower() for name in kept}
    return content_types(
        {ending: defaults[ending] for ending in sorted(endings & defaults.keys())},
        {name: named[name] for name in sorted(kept.keys() & named.keys())},
    )


def _relations(parts: Mapping[str, bytes], part: str) -> Node:
    data = parts.get(relations_of(part))
    return parse_xml(data) if data else new_relations()
