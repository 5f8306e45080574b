"""Small builders of DrawingML: elements, fills, outlines, runs and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from kaphandout.deck.layout.metrics import NUMBER_INDENT
from kaphandout.deck.layout.shapes import Box, Para, Stroke
from kaphandout.deck.pptx.colours import SCHEME
from kaphandout.deck.templates.own import emu, mirrored

Element = Any
"""An lxml element of python-pptx's parser."""

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"


def element(
    tag: str, attributes: Mapping[str, Any] | None = None, *children: Element, text: str | None = None
) -> Element:
    """An element by its prefixed name (`a:ln`); attributes, also prefixed ones, that are None are left out."""
    made = OxmlElement(tag)
    if text is not None:
        made.text = text
    for name, value in (attributes or {}).items():
        if value is not None:
            made.set(qn(name) if ":" in name else name, str(value))
    made.extend(children)
    return made


def extension(uri: str, content: str) -> Element:
    """A list with one extension, whose content is XML."""
    return parse_xml(f'<a:extLst xmlns:a="{_MAIN}"><a:ext uri="{uri}">{content}</a:ext></a:extLst>')


def decorative() -> Element:
    """What declares a shape decorative, so that screen readers pass over it."""
    namespace = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    return extension("{C183D7F6-B498-43B3-948B-1728B52AA6E4}", f'<adec:decorative xmlns:adec="{namespace}" val="1"/>')


def fill(colour: str | None, pattern: str | None = None) -> Element:
    """A solid fill in a colour of the tokens, or none; with a preset pattern, that colour on paper."""
    if colour is None:
        return element("a:noFill")
    if pattern:
        front, back = (element("a:schemeClr", {"val": SCHEME[name]}) for name in (colour, "paper"))
        return element("a:pattFill", {"prst": pattern}, element("a:fgClr", None, front), element("a:bgClr", None, back))
    return element("a:solidFill", None, element("a:schemeClr", {"val": SCHEME[colour]}))


def outline(line: Stroke | None, arrow: bool = False) -> Element:
    """An outline, with an arrow head at its end if wanted."""
    if line is None:
        return element("a:ln", None, element("a:noFill"))
    made = element("a:ln", {"w": emu(line.weight)}, fill(line.colour), element("a:prstDash", {"val": line.dash}))
    if arrow:
        made.append(element("a:tailEnd", {"type": "triangle", "w": "med", "len": "med"}))
    return made


def frame(box: Box, rtl: bool, **flags: str | None) -> Element:
    """The place and size of a shape."""
    placed = mirrored(box, rtl)
    return element(
        "a:xfrm",
        dict(flags),
        element("a:off", {"x": emu(placed.x), "y": emu(placed.y)}),
        element("a:ext", {"cx": emu(placed.w), "cy": emu(placed.h)}),
    )


def geometry(preset: str, adjust: tuple[tuple[str, int], ...] = ()) -> Element:
    """A preset shape with its adjustments."""
    guides = [element("a:gd", {"name": name, "fmla": f"val {value}"}) for name, value in adjust]
    return element("a:prstGeom", {"prst": preset}, element("a:avLst", None, *guides))


def run(
    text: str, language: str, size: float | None = None, bold: bool | None = None, colour: str | None = None
) -> Element:
    """A run in a language; what is None is inherited."""
    hundredths, weight = round(size * 100) if size else None, None if bold is None else int(bold)
    properties = element("a:rPr", {"lang": language, "sz": hundredths, "b": weight, "dirty": 0})
    if colour:
        properties.append(fill(colour))
    return element("a:r", None, properties, element("a:t", text=text))


def paragraph(para: Para, language: str, rtl: bool, first: bool = False, inherit: float | None = None) -> Element:
    """A paragraph; `inherit` is the size that its placeholder has anyway, and with it colour and weight."""
    size = None if inherit == para.size else para.size
    bold = None if inherit is not None else para.bold
    properties = element("a:pPr", _alignment(para, rtl))
    if para.before and not first:
        space = element("a:spcPts", {"val": round(para.before * 100)})
        properties.append(element("a:spcBef", None, space))
    if para.number is not None:
        indent = emu(NUMBER_INDENT * para.size)
        properties.set("marL", str(indent))
        properties.set("indent", str(-indent))
        properties.append(element("a:buFont", {"typeface": "+mj-lt"}))
        properties.append(element("a:buAutoNum", {"type": "arabicPeriod", "startAt": para.number}))
    return element("a:p", None, properties, run(para.text, language, size, bold, para.colour))


def _alignment(para: Para, rtl: bool) -> dict[str, Any]:
    sides = {"start": "r", "end": "l"} if rtl else {"start": "l", "end": "r"}
    inherited = para.colour is None and para.align == "start"
    return {"algn": None if inherited else sides.get(para.align, "ctr"), "rtl": 1 if rtl else None}


def as_field(words: Element, kind: str) -> None:
    """Turn the run of a paragraph into a field, such as the slide number."""
    found = words.find(qn("a:r"))
    found.tag = qn("a:fld")
    found.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    found.set("type", kind)
