"""`Edition` + today → what it lacks before it is handed out: errors, and all that is unsigned, stale or overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from kaphandout.checks.context import Context
from kaphandout.checks.findings import run
from kaphandout.checks.rules import all_rules, check_edition
from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.edition import Edition

GUARDS = (
    "not-approved", "signed-then-changed", "sign-off-expired", "stale-pair", "unconfirmed-pair", "review-overdue",
)  # fmt: skip
"""The rules whose findings keep a text from being released, however grave each is; here no waiver holds."""


def check_release(edition: Edition, today: date) -> list[Diagnostic]:
    """The findings that prevent a release."""
    rules = all_rules()
    guards = [replace(rules[id], fixed=True) for id in GUARDS]
    lacking = [finding.problem for finding in run(guards, Context(edition, today))]
    others = [problem for problem in check_edition(edition, today) if problem.rule not in GUARDS]
    return lacking + [problem for problem in others if problem.severity is Severity.ERROR]
