"""Findings and rules → a log in SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format), for code hosts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from kaphandout import __version__
from kaphandout.checks.context import RuleFinding
from kaphandout.checks.rule import Rule
from kaphandout.checks.views import explained, summary
from kaphandout.content.hashing import fingerprint

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def sarif_log(findings: Iterable[RuleFinding], rules: Mapping[str, Rule]) -> dict[str, Any]:
    """One run with every rule and every finding; a waived one is a result suppressed in the source, with the reason."""
    order = {id: index for index, id in enumerate(rules)}
    driver = {"name": "kaphandout", "version": __version__, "rules": [_rule(rule) for rule in rules.values()]}
    results = [_result(finding, order) for finding in findings]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.why},
        "help": {"text": "\n".join([summary(rule), *(f"  {what:11} {text}" for what, text in explained(rule))])},
        "defaultConfiguration": {"level": str(rule.severity)},
        "properties": {"tags": [rule.family]},
    }


def _result(finding: RuleFinding, order: Mapping[str, int]) -> dict[str, Any]:
    problem = finding.problem
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "level": str(problem.severity),
        "message": {"text": problem.message},
        "partialFingerprints": {"key/v1": fingerprint(f"{problem.rule}\n{finding.key}\n{problem.message}")},
    }
    if problem.rule in order:
        result["ruleIndex"] = order[problem.rule]
    if problem.place.file:
        place: dict[str, Any] = {"artifactLocation": {"uri": problem.place.file}}
        if problem.place.line:
            place["region"] = {"startLine": problem.place.line}
        result["locations"] = [{"physicalLocation": place}]
    if finding.waiver:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.why}]
    return result
