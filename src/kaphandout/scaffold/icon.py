"""An SVG drawing → an icon of the workspace: checked, in the form of the others, with the mask for slides."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kaphandout.content.paths import find_all
from kaphandout.content.yaml import read_text
from kaphandout.deck.pptx.icon_masks import mask_png
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error, refuse
from kaphandout.scaffold.filling import Files

FOLDER = "templates/icons"
SIZE = "0 0 24 24"
SHAPES = ("g", "path", "circle", "ellipse", "rect", "line", "polyline", "polygon")
THINNEST, THICKEST = 1.2, 2.4
"""Strokes outside of these are no longer of the family."""
_NAMESPACE = "http://www.w3.org/2000/svg"


def icon_files(content: Path, name: str, drawing: Path) -> Files:
    """The icon and its mask. Raises `KaphandoutError` with all that is wrong with the drawing."""
    known = [path.stem for path in find_all(FOLDER, "*.svg")]
    if name in known:
        raise refuse("exists", "the command line", f"there is an icon {name!r} already: choose another name")
    svg = checked(drawing)
    folder = content.parent / FOLDER
    return {folder / f"{name}.svg": svg.encode("utf-8"), folder / "masks" / f"{name}.png": mask_png(svg)}


def checked(drawing: Path) -> str:
    """A drawing in the form of the other icons. Raises `KaphandoutError` with all that is wrong with it."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(read_text(drawing, str(drawing)).encode("utf-8"), parser)
    except etree.XMLSyntaxError as exc:
        raise refuse("icon", drawing, f"this is no SVG: {exc.msg}") from exc
    problems = [error("icon", Place(str(drawing), line), "", words) for line, words in _faults(root)]
    if problems:
        raise KaphandoutError(_once(problems))
    root.set("width", "24")
    root.set("height", "24")
    etree.cleanup_namespaces(root)
    return str(etree.tostring(root, encoding="unicode"))


def _once(problems: list[Diagnostic]) -> list[Diagnostic]:
    return [*dict.fromkeys(problems)]


def _faults(root: Any) -> list[tuple[int, str]]:
    """The line and the words of each fault."""
    if root.tag != f"{{{_NAMESPACE}}}svg":
        return [(root.sourceline, "this is no SVG: its first element must be <svg xmlns=…>")]
    found = []
    if root.get("viewBox") != SIZE:
        found.append((root.sourceline, f'icons are drawn on a square of 24: set viewBox="{SIZE}"'))
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        line = element.sourceline or 0
        if element is not root and name not in SHAPES:
            found.append((line, f"<{name}> is not allowed in an icon: draw it with {', '.join(SHAPES)}"))
        for attribute, value in element.attrib.items():
            found += [(line, words) for words in _attribute(str(attribute).rpartition("}")[2], str(value))]
    return found


def _attribute(name: str, value: str) -> list[str]:
    """What is wrong with an attribute."""
    if name.startswith("on") or name in ("href", "style", "class") or "url(" in value:
        return [f"{name}= is not allowed in an icon: no scripts, links or style sheets"]
    if name in ("fill", "stroke") and value not in ("none", "currentColor"):
        return [f'{name}="{value}": an icon takes its colour from the page: write currentColor or none']
    if name == "stroke-width" and not _between(value):
        return [f'stroke-width="{value}": the icons are drawn with 1.6; keep within {THINNEST:g} and {THICKEST:g}']
    return []


def _between(value: str) -> bool:
    try:
        return THINNEST <= float(value) <= THICKEST
    except ValueError:
        return False
