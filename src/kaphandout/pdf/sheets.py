"""Pages placed on sheets → PDF bytes that say of themselves that they are a copy for printing.

Pages are placed at 100 % as form XObjects, at the size of their TrimBox. Lengths are in mm from the lower left corner
of the sheet. The copy is not tagged and so claims neither PDF/UA-1 nor level A of PDF/A-3, but level U; language,
manifest and colours stay, links, bookmarks and named destinations go (ISO 32000-1, 8.10, 12.2, 14.8).
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from kaphandout.pdf.conformance import saved
from kaphandout.pdf.print_ready import PT

HAIRLINE = 0.25  # pt
LINE = 4.0
"""The height of the pointer's line, in mm; less room below the pages, and it is not printed."""
GAP = 1.0
"""Between the pointer and marks beside it, in mm."""

Size = tuple[float, float]
Mark = tuple[float, float, float, float]
Duplex = Literal["Simplex", "DuplexFlipShortEdge", "DuplexFlipLongEdge"]


@dataclass(frozen=True, slots=True)
class PrintCopy:
    """What a copy says of itself: `label` ends its title, `pointer` is its description and names the accessible file.

    `set_line` makes a one-page PDF of the pointer, `LINE` high; without it, and where the pages leave no room, the
    pointer is not printed.
    """

    label: str
    pointer: str
    set_line: Callable[[str], bytes] | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a page stands: its index from 0, and its lower left corner."""

    page: int
    left: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet: its pages, and its marks as lines from one point to another."""

    spots: Sequence[Spot]
    marks: Sequence[Mark]


def page_sizes(pdf: bytes) -> list[Size]:
    """Width and height of each page in mm, by its TrimBox. Raises `pikepdf.PdfError` for what is no PDF."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        boxes = [[float(side) for side in page.trimbox] for page in document.pages]
    return [((right - left) / PT, (top - bottom) / PT) for left, bottom, right, top in boxes]


def write_sheets(pdf: bytes, sheet: Size, sides: Sequence[Side], copy: PrintCopy, duplex: Duplex) -> bytes:
    """Place the pages of `pdf` on the sides of sheets. Equal arguments give equal bytes. Raises as `page_sizes`."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        pages = [_form(page) for page in document.pages]
        line = _line(document, sides, copy)
        for side in sides:
            document.pages.append(_sheet(document, sheet, side, pages, line))
        del document.pages[: len(pages)]
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines", "/PageLabels", "/PageMode", "/OpenAction"):
            if name in document.Root:
                del document.Root[name]
        if "/Dests" in document.Root.get("/Names", {}):
            del document.Root.Names.Dests
        document.Root.ViewerPreferences = Dictionary(
            DisplayDocTitle=True, PrintScaling=Name("/None"), Duplex=Name("/" + duplex), PickTrayByPDFSize=True
        )
        _describe(document, copy)
        return saved(document)


def _line(document: pikepdf.Pdf, sides: Sequence[Side], copy: PrintCopy) -> pikepdf.Object | None:
    if copy.set_line is None or not any(_lowest(side) >= LINE for side in sides):
        return None
    with pikepdf.open(io.BytesIO(copy.set_line(copy.pointer))) as line:
        return document.copy_foreign(line.make_indirect(_form(line.pages[0])))


def _form(page: pikepdf.Page) -> pikepdf.Object:
    """A page as a form XObject without numbers of marked content, as there is no structure tree that they lead to."""
    form = page.as_form_xobject()
    steps = [
        pikepdf.ContentStreamInstruction(step.operands[:1], Operator("BMC")) if str(step.operator) == "BDC" else step
        for step in pikepdf.parse_content_stream(form)
    ]
    form.write(pikepdf.unparse_content_stream(steps))
    return form


def _sheet(
    document: pikepdf.Pdf, sheet: Size, side: Side, pages: Sequence[pikepdf.Object], line: pikepdf.Object | None
) -> pikepdf.Page:
    forms = {f"/P{spot.page + 1}": pages[spot.page] for spot in side.spots}
    steps = [_place(f"/P{spot.page + 1}", pages[spot.page], spot.left, spot.bottom) for spot in side.spots]
    if line is not None and (spot := _room(side, line)):
        forms["/Pointer"] = line
        steps.append(_place("/Pointer", line, spot.left, spot.bottom))
    steps += ["q", f"{HAIRLINE} w 0 G"]
    steps += ["{} {} m {} {} l S".format(*(_pt(length) for length in mark)) for mark in side.marks]
    steps.append("Q")
    return pikepdf.Page(
        document.make_indirect(
            Dictionary(
                Type=Name.Page,
                MediaBox=Array([0, 0, round(sheet[0] * PT, 4), round(sheet[1] * PT, 4)]),
                Resources=Dictionary(XObject=Dictionary(forms)),
                Contents=document.make_stream("\n".join(steps).encode("ascii")),
            )
        )
    )


def _place(name: str, form: pikepdf.Object, left: float, bottom: float) -> str:
    origin = [float(side) / PT for side in list(form.BBox)[:2]]
    return f"q 1 0 0 1 {_pt(left - origin[0])} {_pt(bottom - origin[1])} cm {name} Do Q"


def _lowest(side: Side) -> float:
    return min((spot.bottom for spot in side.spots), default=0.0)


def _room(side: Side, line: pikepdf.Object) -> Spot | None:
    """Where the pointer fits below the pages of a side, left of the first mark there."""
    bottom = _lowest(side)
    if bottom < LINE:
        return None
    left = min(spot.left for spot in side.spots) + GAP
    right = left + (float(line.BBox[2]) - float(line.BBox[0])) / PT + GAP
    ends = [min(mark[0], mark[2]) for mark in side.marks if min(mark[1], mark[3]) < bottom and mark[0] > left]
    return Spot(0, left, bottom - LINE) if right <= min(ends, default=right) else None


def _describe(document: pikepdf.Pdf, copy: PrintCopy) -> None:
    with document.open_metadata(set_pikepdf_as_editor=False) as meta:
        meta["dc:title"] = f"{meta.get('dc:title', '')} – {copy.label}"
        meta["dc:description"] = copy.pointer
        for name in ("pdfuaid:part", "pdfxid:GTS_PDFXVersion"):
            if name in meta:
                del meta[name]
        if "pdfaid:conformance" in meta:
            meta["pdfaid:conformance"] = "U"


def _pt(length: float) -> str:
    return f"{length * PT:.4f}"
