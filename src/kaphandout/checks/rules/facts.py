"""Facts: a share says of whom, for how long and against what; a number in words that is no fact is named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.model import Unit
from kaphandout.diagnostics import Severity
from kaphandout.edition.edition import Edition

_NUMBER = re.compile(r"(?<![\w.,-])[−-]?\d[\d,]*(?:\.\d+)?(?![\w-])")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SETTING = ("population", "period", "comparator")


@rule(
    why="“27 in 100” means nothing until one knows of whom, within what time, and how many it would be otherwise.",
    source="FDA, Communicating Risks and Benefits (2011), chapter 7; CDC Clear Communication Index, item 18",
    good=({"fact.warm_tea.period": "within 10 minutes"},),
    bad=({"fact.warm_tea.period": None},),
)
def share_setting(context: Context) -> Found:
    for fact in context.topic.facts.values():
        lacking = [name for name in _SETTING if getattr(fact, name) is None]
        if fact.unit is Unit.PERCENT and lacking:
            yield (
                f"fact.{fact.name}",
                f"fact {fact.name!r} does not say its {' nor its '.join(lacking)}: add what is known",
            )


@rule(
    why="A number without a source cannot be held against anything.",
    source="kaphandout: every number that a reader sees can be traced",
    good=({"fact.wait_minutes.evidence": ["kettle2019"]},),
    bad=({"fact.wait_minutes.evidence": []},),
)
def unsourced_fact(context: Context) -> Found:
    for fact in context.topic.facts.values():
        if not fact.evidence and not fact.note:
            yield (
                f"fact.{fact.name}",
                f"fact {fact.name!r} rests on no reference: name one, or say why not in its `note`",
            )


@rule(
    why="A number that no text and no figure uses is kept up to date for nobody, or was meant to be used.",
    source="kaphandout: both audiences are told one number",
    good=({"message.burn.patient": "Wait {{ fact.wait_minutes }}."},),
    bad=({"fact.4": {"name": "spare", "value": 2, "unit": "minutes", "evidence": ["kettle2019"]}},),
)
def unused_fact(context: Context) -> Found:
    used = {key for basis in context.edition.bases.values() for key in basis.rests_on}
    for name in context.topic.facts:
        if f"fact.{name}" not in used:
            words = f"no message and no figure uses fact {name!r}"
            yield f"fact.{name}", f"{words}: write {{{{ fact.{name} }}}} where it is told, or take it out"


@rule(
    severity=Severity.NOTE,
    why="A number that is written by hand twice is one day changed once; a fact is changed in one place.",
    source="kaphandout: both audiences are told one number",
    good=("Wait {{ fact.wait_minutes }}. It came up in 2019.",),
    bad=("Wait 7 minutes.",),
)
def bare_number(context: Context) -> Found:
    for key, numbers in bare_numbers(context.edition):
        yield key, f"no fact but written here by hand: {', '.join(numbers)}; what others may need, make a fact"


def bare_numbers(edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """The texts of messages that hold numbers which are neither facts nor years, by key."""
    told = {text for key, text in edition.texts.items() if key.startswith("fact.") and not key.endswith(".number")}
    facts = re.compile(
        "|".join(rf"(?<!\w){re.escape(text)}(?!\w)" for text in sorted(told, key=len, reverse=True)) or "$^"
    )
    for key, text in edition.texts.items():
        if key.startswith("message."):
            found = _NUMBER.findall(facts.sub(" ", text))
            if numbers := [number for number in found if not _YEAR.fullmatch(number)]:
                yield key, numbers
