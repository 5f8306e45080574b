"""A slide drawn in our own look → the same slide in the look of a template: its placeholders, colours and letters.

What refers to the template's placeholders inherits from them; everything else becomes a text box of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide

from kaphandout.deck.layout.geometry import Layout, Placeholder
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.pptx.colours import SCHEME
from kaphandout.deck.pptx.elements import decorative, element, fill, frame, geometry, outline
from kaphandout.deck.templates.foreign.colour_mapping import MappedColour, recoloured
from kaphandout.deck.templates.foreign.open_xml import A, Node, P, R, placeholder_of
from kaphandout.deck.templates.foreign.slide_style import SlideStyle
from kaphandout.deck.templates.foreign.styles import FoundPlaceholder
from kaphandout.deck.templates.own import emu

TOKENS = {slot: token for token, slot in SCHEME.items()}
_FRAME_LAST = ("lnSpc", "spcBef", "spcAft")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"


def adopt(slide: Slide, look: SlideStyle, layout: Layout, rtl: bool = False, wider: float = 0.0) -> None:
    """Change a finished slide in place. `rtl`: it is read from the right; `wider` than our own slides by so many pt."""
    tree: Node = slide.shapes._spTree
    if look.panel:
        _panel(tree, look, rtl)
    recoloured(tree, look.tones, TOKENS)
    for chart in tree.iter(_CHART):
        part: Any = slide.part.related_part(chart.get(f"{R}id"))
        recoloured(part._element, look.tones, TOKENS)
    for shape in tree.iter(f"{P}sp", f"{P}graphicFrame"):
        holder = placeholder_of(shape)
        idx = None if holder is None else holder.get("idx") or "title"
        listed = idx == "10" and layout.indent is not None
        for words in shape.iter(f"{P}txBody", f"{A}txBody"):
            _settle(words, look, listed, heading=idx == "title")
        if holder is not None and idx is not None:
            there, own = look.bound.get(idx), layout.placeholder(idx)
            _sided(shape, own.align, rtl, stated=there is None)
            if there is None or idx not in look.inks:
                _spelt_out(shape, own, look)
            if idx in look.inks:
                _ink(shape, look.inks[idx])
            _refer(shape, holder, there)
            if shape.tag == f"{P}sp" and there is None:
                _placed(shape, own.box, rtl)
            elif shape.tag == f"{P}sp" and there is not None and there.box != own.box:
                _placed(shape, replace(own.box, x=own.box.x - (wider if rtl else 0.0)), False)
    if rtl:
        for place in tree.iter(f"{A}off", f"{A}chOff"):
            place.set("x", str(int(place.get("x")) + emu(wider)))


def readable_links(slide: Slide, look: SlideStyle) -> None:
    """Give links on a slide a colour that can be read there, also in programs that colour them as the theme says."""
    if look.links is None or next(slide._element.iter(f"{A}hlinkClick"), None) is None:
        return
    layout: Any = slide.slide_layout
    override = layout.element.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    mapping = override if override is not None else layout.slide_master.element.find(f"{P}clrMap")
    colours = dict(mapping.attrib) | {"hlink": look.links, "folHlink": look.links}
    old: Node = next(slide._element.iter(f"{A}masterClrMapping"))
    old.getparent().replace(old, element("a:overrideClrMapping", colours))


def _refer(shape: Node, holder: Node, there: FoundPlaceholder | None) -> None:
    """Let a shape fill the template's placeholder, or make it a text box (a plain frame) where there is none."""
    if there is not None:
        for name in ("type", "idx"):
            holder.attrib.pop(name, None)
        if there.type != "obj":
            holder.set("type", there.type)
        if there.idx:
            holder.set("idx", str(there.idx))
        return
    holder.getparent().remove(holder)
    if shape.tag == f"{P}sp":
        about = shape.find(f"{P}nvSpPr/{P}cNvSpPr")
        about.set("txBox", "1")
        for lock in list(about):
            about.remove(lock)


def _placed(shape: Node, box: Box, rtl: bool) -> None:
    """Give a shape a place and a form of its own where it has none."""
    properties = shape.find(f"{P}spPr")
    if properties.find(f"{A}xfrm") is None:
        properties.insert(0, frame(box, rtl))
    if properties.find(f"{A}prstGeom") is None:
        properties.find(f"{A}xfrm").addnext(geometry("rect"))
    if not any(properties.find(f"{A}{name}") is not None for name in ("solidFill", "noFill", "pattFill")):
        properties.find(f"{A}prstGeom").addnext(fill(None))


