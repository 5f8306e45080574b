"""Findings → texts for a terminal, annotations of a code host; rules → texts and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any

import yaml
from rich.console import RenderableType
from rich.text import Text

from kaphandout.checks.context import RuleFinding
from kaphandout.checks.rule import Example, Rule
from kaphandout.diagnostics import Severity, counted
from kaphandout.terminal import SEVERITIES, table, words

FEW = 2
"""So many notes of one rule are shown; the rest are counted."""
_ORDER = list(Severity)
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def line(finding: RuleFinding) -> Text:
    """`file:line: severity rule message`, and why it is waived if it is."""
    problem = finding.problem
    where = f"{problem.place}: " if problem.place.file else ""
    waived = f" (waived: {finding.why})" if finding.waiver else ""
    severity = words(problem.severity, SEVERITIES[problem.severity])
    return Text.assemble(words(where), severity, words(f" {problem.rule} {problem.message}{waived}"), overflow="fold")


def grouped(findings: Sequence[RuleFinding], by: str, whole: bool = False) -> Iterator[Text]:
    """Lines under headings, by `family` or `file`, the gravest group first, counts at the end.

    Unless it is to be `whole`, only a few notes of each rule are shown, and how many more there are.
    """
    groups: dict[str, list[RuleFinding]] = {}
    for finding in findings:
        groups.setdefault(finding.family if by == "family" else finding.problem.place.file, []).append(finding)
    for name, group in sorted(groups.items(), key=lambda item: (min(map(_gravity, item[1])), item[0])):
        yield words(f"{name}: {_counted(group)}", "bold")
        ordered = sorted(group, key=lambda f: (_gravity(f), f.problem.place.file, f.problem.place.line, f.key))
        yield from (Text.assemble("  ", text, overflow="fold") for text in _folded(ordered, whole))
        yield words("")
    yield words(_counted(findings) or "no findings", "bold")


def _folded(findings: Iterable[RuleFinding], whole: bool) -> Iterator[Text]:
    notes: Counter[str] = Counter()
    for finding in findings:
        if finding.problem.severity is Severity.NOTE and not whole:
            notes[finding.problem.rule] += 1
            if notes[finding.problem.rule] > FEW:
                continue
        yield line(finding)
    for rule, count in notes.items():
        if count > FEW:
            yield words(f"… and {count - FEW} more of {rule} (--all shows them)")


def _gravity(finding: RuleFinding) -> int:
    return len(_ORDER) if finding.waiver else _ORDER.index(finding.problem.severity)


def _counted(findings: Iterable[RuleFinding]) -> str:
    findings = list(findings)
    waived = sum(bool(finding.waiver) for finding in findings)
    levels = counted(finding.problem for finding in findings if not finding.waiver)
    return ", ".join([*levels, *([f"{waived} waived"] if waived else [])])


def github(findings: Iterable[RuleFinding]) -> Iterator[str]:
    """Workflow commands of GitHub Actions: `::warning file=…,line=…,title=rule::message`."""
    for finding in findings:
        problem = finding.problem
        place = f"file={_property(problem.place.file)},line={problem.place.line or 1}," if problem.place.file else ""
        title = f"title={_property(problem.rule)}"
        yield f"::{_COMMANDS[problem.severity]} {place}{title}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def summary(rule: Rule) -> str:
    """A rule in one line: its name, family and severity."""
    fixed = "; it guards every build and cannot be changed" if rule.fixed else ""
    return f"{rule.id} ({rule.family}): {rule.severity}{fixed}"


def explained(rule: Rule) -> Iterator[tuple[str, str]]:
    """Why a rule is there, on what it rests, and its examples, each after what it is."""
    yield from (("Why:", rule.why), ("Source:", rule.source))
    for heading, examples in zip(headings(rule), (rule.bad, rule.good), strict=True):
        yield from ((f"{heading}:", example_text(example)) for example in examples)


def headings(rule: Rule) -> tuple[str, str]:
    """What its two kinds of examples are called: what is only a note is neither good nor bad."""
    return ("Told", "Not told") if rule.severity is Severity.NOTE else ("Bad", "Good")


def as_dict(rule: Rule) -> dict[str, Any]:
    """A rule as plain values, for `--json`."""
    return {
        "rule": rule.id,
        "family": rule.family,
        "severity": str(rule.severity),
        "fixed": rule.fixed,
        "why": rule.why,
        "source": rule.source,
        "bad": list(rule.bad),
        "good": list(rule.good),
    }


def listed(rules: Iterable[Rule]) -> Iterator[RenderableType]:
    """Every rule in a row, under its family."""
    for family, group in groupby(rules, key=lambda rule: rule.family):
        yield words(f"{family}:", "bold")
        rows = [(rule.id, words(rule.severity, SEVERITIES[rule.severity]), rule.why) for rule in group]
        yield table(rows, widths=(22, 7), indent=2)


def example_text(example: Example) -> str:
    """An example as an editor reads it: the wording, or entries with what they become."""
    if isinstance(example, str):
        return example
    return "; ".join(f"{key}: {_flow(value)}" if value is not None else f"no {key}" for key, value in example.items())


def _flow(value: object) -> str:
    text: str = yaml.safe_dump(value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=1000)
    return text.removesuffix("\n").removesuffix("\n...").strip()
