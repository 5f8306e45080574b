"""`SlidePlan` → its `Shape`s in points. Pure; all text is measured, none is shrunk below its floor."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from kaphandout.deck.layout import figures, text_slides
from kaphandout.deck.layout.decorations import certainty_mark
from kaphandout.deck.layout.fitting import FLOOR, TITLE_FLOOR, Fitting
from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, Para, Shape, TextShape
from kaphandout.deck.plan.slides import DeckPlan, SlidePlan
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

CONTENTS: Mapping[str, Callable[[Fitting, Any], Iterator[Shape]]] = {
    "title": text_slides.title,
    "statement": text_slides.statement,
    "points": text_slides.points,
    "cards": text_slides.cards,
    "two-voices": text_slides.two_voices,
    "quote": text_slides.quote,
    "references": text_slides.references,
    "chart": figures.figure_and_words,
    "table": figures.figure_and_words,
    "diagram": figures.figure_and_words,
}
"""What is below the headline, by layout."""

FIELD, FIELD_GAP = 30.0, 8.0
"""The height in pt of a box that the presenter fills in, and the space above it."""

OWN_TITLE = ("title", "statement")
"""The layouts whose contents place the title themselves."""


def compose(
    edition: Edition, deck: DeckPlan, slide: SlidePlan, layouts: Layouts
) -> tuple[tuple[Shape, ...], list[Diagnostic]]:
    """The shapes of a slide in reading order, the title first, and a problem for each text that is too long."""
    layout = layouts.layouts[slide.layout]
    fitting = Fitting(edition, deck.labels, slide, layout)
    foot = list(_foot(fitting, slide))
    head = [] if slide.layout in OWN_TITLE else [_title(fitting, slide)]
    own = list(_own_fields(fitting, slide))
    draw = text_slides.bullet_list if layout.indent is not None and not slide.patient else CONTENTS[slide.layout]
    body = list(draw(fitting, slide))
    if slide.kicker and layout.has("20"):
        body.insert(0 if head else 1, fitting.placed("20", slide.kicker.text, slide.kicker.key))
    return (*head, *body, *own, *foot), fitting.problems


def _title(fitting: Fitting, slide: SlidePlan) -> TextShape:
    """The headline; where the layout grows, its box is as high as its lines, and what is below it moves down."""
    grows = fitting.layout.grows
    shape = fitting.headline("title", slide.title, TITLE_FLOOR, max_lines=2 if grows else 0)
    if not grows:
        return shape
    para = shape.paras[0]
    lines = fitting.metrics.lines(para, shape.box.w)
    fitting.body = fitting.body.inset(0, (lines - 1) * para.size * LINE, 0, 0)
    return shape if lines > 1 else replace(shape, box=replace(shape.box, h=para.size * LINE + 4))


def _foot(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """How certain the headline is, and its sources."""
    if slide.certainty and fitting.layout.has("22"):
        shape = fitting.placed("22", slide.certainty_words)
        dark = fitting.layout.placeholder("22").colour == "paper"
        left = shape.box.right - fitting.metrics.width(slide.certainty_words, shape.paras[0].size, bold=True) - 22
        place = Box(left, shape.box.bottom - 14.5, 13, 13)
        yield from certainty_mark(slide.certainty, place, "paper" if dark else "teal")
        yield shape
    if slide.cited and fitting.layout.has("21"):
        yield _cited(fitting, " · ".join(slide.cited))


def _own_fields(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """Boxes at the foot of the body that the presenter fills in; a reader knows them by their names."""
    body, count = fitting.body, len(slide.presenter)
    if not count:
        return
    tall = count * (FIELD + FIELD_GAP)
    fitting.body = body.inset(0, 0, 0, tall + FIELD_GAP)
    rows = replace(body, y=body.bottom - tall, h=tall - FIELD_GAP).rows(count, FIELD_GAP)
    for field, box in zip(slide.presenter, rows, strict=True):
        para = Para(field.label, FLOOR, FLOOR, colour="muted")
        name, insets = f"presenter-{field.value}", (10, 2, 10, 2)
        yield fitting.shape(TextShape(name, box, (para,), anchor="ctr", insets=insets, fill="tint_cool"))


def _cited(fitting: Fitting, text: str) -> TextShape:
    """The short citations at their one size, in a box that grows upwards to two lines, three in a foreign template."""
    holder = fitting.layout.placeholder("21")
    para = Para(text, holder.size, holder.size, colour=None)
    line = holder.size * LINE
    tall = fitting.metrics.height([para], holder.box.w)
    most = 2 if fitting.layout.grows else 3
    if tall > (most + 0.5) * line:
        fitting.too_long("source", para, round(tall / line), most)
    fitting.body = fitting.body.inset(0, 0, 0, max(tall - holder.box.h, 0.0))
    box = replace(holder.box, y=holder.box.bottom - tall, h=tall)
    return TextShape("source", box, (para,), "21", inherit=True, anchor="b")
