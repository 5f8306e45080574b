"""A PDF → `Artefact`: its text in logical order, by the structure tree and the marked content that the tree points to.

What the tree does not point to (running heads and feet) is read too, as the margin of its page. A print copy has no
tree: its panels are read in the order of the leaflet's pages, each as one text in drawing order.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from kaphandout.diagnostics import refuse
from kaphandout.verify.artefact import MAX_MANIFEST, Artefact, Kind, Part, artefact, check_size, read_bytes, unreadable
from kaphandout.verify.readers.marked import Run, Runs, read_runs, running_feet, same_line

MANIFEST_NAME = "kaphandout-manifest.json"
MAX_DEPTH = 100
MAX_PAGES = 500
SLACK = 0.01
"""By how much the shape of a page may differ from that of a slide, as width divided by height."""

_INLINE = frozenset({"Span", "Link", "Em", "Strong", "Quote", "Code", "Reference", "Annot", "NonStruct", "Ruby"})


def read_pdf(path: Path) -> Artefact:
    """Read a leaflet or the handout of a deck. Raises `KaphandoutError` for a damaged, locked or foreign file."""
    data = read_bytes(path)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > MAX_PAGES:
                raise refuse("file-size", path, f"the file has more than {MAX_PAGES} pages")
            walk = _Walk(read_runs(data), {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)})
            if "/StructTreeRoot" in pdf.Root:
                walk.element(pdf.Root.StructTreeRoot, 0, 0)
                found = [*walk.found, *walk.margins()]
            else:
                found = list(walk.sheets([_panels(page) for page in pdf.pages]))
            read = artefact(path, "leaflet", _manifest(pdf, path), found)
            return replace(read, kind=_kind(read, [page.mediabox for page in pdf.pages]))
    except pikepdf.PasswordError as exc:
        raise unreadable(path, "it is locked with a password") from exc
    except (pikepdf.PdfError, pypdfium2.PdfiumError, TypeError, ValueError, AttributeError, KeyError) as exc:
        raise unreadable(path, exc) from exc


@dataclass(slots=True)
class _Walk:
    """Walks the structure tree; `found` grows by one entry a block and one an alternative text."""

    runs: Runs
    pages: dict[tuple[int, int], int]
    found: list[tuple[str, str]] = field(default_factory=list)
    met: set[tuple[int, int]] = field(default_factory=set)
    seen: set[tuple[int, int]] = field(default_factory=set)
    block: list[Run] = field(default_factory=list)
    page: int = 0

    def element(self, node: Any, page: int, depth: int) -> None:
        """Take in a structure element, a marked-content reference or a number, found on `page`."""
        if isinstance(node, int):
            self._content(page, node)
            return
        if isinstance(node, pikepdf.Array):
            for kid in node:
                self.element(kid, page, depth)
            return
        if not isinstance(node, pikepdf.Dictionary) or depth > MAX_DEPTH:
            return
        if node.is_indirect:
            if node.objgen in self.seen:
                return
            self.seen.add(node.objgen)
        page = self.pages.get(node.Pg.objgen, page) if "/Pg" in node else page
        if "/MCID" in node:
            self._content(page, int(node.MCID))
            return
        if node.get("/Type") == "/OBJR":  # a link's annotation; its words are content
            return
        inline = str(node.get("/S", "/Document"))[1:] in _INLINE
        if not inline:
            self._flush()
        for name in ("/Alt", "/ActualText"):
            if name in node:
                self.found.append((f"page {page} {Part.ALTERNATIVE}", str(node[name])))
        if "/K" in node:
            self.element(node.K, page, depth + 1)
        if not inline:
            self._flush()

    def margins(self) -> Iterator[tuple[str, str]]:
        """What the tree does not point to."""
        for (page, mcid), runs in self.runs.items():
            if (page, mcid) not in self.met:
                yield from ((f"page {page} {Part.MARGIN}", run.text) for run in runs)

    def sheets(self, panels: Sequence[Sequence[int]]) -> Iterator[tuple[str, str]]:
        """All that is drawn on a print copy, which has no tags: page by page of the leaflet, then the running feet.

        `panels` are the numbers of the leaflet's pages on each sheet, in the order in which they are drawn there.
        """
        drawn: dict[tuple[bool, int, int, int], list[Run]] = {}
        feet = running_feet(self.runs)
        for (page, _), runs in self.runs.items():
            numbers = [page, *panels[page - 1]]
            for run in runs:
                number = numbers[run.panel] if run.panel < len(numbers) else len(numbers)
                is_foot = run.is_artifact or run.place in feet
                drawn.setdefault((is_foot, number, page, run.panel), []).append(run)
        for (_, _, page, _), runs in sorted(drawn.items(), key=lambda item: item[0]):
            yield f"page {page} {Part.SHEET}", _joined(runs)

    def _content(self, page: int, mcid: int) -> None:
        key = (page, mcid)
        if key in self.met or key not in self.runs:
            return
        self.met.add(key)
        self.page = self.page if self.block else page
        self.block += self.runs[key]

    def _flush(self) -> None:
        if (text := _joined(self.block)).strip():
            self.found.append((f"page {self.page}", text))
        self.block = []


def _joined(runs: Sequence[Run]) -> str:
    text, last = "", None
    for run in runs:
        text += "" if last is None or same_line(last, run) else " "
        text, last = text + run.text, run
    return text


def _kind(read: Artefact, boxes: Sequence[Any]) -> Kind:
    """What a PDF is: by its manifest, or else by the shape of its pages, for slides are 4:3 or 16:9."""
    if read.manifest is not None:
        return "handout" if read.manifest["artefact"].startswith("handout") else "leaflet"
    sides = [[float(side) for side in box] for box in boxes]
    shapes = [(right - left) / max(top - bottom, 1.0) for left, bottom, right, top in sides]
    return "deck" if shapes and all(min(abs(s - 4 / 3), abs(s - 16 / 9)) < SLACK for s in shapes) else "leaflet"


def _panels(page: pikepdf.Page) -> list[int]:
    """The numbers of the form XObjects that a page draws, in their order, by their names (`/P2`); 0 for another."""
    known = page.obj.get("/Resources", pikepdf.Dictionary()).get("/XObject", pikepdf.Dictionary())
    forms = {name for name, drawn in known.items() if drawn.get("/Subtype") == "/Form"}
    steps = (step for step in pikepdf.parse_content_stream(page, "Do") if step.operands)
    names = (name for step in steps if (name := str(step.operands[0])) in forms)
    return [int(name[2:]) if name[2:].isdecimal() else 0 for name in names]


def _manifest(pdf: pikepdf.Pdf, path: Path) -> bytes | None:
    for name, spec in pdf.attachments.items():
        if MANIFEST_NAME in (name, spec.filename):
            data = _limited(spec.get_file().obj, path)
            check_size(path, "manifest", len(data), MAX_MANIFEST)
            return data
    return None


def _limited(stream: pikepdf.Object, path: Path) -> bytes:
    """The bytes of a stream; what would swell is cut off behind `MAX_MANIFEST`."""
    if stream.get("/Filter") != pikepdf.Name.FlateDecode:
        return stream.read_raw_bytes() if "/Filter" not in stream else stream.read_bytes()
    try:
        return zlib.decompressobj().decompress(stream.read_raw_bytes(), MAX_MANIFEST + 1)
    except zlib.error as exc:
        raise unreadable(path, "its manifest is damaged") from exc
