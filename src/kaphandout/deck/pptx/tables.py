"""`TableShape` → a native table: header row, first column, our own style, every cell as high as it was measured."""

from __future__ import annotations

from pptx.oxml.ns import qn

from kaphandout.deck.layout.shapes import Para, TableShape
from kaphandout.deck.layout.tables import MARGIN_X, MARGIN_Y
from kaphandout.deck.pptx.elements import Element, Pen, element
from kaphandout.deck.templates.own import TABLE_STYLE, emu
from kaphandout.deck.templates.slide_style import TextStyle

_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"


def table_frame(table: TableShape, id: int, ph: Element | None, text: TextStyle, pen: Pen) -> Element:
    """The graphic frame with the shape id `id`, filling the placeholder that `ph` refers to, its words in a style."""
    locks = element("p:cNvGraphicFramePr", None, element("a:graphicFrameLocks", {"noGrp": 1}))
    head = element(
        "p:nvGraphicFramePr", None,
        element("p:cNvPr", {"id": id, "name": table.name, "descr": table.alt}), locks,
        element("p:nvPr", None, *([] if ph is None else [ph])),
    )  # fmt: skip
    place = pen.frame(table.box)
    place.tag = qn("p:xfrm")
    data = element("a:graphicData", {"uri": _URI}, _table(table, text, pen))
    return element("p:graphicFrame", None, head, place, element("a:graphic", None, data))


def _table(table: TableShape, text: TextStyle, pen: Pen) -> Element:
    style = element("a:tableStyleId", text=TABLE_STYLE)
    properties = element("a:tblPr", {"rtl": 1 if pen.rtl else None, "firstRow": 1, "firstCol": 1}, style)
    grid = element("a:tblGrid", None, *(element("a:gridCol", {"w": emu(wide)}) for wide in table.widths))
    rows = [
        element("a:tr", {"h": emu(tall)}, *(_cell(para, text, pen) for para in row))
        for row, tall in zip(table.rows, table.heights, strict=True)
    ]
    return element("a:tbl", None, properties, grid, *rows)


def _cell(para: Para, text: TextStyle, pen: Pen) -> Element:
    body = element("a:txBody", None, element("a:bodyPr"), element("a:lstStyle"), pen.paragraph(para, text))
    x, y = emu(MARGIN_X), emu(MARGIN_Y)
    return element("a:tc", None, body, element("a:tcPr", {"marL": x, "marR": x, "marT": y, "marB": y, "anchor": "ctr"}))
