"""A clinic's profile held against a topic: its own numbers and words, its countries, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaphandout.content.model import Clinic, Country, Topic
from kaphandout.content.paths import meant
from kaphandout.diagnostics import Diagnostic, Place, error


def faults(topic: Topic, clinic: Clinic, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """What a clinic sets for this topic and may not; `places` are those of its profile's entries."""
    yield from _facts(topic, clinic, places)
    yield from _fields(topic, clinic, places)


def _facts(topic: Topic, clinic: Clinic, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """The values that a clinic gives for this topic's facts and may not."""
    file, id = Place(f"content/clinics/{clinic.id}.yaml"), topic.about.id
    allowed = [name for name, fact in topic.facts.items() if fact.clinic_may_change]
    for name, value in clinic.facts.get(id, {}).items():
        place, fact = places.get(f"clinic.facts.{id}.{name}", file), topic.facts.get(name)
        if fact is None:
            which = ", ".join(allowed) or "none of its facts"
            words = f"topic {id!r} has no fact {name!r}{meant(name, allowed)}; a clinic may set: {which}"
            yield error("unknown-fact", place, name, words)
        elif fact.clinic_may_change is None:
            words = f"fact {name!r} is not for a clinic to change: take it out, or allow it in facts.yaml"
            yield error("fixed-fact", place, name, words)
        else:
            (least, most), numbers = fact.clinic_may_change, value if isinstance(value, tuple) else (value,)
            if not least <= min(numbers) <= max(numbers) <= most:
                words = f"fact {name!r} ({fact.unit}) may be from {least:g} to {most:g} here: correct the number"
                yield error("clinic-fact-range", place, name, words)


def _fields(topic: Topic, clinic: Clinic, places: Mapping[str, Place]) -> Iterator[Diagnostic]:
    """The fields that a clinic fills in for this topic and that it does not have."""
    file, id = Place(f"content/clinics/{clinic.id}.yaml"), topic.about.id
    for name in clinic.fields.get(id, {}):
        if name not in topic.fields:
            known = ", ".join(topic.fields) or "it has none"
            words = f"topic {id!r} has no field {name!r}{meant(name, topic.fields)}; its fields: {known}"
            yield error("unknown-field", places.get(f"clinic.fields.{id}.{name}", file), name, words)


def countries_of(
    topic: Topic, clinic: Clinic, countries: Mapping[str, Country], places: Mapping[str, Place]
) -> tuple[tuple[Country, ...], list[Diagnostic]]:
    """The countries of a clinic, each with the crisis lines that the topic needs; and what is not known of them."""
    file = Place(f"content/clinics/{clinic.id}.yaml")
    needs_lines = topic.about.emergency.kind == "mental-health"
    problems = []
    for index, code in enumerate(clinic.countries):
        place = places.get(f"clinic.countries.{index}", file)
        if code not in countries:
            words = f"no crisis lines are known for country {code!r} (known: {', '.join(countries)})"
            words += ": add it to countries.yaml with its source; no number is guessed"
            problems.append(error("unknown-country", place, code, words))
        elif needs_lines and not countries[code].lines:
            words = f"country {code!r} has no crisis lines in countries.yaml, and this topic needs them: add one"
            problems.append(error("no-crisis-line", place, code, words))
    known = [countries[code] for code in clinic.countries if code in countries]
    return tuple(one if needs_lines else one.model_copy(update={"lines": ()}) for one in known), problems


def unknown_countries(topic: Topic, countries: Mapping[str, Country]) -> Iterator[Diagnostic]:
    """Wordings for countries that are not in `countries.yaml`, whose clinics there cannot be."""
    for message in topic.messages.values():
        for code in [code for code in message.by_country if code not in countries]:
            words = (
                f"country {code!r} is not in countries.yaml ({', '.join(countries)}): mend the code, or add it there"
            )
            yield error("unknown-country", topic.place(f"message.{message.id}.by_country.{code}"), message.id, words)


def local_places(topic: Topic, country: str | None) -> dict[str, Place]:
    """The places of a country's own wordings, by the keys that they take over."""
    places = {}
    for id in topic.messages:
        local = f"message.{id}.by_country.{country}."
        for key in [key for key in topic.places if key.startswith(local)]:
            places[f"message.{id}.{key.removeprefix(local)}"] = topic.places[key]
    return places
