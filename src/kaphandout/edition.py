"""Topic + locale + clinic → `Edition`: the final strings of both audiences, their ids, the edition code, the manifest.

Pure: no files, no clock. An edition holds both audiences, because the deck also shows what the patient reads.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kaphandout.approval import approvals
from kaphandout.basis import OUTLINE, Basis, bases_of
from kaphandout.codes import edition_code
from kaphandout.confirmed import SignOff
from kaphandout.figures import Rates
from kaphandout.locales import Locale
from kaphandout.model import Clinic, Country, Fact, Message, Topic
from kaphandout.outline import DeckOutline, LeafletOutline, deck_prefixes, leaflet_prefixes
from kaphandout.problems import KaphandoutError, Place, Problem, error
from kaphandout.text import Audience, Certainty, Record, Text, text_fields


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
    bases: Mapping[str, Basis]
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
        """What every page and slide says beside the edition code while the text is not approved; else empty."""
        return "" if self.approvals else self.locale.terms.not_reviewed

    def message(self, id: str) -> Message:
        return self.topic.messages[id]

    def quantity(self, fact: str, audience: Audience) -> str:
        """A fact in the words of an audience."""
        return self.texts[f"fact.{fact}.{audience}"]

    def number(self, fact: str) -> float:
        """The number of a fact that is one number, as published."""
        value = self.topic.facts[fact].value
        return value if isinstance(value, (int, float)) else sum(value) / len(value)


def make_edition(
    topic: Topic,
    locale: Locale,
    clinic: Clinic,
    countries: Mapping[str, Country],
    clinic_places: Mapping[str, Place] | None = None,
) -> Edition:
    """Resolve all texts of `topic` in a language and for a clinic, whose entries stand at `clinic_places`.

    Raises `KaphandoutError` for an unknown fact, word or country and for faults of Jinja, each with its place.
    """
    known, problems = _countries(clinic, countries, clinic_places or {})
    resolver = _Resolver(topic, locale, clinic)
    messages = {id: resolver.record(f"message.{id}", record) for id, record in topic.messages.items()}
    figures = {id: resolver.record(f"figure.{id}", record) for id, record in topic.figures.items()}
    problems += [*resolver.problems, *_fixed_facts(topic, clinic, clinic_places or {})]
    if problems:
        raise KaphandoutError(problems)
    facts = {name: _with_clinic_value(fact, clinic) for name, fact in topic.facts.items()}
    resolved = replace(topic, messages=messages, figures=figures, facts=facts)
    bases = bases_of(topic)
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




class _ByName:
    """What `fact` and `term` are inside a text: attributes by name, for one audience. An unknown name is an error."""

    def __init__(self, kind: str, words: Mapping[str, str]):
        self._kind, self._words = kind, words

    def __getitem__(self, name: str) -> str:
        if name not in self._words:
            raise UndefinedError(f"there is no {self._kind} {name!r}")
        return self._words[name]


class _NamesOnly(ImmutableSandboxedEnvironment):
    """Texts name facts and words; they calculate nothing, so that none can take all the memory."""

    intercepted_binops = frozenset(ImmutableSandboxedEnvironment.default_binop_table)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ARG002  (the base's)
        raise SecurityError(f"{operator!r} is not for texts: write the quantity as a fact")


class _Resolver:
    """Renders the `Text`s of records, keeping every problem."""

    def __init__(self, topic: Topic, locale: Locale, clinic: Clinic):
        self.topic = topic
        self.problems: list[Problem] = []
        self.environment = _NamesOnly(undefined=StrictUndefined)
        self.names = {audience: _names(topic, locale, clinic, audience) for audience in Audience}

    def record(self, key: str, record: Any) -> Any:
        """A copy of `record` with every text rendered for the audience that its key names (else for clinicians)."""
        if isinstance(record, Text):
            return self._text(key, record)
        if isinstance(record, Record):
            changed = {name: self.record(f"{key}.{name}", getattr(record, name)) for name in type(record).model_fields}
            return record.model_copy(update=changed)
        if isinstance(record, tuple):
            return tuple(self.record(f"{key}.{index}", item) for index, item in enumerate(record))
        return record

    def _text(self, key: str, source: Text) -> Text:
        if "{" not in source:
            return source
        audience = Audience.PATIENT if ".patient" in key else Audience.CLINICIAN
        try:
            return Text(self.environment.from_string(source).render(self.names[audience]))
        except UndefinedError as exc:
            self._problem("unknown-name", key, f"{exc.message}: facts stand in facts.yaml, hard words in glossary.yaml")
        except TemplateSyntaxError as exc:
            self._problem("jinja", key, f"the braces cannot be read: {exc.message}")
        except (TemplateError, ArithmeticError, TypeError, ValueError) as exc:
            self._problem("jinja", key, f"the braces cannot be worked out: {exc}")
        return source

    def _problem(self, rule: str, key: str, message: str) -> None:
        self.problems.append(error(rule, self.topic.place(key), key, f"{key}: {message}"))


def _names(topic: Topic, locale: Locale, clinic: Clinic, audience: Audience) -> dict[str, _ByName]:
    facts = {
        name: locale.quantity(_with_clinic_value(fact, clinic), audience) for name, fact in topic.facts.items()
    }
    patient = audience is Audience.PATIENT
    terms = {name: f"{t.term} ({t.meaning})" if patient else str(t.term) for name, t in topic.terms.items()}
    return {"fact": _ByName("fact", facts), "term": _ByName("hard word", terms)}


def _with_clinic_value(fact: Fact, clinic: Clinic) -> Fact:
    if fact.clinic_may_change and fact.name in clinic.facts:
        return fact.model_copy(update={"value": clinic.facts[fact.name]})
    return fact


def _fixed_facts(topic: Topic, clinic: Clinic, places: Mapping[str, Place]) -> Iterator[Problem]:
    file = Place(f"content/clinics/{clinic.id}.yaml")
    for name in clinic.facts:
        if name in topic.facts and not topic.facts[name].clinic_may_change:
            words = f"fact {name!r} is not for a clinic to change: take it out, or allow it in facts.yaml"
            yield error("fixed-fact", places.get(f"clinic.facts.{name}", file), name, words)


def _countries(
    clinic: Clinic, countries: Mapping[str, Country], places: Mapping[str, Place]
) -> tuple[tuple[Country, ...], list[Problem]]:
    file = Place(f"content/clinics/{clinic.id}.yaml")
    known = ", ".join(countries)
    problems = [
        error(
            "unknown-country", places.get(f"clinic.countries.{index}", file), code,
            f"no crisis lines are known for country {code!r} (known: {known}): "
            "add it to countries.yaml with its source; no number is guessed",
        )
        for index, code in enumerate(clinic.countries)
        if code not in countries
    ]
    return tuple(countries[code] for code in clinic.countries if code in countries), problems


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
        yield from text_fields(f"message.{message.id}", message)
    for figure in topic.figures.values():
        yield from text_fields(f"figure.{figure.id}", figure)
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
    yield from text_fields("clinic", clinic)
    for country in countries:
        yield from text_fields(f"country.{country.code}", country)
        yield f"country.{country.code}.last_checked", locale.date(country.last_checked)
    for certainty in Certainty:
        yield f"locale.certainty.{certainty}", locale.certainty[certainty]


def leaflet_texts(topic: Topic, texts: Mapping[str, str], outline: LeafletOutline) -> tuple[str, ...]:
    """The keys of the texts that a leaflet by `outline` must show, in reading order."""
    return tuple(_expand(topic, texts, leaflet_prefixes(outline), Audience.PATIENT))


def _crisis_lines(keys: list[str]) -> list[str]:
    """Of several countries the name comes first, and each line's name before its number; of one, what to call first."""
    countries = dict.fromkeys(key.split(".")[1] for key in keys)
    if len(countries) > 1:
        names = [f"country.{code}.name" for code in countries]
        return [key for name in names for key in (name, *_below(keys, name)) if key in keys]
    lines = dict.fromkeys(key.rpartition(".")[0] for key in keys if ".lines." in key)
    heads = [key for key in keys if key.endswith(".emergency")]
    return [*heads, *(key for line in lines for key in (f"{line}.how", f"{line}.name") if key in keys)]


