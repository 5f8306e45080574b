"""Records with names in braces → the same records in final words, for an audience, a language and a clinic.

Texts are no program: braces hold the name of a fact or of a hard word (`{{ fact.infusion_minutes }}`) and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from kaphandout.content.locale import Locale
from kaphandout.content.model import Clinic, Fact, Topic
from kaphandout.content.paths import meant
from kaphandout.content.types import NAMED, Audience, Record, Text, text_fields
from kaphandout.diagnostics import Diagnostic, error

_WHAT = {"fact": ("fact", "facts.yaml"), "term": ("hard word", "glossary.yaml")}


class Renderer:
    """Renders the `Text`s of records, keeping every problem."""

    def __init__(self, topic: Topic, locale: Locale, clinic: Clinic):
        self.topic = topic
        self.problems: list[Diagnostic] = []
        self.words = {audience: _words(topic, locale, clinic, audience) for audience in Audience}

    def record(self, key: str, record: Any) -> Any:
        """A copy of `record` with every text rendered for the audience that its key names (else for clinicians)."""
        if isinstance(record, Text):
            return self._text(key, record)
        if isinstance(record, Record):
            changed = {name: self.record(f"{key}.{name}", getattr(record, name)) for name in type(record).model_fields}
            return record.model_copy(update=changed)
        if isinstance(record, Mapping):
            return {name: self.record(f"{key}.{name}", item) for name, item in record.items()}
        if isinstance(record, tuple):
            return tuple(self.record(f"{key}.{index}", item) for index, item in enumerate(record))
        return record

    def plain(self, key: str, record: Any) -> None:
        """Keep a problem for each text below `record` that has braces: nothing is filled in there."""
        for place, text in text_fields(key, record):
            if re.search(r"[{}]", text):
                self._problem("braces", place, "braces would be printed here as they are: take them out")

    def _text(self, key: str, source: Text) -> Text:
        if stray := re.search(r"[{}]", NAMED.sub("", source)):
            rest = NAMED.sub("", source)[stray.start() :][:40]
            words = f"{rest!r}: braces hold one name, as in {{{{ fact.name }}}} or {{{{ term.name }}}}; write it so, or"
            self._problem("braces", key, f"{words} take the brace out")
            return source
        words_of = self.words[Audience.PATIENT if "patient" in key.split(".")[2:] else Audience.CLINICIAN]

        def word(found: re.Match[str]) -> str:
            kind, name = found.groups()
            if name not in words_of[kind]:
                what, file = _WHAT[kind]
                words = f"there is no {what} {name!r}{meant(name, words_of[kind])}"
                self._problem("unknown-name", key, f"{words}: add it to {file}, or mend the name")
            return words_of[kind].get(name, found[0])

        return Text(NAMED.sub(word, source))

    def _problem(self, rule: str, key: str, message: str) -> None:
        self.problems.append(error(rule, self.topic.place(key), key, f"{key}: {message}"))


def _words(topic: Topic, locale: Locale, clinic: Clinic, audience: Audience) -> dict[str, dict[str, str]]:
    given = clinic.facts.get(topic.about.id, {})
    facts = {name: locale.quantity(with_value(fact, given), audience) for name, fact in topic.facts.items()}
    patient = audience is Audience.PATIENT
    terms = {name: f"{t.term} ({t.meaning})" if patient else str(t.term) for name, t in topic.terms.items()}
    return {"fact": facts, "term": terms}


def with_value(fact: Fact, given: Mapping[str, float | tuple[float, float]]) -> Fact:
    """The fact with the value that a clinic has given for it, if any."""
    return fact.model_copy(update={"value": given[fact.name]}) if fact.name in given else fact
