"""Small builders of DrawingML: elements, and in the style of a slide fills, outlines, places and paragraphs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement

from kaphandout.deck.layout.metrics import NUMBER_INDENT
from kaphandout.deck.layout.shapes import Box, Para, Stroke
from kaphandout.deck.templates.own import emu, mirrored
from kaphandout.deck.templates.slide_style import SlideStyle, TextStyle

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


def geometry(preset: str, adjust: tuple[tuple[str, int], ...] = ()) -> Element:
    """A preset shape with its adjustments."""
    guides = [element("a:gd", {"name": name, "fmla": f"val {value}"}) for name, value in adjust]
    return element("a:prstGeom", {"prst": preset}, element("a:avLst", None, *guides))


def run(text: str, language: str, size: float | None = None, bold: bool | None = None) -> Element:
    """A run in a language; what is None is inherited."""
    hundredths, weight = round(size * 100) if size else None, None if bold is None else int(bold)
    properties = element("a:rPr", {"lang": language, "sz": hundredths, "b": weight, "dirty": 0})
    return element("a:r", None, properties, element("a:t", text=text))


def as_field(words: Element, kind: str) -> None:
    """Turn the run of a paragraph into a field, such as the slide number."""
    found = words.find(qn("a:r"))
    found.tag = qn("a:fld")
    found.set("id", "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}")
    found.set("type", kind)


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes what has colours, words or a place: in a style and a language, on slides `width` pt wide that are mirrored
    if they are read from the right (`rtl`)."""

    style: SlideStyle
    language: str
    rtl: bool
    width: float

    def fill(self, colour: str | None, pattern: str | None = None) -> Element:
        """A solid fill in a colour of the tokens, or none; with a preset pattern, that colour on paper."""
        if colour is None:
            return element("a:noFill")
        front, back = (self.style.colours[name].element() for name in (colour, "paper"))
        if pattern:
            grounds = element("a:fgClr", None, front), element("a:bgClr", None, back)
            return element("a:pattFill", {"prst": pattern}, *grounds)
        return element("a:solidFill", None, front)

    def outline(self, line: Stroke | None, arrow: bool = False) -> Element:
        """An outline, with an arrow head at its end if wanted."""
        if line is None:
            return element("a:ln", None, element("a:noFill"))
        dash = element("a:prstDash", {"val": line.dash})
        made = element("a:ln", {"w": emu(line.weight)}, self.fill(line.colour), dash)
        if arrow:
            made.append(element("a:tailEnd", {"type": "triangle", "w": "med", "len": "med"}))
        return made

    def place(self, box: Box) -> Box:
        """Where a box is on the slide."""
        return mirrored(box, self.rtl, self.width)

    def frame(self, box: Box, **flags: str | None) -> Element:
        """Where a shape is, on this slide."""
        return frame(self.place(box), **flags)

    def paragraph(self, para: Para, text: TextStyle, first: bool = False, inherit: float | None = None) -> Element:
        """A paragraph; `inherit` is the size that its placeholder has anyway, and with it colour and weight."""
        properties = element("a:pPr", self._alignment(para))
        set_lines(properties, text, 0.0 if first else para.before, para.number is not None)
        if para.number is not None:
            indent = emu(NUMBER_INDENT * para.size)
            properties.set("marL", str(indent))
            properties.set("indent", str(-indent))
            properties.append(element("a:buFont", {"typeface": "+mj-lt"}))
            properties.append(element("a:buAutoNum", {"type": "arabicPeriod", "startAt": para.number}))
        if text.align and properties.get("algn") is None:
            properties.set("algn", text.align)
        return element("a:p", None, properties, self._run(para, text, inherit))

    def _run(self, para: Para, text: TextStyle, inherit: float | None) -> Element:
        size = None if inherit == para.size else para.size
        made = run(para.text, self.language, size, None if inherit is not None else para.bold)
        properties, colour = made[0], text.colour
        if text.lines is not None:
            properties.set("spc", "0")
            if not text.heading:
                properties.set("cap", "none")
        if text.stated:
            for name, value in (("sz", round(text.stated.size * 100)), ("b", int(text.stated.bold))):
                if properties.get(name) is None:
                    properties.set(name, str(value))
        if token := para.colour or (text.stated.colour if text.stated else None):
            colour = colour or self.style.colours[token]
        if colour:
            properties.append(element("a:solidFill", None, colour.element()))
        if text.typeface:
            properties.append(element("a:latin", {"typeface": text.typeface}))
        return made

    def _alignment(self, para: Para) -> dict[str, Any]:
        sides = {"start": "r", "end": "l"} if self.rtl else {"start": "l", "end": "r"}
        inherited = para.colour is None and para.align == "start"
        return {"algn": None if inherited else sides.get(para.align, "ctr"), "rtl": 1 if self.rtl else None}


def frame(box: Box, **flags: str | None) -> Element:
    """Where a shape is, as the box says."""
    return element(
        "a:xfrm",
        dict(flags),
        element("a:off", {"x": emu(box.x), "y": emu(box.y)}),
        element("a:ext", {"cx": emu(box.w), "cy": emu(box.h)}),
    )


def set_lines(properties: Element, text: TextStyle, before: float = 0.0, numbered: bool = False) -> None:
    """Give the properties of a paragraph the space `before` it in pt and, where the placeholder does not, the height of
    its lines and no list mark."""
    spaces = {"a:spcBef": before} if text.lines is None else {"a:spcBef": before, "a:spcAft": 0.0}
    if text.lines is not None:
        properties.append(element("a:lnSpc", None, element("a:spcPct", {"val": text.lines * 1000})))
    for name, points in spaces.items():
        if points or text.lines is not None:
            properties.append(element(name, None, element("a:spcPts", {"val": round(points * 100)})))
    if text.lines is not None and not (numbered or text.listed):
        properties.set("marL", "0")
        properties.set("indent", "0")
        properties.append(element("a:buNone"))
