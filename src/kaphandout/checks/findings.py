"""What rules yield → `RuleFinding`s: each with its severity in this topic, and with the reason if it is waived."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kaphandout.checks.context import Context, RuleFinding
from kaphandout.checks.rule import Rule
from kaphandout.content.model import Topic
from kaphandout.content.types import Waiver
from kaphandout.diagnostics import NOWHERE, Diagnostic, Place, Severity


def run(rules: Sequence[Rule], context: Context) -> list[RuleFinding]:
    """All findings of `rules`, waived ones too; those that look at the others' findings come last.

    What a plain check finds under an id that no rule has is reported as it is, in the family `other`.
    """
    first = [rule for rule in rules if not rule.last]
    last = [rule for rule in rules if rule.last]
    waivers = Waivers(context.topic)
    found = [finding for rule in first for finding in _found(rule, context, waivers)]
    known = {rule.id for rule in rules}
    others = (problem for problems in context.checked.values() for problem in problems if problem.rule not in known)
    found += [RuleFinding(problem, "other", problem.id) for problem in others]
    seen = replace(context, findings=tuple(found))
    return found + [finding for rule in last for finding in _found(rule, seen, waivers)]


def _found(rule: Rule, context: Context, waivers: Waivers) -> Iterator[RuleFinding]:
    topic = context.topic
    level = None if rule.fixed else topic.severities.get(rule.id)
    if level == "off":
        return
    for found in rule.check(context):
        if isinstance(found, tuple):
            key, message = found
            if not rule.fixed and context.unwritten(key):
                continue
            problem = Diagnostic(rule.severity, rule.id, topic.place(key), _id(key), message)
        elif found.rule != rule.id:
            continue
        else:
            key, problem = waivers.key_at(found.place) or found.id, found
        if level:
            problem = replace(problem, severity=Severity(level))
        waiver, why = ("", "") if rule.fixed else waivers.waived(key, rule.id)
        yield RuleFinding(problem, rule.family, key, waiver, why)


def _id(key: str) -> str:
    """What a person calls the thing at a key: the id of its message, figure, fact …"""
    parts = key.split(".")
    return parts[1] if len(parts) > 1 else key


class Waivers:
    """The waivers of a topic, by the key of the record that holds them."""

    def __init__(self, topic: Topic):
        self.by_record: Mapping[str, tuple[Waiver, ...]] = dict(_waivers(topic))
        self._keys: dict[Place, str] = {}
        for key, place in topic.places.items():
            if place not in self._keys or len(key) < len(self._keys[place]):
                self._keys[place] = key

    def key_at(self, place: Place) -> str:
        """The shortest key of what is at a place, or nothing."""
        return "" if place == NOWHERE else self._keys.get(place, "")

    def waived(self, key: str, rule: str) -> tuple[str, str]:
        """The key of the waiver of `rule` beside what is at `key`, and its reason; nothing if there is none."""
        while True:
            for index, waiver in enumerate(self.by_record.get(key, ())):
                if waiver.rule == rule:
                    return f"{key}.waive.{index}", waiver.why
            if "." not in key:
                return "", ""
            key = key.rpartition(".")[0]


def _waivers(topic: Topic) -> Iterator[tuple[str, tuple[Waiver, ...]]]:
    yield "about", topic.about.waive
    for kind, records in (
        ("message", topic.messages),
        ("figure", topic.figures),
        ("term", topic.terms),
        ("fact", topic.facts),
        ("claim", topic.claims),
        ("section", {section.id: section for section in topic.about.sections}),
    ):
        for name, record in records.items():
            yield f"{kind}.{name}", record.waive
    for name, outline in topic.outlines.items():
        yield f"outline.{name}", outline.waive
        for number, panel in enumerate(outline.panels):
            yield f"outline.{name}.panels.{number}", panel.waive
    for number, slide in enumerate(topic.deck.slides):
        yield f"deck.slides.{number}", slide.waive
