"""`SlidePlan` → what stands where (`Shape`s in points). Pure; all text is measured, none is shrunk below its floor."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from kaphandout.deck.layout import figures, text_slides
from kaphandout.deck.layout.decorations import certainty_mark
from kaphandout.deck.layout.fitting import TITLE_FLOOR, Room
from kaphandout.deck.layout.geometry import Layouts, load_layouts
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, Para, Shape, TextShape
from kaphandout.deck.plan.slides import DeckPlan, SlidePlan
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition

BODIES: dict[str, Callable[[Room, SlidePlan], Iterator[Shape]]] = {
    "title": text_slides.title,
    "statement": text_slides.statement,
    "points": text_slides.points,
    "cards": text_slides.cards,
    "two-voices": text_slides.two_voices,
    "quote": text_slides.quote,
    "references": text_slides.references,
    "chart": figures.chart,
    "table": figures.table,
    "diagram": figures.diagram,
}

OWN_TITLE = ("title", "statement")
"""The layouts whose body places the title itself."""


def arrange(
    edition: Edition, deck: DeckPlan, slide: SlidePlan, layouts: Layouts | None = None
) -> tuple[tuple[Shape, ...], list[Diagnostic]]:
    """The shapes of a slide in reading order, the title first, and a problem for each text that is too long.

    `layouts` are those of our own template, unless others are given.
    """
    layout = (layouts or load_layouts()).layouts[slide.layout]
    return _arranged(Room(edition, deck.labels, slide, layout), slide)


def _arranged(room: Room, slide: SlidePlan) -> tuple[tuple[Shape, ...], list[Diagnostic]]:
    foot = list(_source(room, slide))
    head = [] if slide.layout in OWN_TITLE else [_title(room, slide)]
    draw = text_slides.bullet_list if room.layout.indent is not None and not slide.patient else BODIES[slide.layout]
    body = list(draw(room, slide))
    if slide.kicker and room.layout.has("20"):
        body.insert(0 if head else 1, room.placed("20", slide.kicker.text, slide.kicker.key))
    return (*head, *body, *foot), room.problems


def _title(room: Room, slide: SlidePlan) -> TextShape:
    """The headline; where the layout grows, its box is as high as its lines, and what is below it moves down."""
    if not room.layout.grows:
        holder = room.layout.placeholder("title")
        return room.even_lines(room.placed("title", slide.title.text, slide.title.key, TITLE_FLOOR), align=holder.align)
    shape = room.even_lines(room.placed("title", slide.title.text, slide.title.key, TITLE_FLOOR, max_lines=2))
    para = shape.paras[0]
    lines = room.metrics.lines(para, shape.box.w)
    room.body = room.body.inset(0, (lines - 1) * para.size * LINE, 0, 0)
    return shape if lines > 1 else replace(shape, box=replace(shape.box, h=para.size * LINE + 4))


def _source(room: Room, slide: SlidePlan) -> Iterator[Shape]:
    if slide.certainty and room.layout.has("22"):
        shape = room.placed("22", slide.certainty_words)
        dark = room.layout.placeholder("22").colour == "paper"
        words = room.metrics.width(slide.certainty_words, shape.paras[0].size, bold=True)
        left = shape.box.right - words - 22
        place = Box(left, shape.box.bottom - 14.5, 13, 13)
        yield from certainty_mark(slide.certainty, place, "paper" if dark else "teal")
        yield shape
    if slide.cited and room.layout.has("21"):
        yield _cited(room, " · ".join(slide.cited))


def _cited(room: Room, text: str) -> TextShape:
    """The short citations at their one size, in a box that grows upwards to two lines, three in a foreign template."""
    holder = room.layout.placeholder("21")
    para = Para(text, holder.size, holder.size, colour=None)
    line = holder.size * LINE
    tall = room.metrics.height([para], holder.box.w)
    most = 2 if room.layout.grows else 3
    if tall > (most + 0.5) * line:
        room.too_long("source", para, round(tall / line), most)
    box = Box(holder.box.x, holder.box.bottom - tall, holder.box.w, tall)
    room.body = room.body.inset(0, 0, 0, max(tall - holder.box.h, 0.0))
    return TextShape("source", box, (para,), "21", inherit=True, anchor="b")
