"""Answers about a clinic → its profile, with its logo, and as comments all that it may change of each topic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaphandout.content.loader import load_topic, topic_ids
from kaphandout.content.logo import logo_address
from kaphandout.content.model import Clinic, Topic
from kaphandout.design.palette import check_colour
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, Severity, raise_errors
from kaphandout.scaffold.filling import Files, fill


@dataclass(frozen=True, slots=True)
class ReadyClinic:
    """The files of a new profile, and what a person should know of its colour."""

    files: Files
    notes: tuple[Diagnostic, ...]


def clinic_files(content: Path, clinic: Clinic, logo: Path | None) -> ReadyClinic:
    """The profile of a clinic and a copy of its logo.

    Raises `KaphandoutError` for a logo or a colour that cannot be used, each with what would do.
    """
    place = Place("the command line")
    verdict = tuple(check_colour(clinic, place))
    raise_errors([*verdict, *(_logo_faults(logo, clinic, place) if logo else ())])
    folder = content / "clinics"
    files: dict[Path, bytes] = {}
    if logo:
        clinic = clinic.model_copy(update={"logo": f"{clinic.id}-logo{logo.suffix.lower()}"})
        files[folder / str(clinic.logo)] = logo.read_bytes()
    topics, broken = _topics(content)
    values = {"facts": [*_facts(topics)], "fields": [*_fields(topics)], "broken": broken}
    profile = fill("clinic.yaml.j2", clinic=clinic, **values)
    return ReadyClinic({folder / f"{clinic.id}.yaml": profile, **files}, verdict)


def _logo_faults(logo: Path, clinic: Clinic, place: Place) -> tuple[Diagnostic, ...]:
    """What keeps a picture from being a logo."""
    try:
        logo_address(logo.parent, clinic.model_copy(update={"logo": logo.name}), place)
    except KaphandoutError as exc:
        return exc.problems
    return ()


def verdict_words(clinic: Clinic, notes: Iterable[Diagnostic]) -> str:
    """What becomes of the clinic's colour, in a sentence."""
    if clinic.colour is None:
        return "No colour was given: the leaflet keeps its own."
    return next(
        (note.message for note in notes if note.severity is Severity.NOTE), f"{clinic.colour} is used as it is."
    )


def _topics(content: Path) -> tuple[list[Topic], list[str]]:
    """The topics that can be read, and the ids of the others."""
    topics, broken = [], []
    for id in topic_ids(content):
        try:
            topics.append(load_topic(content, id))
        except KaphandoutError:
            broken.append(id)
    return topics, broken


def _facts(topics: Iterable[Topic]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """By topic the facts that a clinic may change: name, value as YAML, unit and limits."""
    for topic in topics:
        facts = [fact for fact in topic.facts.values() if fact.clinic_may_change]
        told: list[dict[str, object]] = [
            {
                "name": fact.name,
                "value": f"{fact.numbers[0]:g}"
                if len(fact.numbers) == 1
                else f"[{', '.join(f'{n:g}' for n in fact.numbers)}]",
                "unit": fact.unit.replace("_", " "),
                "least": f"{fact.clinic_may_change[0]:g}",
                "most": f"{fact.clinic_may_change[1]:g}",
                "note": fact.note,
            }
            for fact in facts
            if fact.clinic_may_change
        ]
        if told:
            yield topic.about.id, told


def _fields(topics: Iterable[Topic]) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """By topic the fields that a clinic fills in, with what others write there."""
    for topic in topics:
        if topic.fields:
            yield (
                topic.about.id,
                [
                    {"name": field.name, "label": str(field.label), "suggestions": field.suggestions}
                    for field in topic.fields.values()
                ],
            )
