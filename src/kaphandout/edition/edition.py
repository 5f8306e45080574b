"""Topic + locale + clinic → `Edition`: the final strings of both audiences, their keys, and the edition code.

Pure: no files, no clock. An edition holds both audiences, because the deck also shows what the patient reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from kaphandout.content.locale import Locale
from kaphandout.content.model import Clinic, Country, Message, Topic
from kaphandout.content.placement import deck_texts, leaflet_texts
from kaphandout.content.signoff import SignOff
from kaphandout.content.types import Audience, Certainty, text_fields
from kaphandout.content.unfinished import MARK
from kaphandout.diagnostics import KaphandoutError, Place
from kaphandout.edition.approval import approvals
from kaphandout.edition.codes import edition_code
from kaphandout.edition.profile import countries_of, faults, local_places, unknown_countries
from kaphandout.edition.provenance import OUTLINE, Provenance, provenance_of
from kaphandout.edition.rendering import Renderer, with_value


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be printed, resolved: records whose every `Text` is final.

    `texts` holds the same strings by key (`message.nmda-switch.patient.text`); `placed` says which keys the whole
    leaflet and the deck must show. `bases` is what each statement says and rests on, before a clinic's quantities;
    `approvals` are the sign-offs that cover all that is shown: none means not yet clinically reviewed.
    """

    topic: Topic
    locale: Locale
    clinic: Clinic
    countries: tuple[Country, ...]
    texts: Mapping[str, str]
    placed: Mapping[str, tuple[str, ...]]
    code: str
    bases: Mapping[str, Provenance]
    approvals: tuple[SignOff, ...]

    @property
    def outlines(self) -> Mapping[str, str]:
        """A mark of each outline: the same words placed otherwise are another edition."""
        return self.bases[OUTLINE].rests_on

    @property
    def approval(self) -> str:
        """Who approved the text, in which role and when; or that nobody has yet."""
        return self.texts.get("about.approval", self.locale.terms.not_reviewed)

    @property
    def marking(self) -> str:
        """What every page and slide says beside the edition code: that it is a draft, or not approved; else empty."""
        if self.draft:
            return self.locale.terms.draft
        return "" if self.approvals else self.locale.terms.not_reviewed

    @property
    def draft(self) -> bool:
        """Whether something in it is still to be written, or rests on a reference that nobody has seen."""
        unseen = any(self.topic.references[key].verified == "memory" for key in cited(self.topic))
        return unseen or self.unfinished

    @property
    def unfinished(self) -> bool:
        """Whether something that can be shown is still to be written."""
        return any(MARK.search(text) for text in self.texts.values())

    def message(self, id: str) -> Message:
        return self.topic.messages[id]

    def quantity(self, fact: str, audience: Audience) -> str:
        """A fact in the words of an audience."""
        return self.texts[f"fact.{fact}.{audience}"]

    def number(self, fact: str) -> float:
        """The number of a fact as published; of a range, its middle."""
        numbers = self.topic.facts[fact].numbers
        return sum(numbers) / len(numbers)

    def in_group(self, fact: str) -> int:
        """How many people in the fact's group (`per`) it concerns; at least 1 if it happens at all."""
        exact = self.number(fact) * self.topic.facts[fact].per / 100
        return max(round(exact), 1) if exact else 0


def cited(topic: Topic) -> set[str]:
    """The references on which a message, figure or fact rests."""
    records = (*topic.messages.values(), *topic.facts.values(), *topic.figures.values())
    return {key for record in records for key in record.evidence if key in topic.references}


def make_edition(
    topic: Topic,
    locale: Locale,
    clinic: Clinic,
    countries: Mapping[str, Country],
    clinic_places: Mapping[str, Place] | None = None,
) -> Edition:
    """Resolve all texts of `topic` in a language and for a clinic, whose entries stand at `clinic_places`.

    Raises `KaphandoutError` for an unknown fact, word or country and for stray braces, each with its place.
    """
    places = clinic_places or {}
    known, problems = countries_of(topic, clinic, countries, places)
    problems += [*faults(topic, clinic, places), *unknown_countries(topic, countries)]
    country = known[0].code if len(known) == 1 else None
    resolver = Renderer(topic, locale, clinic)
    messages = {
        id: resolver.record(f"message.{id}", record).in_country(country) for id, record in topic.messages.items()
    }
    figures = {id: resolver.record(f"figure.{id}", record) for id, record in topic.figures.items()}
    problems += resolver.problems
    if problems:
        raise KaphandoutError(problems)
    given = clinic.facts.get(topic.about.id, {})
    facts = {name: with_value(fact, given) for name, fact in topic.facts.items()}
    resolved = replace(
        topic,
        messages=messages,
        figures=figures,
        facts=facts,
        places={**topic.places, **places, **local_places(topic, country)},
    )
    bases = provenance_of(topic)
    approved = approvals(topic, bases)
    texts = dict(_all_texts(resolved, locale, clinic, known))
    if approved:  # else a label of the locale stands in its place
        texts["about.approval"] = _approval(locale, approved)
    placed = {
        "leaflet": leaflet_texts(resolved, texts, topic.leaflet),
        "deck": deck_texts(resolved, texts, topic.deck),
    }
    code = edition_code({**texts, **bases[OUTLINE].rests_on})
    return Edition(resolved, locale, clinic, known, texts, placed, code, bases, approved)


def _approval(locale: Locale, approved: Iterable[SignOff]) -> str:
    """Each signer once, with the role and the day."""
    said = {
        (signoff.by, signoff.role): locale.terms.approved.format(
            by=signoff.by, role=signoff.role.replace("-", " "), date=locale.date(signoff.day)
        )
        for signoff in sorted(approved, key=lambda signoff: signoff.day)
    }
    return "; ".join(said.values())


def _all_texts(
    topic: Topic, locale: Locale, clinic: Clinic, countries: tuple[Country, ...]
) -> Iterator[tuple[str, str]]:
    yield from text_fields("about", topic.about.model_copy(update={"sections": ()}))
    yield "about.issued", locale.date(topic.about.issued)
    yield "about.review", locale.date(topic.about.review)
    for section in topic.about.sections:
        yield from text_fields(f"section.{section.id}", section)
    for message in topic.messages.values():
        yield from text_fields(f"message.{message.id}", message.model_copy(update={"by_country": {}}))
    for figure in topic.figures.values():
        yield from text_fields(f"figure.{figure.id}", figure)
    given = clinic.fields.get(topic.about.id, {})
    for clinic_field in topic.fields.values():
        yield f"field.{clinic_field.name}.label", clinic_field.label
        if clinic_field.name in given:
            yield f"field.{clinic_field.name}.value", given[clinic_field.name]
    for fact in topic.facts.values():
        for audience in Audience:
            yield f"fact.{fact.name}.{audience}", locale.quantity(fact, audience)
        if fact.interval:
            yield f"fact.{fact.name}.interval", locale.quantity(fact, Audience.CLINICIAN, fact.interval)
        if not isinstance(fact.value, tuple):
            yield f"fact.{fact.name}.number", locale.number(fact.value)
    for reference in topic.references.values():
        if reference.verified != "memory":
            yield from text_fields(f"reference.{reference.key}", reference)
    yield from text_fields("clinic", clinic.model_copy(update={"fields": {}}))
    for country in countries:
        yield from text_fields(f"country.{country.code}", country)
        yield f"country.{country.code}.last_checked", locale.date(country.last_checked)
    for certainty in Certainty:
        yield f"locale.certainty.{certainty}", locale.certainty[certainty]
