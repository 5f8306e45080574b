"""`Edition` → `DeckPlan`: what stands on each slide and in its notes. Pure; knows no pptx.

Every string is a text of the edition or a label of its locale, unaltered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

from kaphandout.content.figures import Rates, Table
from kaphandout.content.model import Message
from kaphandout.content.outline import DeckOutline, Slide
from kaphandout.content.placement import evidenced
from kaphandout.content.types import Audience, Certainty
from kaphandout.deck.plan.backup import backup_table
from kaphandout.deck.plan.figures import plan_figure
from kaphandout.deck.plan.minutes import paces
from kaphandout.deck.plan.notes import plan_notes
from kaphandout.deck.plan.slides import (
    IN_WORDS,
    Cited,
    DeckPlan,
    Labelled,
    Labels,
    QuoteSlide,
    ReferencesSlide,
    SlidePlan,
    StatementSlide,
    TitleSlide,
    Voice,
    Words,
    figure_slide,
    in_words,
)
from kaphandout.edition.edition import Edition

_DRAWN_AS = {"section": StatementSlide, "twin": QuoteSlide}
"""How slides are drawn that have no look of their own."""


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
            given = {one.name: getattr(words, one.name) for one in fields(SlidePlan)}
            return TitleSlide(**given, subtitle=_about(edition, "subtitle"), facts=tuple(_facts(edition)))
        case "references":
            given = {one.name: getattr(words, one.name) for one in fields(SlidePlan)}
            return ReferencesSlide(**given, references=(_references(edition, outline),))
        case "backup":
            return figure_slide(words, backup_table(edition, slide.figure))
        case "chart" | "table" | "diagram" | "figure" if slide.figure:
            return figure_slide(words, plan_figure(edition, slide.figure))
        case layout:
            return in_words(_DRAWN_AS.get(layout) or IN_WORDS[layout], words)


def _words(edition: Edition, slide: Slide, pace: str | None) -> SlidePlan:
    """What every kind of slide has."""
    title = edition.message(slide.title) if slide.title else None
    hidden = slide.layout == "backup"
    keys = [] if hidden else cited_keys(edition, slide)
    certainty = title.certainty if title and title.evidence else None
    return SlidePlan(
        id=slide.id,
        title=_title(edition, slide),
        section=slide.section,
        kicker=_section(edition, slide, Audience.CLINICIAN) if slide.section and slide.layout != "section" else None,
        points=tuple(_points(edition, slide)),
        patient=tuple(_voice(edition.message(id)) for id in slide.patient),
        cited=tuple(dict.fromkeys(str(edition.topic.references[key].short) for key in keys)),
        certainty=certainty,
        certainty_words=_certainty(edition, certainty) if certainty else "",
        notes=plan_notes(edition, slide, keys, pace),
        hidden=hidden,
    )


def _title(edition: Edition, slide: Slide) -> Words:
    """The talk's title, the headline of the slide's message, the section's heading or, on a twin, its question."""
    if slide.layout == "title":
        return _about(edition, "title")
    if slide.title:
        return _headline(edition.message(slide.title))
    return _section(edition, slide, Audience.CLINICIAN if slide.layout == "section" else Audience.PATIENT)


def _section(edition: Edition, slide: Slide, audience: Audience) -> Words:
    key = f"section.{slide.section}.{audience}"
    return Words(edition.texts[key], key)


def _certainty(edition: Edition, certainty: Certainty) -> str:
    return edition.locale.terms.evidence_level.format(certainty=edition.locale.certainty[certainty])


def _about(edition: Edition, field: str) -> Words:
    return Words(edition.texts[f"about.clinician.{field}"], f"about.clinician.{field}")


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
        yield _section(edition, slide, Audience.PATIENT)


def _voice(message: Message) -> Voice:
    assert message.patient
    key = f"message.{message.id}.patient"
    lead = message.patient.lead
    return Voice(Words(message.patient.text, f"{key}.text"), Words(lead, f"{key}.lead") if lead else None)


def _facts(edition: Edition) -> Iterator[Labelled]:
    about, terms, texts = edition.topic.about, edition.locale.terms, edition.texts
    yield Labelled(terms.about_publisher, about.publisher)
    yield Labelled(terms.about_issued, texts["about.issued"])
    yield Labelled(terms.about_review, texts["about.review"])
    yield Labelled(terms.about_version, about.version)
    yield Labelled(terms.about_document, terms.edition.format(code=edition.code))
    yield Labelled(terms.about_approver, edition.approval)


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
