"""A file that is said to be a template → its parts, or one clear line why it cannot be used."""

from __future__ import annotations

from pathlib import Path

from kaphandout.deck.templates.open_xml import FORMATS, MAIN, RELATION, TYPES, P, kind_of
from kaphandout.diagnostics import refuse
from kaphandout.packages import MAX_FILE, OLE, Node, PackageError, TooLargeError, check_xml, open_package, parse_xml

DECK_TYPE = f"{FORMATS}presentationml.presentation.main+xml"
KINDS = (DECK_TYPE, *(f"{FORMATS}presentationml.{kind}.main+xml" for kind in ("template", "slideshow")))
"""What the main part of .pptx, .potx and .ppsx is."""

SAVE = "open it in PowerPoint and save it as .pptx"
_COMPRESS = "compress its pictures in PowerPoint"
_CHOOSE = "choose a .pptx, .potx or .ppsx"


def open_template(path: Path) -> dict[str, bytes]:
    """The parts of a .pptx, .potx or .ppsx by name.

    Raises `KaphandoutError` for what is damaged, encrypted, oversized, holds programs or is of another kind.
    """
    try:
        if path.stat().st_size > MAX_FILE:
            raise refuse("template-size", path, f"the template is larger than {MAX_FILE:,} bytes: {_COMPRESS}")
        data = path.read_bytes()
    except OSError as exc:
        raise refuse("template", path, f"the template cannot be read: {exc.strerror}") from exc
    if data.startswith(OLE):
        words = f"the template is encrypted or in the format of before 2007: {SAVE}, without a password"
        raise refuse("template", path, words)
    try:
        parts = open_package(data)
        check_xml(parts)
        _examine(path, parts)
    except TooLargeError as exc:
        raise refuse("template-size", path, f"{exc}: {_COMPRESS}") from exc
    except PackageError as exc:
        words = f"damaged: its part {exc.part!r} {exc.reason}" if exc.part else "damaged or no PowerPoint file"
        raise refuse("template", path, f"the template is {words}: {SAVE}") from exc
    return parts


def _examine(path: Path, parts: dict[str, bytes]) -> None:
    if "[Content_Types].xml" not in parts or MAIN not in parts:
        raise refuse("template", path, f"this is no PowerPoint template: it has no presentation in it; {_CHOOSE}")
    for name, data in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        root = parse_xml(data, name)
        if name == MAIN and (root.tag != f"{P}presentation" or root.find(f"{P}sldMasterIdLst/{P}sldMasterId") is None):
            raise refuse("template", path, f"the template has no slide master in the usual format: {SAVE}")
        if name == "[Content_Types].xml":
            _kinds(path, root)
        if name.endswith(".rels"):
            _links(path, name, root)


def _kinds(path: Path, root: Node) -> None:
    kinds = {item.get("PartName", "").lstrip("/"): item.get("ContentType", "") for item in root.iter(f"{TYPES}*")}
    if any("macroEnabled" in kind or "vbaProject" in kind or "activeX" in kind for kind in kinds.values()):
        raise refuse("template-macros", path, f"the template contains macros, and none is ever run or copied: {SAVE}")
    if kinds.get(MAIN) not in KINDS:
        kind = kinds.get(MAIN) or "a file of an unknown kind"
        raise refuse("template", path, f"this is no PowerPoint template but {kind}: {_CHOOSE}")


def _links(path: Path, name: str, root: Node) -> None:
    for relation in root.iter(RELATION):
        outside = relation.get("TargetMode") == "External" and kind_of(relation) != "hyperlink"
        if outside and "/slides/" not in f"/{name}":
            words = f"{name!r} fetches {relation.get('Target')!r} when the deck is opened: embed it in the template"
            raise refuse("template-link", path, words)
