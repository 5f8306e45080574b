"""A file that is said to be a template → its parts, or one clear line why it cannot be used."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kaphandout.deck.templates.foreign.open_xml import RELATION, TYPES, P, kind_of
from kaphandout.diagnostics import KaphandoutError, refuse

MAX_FILE, MAX_PART, MAX_PARTS = 200_000_000, 50_000_000, 20_000
"""Bytes of all parts and of one part, and their number, as for decks that are read back."""

MAIN = "ppt/presentation.xml"
_FORMAT = "application/vnd.openxmlformats-officedocument.presentationml."
DECK_TYPE = f"{_FORMAT}presentation.main+xml"
KINDS = (DECK_TYPE, f"{_FORMAT}template.main+xml", f"{_FORMAT}slideshow.main+xml")
"""What the main part of .pptx, .potx and .ppsx is."""

_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_SAVE = "open it in PowerPoint and save it as .pptx"


def open_template(path: Path) -> dict[str, bytes]:
    """The parts of a .pptx, .potx or .ppsx by name.

    Raises `KaphandoutError` for what is damaged, encrypted, oversized, holds programs or is of another kind.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise refuse("template-size", path, f"the template is larger than {MAX_FILE:,} bytes")
        data = path.read_bytes()
    except OSError as exc:
        raise refuse("template", path, f"the template cannot be read: {exc.strerror}") from exc
    if data.startswith(_OLE):
        words = f"the template is encrypted or in the format of before 2007: {_SAVE}, without a password"
        raise refuse("template", path, words)
    try:
        parts = dict(_unpacked(path, data))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, ValueError, NotImplementedError, RuntimeError) as exc:
        raise refuse("template", path, f"the template is damaged or no PowerPoint file: {_SAVE}") from exc
    _examine(path, parts)
    return parts


def parse(data: bytes) -> etree._Element:
    """An XML part as a tree, with no entity resolved and nothing fetched. Raises `etree.XMLSyntaxError`."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def _unpacked(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entries = package.infolist()
        if len(entries) > MAX_PARTS or sum(entry.file_size for entry in entries) > MAX_FILE:
            raise refuse("template-size", path, f"unpacked, the template is larger than {MAX_FILE:,} bytes")
        for entry in entries:
            if entry.file_size > MAX_PART:
                words = f"its part {entry.filename!r} is larger than {MAX_PART:,} bytes: compress its pictures"
                raise refuse("template-size", path, words)
            if not entry.is_dir():
                yield entry.filename, package.read(entry)


def _examine(path: Path, parts: dict[str, bytes]) -> None:
    if "[Content_Types].xml" not in parts or MAIN not in parts:
        raise refuse("template", path, "this is no PowerPoint template: it has no presentation in it")
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise refuse("template", path, f"its part {name!r} declares entities, which no template does")
        try:
            root = parse(data)
        except etree.XMLSyntaxError as exc:
            raise _damaged(path, name) from exc
        if name == MAIN and (root.tag != f"{P}presentation" or root.find(f"{P}sldMasterIdLst/{P}sldMasterId") is None):
            raise refuse("template", path, f"the template has no slide master in the usual format: {_SAVE}")
        if name == "[Content_Types].xml":
            _kinds(path, root)
        if name.endswith(".rels"):
            _links(path, name, root)


def _kinds(path: Path, root: etree._Element) -> None:
    kinds = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in root.iter(f"{TYPES}*")}
    if any("macroEnabled" in kind or "vbaProject" in kind or "activeX" in kind for kind in kinds.values()):
        raise refuse("template-macros", path, f"the template contains macros, and none is ever run or copied: {_SAVE}")
    if kinds.get(MAIN) not in KINDS:
        raise refuse("template", path, f"this is no PowerPoint template but {kinds.get(MAIN) or 'of an unknown kind'}")


def _links(path: Path, name: str, root: etree._Element) -> None:
    for relation in root.iter(RELATION):
        outside = relation.get("TargetMode") == "External" and kind_of(relation) != "hyperlink"
        if outside and "/slides/" not in f"/{name}":
            words = f"{name!r} fetches {relation.get('Target')!r} when the deck is opened: embed it in the template"
            raise refuse("template-link", path, words)


def _damaged(path: Path, part: str) -> KaphandoutError:
    return refuse("template", path, f"the template is damaged: its part {part!r} is not XML: {_SAVE}")
