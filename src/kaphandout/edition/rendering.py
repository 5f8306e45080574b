"""Records with names in braces → the same records in final words, for an audience, a language and a clinic."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kaphandout.content.locale import Locale
from kaphandout.content.model import Clinic, Fact, Topic
from kaphandout.content.types import Audience, Record, Text
from kaphandout.diagnostics import Diagnostic, error


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


class Renderer:
    """Renders the `Text`s of records, keeping every problem."""

    def __init__(self, topic: Topic, locale: Locale, clinic: Clinic):
        self.topic = topic
        self.problems: list[Diagnostic] = []
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
    facts = {name: locale.quantity(with_clinic_value(fact, clinic), audience) for name, fact in topic.facts.items()}
    patient = audience is Audience.PATIENT
    terms = {name: f"{t.term} ({t.meaning})" if patient else str(t.term) for name, t in topic.terms.items()}
    return {"fact": _ByName("fact", facts), "term": _ByName("hard word", terms)}


def with_clinic_value(fact: Fact, clinic: Clinic) -> Fact:
    if fact.clinic_may_change and fact.name in clinic.facts:
        return fact.model_copy(update={"value": clinic.facts[fact.name]})
    return fact
