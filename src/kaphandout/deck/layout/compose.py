"""`SlidePlan` → what stands where (`Shape`s in points). Pure; all text is measured, none is shrunk below its floor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from kaphandout.deck.layout import figures, text_slides
from kaphandout.deck.layout.decorations import certainty_mark
from kaphandout.deck.layout.fitting import TITLE_FLOOR, Fitting
from kaphandout.deck.layout.geometry import Layouts, load_layouts
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, Para, Shape, TextShape
from kaphandout.deck.plan.slides import (
    CardsSlide,
    ChartSlide,
    DeckPlan,
    DiagramSlide,
    PointsSlide,
    QuoteSlide,
    ReferencesSlide,
    SlidePlan,
    StatementSlide,
    TableSlide,
    TitleSlide,
    TwoVoicesSlide,
)
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

BODIES: dict[type[SlidePlan], Callable[[Fitting, Any], Iterator[Shape]]] = {
    TitleSlide: text_slides.title,
    StatementSlide: text_slides.statement,
    PointsSlide: text_slides.points,
    CardsSlide: text_slides.cards,
    TwoVoicesSlide: text_slides.two_voices,
    QuoteSlide: text_slides.quote,
    ReferencesSlide: text_slides.references,
    ChartSlide: figures.chart,
    TableSlide: figures.table,
    DiagramSlide: figures.diagram,
}

OWN_TITLE = (TitleSlide, StatementSlide)
"""The kinds whose body places the title itself."""


def compose(
    edition: Edition, deck: DeckPlan, slide: SlidePlan, layouts: Layouts | None = None
) -> tuple[tuple[Shape, ...], list[Diagnostic]]:
    """The shapes of a slide in reading order, the title first, and a problem for each text that is too long.

    `layouts` are those of our own template, unless others are given.
    """
    layout = (layouts or load_layouts()).layouts[slide.layout]
    return _arranged(Fitting(edition, deck.labels, slide, layout), slide)


def _arranged(fitting: Fitting, slide: SlidePlan) -> tuple[tuple[Shape, ...], list[Diagnostic]]:
    foot = list(_source(fitting, slide))
    head = [] if isinstance(slide, OWN_TITLE) else [_title(fitting, slide)]
    draw = text_slides.bullet_list if fitting.layout.indent is not None and not slide.patient else BODIES[type(slide)]
    body = list(draw(fitting, slide))
    if slide.kicker and fitting.layout.has("20"):
        body.insert(0 if head else 1, fitting.placed("20", slide.kicker.text, slide.kicker.key))
    return (*head, *body, *foot), fitting.problems


def _title(fitting: Fitting, slide: SlidePlan) -> TextShape:
    """The headline; where the layout grows, its box is as high as its lines, and what is below it moves down."""
    if not fitting.layout.grows:
        holder = fitting.layout.placeholder("title")
        return fitting.even_lines(
            fitting.placed("title", slide.title.text, slide.title.key, TITLE_FLOOR), align=holder.align
        )
    shape = fitting.even_lines(fitting.placed("title", slide.title.text, slide.title.key, TITLE_FLOOR, max_lines=2))
    para = shape.paras[0]
    lines = fitting.metrics.lines(para, shape.box.w)
    fitting.body = fitting.body.inset(0, (lines - 1) * para.size * LINE, 0, 0)
    return shape if lines > 1 else replace(shape, box=replace(shape.box, h=para.size * LINE + 4))


def _source(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    if slide.certainty and fitting.layout.has("22"):
        shape = fitting.placed("22", slide.certainty_words)
        dark = fitting.layout.placeholder("22").colour == "paper"
        words = fitting.metrics.width(slide.certainty_words, shape.paras[0].size, bold=True)
        left = shape.box.right - words - 22
        place = Box(left, shape.box.bottom - 14.5, 13, 13)
        yield from certainty_mark(slide.certainty, place, "paper" if dark else "teal")
        yield shape
    if slide.cited and fitting.layout.has("21"):
        yield _cited(fitting, " · ".join(slide.cited))


def _cited(fitting: Fitting, text: str) -> TextShape:
    """The short citations at their one size, in a box that grows upwards to two lines, three in a foreign template."""
    holder = fitting.layout.placeholder("21")
    para = Para(text, holder.size, holder.size, colour=None)
    line = holder.size * LINE
    tall = fitting.metrics.height([para], holder.box.w)
    most = 2 if fitting.layout.grows else 3
    if tall > (most + 0.5) * line:
        fitting.too_long("source", para, round(tall / line), most)
    box = Box(holder.box.x, holder.box.bottom - tall, holder.box.w, tall)
    fitting.body = fitting.body.inset(0, 0, 0, max(tall - holder.box.h, 0.0))
    return TextShape("source", box, (para,), "21", inherit=True, anchor="b")
