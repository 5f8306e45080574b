"""`Edition` → PPTX: plan, arrange, draw, and a package that is the same bytes on every run."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from kaphandout.deck.arrange import arrange
from kaphandout.deck.claims import shown_texts
from kaphandout.deck.geometry import load_layouts
from kaphandout.deck.links import add_links
from kaphandout.deck.package import settle
from kaphandout.deck.parts import add_manifest, add_sections, set_properties, write_notes
from kaphandout.deck.plan import plan_deck
from kaphandout.deck.shapes import Canvas
from kaphandout.deck.splitting import split_deck
from kaphandout.deck.template import layout_names, make_template
from kaphandout.edition import Edition
from kaphandout.outline import DeckOutline
from kaphandout.palette import clinic_colours
from kaphandout.problems import Problem, raise_errors


def write_deck(edition: Edition, outline: DeckOutline | None = None) -> bytes:
    """The clinicians' deck as native PPTX: all of it, or what `outline` keeps of it.

    Raises `KaphandoutError` with every text that is too long for its place on a slide; no text is cut or shrunk to fit.
    """
    outline = outline or edition.topic.deck
    plan = split_deck(edition, plan_deck(edition, outline))
    problems: list[Problem] = []
    arranged = []
    for slide in plan.slides:
        shapes, found = arrange(edition, plan, slide)
        arranged.append(shapes)
        problems += found
    raise_errors({(problem.rule, problem.place, problem.id): problem for problem in reversed(problems)}.values())

    rtl = plan.direction == "rtl"
    deck: Deck = Presentation(io.BytesIO(make_template(clinic_colours(edition.clinic), plan.language, rtl)))
    layouts = dict(zip(layout_names(), deck.slide_layouts, strict=True))
    for number, (planned, shapes) in enumerate(zip(plan.slides, arranged, strict=True), 1):
        slide = deck.slides.add_slide(layouts[planned.layout])
        canvas = Canvas(slide, load_layouts().layouts[planned.layout], plan.language, rtl)
        canvas.draw(shapes)
        canvas.footer(plan.footer, number)
        slide._element.cSld.set("name", planned.id)
        if planned.hidden:
            slide._element.set("show", "0")
        write_notes(slide, planned.notes, number, plan.language, rtl)
    add_sections(deck, plan, edition.code)
    add_links(deck, plan, edition.topic.references)
    add_manifest(deck, edition, shown_texts(edition, list(zip(plan.slides, arranged, strict=True))))
    set_properties(deck, edition, plan)
    buffer = io.BytesIO()
    deck.save(buffer)
    return settle(buffer.getvalue(), edition.topic.about.issued)
