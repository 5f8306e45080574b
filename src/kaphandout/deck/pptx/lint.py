"""PPTX → problems that PowerPoint, Keynote or a screen reader stumble over and schema validators pass over.

Knows nothing of how decks are written, so that it also holds for a deck in a foreign template.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from kaphandout.diagnostics import Diagnostic, Place, error
from kaphandout.packages import open_package, parse_xml

SMALLEST = 1200
"""The least size of text, in hundredths of a pt."""

SIZES = {"screen4x3": 4 / 3, "screen16x9": 16 / 9, "screen16x10": 16 / 10}
"""Slide size types whose name promises a proportion (ECMA-376 part 1, ST_SlideSizeType)."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
_DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
_PRESENTATION = "ppt/presentation.xml"
_LEFTOVERS = re.compile(r"docProps/thumbnail|printerSettings|ppt/vbaProject")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")
_CHART = re.compile(r"ppt/charts/chart[^/]*\.xml")

Parts = Mapping[str, bytes]


def lint(pptx: bytes, name: str) -> list[Diagnostic]:
    """What is unsound in a deck that problems call `name`. Raises `PackageError` for what is no package."""
    parts = open_package(pptx)
    trees = {part: parse_xml(data, part) for part, data in parts.items() if part.endswith((".xml", ".rels"))}
    return [error("deck-lint", Place(name), part, f"{part}: {words}") for part, words in _findings(parts, trees)]


def _findings(parts: Parts, trees: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from _package(parts, trees)
    yield from _presentation(trees)
    titles: dict[str, str] = {}
    for part in sorted(filter(_SLIDE.fullmatch, trees), key=lambda part: int(re.sub(r"\D", "", part))):
        yield from ((part, words) for words in _slide(trees[part]))
        title = _title(trees[part])
        if title in titles:
            yield part, f"its title is that of {titles[title]}: “{title}”"
        titles[title] = part
    for part in filter(_CHART.fullmatch, trees):
        ids = [axis.get("val", "") for axis in trees[part].iter(f"{_C}axId")]
        if any(id.startswith("-") for id in ids):
            yield part, "an axis has a negative id"


def _package(parts: Parts, trees: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What nothing refers to, what is referred to and missing, and what a template left behind."""
    met, waiting = {"[Content_Types].xml"}, ["_rels/.rels"]
    while waiting:
        rels = waiting.pop()
        met.add(rels)
        folder = posixpath.dirname(posixpath.dirname(rels))
        for relation in trees.get(rels, ()):
            if relation.get("TargetMode") == "External":
                continue
            target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target"))).lstrip("/")
            if target not in parts:
                yield rels, f"{target} is referred to and missing"
            elif target not in met:
                met.add(target)
                waiting.append(f"{posixpath.dirname(target)}/_rels/{posixpath.basename(target)}.rels".lstrip("/"))
    for part in parts:
        if part not in met:
            yield part, "nothing refers to this part"
        elif _LEFTOVERS.search(part):
            yield part, "this is left over from a template"


def _presentation(trees: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    root = trees[_PRESENTATION]
    order = [child.tag.removeprefix(_P) for child in root]
    if any(part.startswith("ppt/notesSlides/") for part in trees) and order[1:2] != ["notesMasterIdLst"]:
        yield _PRESENTATION, "there are notes, but no list of notes masters directly after that of the slide masters"
    size = root.find(f"{_P}sldSz")
    promised = SIZES.get(size.get("type", ""))
    if promised and abs(int(size.get("cx")) / int(size.get("cy")) - promised) > 0.01:
        yield _PRESENTATION, f"the slide size is called {size.get('type')} and has another proportion"
    slides = [id.get("id") for id in root.iter(f"{_P}sldId")]
    listed = [id.get("id") for id in root.iter(f"{_P14}sldId")]
    if listed and sorted(listed) != sorted(slides):
        yield _PRESENTATION, "the sections do not hold each slide once"


def _slide(root: Any) -> Iterator[str]:
    ids = Counter(shape.get("id") for shape in root.iter(f"{_P}cNvPr"))
    yield from (f"the shape id {id} is used {count} times" for id, count in ids.items() if count > 1)
    if not _title(root):
        yield "it has no words in a title placeholder"
    for shape in root.find(f"{_P}cSld/{_P}spTree"):  # a group is one shape, with all that is in it
        head = shape.find(f".//{_P}cNvPr")
        if head is None or shape.tag.endswith("nvGrpSpPr"):
            continue
        silent = not head.get("descr") and head.find(f".//{_DECORATIVE}") is None
        if silent and not _words(shape):
            yield f"the shape {head.get('name')!r} has neither words nor an alternative text and is not decorative"
        elif silent and shape.tag in (f"{_P}pic", f"{_P}graphicFrame", f"{_P}grpSp"):
            yield f"{head.get('name')!r} has no alternative text"
    for table in root.iter(f"{_A}tbl"):
        yield from _table(table)
    for run in root.iter(f"{_A}r", f"{_A}fld"):
        properties = run.find(f"{_A}rPr")
        if properties is None or not properties.get("lang"):
            yield f"no language is given for “{''.join(run.itertext())[:40]}”"
        elif int(properties.get("sz", SMALLEST)) < SMALLEST:
            yield f"“{''.join(run.itertext())[:40]}” is smaller than {SMALLEST / 100:g} pt"
    if root.find(f"{_P}transition") is not None:
        yield "it has a transition"


def _table(table: Any) -> Iterator[str]:
    wide = len(table.findall(f"{_A}tblGrid/{_A}gridCol"))
    for number, row in enumerate(table.findall(f"{_A}tr"), 1):
        if (cells := len(row.findall(f"{_A}tc"))) != wide:
            yield f"row {number} of a table has {cells} cells, its grid {wide} columns"
    properties = table.find(f"{_A}tblPr")
    if properties is None or properties.get("firstRow") != "1":
        yield "a table has no header row"


def _title(root: Any) -> str:
    for shape in root.iter(f"{_P}sp"):
        holder = shape.find(f"{_P}nvSpPr/{_P}nvPr/{_P}ph")
        if holder is not None and holder.get("type") in ("title", "ctrTitle"):
            return _words(shape)
    return ""


def _words(shape: Any) -> str:
    return " ".join("".join(text.text or "" for text in shape.iter(f"{_A}t")).split())
