"""The empty deck that slides are written on, and what is known of it: our own, or a foreign one made by `brand`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.loading import SIZES, load_layouts
from kaphandout.deck.templates.foreign.layout_matching import MatchedLayout
from kaphandout.deck.templates.foreign.slide_style import SlideStyle
from kaphandout.deck.templates.own import make_template
from kaphandout.design.tokens import Colours
from kaphandout.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Template:
    """A PPTX without slides, and where things stand on its layouts by the roles of our slides.

    `looks`, `cast` and `problems` are empty for our own template, whose layouts are listed in the order of `layouts`.
    """

    file: str
    pptx: bytes
    layouts: Layouts
    looks: Mapping[str, SlideStyle] = field(default_factory=dict)
    cast: Mapping[str, MatchedLayout] = field(default_factory=dict)
    problems: tuple[Diagnostic, ...] = ()

    def number(self, role: str) -> int:
        """Which of the file's layouts, counted from 0, serves a role."""
        return self.looks[role].layout if self.looks else list(self.layouts.layouts).index(role)


def own_template(colours: Colours, language: str, rtl: bool = False, size: str = SIZES[0]) -> Template:
    """Our own template in a clinic's colours."""
    return Template("", make_template(colours, language, rtl, size), load_layouts(size))