def _below(keys: list[str], name: str) -> list[str]:
    country = name.rpartition(".")[0]
    return [key for key in keys if key.startswith(f"{country}.") and key != name]


def deck_texts(topic: Topic, texts: Mapping[str, str], outline: DeckOutline) -> tuple[str, ...]:
    """The keys of the texts that a deck by `outline` must show: those of its slides, then those of its backup."""
    prefixes = [*deck_prefixes(outline)]
    if any(slide.layout == "backup" and not slide.figure for slide in outline.slides):
        prefixes += [f"message.{message.id}.clinician.headline" for message in evidenced(topic)]
    return tuple(_expand(topic, texts, prefixes, Audience.CLINICIAN))


def evidenced(topic: Topic) -> list[Message]:
    """The messages to clinicians that rest on references, in the order of the sections."""
    order = {section.id: number for number, section in enumerate(topic.about.sections)}
    found = [message for message in topic.messages.values() if message.clinician and message.evidence]
    return sorted(found, key=lambda message: order.get(topic.section_of[message.id], len(order)))


def _expand(topic: Topic, texts: Mapping[str, str], prefixes: Iterable[str], audience: Audience) -> list[str]:
    """The full keys of what is placed: below a figure, those of the audience and the figure's facts."""
    keys: dict[str, None] = {}
    for prefix in prefixes:
        below = [key for key in texts if key == prefix or key.startswith(prefix + ".")]
        if prefix == "country":  # one date is printed for all
            below = _crisis_lines([key for key in below if not key.endswith(".last_checked")])
        if prefix.startswith("figure."):
            below = [key for key in below if f".{audience}" in key]
            figure = topic.figures[prefix.removeprefix("figure.")]
            if audience is Audience.PATIENT:  # a leaflet's figure is real text, and needs no alternative
                below = [key for key in below if ".alt." not in key]
            if isinstance(figure, Rates):
                form = "patient" if audience is Audience.PATIENT else "number"
                for row in figure.rows:  # each row's numbers after its name
                    label = f"{prefix}.rows.{row.id}.label.{audience}"
                    place = below.index(label) + 1
                    below[place:place] = [f"fact.{fact}.{form}" for fact in row.facts]
        keys |= dict.fromkeys(below)
    return list(keys)
