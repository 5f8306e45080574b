"""`Edition` → `DeckPlan`: what is on each slide and in its notes. Pure; knows no pptx.

Every string is a text of the edition or a label of its locale, unaltered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from kaphandout.content.figures import Rates, Table
from kaphandout.content.model import Message
from kaphandout.content.outline import DeckOutline, Slide
from kaphandout.content.placement import evidenced
from kaphandout.deck.plan.backup import backup_table
from kaphandout.deck.plan.figures import plan_figure
from kaphandout.deck.plan.minutes import paces
from kaphandout.deck.plan.notes import plan_notes
from kaphandout.deck.plan.slides import (
    Bars,
    Chain,
    Cited,
    DeckPlan,
    FigureSlide,
    Grid,
    LabelledFact,
    Labels,
    ReferencesSlide,
    SlidePlan,
    TitleSlide,
    Voice,
    Words,
)
from kaphandout.edition.edition import Edition

_LAYOUTS = {"section": "statement", "twin": "quote"}
"""The layouts of slides whose kind in the outline has none of its own."""


def plan_deck(edition: Edition, outline: DeckOutline | None = None) -> DeckPlan:
    """Plan all slides of an outline (else: of the whole deck), in order; all references are on one."""
    about, terms = edition.topic.about, edition.locale.terms
    outline = outline or edition.topic.deck
    pace = paces(outline.slides, edition.locale)
    slides = [_slide(edition, outline, slide, pace.get(slide.id)) for slide in outline.slides]
    return DeckPlan(
        title=about.clinician.title,
        language=edition.locale.babel.replace("_", "-"),
        direction=edition.locale.direction,
        footer=" · ".join(filter(None, [terms.edition.format(code=edition.code), edition.marking])),
        labels=Labels(terms.clinician_says, terms.patient_reads, terms.interval, terms.part, terms.notes_first),
        sections=tuple(_sections(edition, slides)),
        slides=tuple(slides),
    )


def cited_keys(edition: Edition, slide: Slide) -> list[str]:
    """The references of the messages and the figure on a slide, each once; those never seen are left out."""
    topic = edition.topic
    keys = [key for id in slide.messages() for key in topic.messages[id].evidence]
    if slide.layout == "backup" and not slide.figure:
        keys += [key for message in evidenced(topic) for key in message.evidence]
    if slide.figure:
        figure = topic.figures[slide.figure]
        keys += [*figure.evidence, *(figure.sources if isinstance(figure, Table) else ())]
        if isinstance(figure, Rates):
            keys += [key for row in figure.rows for fact in row.facts for key in topic.facts[fact].evidence]
    return [key for key in dict.fromkeys(keys) if topic.references[key].verified != "memory"]


def _slide(edition: Edition, outline: DeckOutline, slide: Slide, pace: str | None) -> SlidePlan:
    """A slide as the kind that its layout, or its figure, asks for."""
    words = _words(edition, slide, pace)
    match slide.layout:
        case "title":
            return TitleSlide(**words, subtitle=_text(edition, "about.clinician.subtitle"), facts=_facts(edition))
        case "references":
            return ReferencesSlide(**words, references=(_references(edition, outline),))
        case "backup":
            return _with_figure(words, backup_table(edition, slide.figure))
        case "chart" | "table" | "diagram" | "figure" if slide.figure:
            return _with_figure(words, plan_figure(edition, slide.figure))
        case _:
            return SlidePlan(**words)


def _with_figure(words: dict[str, Any], figure: Bars | Grid | Chain) -> FigureSlide:
    layout = {Bars: "chart", Grid: "table", Chain: "diagram"}[type(figure)]
    return FigureSlide(**words | {"layout": layout}, figure=figure)


def _words(edition: Edition, slide: Slide, pace: str | None) -> dict[str, Any]:
    """What every kind of slide has: the fields of a `SlidePlan`."""
    title = edition.message(slide.title) if slide.title else None
    hidden = slide.layout == "backup"
    keys = [] if hidden else cited_keys(edition, slide)
    certainty = title.certainty if title and title.evidence else None
    terms, certainties = edition.locale.terms, edition.locale.certainty
    kicker = slide.section and slide.layout != "section"
    return {
        "layout": _LAYOUTS.get(slide.layout, slide.layout),
        "id": slide.id,
        "title": _title(edition, slide),
        "section": slide.section,
        "kicker": _text(edition, f"section.{slide.section}.clinician") if kicker else None,
        "points": tuple(_points(edition, slide)),
        "patient": tuple(_voice(edition.message(id)) for id in slide.patient),
        "cited": tuple(dict.fromkeys(str(edition.topic.references[key].short) for key in keys)),
        "certainty": certainty,
        "certainty_words": terms.evidence_level.format(certainty=certainties[certainty]) if certainty else "",
        "notes": tuple(plan_notes(edition, slide, keys, pace)),
        "presenter": tuple(LabelledFact(getattr(terms, f"presenter_{name}"), name) for name in slide.presenter),
        "hidden": hidden,
    }


def _title(edition: Edition, slide: Slide) -> Words:
    """The talk's title, the headline of the slide's message, the section's heading or, on a twin, its question."""
    if slide.layout == "title":
        return _text(edition, "about.clinician.title")
    if slide.title:
        return _headline(edition.message(slide.title))
    return _text(edition, f"section.{slide.section}.{'clinician' if slide.layout == 'section' else 'patient'}")


