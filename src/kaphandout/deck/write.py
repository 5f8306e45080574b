"""`Edition` → PPTX: plan, arrange, draw, and a package that is the same bytes on every run."""

from __future__ import annotations

import io

from pptx import Presentation
from pptx.presentation import Presentation as Deck

from kaphandout.deck.arrange import arrange
from kaphandout.deck.brand.adopt import adopt
from kaphandout.deck.geometry import load_layouts
from kaphandout.deck.package import settle
from kaphandout.deck.parts import add_manifest, add_sections, set_properties, write_notes
from kaphandout.deck.plan import plan_deck
from kaphandout.deck.shapes import Canvas
from kaphandout.deck.splitting import split_deck
from kaphandout.deck.templates import Template, own_template
from kaphandout.edition import Edition
from kaphandout.palette import clinic_colours
from kaphandout.problems import Problem, raise_errors


def write_deck(edition: Edition, template: Template | None = None) -> bytes:
    """The clinicians' deck as native PPTX, on our own template of 16:9 in the clinic's colours, or on another.

    Raises `KaphandoutError` with every text that is too long for its place on a slide; no text is cut or shrunk to fit.
    """
    layouts = template.layouts if template else load_layouts()
    plan = split_deck(edition, plan_deck(edition, layouts), layouts)
    rtl = plan.direction == "rtl"
    template = template or own_template(clinic_colours(edition.clinic), plan.language, rtl)
    problems: list[Problem] = []
    arranged = []
    for slide in plan.slides:
        shapes, found = arrange(edition, plan, slide, layouts)
        arranged.append(shapes)
        problems += found
    raise_errors({(problem.rule, problem.place, problem.id): problem for problem in reversed(problems)}.values())

    deck: Deck = Presentation(io.BytesIO(template.pptx))
    listed = [layout for master in deck.slide_masters for layout in master.slide_layouts]
    wider = layouts.width - load_layouts().width
    for number, (planned, shapes) in enumerate(zip(plan.slides, arranged, strict=True), 1):
        slide = deck.slides.add_slide(listed[template.number(planned.layout)])
        layout = layouts.layouts[planned.layout]
        canvas = Canvas(slide, layout, plan.language, rtl)
        canvas.draw(shapes)
        canvas.footer(plan.footer, number)
        if planned.layout in template.looks:
            adopt(slide, template.looks[planned.layout], layout, rtl, wider)
        slide._element.cSld.set("name", planned.id)
        write_notes(slide, planned.notes, number, plan.language, rtl)
    add_sections(deck, plan, edition.code)
    add_manifest(deck, edition)
    set_properties(deck, edition, plan)
    buffer = io.BytesIO()
    deck.save(buffer)
    return settle(buffer.getvalue(), edition.topic.about.issued)
