"""`Shape`s in points → the shape tree of a slide, in reading order, each with its id, name and alternative text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

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
from kaphandout.deck.pptx.elements import (
    Element,
    as_field,
    decorative,
    element,
    fill,
    frame,
    geometry,
    outline,
    paragraph,
)
from kaphandout.deck.pptx.icons import icon_picture
from kaphandout.deck.pptx.tables import table_frame
from kaphandout.deck.templates.own import emu
from kaphandout.design.tokens import Colours

SIDES: dict[str, Literal["start", "center", "end"]] = {"l": "start", "ctr": "center", "r": "end"}


class Canvas:
    """Draws on one slide. `language` is the tag on every run, `rtl` mirrors the places.

    `colours`: those of icons, whose pictures know no theme; without them (in a foreign template) icons are left out.
    """

    def __init__(self, slide: Slide, layout: Layout, language: str, rtl: bool, colours: Colours | None = None):
        self.slide, self.layout, self.language, self.rtl, self.colours = slide, layout, language, rtl, colours
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
            holder = self.layout.placeholder(idx)
            para = Para(words, holder.size, holder.size, colour=holder.colour, align=SIDES[holder.align])
            shown = paragraph(para, self.language, self.rtl)
            if holder.type == "sldNum":
                as_field(shown, "slidenum")
            left, top, right, bottom = map(emu, holder.insets)
            insets = {"lIns": left, "tIns": top, "rIns": right, "bIns": bottom}
            body = element("a:bodyPr", {**insets, "anchor": holder.anchor})
            shape = self._shell(name, element("p:ph", {"type": holder.type, "sz": "quarter", "idx": idx}))
            shape.append(element("p:spPr", None, frame(holder.box, self.rtl)))
            shape.append(element("p:txBody", None, body, element("a:lstStyle"), shown))
            self.tree.append(shape)

    def next_id(self, name: str) -> int:
        """The next free shape id of the slide, kept under the shape's name."""
        if name in self.ids:
            raise ValueError(f"two shapes of one slide are called {name!r}")
        self.last += 1
        self.ids[name] = self.last
        return self.last

    def _drawn(self, shapes: Iterable[Shape]) -> list[Element]:
        return [self._element(shape) for shape in shapes if self.colours or not isinstance(shape, Icon)]

    def _element(self, shape: Shape) -> Element:
        match shape:
            case ChartShape():
                return add_chart(self.slide, shape, self.next_id(shape.name), self.language, self.rtl)
            case TableShape():
                return table_frame(shape, self.next_id(shape.name), self.language, self.rtl)
            case Icon():
                colour = getattr(self.colours, shape.colour)
                return icon_picture(self.slide, shape, self.next_id(shape.name), colour, self.rtl)
            case Group():
                return self._group(shape)
            case TextShape():
                return self._text(shape)
            case Decoration():
                return self._decoration(shape)
            case Arrow():
                return self._arrow(shape)

    def _group(self, group: Group) -> Element:
        head = element("p:cNvPr", {"id": self.next_id(group.name), "name": group.name, "descr": group.alt})
        place = frame(group.box, self.rtl)
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
        own = self.layout.placeholder(shape.idx) if shape.idx else None
        idx = None if shape.idx == "title" else shape.idx
        made = self._shell(shape.name, element("p:ph", {"type": own.type, "idx": idx}) if own else None)
        properties = element("p:spPr")
        if not (own and shape.inherit and own.box == shape.box):
            properties.append(frame(shape.box, self.rtl))
        if not own or shape.geometry != "rect":
            properties.append(geometry(shape.geometry, _corner(shape)))
        if shape.fill or not own:
            properties.append(fill(shape.fill))
        if shape.line or not own:
            properties.append(outline(shape.line))
        left, top, right, bottom = map(emu, shape.insets)
        if self.rtl:
            left, right = right, left
        insets = {"lIns": left, "tIns": top, "rIns": right, "bIns": bottom}
        body = element("a:bodyPr", {"wrap": "square", **insets, "anchor": shape.anchor}, element("a:noAutofit"))
        inherit = own.size if own and shape.inherit else None
        paras = [
            paragraph(para, self.language, self.rtl, first=index == 0, inherit=inherit)
            for index, para in enumerate(shape.paras)
        ]
        made.extend([properties, element("p:txBody", None, body, element("a:lstStyle"), *paras)])
        return made

    def _decoration(self, shape: Decoration) -> Element:
        made = self._shell(shape.name, decorated=True)
        look = (geometry(shape.geometry, shape.adjust), fill(shape.fill, shape.pattern), outline(shape.line))
        empty = element("a:p", None, element("a:endParaRPr", {"lang": self.language}))
        made.append(element("p:spPr", None, frame(shape.box, self.rtl), *look))
        made.append(element("p:txBody", None, element("a:bodyPr"), element("a:lstStyle"), empty))
        return made

    def _arrow(self, arrow: Arrow) -> Element:
        head = element("p:cNvPr", {"id": self.next_id(arrow.name), "name": arrow.name}, decorative())
        one, two = (self.ids[name] for name in arrow.between)
        sites = [{3: 1, 1: 3}.get(site, site) if self.rtl else site for site in arrow.sites]
        joined = element(
            "p:cNvCxnSpPr", None,
            element("a:stCxn", {"id": one, "idx": sites[0]}), element("a:endCxn", {"id": two, "idx": sites[1]}),
        )  # fmt: skip
        about = element("p:nvCxnSpPr", None, head, joined, element("p:nvPr"))
        return element("p:cxnSp", None, about, _connector(arrow, self.rtl))


def _connector(arrow: Arrow, rtl: bool) -> Element:
    """The path of a connector: straight, or down, across and down again."""
    (x, y), (u, v) = arrow.start, arrow.end
    back = (u < x) != rtl and u != x
    if not arrow.elbow:
        place = frame(Box(min(x, u), min(y, v), abs(u - x), abs(v - y)), rtl, flipH="1" if back else None)
        return element("p:spPr", None, place, geometry("straightConnector1"), outline(arrow.line, arrow=True))
    wide, tall = abs(u - x), v - y
    middle_x, middle_y = (x + u) / 2, (y + v) / 2
    turned = Box(middle_x - tall / 2, middle_y - wide / 2, tall, wide)
    place = frame(turned, rtl, rot="5400000", flipV=None if back else "1")
    return element("p:spPr", None, place, geometry("bentConnector3"), outline(arrow.line, arrow=True))


def _corner(shape: TextShape) -> tuple[tuple[str, int], ...]:
    """Rounded corners of 10 pt, whatever the size of the box."""
    if shape.geometry != "roundRect":
        return ()
    return (("adj", round(10 / min(shape.box.w, shape.box.h) * 100_000)),)
