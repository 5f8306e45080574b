"""How slides are written on a template, ours or a hospital's: a frozen `SlideStyle` for each role of a slide."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from kaphandout.deck.layout.geometry import Layout, Placeholder
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.open_xml import A, Node


@dataclass(frozen=True, slots=True)
class MappedColour:
    """A colour as #RRGGBB, and as a slide writes it: a slot of the theme with its changes, or the colour itself."""

    rgb: str
    slot: str | None = None
    changes: tuple[tuple[str, int], ...] = ()

    def element(self) -> Node:
        """The DrawingML of the colour."""
        if self.slot is None:
            return etree.Element(f"{A}srgbClr", val=self.rgb.lstrip("#"))
        made = etree.Element(f"{A}schemeClr", val=self.slot)
        for name, value in self.changes:
            etree.SubElement(made, f"{A}{name}", val=str(value))
        return made


@dataclass(frozen=True, slots=True)
class TemplatePlaceholder:
    """A placeholder on a layout of the template: the attributes with which a slide refers to it, if they are not None,
    and its box in pt."""

    reference: Mapping[str, str | None]
    box: Box


@dataclass(frozen=True, slots=True)
class Letters:
    """The height of lines of headlines and of text in percent, so that no line is higher than it was measured, and the
    typeface of text, if it is not the theme's."""

    heading_lines: int
    text_lines: int
    typeface: str | None


@dataclass(frozen=True, slots=True)
class TextStyle:
    """What a text says for itself because its placeholder does not; nothing if the placeholder says it all.

    `lines`: their height in percent, and with it no indent, list mark, capitals or letter spacing but those of the
    template's own titles (`heading`) and lists (`listed`). `stated`: the size, weight and colour that are stated where
    the text has none. `colour`: that of all words.
    """

    lines: int | None = None
    heading: bool = False
    listed: bool = False
    typeface: str | None = None
    stated: Placeholder | None = None
    colour: MappedColour | None = None
    align: str | None = None


@dataclass(frozen=True, slots=True)
class SlideStyle:
    """How slides of one role are written: where, in which colours and letters.

    `layout` counts the layouts of the file. `placeholders`: the template's placeholder for each of ours; what has none
    gets a text box. `colours`: the template's colours by the names of our tokens; `text_colours`: of the text in
    placeholders and margins, where it is stated. `letters` None: the placeholders say it all. `panel`: a plain ground
    for the body where a picture is behind it. `links`: the slot that takes the place of the theme's colour of links,
    where that could not be read. `icons`: whether icons are drawn. `contrasts`: the least contrast of title, text and
    footer, where no picture is behind.
    """

    layout: int
    placeholders: Mapping[str, TemplatePlaceholder]
    colours: Mapping[str, MappedColour]
    text_colours: Mapping[str, MappedColour] = field(default_factory=dict)
    letters: Letters | None = None
    panel: Box | None = None
    links: str | None = None
    icons: bool = False
    contrasts: Mapping[str, float] = field(default_factory=dict)

    def text(self, layout: Layout, idx: str | None = None, rtl: bool = False) -> TextStyle:
        """The style of the text in our placeholder `idx` of `layout`, or in a text box; `rtl`: it is read from the
        right."""
        if self.letters is None:
            return TextStyle()
        if idx is None:
            return TextStyle(self.letters.text_lines, typeface=self.letters.typeface)
        ours, filled = layout.placeholder(idx), idx in self.placeholders
        side = {"l": "r", "r": "l"}.get(ours.align, ours.align) if rtl else ours.align
        heading = idx == "title"
        return TextStyle(
            lines=self.letters.heading_lines if heading else self.letters.text_lines,
            heading=heading,
            listed=idx == "10" and layout.indent is not None,
            typeface=None if heading else self.letters.typeface,
            stated=None if filled and idx in self.text_colours else ours,
            colour=self.text_colours.get(idx),
            align=side if rtl or not (filled or side == "l") else None,
        )
