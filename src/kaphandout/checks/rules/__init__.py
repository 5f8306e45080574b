"""Checks: each file here is a family, and each `Rule` in it is found by itself; nothing else has to name it.

    @rule(why="…", source="…", good=("…",), bad=("…",))
    def long_sentence(context: Context) -> Found:
        for sentence in context.sentences:
            if …:
                yield sentence.key, "what is wrong, and what to do about it"

The id of this rule is `long-sentence`, and its severity is a warning unless `rule` is told otherwise. A plain function
becomes a rule in one line: `x = rule(…)(on_topic(check_x))`, or `on_edition`. A file whose name begins
with `_` is no family.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module

from kaphandout.checks.context import Context, RuleFinding
from kaphandout.checks.findings import run
from kaphandout.checks.rule import Rule
from kaphandout.diagnostics import Diagnostic, Place
from kaphandout.edition.edition import Edition


def all_rules() -> dict[str, Rule]:
    """Every rule by its id, family by family."""
    rules: dict[str, Rule] = {}
    for family in sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name[0] != "_"):
        for name, value in vars(import_module(f"{__name__}.{family}")).items():
            if isinstance(value, Rule):
                id = value.id or name.replace("_", "-")
                assert id not in rules, f"two rules are called {id!r}"
                rules[id] = replace(value, id=id, family=family)
    return rules


def find(edition: Edition, today: date, clinic_places: Mapping[str, Place] | None = None) -> list[RuleFinding]:
    """What every rule finds in an edition, waived findings too; `today` decides what is overdue."""
    return run([*all_rules().values()], Context(edition, today, clinic_places or {}))


def check_edition(edition: Edition, today: date) -> list[Diagnostic]:
    """The problems that every rule finds in an edition, without those that are waived."""
    return [finding.problem for finding in find(edition, today) if not finding.waiver]
