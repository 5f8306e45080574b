"""`Topic` → what each statement says and rests on, so that a later change of any of it is seen.

A statement is a message (`off-label`), a figure (`figure.cascade`), or which of them leaflet and deck show under which
titles (`topic.outline`). Texts count as they stand in the files, before a clinic's own quantities are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kaphandout.content.hashing import canonical_json, fingerprint, mark
from kaphandout.content.model import Fact, Message, Topic
from kaphandout.content.model.figures import Rates
from kaphandout.content.outline import deck_prefixes, leaflet_prefixes
from kaphandout.content.placement import in_deck, in_leaflet
from kaphandout.content.types import NAMED, text_fields

OUTLINE = "topic.outline"


@dataclass(frozen=True, slots=True)
class Provenance:
    """One statement: the texts of each audience by key, `rests_on` (`fact.x`, `term.y`, `reference.z`, `claim.S1`).

    A fact is told as its value (`about 40 minutes`), what is longer as its mark. `degrees` is how sure it is, and what
    else the reader is told beside the words.
    """

    patient: Mapping[str, str]
    clinician: Mapping[str, str]
    rests_on: Mapping[str, str]
    degrees: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of all that a signer answers for."""
        return fingerprint(canonical_json([self.patient, self.clinician, self.rests_on, self.degrees]))

    @property
    def patient_mark(self) -> str | None:
        """The mark of the patients' wording, None if there is none."""
        return mark(self.patient) if self.patient else None

    @property
    def clinician_mark(self) -> str | None:
        """The mark of the clinicians' wording, None if there is none."""
        return mark(self.clinician) if self.clinician else None


def provenance_of(topic: Topic) -> dict[str, Provenance]:
    """Every statement of a topic as it was loaded, by its id, in the order of the files."""
    bases = {
        id: _basis(topic, _texts(message), message.all_evidence, message.claims, _degrees(message))
        for id, message in topic.messages.items()
    }
    for id, figure in topic.figures.items():
        facts = [name for row in figure.rows for name in row.facts] if isinstance(figure, Rates) else []
        degrees = [str(step.certainty) for step in getattr(figure, "steps", ())]
        bases[f"figure.{id}"] = _basis(topic, _texts(figure), figure.evidence, (), degrees, facts)
    bases[OUTLINE] = _outline(topic)
    return bases


def placed_statements(topic: Topic) -> tuple[str, ...]:
    """The ids of the statements that an outline places, in the order of the files."""
    placed = {OUTLINE, *in_deck(topic.deck).statements}
    placed = placed.union(*(in_leaflet(outline).statements for outline in topic.outlines.values()))
    known = [*topic.messages, *(f"figure.{id}" for id in topic.figures), OUTLINE]
    return tuple(id for id in known if id in placed)


def key_of(statement: str) -> str:
    """The key under which a statement's place is kept: `off-label` → `message.off-label`."""
    if statement == OUTLINE:
        return "about"
    return statement if "." in statement else f"message.{statement}"


def _degrees(message: Message) -> list[str]:
    local = [f"{code} {said.certainty}" for code, said in message.by_country.items() if said.certainty]
    return [str(message.certainty or ""), *message.audiences, *local]


def _texts(record: Any) -> dict[str, str]:
    return {key.removeprefix("."): str(text) for key, text in text_fields("", record)}


def _basis(
    topic: Topic,
    texts: Mapping[str, str],
    evidence: Iterable[str],
    claims: Iterable[str],
    degrees: Iterable[str],
    facts: Iterable[str] = (),
) -> Provenance:
    patient = {key: text for key, text in texts.items() if "patient" in key.split(".")}
    clinician = {key: text for key, text in texts.items() if key not in patient}
    named = [found for text in texts.values() if "{" in text for found in NAMED.findall(text)]
    used = sorted({*facts, *(name for kind, name in named if kind == "fact")})
    terms = sorted({name for kind, name in named if kind == "term"})
    grounds = dict(_grounds(topic, used, terms, evidence, claims))
    return Provenance(patient, clinician, grounds, tuple(map(str, degrees)))


def _grounds(
    topic: Topic, facts: Iterable[str], terms: Iterable[str], evidence: Iterable[str], claims: Iterable[str]
) -> Iterator[tuple[str, str]]:
    """What there is of the facts, hard words, references and claims; what there is not, `check_links` tells."""
    references = {*evidence}
    for name in facts:
        if fact := topic.facts.get(name):
            references |= {*fact.evidence}
            yield f"fact.{name}", _value(fact)
    for name in terms:
        if term := topic.terms.get(name):
            yield f"term.{name}", mark([term.term, term.meaning])
    for key in sorted(references):
        if reference := topic.references.get(key):
            yield f"reference.{key}", mark([reference.full, reference.verified, reference.unseen])
    for id in claims:
        if claim := topic.claims.get(id):
            yield f"claim.{id}", claim.sha256[:16]


def _value(fact: Fact) -> str:
    """A fact's value in plain words of its own: `about 40 minutes`, `3 to 5 minutes`."""
    told = {"name", "value", "unit", "evidence", "note", "about", "waive"}
    more = fact.model_dump(exclude_defaults=True, exclude=told)
    numbers = fact.numbers
    words = f"{'about ' if fact.about else ''}{' to '.join(f'{number:g}' for number in numbers)} {fact.unit}"
    return words + "".join(f", {_plain(name.replace('_', ' '), value)}" for name, value in more.items())


def _plain(name: str, value: Any) -> str:
    if value is True:
        return name
    return f"{name} {' to '.join(f'{number:g}' for number in value) if isinstance(value, tuple) else value}"


def _outline(topic: Topic) -> Provenance:
    """The titles, the headings, and what is placed in which order."""
    about = topic.about
    shown = {name: mark(list(leaflet_prefixes(outline))) for name, outline in topic.outlines.items()}
    titles = _texts({"patient": about.patient, "clinician": about.clinician})
    headings = {key: str(text) for section in about.sections for key, text in text_fields(section.id, section)}
    labels = {f"field.{field.name}.patient": str(field.label) for field in topic.fields.values()}
    lead = {"emergency.patient": f"{about.emergency.kind}: {about.emergency.lead or ''}"}
    texts = {**titles, **headings, **labels, **lead}
    patient = {key: text for key, text in texts.items() if "patient" in key.split(".")}
    clinician = {key: text for key, text in texts.items() if key not in patient}
    order = {f"outline.{name}": value for name, value in shown.items()}
    return Provenance(patient, clinician, {**order, "outline.deck": mark(list(deck_prefixes(topic.deck)))})
