"""Waivers and severities: each names a rule that there is, and each waiver is still needed."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.findings import Waivers
from kaphandout.checks.rule import Found, Rule, rule

_OURS = "kaphandout: a check that is switched off without need hides the next fault"


@rule(
    why="A waiver that nothing needs any more would hide the next fault in the same place.",
    source=_OURS,
    good=({"about.waive": [{"rule": "not-approved", "why": "nobody reviews a made-up topic"}]},),
    bad=({"message.burn.waive": [{"rule": "long-sentence", "why": "it was long once, and no longer is"}]},),
    last=True,
)
def unused_waiver(context: Context) -> Found:
    used = {finding.waiver for finding in context.findings}
    known = _known()
    for key, name in _waived(context):
        if key not in used and name in known and not known[name].fixed:
            words = f"nothing is found here by rule {name!r} that could be waived: take the waiver out"
            yield key, words


@rule(
    why="A waiver or severity under a wrong name does nothing, and its author believes that it does.",
    source=_OURS,
    good=({"checks.severities": {"long-sentence": "error"}},),
    bad=(
        {"checks.severities": {"long-sentense": "error"}},
        {"message.burn.waive": [{"rule": "long-sentense", "why": "the name of the rule is misspelled"}]},
    ),
)
def unknown_rule(context: Context) -> Found:
    known = _known()
    for key, name in _named(context):
        if name not in known:
            yield key, f"there is no rule {name!r}: `kaphandout check --explain` lists the rules"


@rule(
    why="Rules that guard every build hold as they are; a severity or waiver for one of them does nothing.",
    source=_OURS,
    good=({"checks.severities": {"long-sentence": "error"}},),
    bad=(
        {"checks.severities": {"unknown-claim": "off"}},
        {"message.burn.waive": [{"rule": "no-evidence", "why": "everybody knows that it is so"}]},
    ),
)
def fixed_rule(context: Context) -> Found:
    known = _known()
    for key, name in _named(context):
        if name in known and known[name].fixed:
            yield key, f"rule {name!r} guards every build and cannot be changed or waived: take this out"


def _named(context: Context) -> Iterator[tuple[str, str]]:
    yield from ((f"checks.severities.{name}", name) for name in context.topic.severities)
    yield from _waived(context)


def _waived(context: Context) -> Iterator[tuple[str, str]]:
    for record, waivers in Waivers(context.topic).by_record.items():
        yield from ((f"{record}.waive.{index}", waiver.rule) for index, waiver in enumerate(waivers))


def _known() -> dict[str, Rule]:
    from kaphandout.checks.rules import all_rules

    return all_rules()
