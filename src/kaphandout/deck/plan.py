"""`Edition` → `DeckPlan`: what stands on each slide and in its notes. Pure; knows no pptx.

Every string is a text of the edition or a label of its locale, unaltered.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaphandout.deck.figures import plan_figure
from kaphandout.deck.geometry import Layouts
from kaphandout.deck.notes import plan_notes
from kaphandout.deck.paging import pages
from kaphandout.deck.slides import Cited, DeckPlan, Labelled, Labels, SlidePlan, Voice, Words
from kaphandout.edition import Edition
from kaphandout.figures import Rates
from kaphandout.model import Message
from kaphandout.outline import Slide

COLUMNS = 2
"""The columns of a slide of references."""


def plan_deck(edition: Edition, layouts: Layouts | None = None) -> DeckPlan:
    """Plan all slides of `edition.topic.deck`, in order; the references may take several, as `layouts` allow."""
    about, terms = edition.topic.about, edition.locale.terms
    slides: list[SlidePlan] = []
    for slide in edition.topic.deck.slides:
        planned = _slide(edition, slide)
        slides += _reference_slides(edition, planned, layouts) if slide.layout == "references" else [planned]
    return DeckPlan(
        title=about.clinician.title,
        language=edition.locale.babel.replace("_", "-"),
        direction=edition.locale.direction,
        footer=terms.edition.format(code=edition.code),
        labels=Labels(terms.clinician_says, terms.patient_reads, terms.interval, terms.part, terms.notes_first),
        sections=tuple(_sections(edition, slides)),
        slides=tuple(slides),
    )


def cited_keys(edition: Edition, slide: Slide) -> list[str]:
    """The references of the messages and the figure on a slide, each once; those never seen are left out."""
    topic = edition.topic
    keys = [key for id in slide.messages() for key in topic.messages[id].evidence]
    if slide.figure:
        figure = topic.figures[slide.figure]
        keys += figure.evidence
        if isinstance(figure, Rates):
            keys += [key for row in figure.rows for fact in row.facts for key in topic.facts[fact].evidence]
    return [key for key in dict.fromkeys(keys) if topic.references[key].verified != "memory"]


def _slide(edition: Edition, slide: Slide) -> SlidePlan:
    title = edition.message(slide.title)
    section = next((s for s in edition.topic.about.sections if s.id == slide.section), None)
    keys = cited_keys(edition, slide)
    opening = slide.layout == "title"
    return SlidePlan(
        id=slide.id,
        layout=slide.layout,
        title=_about(edition, "title") if opening else _headline(title),
        section=slide.section,
        kicker=Words(section.clinician, f"section.{section.id}.clinician") if section else None,
        subtitle=_about(edition, "subtitle") if opening else None,
        points=tuple(_points(edition, slide)),
        patient=tuple(_voice(edition.message(id)) for id in slide.patient),
        figure=plan_figure(edition, slide.figure) if slide.figure else None,
        facts=tuple(_facts(edition)) if opening else (),
        cited=tuple(dict.fromkeys(str(edition.topic.references[key].short) for key in keys)),
        certainty=title.certainty if title.evidence else None,
        certainty_words=edition.locale.terms.evidence_level.format(certainty=edition.locale.certainty[title.certainty]),
        notes=plan_notes(edition, slide, keys),
    )


def _about(edition: Edition, field: str) -> Words:
    return Words(edition.texts[f"about.clinician.{field}"], f"about.clinician.{field}")


def _headline(message: Message) -> Words:
    assert message.clinician  # `check_links` has seen to it
    return Words(message.clinician.headline, f"message.{message.id}.clinician.headline")


def _points(edition: Edition, slide: Slide) -> Iterator[Words]:
    title = edition.message(slide.title)
    if slide.points and title.clinician:
        for index, point in enumerate(title.clinician.points):
            yield Words(point, f"message.{title.id}.clinician.points.{index}")
    for id in slide.headlines:
        yield _headline(edition.message(id))


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
    yield Labelled(terms.about_approver, about.approver or terms.not_reviewed)


def _reference_slides(edition: Edition, slide: SlidePlan, layouts: Layouts | None) -> list[SlidePlan]:
    keys = {key for other in edition.topic.deck.slides for key in cited_keys(edition, other)}
    texts = sorted((edition.topic.references[key].full, f"reference.{key}.full") for key in keys)
    cited = [Cited(number, Words(text, key)) for number, (text, key) in enumerate(texts, 1)]
    columns = pages(cited, layouts)
    groups = [columns[start : start + COLUMNS] for start in range(0, len(columns), COLUMNS)]
    part = edition.locale.terms.part
    return [_reference_slide(slide, group, number, len(groups), part) for number, group in enumerate(groups, 1)]


def _reference_slide(
    slide: SlidePlan, columns: Sequence[tuple[Cited, ...]], number: int, total: int, part: str
) -> SlidePlan:
    several, count = total > 1, part.format(n=number, total=total)
    return SlidePlan(
        id=f"{slide.id}-{number}" if several else slide.id,
        layout=slide.layout,
        title=Words(f"{slide.title.text} {count}", slide.title.key) if several else slide.title,
        section=slide.section,
        kicker=slide.kicker,
        references=tuple(columns),
        notes=slide.notes,
    )


def _sections(edition: Edition, slides: Sequence[SlidePlan]) -> Iterator[tuple[str, tuple[str, ...]]]:
    names = {section.id: section.clinician for section in edition.topic.about.sections}
    name, ids = edition.topic.about.clinician.title, list[str]()
    for slide in slides:
        if slide.section and names[slide.section] != name:
            if ids:
                yield name, tuple(ids)
            name, ids = names[slide.section], []
        ids.append(slide.id)
    yield name, tuple(ids)
