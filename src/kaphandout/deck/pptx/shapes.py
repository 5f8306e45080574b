"""`Shape`s in points → the shape tree of a slide, in reading order, each with its id, name and alternative text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from pptx.oxml.ns import qn
from pptx.slide import Slide

from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.shapes import (
    Arrow,
    Box,
    ChartShape,
    Decoration,
    Group,
    Icon,
    Para,
    Shape,
    TableShape,
    TextShape,
)
from kaphandout.deck.pptx.charts import add_chart
from kaphandout.deck.pptx.elements import Element, Pen, as_field, decorative, element, frame, geometry, set_lines
from kaphandout.deck.pptx.icons import icon_picture
from kaphandout.deck.pptx.tables import table_frame
from kaphandout.deck.templates.own import emu
from kaphandout.deck.templates.slide_style import TextStyle

SIDES: dict[str, Literal["start", "center", "end"]] = {"l": "start", "ctr": "center", "r": "end"}


class Canvas:
    """Draws on one slide: `layout` says where things are, the style of the pen with what they are written."""

    def __init__(self, slide: Slide, layout: Layout, pen: Pen):
        self.slide, self.layout, self.pen = slide, layout, pen
        self.tree: Element = slide.shapes._spTree
        self.ids: dict[str, int] = {}
        self.last = 1
        for shape in list(slide.shapes):
            self.tree.remove(shape._element)

    def draw(self, shapes: Iterable[Shape]) -> None:
        """Add `shapes` in their order. Raises `ValueError` if two have one name."""
        self.tree.extend(self._drawn(shapes))

    def footer(self, text: str, number: int) -> None:
        """The edition and the slide number in the layout's placeholders, with their looks: not all readers inherit."""
        for idx, name, words in (("30", "edition", text), ("31", "slide-number", str(number))):
            if not self.layout.has(idx):
                continue
            ours = self.layout.placeholder(idx)
            para = Para(words, ours.size, ours.size, colour=ours.colour, align=SIDES[ours.align])
            shown = self.pen.paragraph(para, self._text_style(idx))
            if ours.type == "sldNum":
                as_field(shown, "slidenum")
            shape = self._shell(name, self._placeholder(idx))
            form = () if self._keeps_place(idx) else (geometry("rect"), self.pen.fill(None))
            shape.append(element("p:spPr", None, self.pen.frame(ours.box), *form))
            left, top, right, bottom = map(emu, ours.insets)
            insets = {"lIns": left, "tIns": top, "rIns": right, "bIns": bottom}
            body = element("a:bodyPr", insets | {"anchor": ours.anchor})
            shape.append(element("p:txBody", None, body, element("a:lstStyle"), shown))
            self.tree.append(shape)

    def panel(self, box: Box) -> None:
        """A plain ground behind the body, right after the title in the reading order."""
        self.tree.find(qn("p:sp")).addnext(self._decoration(Decoration("panel", box, "paper")))

    def next_id(self, name: str) -> int:
        """The next free shape id of the slide, kept under the shape's name."""
        if name in self.ids:
            raise ValueError(f"two shapes of one slide are called {name!r}")
        self.last += 1
        self.ids[name] = self.last
        return self.last

    def _drawn(self, shapes: Iterable[Shape]) -> list[Element]:
        return [self._element(shape) for shape in shapes if self.pen.style.icons or not isinstance(shape, Icon)]

    def _element(self, shape: Shape) -> Element:
        match shape:
            case ChartShape():
                id, ph = self.next_id(shape.name), self._placeholder(shape.idx)
                return add_chart(self.slide, shape, id, ph, self.pen)
            case TableShape():
                id, ph = self.next_id(shape.name), self._placeholder(shape.idx)
                return table_frame(shape, id, ph, self._text_style(shape.idx), self.pen)
            case Icon():
                return icon_picture(self.slide, shape, self.next_id(shape.name), self.pen)
            case Group():
                return self._group(shape)
            case TextShape():
                return self._text(shape)
            case Decoration():
                return self._decoration(shape, element("a:endParaRPr", {"lang": self.pen.language}))
            case Arrow():
                return self._arrow(shape)

    def _text_style(self, idx: str | None) -> TextStyle:
        return self.pen.style.text(self.layout, idx, self.pen.rtl)

    def _placeholder(self, idx: str | None) -> Element | None:
        """The reference to the template's placeholder for ours, if it has one."""
        found = self.pen.style.placeholders.get(idx or "")
        return element("p:ph", dict(found.reference)) if found else None

    def _keeps_place(self, idx: str | None) -> bool:
        """Whether what fills our placeholder is where the template's placeholder is."""
        found = self.pen.style.placeholders.get(idx or "")
        return found is not None and idx is not None and found.box == self.layout.placeholder(idx).box

    def _group(self, group: Group) -> Element:
        head = element("p:cNvPr", {"id": self.next_id(group.name), "name": group.name, "descr": group.alt})
        place = self.pen.frame(group.box)
        place.extend([element("a:chOff", place[0].attrib), element("a:chExt", place[1].attrib)])
        return element(
            "p:grpSp", None,
            element("p:nvGrpSpPr", None, head, element("p:cNvGrpSpPr"), element("p:nvPr")),
            element("p:grpSpPr", None, place), *self._drawn(group.children),
        )  # fmt: skip

    def _shell(self, name: str, ph: Element | None = None, decorated: bool = False) -> Element:
        head = element("p:cNvPr", {"id": self.next_id(name), "name": name})
        if decorated:
            head.append(decorative())
        about = element("p:cNvSpPr", {"txBox": 1 if ph is None and not decorated else None})
        if ph is not None:
            about.append(element("a:spLocks", {"noGrp": 1}))
        use = element("p:nvPr", None, *([ph] if ph is not None else []))
        return element("p:sp", None, element("p:nvSpPr", None, head, about, use))

    def _text(self, shape: TextShape) -> Element:
        made = self._shell(shape.name, self._placeholder(shape.idx))
        ours = self.layout.placeholder(shape.idx) if shape.idx else None
        inherits = ours is not None and shape.inherit and ours.box == shape.box
        keeps = self._keeps_place(shape.idx)
        properties = element("p:spPr")
        if inherits and not keeps and shape.idx in self.pen.style.placeholders:
            properties.append(frame(shape.box))  # on the template's side, also in a deck that is read from the right
        elif not (inherits and keeps):
            properties.append(self.pen.frame(shape.box))
        if not keeps or shape.geometry != "rect":
            properties.append(geometry(shape.geometry, _corner(shape)))
        if shape.fill or not keeps:
            properties.append(self.pen.fill(shape.fill))
        if shape.line or not ours:
            properties.append(self.pen.outline(shape.line))
        made.append(properties)
        left, top, right, bottom = map(emu, shape.insets)
        if self.pen.rtl:
            left, right = right, left
        body = element(
            "a:bodyPr",
            {"wrap": "square", "lIns": left, "tIns": top, "rIns": right, "bIns": bottom, "anchor": shape.anchor},
            element("a:noAutofit"),
        )
        inherit = ours.size if ours and shape.inherit else None
        style = self._text_style(shape.idx)
        paras = [
            self.pen.paragraph(para, style, first=index == 0, inherit=inherit) for index, para in enumerate(shape.paras)
        ]
        made.append(element("p:txBody", None, body, element("a:lstStyle"), *paras))
        return made

    def _decoration(self, shape: Decoration, *end: Element) -> Element:
        made = self._shell(shape.name, decorated=True)
        look = geometry(shape.geometry, shape.adjust), self.pen.fill(shape.fill, shape.pattern)
        made.append(element("p:spPr", None, self.pen.frame(shape.box), *look, self.pen.outline(shape.line)))
        empty, style = element("a:p"), self._text_style(None)
        if style.lines is not None:
            empty.append(element("a:pPr"))
            set_lines(empty[0], style)
        empty.extend(end)
        made.append(element("p:txBody", None, element("a:bodyPr"), element("a:lstStyle"), empty))
        return made

    def _arrow(self, arrow: Arrow) -> Element:
        head = element("p:cNvPr", {"id": self.next_id(arrow.name), "name": arrow.name}, decorative())
        one, two = (self.ids[name] for name in arrow.between)
        sites = [{3: 1, 1: 3}.get(site, site) if self.pen.rtl else site for site in arrow.sites]
        joined = element(
            "p:cNvCxnSpPr", None,
            element("a:stCxn", {"id": one, "idx": sites[0]}), element("a:endCxn", {"id": two, "idx": sites[1]}),
        )  # fmt: skip
        about = element("p:nvCxnSpPr", None, head, joined, element("p:nvPr"))
        return element("p:cxnSp", None, about, _connector(arrow, self.pen))


def _connector(arrow: Arrow, pen: Pen) -> Element:
    """The path of a connector: straight, or down, across and down again."""
    (x, y), (u, v) = arrow.start, arrow.end
    back = (u < x) != pen.rtl and u != x
    line = pen.outline(arrow.line, arrow=True)
    if not arrow.elbow:
        place = pen.frame(Box(min(x, u), min(y, v), abs(u - x), abs(v - y)), flipH="1" if back else None)
        return element("p:spPr", None, place, geometry("straightConnector1"), line)
    wide, tall = abs(u - x), v - y
    middle_x, middle_y = (x + u) / 2, (y + v) / 2
    turned = Box(middle_x - tall / 2, middle_y - wide / 2, tall, wide)
    place = pen.frame(turned, rot="5400000", flipV=None if back else "1")
    return element("p:spPr", None, place, geometry("bentConnector3"), line)


def _corner(shape: TextShape) -> tuple[tuple[str, int], ...]:
    """Rounded corners of 10 pt, whatever the size of the box."""
    if shape.geometry != "roundRect":
        return ()
    return (("adj", round(10 / min(shape.box.w, shape.box.h) * 100_000)),)
