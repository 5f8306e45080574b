"""The empty deck that slides are written on, and how they are written there: our own template, or a hospital's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.loading import SIZES, load_layouts
from kaphandout.deck.pptx.colours import SCHEME
from kaphandout.deck.templates.foreign.placeholders import FEET
from kaphandout.deck.templates.foreign.regions import Region
from kaphandout.deck.templates.own import make_template
from kaphandout.deck.templates.slide_style import MappedColour, SlideStyle, TemplatePlaceholder
from kaphandout.design.tokens import Colours
from kaphandout.diagnostics import Diagnostic

LINKS = {"paper": None, "teal": "lt2"}
"""The theme's colour of links on our grounds where it is not `dk2`; None: it can be read as it is."""


@dataclass(frozen=True, slots=True)
class Template:
    """A PPTX without slides; by the roles of our slides, where things are on its layouts and how slides are written.

    `regions` and `problems` are what was found in a hospital's template; they are empty for our own.
    """

    file: str
    pptx: bytes
    layouts: Layouts
    styles: Mapping[str, SlideStyle]
    regions: Mapping[str, Region] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()


def own_template(colours: Colours, language: str, rtl: bool = False, size: str = SIZES[0]) -> Template:
    """Our own template in a clinic's colours."""
    layouts = load_layouts(size)
    mapped = {name: MappedColour(getattr(colours, name), slot) for name, slot in SCHEME.items()}
    styles = {}
    for number, (role, layout) in enumerate(layouts.layouts.items()):
        placeholders = {}
        for item in layout.placeholders:
            quarter, idx = "quarter" if item.type in FEET else None, None if item.idx == "title" else item.idx
            placeholders[item.idx] = TemplatePlaceholder({"type": item.type, "sz": quarter, "idx": idx}, item.box)
        links = LINKS.get(layout.background, "dk2")
        styles[role] = SlideStyle(number, placeholders, mapped, links=links, icons=True)
    return Template("", make_template(colours, language, rtl, size), layouts, styles)
