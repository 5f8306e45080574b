"""Rules → one HTML page for editors: what each looks for, why, on what it rests, and examples."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from kaphandout.checks.rule import Rule
from kaphandout.checks.views import example_text
from kaphandout.pages import write_page


def rule_page(rules: Iterable[Rule]) -> bytes:
    """The page as UTF-8, the rules in their order, family by family."""
    families = [
        (family, [(rule, [*map(example_text, rule.bad)], [*map(example_text, rule.good)]) for rule in group])
        for family, group in groupby(rules, key=lambda rule: rule.family)
    ]
    return write_page("rules.html.j2", title="The rules of kaphandout check", families=families)