def _sided(shape: Node, align: str, rtl: bool, stated: bool) -> None:
    """The side of words that have none of their own, the other one in a deck that is read from the right; `stated`: a
    side must be named, for there is no placeholder to take it from."""
    side = {"l": "r", "r": "l"}.get(align, align) if rtl else align
    if rtl or (stated and side != "l"):
        for properties in shape.iter(f"{A}pPr"):
            if properties.get("algn") is None:
                properties.set("algn", side)


def _spelt_out(shape: Node, own: Placeholder, look: SlideStyle) -> None:
    """Say what our own layout would have said: size, weight and colour of the words."""
    for paragraph in shape.iter(f"{A}p"):
        for run in _runs(paragraph):
            if run.get("sz") is None:
                run.set("sz", str(round(own.size * 100)))
            if run.get("b") is None:
                run.set("b", str(int(own.bold)))
            if run.find(f"{A}solidFill") is None:
                made = element("a:solidFill")
                made.append(look.tones[own.colour].element())
                run.insert(0, made)


def _settle(words: Node, look: SlideStyle, listed: bool, heading: bool) -> None:
    """Lines as high as they are measured, no indents, marks, capitals or letter spacing but those of the template's own
    titles and lists."""
    for paragraph in words.iter(f"{A}p"):
        properties = paragraph.find(f"{A}pPr")
        if properties is None:
            properties = OxmlElement("a:pPr")
            paragraph.insert(0, properties)
        before = properties.find(f"{A}spcBef")
        if before is None:
            before = _points("a:spcBef")
        lines = element("a:lnSpc", None, element("a:spcPct", {"val": look.spacing[0 if heading else 1] * 1000}))
        for name in _FRAME_LAST:
            for old in properties.findall(f"{A}{name}"):
                properties.remove(old)
        for place, made in enumerate((lines, before, _points("a:spcAft"))):
            properties.insert(place, made)
        if not listed and properties.find(f"{A}buAutoNum") is None:
            properties.set("marL", "0")
            properties.set("indent", "0")
            properties.insert(3, OxmlElement("a:buNone"))
        for run in _runs(paragraph):
            run.set("spc", "0")
            if not heading:
                run.set("cap", "none")
                if look.typeface and run.find(f"{A}latin") is None:
                    _after_fill(run, element("a:latin", {"typeface": look.typeface}))


def _points(tag: str) -> Node:
    return element(tag, None, element("a:spcPts", {"val": 0}))


def _runs(paragraph: Node) -> Iterator[Node]:
    for run in paragraph.iter(f"{A}r", f"{A}fld"):
        yield run.find(f"{A}rPr")


def _ink(shape: Node, tone: MappedColour) -> None:
    """The colour of all words of a shape."""
    for run in shape.iter(f"{A}rPr"):
        for old in run.findall(f"{A}solidFill"):
            run.remove(old)
        made = element("a:solidFill")
        made.append(tone.element())
        line = run.find(f"{A}ln")
        run.insert(0 if line is None else 1, made)


def _after_fill(run: Node, made: Node) -> None:
    found = run.find(f"{A}solidFill")
    if found is None:
        run.insert(0, made)
    else:
        found.addnext(made)


def _panel(tree: Node, look: SlideStyle, rtl: bool) -> None:
    """A plain ground behind the body, right after the title in the reading order."""
    assert look.panel
    ids = [int(node.get("id")) for node in tree.iter(f"{P}cNvPr")]
    head = element("p:cNvPr", {"id": max(ids) + 1, "name": "panel"}, decorative())
    properties = element("p:spPr", None, frame(look.panel, rtl), geometry("rect"), fill("paper"), outline(None))
    made = element(
        "p:sp", None,
        element("p:nvSpPr", None, head, element("p:cNvSpPr"), element("p:nvPr")), properties,
        element("p:txBody", None, element("a:bodyPr"), element("a:lstStyle"), element("a:p")),
    )  # fmt: skip
    first = next((shape for shape in tree.iter(f"{P}sp")), None)
    if first is None:
        tree.append(made)
    else:
        first.addnext(made)


def table_style(style: bytes, look: SlideStyle) -> bytes:
    """Our table style in the colours of the template."""
    root = etree.fromstring(style)
    recoloured(root, look.tones, TOKENS)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
