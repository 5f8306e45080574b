"""A PPTX → `Artefact`: every paragraph, chart label, alternative text and note, slide by slide, in reading order."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
from lxml.etree import LxmlError

from kaphandout.diagnostics import refuse
from kaphandout.packages import PackageError, TooLargeError, check_xml, open_package, parse_xml
from kaphandout.verify.artefact import FOREIGN, Artefact, Part, artefact, read_bytes, unreadable
from kaphandout.verify.readers.charts import charted, tabled

NAMESPACE = "urn:kaphandout:manifest"
OWN_FIELD = "presenter-"
"""How the names of boxes begin that whoever gives the talk fills in."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def read_pptx(path: Path) -> Artefact:
    """Read a deck. Raises `KaphandoutError` for a damaged, oversized or foreign file."""
    data = read_bytes(path)
    try:
        manifest, named = _examine(path, data)
        presentation = pptx.Presentation(io.BytesIO(data))
        return artefact(path, "deck", manifest, list(_texts(presentation)), named)
    except TooLargeError as exc:
        raise refuse("file-size", path, str(exc)) from exc
    except (
        PackageError,
        LxmlError,
        OSError,
        ValueError,
        KeyError,
        AttributeError,
        TypeError,
        RuntimeError,
        pptx.exc.PythonPptxError,
    ) as exc:
        raise unreadable(path, exc) from exc


def _examine(path: Path, data: bytes) -> tuple[str | None, tuple[str, str, str] | None]:
    """Refuse what would swell or reach out when it is read.

    Returns the text of the manifest part, and topic, locale and clinic by the document's properties, which programs
    keep that drop the part; None for what is not there.
    """
    parts = open_package(data)
    if "ppt/presentation.xml" not in parts:
        raise refuse("not-kaphandout", path, FOREIGN)
    check_xml(parts)
    manifest = named = None
    for name, text in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        if NAMESPACE.encode() in text:
            root = parse_xml(text, name)
            if root.tag == f"{{{NAMESPACE}}}manifest":
                manifest = "".join(map(str, root.itertext()))
        elif name == "docProps/custom.xml":
            named = _named(parse_xml(text, name))
    return manifest, named


def _named(properties: Any) -> tuple[str, str, str] | None:
    values = {str(node.get("name")): "".join(node.itertext()).strip() for node in properties}
    topic, locale, clinic = (values.get(f"kaphandout {name}", "") for name in ("topic", "locale", "clinic"))
    return (topic, locale, clinic or "default") if topic and locale else None


def _texts(presentation: Any) -> Iterator[tuple[str, str]]:
    for number, slide in enumerate(presentation.slides, 1):
        yield from slide_texts(slide, number)
    for layout in {slide.slide_layout.name: slide.slide_layout for slide in presentation.slides}.values():
        yield from _printed(f"layout {layout.name} {Part.MARGIN}", layout)
    for master in presentation.slide_masters:
        yield from _printed(f"master {Part.MARGIN}", master)


def slide_texts(slide: Any, number: int) -> Iterator[tuple[str, str]]:
    """The places and texts of a slide of python-pptx, then those of its notes."""
    yield from _shapes(f"slide {number}", slide)
    if slide.has_notes_slide:
        for paragraph in slide.notes_slide.element.iter(f"{_A}p"):
            yield f"slide {number} {Part.NOTES}", _text(paragraph)


def _shapes(place: str, slide: Any) -> Iterator[tuple[str, str]]:
    own = False
    for node in slide.element.iter(f"{_P}cNvPr", f"{_A}p", f"{_C}chart"):
        if node.tag == f"{_A}p":
            yield f"{place} {Part.OWN}" if own else place, _text(node)
        elif node.tag == f"{_P}cNvPr":
            own = str(node.get("name", "")).startswith(OWN_FIELD)
            yield f"{place} {Part.ALTERNATIVE}", node.get("descr", "")
        elif _R_ID in node.attrib:
            part = slide.part.related_part(node.get(_R_ID))
            yield from ((place, _text(paragraph)) for paragraph in part._element.iter(f"{_A}p"))
            yield from ((f"{place} {Part.CHART}", text) for text in charted(part._element))
            workbook = part.chart_workbook.xlsx_part
            if workbook is not None:
                yield from ((f"{place} {Part.WORKBOOK}", text) for text in tabled(workbook.blob))


def _printed(place: str, layout: Any) -> Iterator[tuple[str, str]]:
    """The fixed words of a layout or master: those outside placeholders."""
    for shape in layout.element.iter(f"{_P}sp", f"{_P}graphicFrame"):
        if shape.find(f".//{_P}nvPr/{_P}ph") is None:
            yield from ((place, _text(paragraph)) for paragraph in shape.iter(f"{_A}p"))


def _text(paragraph: Any) -> str:
    """The words of a paragraph. Numbers of slides and dates are left out: each program fills them in."""
    return "".join(
        " " if node.tag in (f"{_A}br", f"{_A}tab") else node.text or ""
        for node in paragraph.iter(f"{_A}t", f"{_A}br", f"{_A}tab")
        if not _filled_in(node.getparent())
    )


def _filled_in(node: Any) -> bool:
    return node.tag == f"{_A}fld" and str(node.get("type", "")).startswith(("slidenum", "datetime"))
