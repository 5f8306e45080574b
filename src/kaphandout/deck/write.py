"""`Edition` → PPTX: plan, lay out, draw, and a package that is the same bytes on every run."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide, SlideLayout

from kaphandout.content.outline import DeckOutline
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.pptx.elements import Pen
from kaphandout.deck.pptx.links import add_links
from kaphandout.deck.pptx.package import make_reproducible
from kaphandout.deck.pptx.parts import add_manifest, add_sections, write_notes
from kaphandout.deck.pptx.properties import set_properties
from kaphandout.deck.pptx.shapes import Canvas
from kaphandout.deck.templates.contract import Template, own_template
from kaphandout.deck.text_keys import shown_texts
from kaphandout.design.palette import clinic_colours
from kaphandout.diagnostics import raise_errors
from kaphandout.edition.edition import Edition


def write_deck(edition: Edition, outline: DeckOutline | None = None, template: Template | None = None) -> bytes:
    """The clinicians' deck as native PPTX: all of it, or what `outline` keeps of it; on our own template of 16:9 in the
    clinic's colours, or on another.

    Raises `KaphandoutError` with every text that is too long for its place on a slide; no text is cut or shrunk to fit.
    """
    plan = plan_deck(edition, outline)
    rtl = plan.direction == "rtl"
    template = template or own_template(clinic_colours(edition.clinic), plan.language, rtl)
    layouts = template.layouts
    laid_out = lay_out(edition, plan, layouts)
    raise_errors(laid_out.problems)
    plan = laid_out.plan
    deck: Deck = Presentation(io.BytesIO(template.pptx))
    listed = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    for number, slide in enumerate(laid_out.slides, 1):
        planned = slide.plan
        style = template.styles[planned.layout]
        drawn = _empty_slide(deck, listed[style.layout])
        canvas = Canvas(drawn, layouts.layouts[planned.layout], Pen(style, plan.language, rtl, layouts.width))
        canvas.draw(slide.shapes)
        canvas.footer(plan.footer, number)
        if style.panel:
            canvas.panel(style.panel)
        drawn._element.cSld.set("name", planned.id)
        if planned.hidden:
            drawn._element.set("show", "0")
        write_notes(drawn, planned.notes, number, plan.language, rtl)
    add_sections(deck, plan, edition.code)
    add_links(deck, plan, edition.topic.references, template.styles)
    texts = shown_texts(edition, [(slide.plan, slide.shapes) for slide in laid_out.slides])
    add_manifest(deck, edition, outline or edition.topic.deck, texts)
    set_properties(deck, edition, plan)
    buffer = io.BytesIO()
    deck.save(buffer)
    return make_reproducible(buffer.getvalue(), edition.topic.about.issued)


def _empty_slide(deck: Deck, layout: SlideLayout) -> Slide:
    """A new last slide without shapes: python-pptx's own `add_slide` would first clone the layout's placeholders."""
    slide: Slide
    relation, slide = deck.part.add_slide(layout)
    deck.slides._sldIdLst.add_sldId(relation)
    return slide
