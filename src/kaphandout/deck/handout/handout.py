"""`Edition` → a handout for the audience of the talk as PDF: each slide as it looks, with its notes, two on a page.

Made without an office program: the slides are set as HTML over a drawing of their shapes, and laid out as the leaflet
is. All words are real text in reading order; hidden slides are not in it, references are listed at the end.
"""

from __future__ import annotations

import base64
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from kaphandout.content.model import Reference
from kaphandout.content.outline import DeckOutline
from kaphandout.content.placement import in_deck
from kaphandout.deck.handout.drawing import drawing
from kaphandout.deck.handout.picture import TextBlock, Typesetter, feet, is_legend
from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.layout.splitting import LaidOutDeck, lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.minutes import paces
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.plan.slides import BETWEEN, ReferencesSlide, SlidePlan
from kaphandout.deck.text_keys import HandoutSlide, handed_out
from kaphandout.design.palette import clinic_colours
from kaphandout.diagnostics import raise_errors
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.leaflet.html import fill, font_faces
from kaphandout.pdf.renderer import render_pdf

PAPERS = {"a4": (297.0, 210.0), "letter": (279.4, 215.9)}
"""Width and height of a page in mm."""
MARGIN, GUTTER = 12.0, 10.0
"""The margin of a page at its sides and the space between its two columns, in mm."""
POINT = 72 / 25.4
"""Points in a mm."""


@dataclass(frozen=True, slots=True)
class Remark:
    """A part of the notes: the label beside it (None: it is a headline of its own), and its paragraphs."""

    label: str | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A slide of the handout: the address of its drawing, its words, its notes and the references that it cites.

    `handed` is what the manifest claims of it.
    """

    id: str
    drawing: str
    blocks: tuple[TextBlock, ...]
    pace: str | None
    notes: tuple[Remark, ...]
    cited: tuple[Reference, ...]
    handed: HandoutSlide


def write_handout(edition: Edition, outline: DeckOutline | None = None) -> bytes:
    """The handout of a deck, or of what `outline` keeps of it, on A4, or on letter if the clinic's countries use that.

    PDF/A-3a and PDF/UA-1. Raises `KaphandoutError` as `write_deck` does.
    """
    outline = outline or edition.topic.deck
    hidden = [slide.id for slide in outline.slides if slide.layout == "backup"]
    shown = outline.without(hidden)
    paper = "letter" if all(country.paper == "letter" for country in edition.countries) else "a4"
    wide, tall = PAPERS[paper]
    layouts = load_layouts()
    laid_out = lay_out(edition, plan_deck(edition, shown), layouts)
    raise_errors(laid_out.problems)
    scale = (wide - 2 * MARGIN - GUTTER) / 2 * POINT / layouts.width
    closing = next((edition.message(s.title) for s in shown.slides if s.layout == "references" and s.title), None)
    listed = [slide for slide in laid_out.plan.slides if isinstance(slide, ReferencesSlide)]
    cited = [one for slide in listed for column in slide.references for one in column]
    references = {one.text.key.split(".")[1]: one.number for one in cited}
    pictures = tuple(_pictures(edition, laid_out, layouts, scale, shown))
    values: dict[str, Any] = {
        "title": laid_out.plan.title,
        "pictures": pictures,
        "height": layouts.height * scale,
        "page": (wide, tall),
        "margin": MARGIN,
        "gutter": GUTTER,
        "references": [(edition.topic.references[key], number) for key, number in references.items()],
        "listed": references.keys(),
        "closing": closing,
        "fonts": font_faces(),
    }
    html, css = fill("handout.html.j2", edition, **values), fill("handout.css.j2", edition, **values)
    handed = [picture.handed for picture in pictures]
    if closing and closing.clinician:
        wording = closing.clinician
        words = [text for text in (wording.headline, wording.say, wording.notes) if text]
        full = [edition.topic.references[key].full for key in references]
        handed.append((listed[0], (), [*words, *full]))
    shows = handed_out(edition, handed)
    manifest = build_manifest(edition, f"handout {paper}", shows, slides=in_deck(shown).by_message())
    return render_pdf(html, css, manifest, edition.topic.about.issued)


def _pictures(
    edition: Edition, deck: LaidOutDeck, layouts: Layouts, scale: float, outline: DeckOutline
) -> Iterator[SlidePicture]:
    paced = set(paces(outline.slides, edition.locale).values())
    colours, rtl = clinic_colours(edition.clinic), deck.plan.direction == "rtl"
    by_short = {str(reference.short): reference for reference in edition.topic.references.values()}
    for number, laid_out in enumerate(deck.slides, 1):
        slide = laid_out.plan
        if isinstance(slide, ReferencesSlide):
            continue
        layout = layouts.layouts[slide.layout]
        setter = Typesetter(layout, colours, scale, rtl)
        shapes = (*laid_out.shapes, *feet(layout, deck.plan.footer, number))
        svg = base64.b64encode(drawing(layout, shapes, colours, rtl)).decode("ascii")
        remarks = tuple(_remarks(edition, slide, paced))
        said = [text for remark in remarks for text in remark.texts]
        yield SlidePicture(
            id=slide.id,
            drawing=f"data:image/svg+xml;base64,{svg}",
            blocks=tuple(setter.blocks(shapes)),
            pace=next((note.text for note in slide.notes[:1] if note.text in paced), None),
            notes=remarks,
            cited=tuple(by_short[short] for short in slide.cited),
            handed=(slide, [shape for shape in shapes if not is_legend(shape)], [*said, BETWEEN.join(slide.cited)]),
        )


def _remarks(edition: Edition, slide: SlidePlan, paced: Collection[str]) -> Iterator[Remark]:
    """The notes by label, without the pace, the headline that the slide shows anyway, and the references in full."""
    terms = edition.locale.terms
    labels = {terms.notes_say, terms.notes_caveat, terms.notes_leaflet, terms.about_author, terms.about_conflicts}
    label, texts = None, list[str]()
    for note in slide.notes:
        if note.strong and note.text == terms.notes_references:
            break
        if note.text in paced:
            continue
        if not note.strong:
            texts.append(note.text)
            continue
        if texts:
            yield Remark(label, tuple(texts))
        label, texts = (note.text if note.text in labels else None), []
        if label is None and not slide.title.text.startswith(note.text):
            yield Remark(None, (note.text,))
    if texts:
        yield Remark(label, tuple(texts))