def _text(edition: Edition, key: str) -> Words:
    return Words(edition.texts[key], key)


def _headline(message: Message) -> Words:
    assert message.clinician  # `check_links` has seen to it
    return Words(message.clinician.headline, f"message.{message.id}.clinician.headline")


def _points(edition: Edition, slide: Slide) -> Iterator[Words]:
    title = edition.message(slide.title) if slide.title else None
    if slide.points and title and title.clinician:
        for index, point in enumerate(title.clinician.points):
            yield Words(point, f"message.{title.id}.clinician.points.{index}")
    for id in slide.headlines:
        yield _headline(edition.message(id))
    if slide.layout == "section":
        yield _text(edition, f"section.{slide.section}.patient")


def _voice(message: Message) -> Voice:
    assert message.patient
    key = f"message.{message.id}.patient"
    lead = message.patient.lead
    return Voice(Words(message.patient.text, f"{key}.text"), Words(lead, f"{key}.lead") if lead else None)


def _facts(edition: Edition) -> tuple[LabelledFact, ...]:
    about, terms, texts = edition.topic.about, edition.locale.terms, edition.texts
    return (
        LabelledFact(terms.about_publisher, about.publisher),
        LabelledFact(terms.about_issued, texts["about.issued"]),
        LabelledFact(terms.about_review, texts["about.review"]),
        LabelledFact(terms.about_version, about.version),
        LabelledFact(terms.about_document, terms.edition.format(code=edition.code)),
        LabelledFact(terms.about_approver, edition.approval),
    )


def _references(edition: Edition, outline: DeckOutline) -> tuple[Cited, ...]:
    """All that the slides of an outline cite, numbered."""
    keys = {key for slide in outline.slides for key in cited_keys(edition, slide)}
    texts = sorted((edition.topic.references[key].full, f"reference.{key}.full") for key in keys)
    return tuple(Cited(number, Words(text, key)) for number, (text, key) in enumerate(texts, 1))


def _sections(edition: Edition, slides: Sequence[SlidePlan]) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = {section.id: section.clinician for section in edition.topic.about.sections}
    name, ids = edition.topic.about.clinician.title, list[str]()
    for slide in slides:
        begun = edition.locale.terms.backup if slide.hidden else names[slide.section] if slide.section else name
        if begun != name:
            if ids:
                yield name, tuple(ids)
            name, ids = begun, []
        ids.append(slide.id)
    yield name, tuple(ids)
