"""Rules → one HTML page for editors: what each looks for, why, on what it rests, and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from kaphandout.checks.rule import Rule
from kaphandout.checks.views import example_text, headings
from kaphandout.design.staff_pages import write_page


def rule_page(rules: Iterable[Rule]) -> bytes:
    """The page as UTF-8, the rules in their order, family by family."""
    families = [
        (family, [(rule, list(_examples(rule))) for rule in group])
        for family, group in groupby(rules, key=lambda rule: rule.family)
    ]
    return write_page("rules.html.j2", title="The rules of kaphandout check", families=families)


def _examples(rule: Rule) -> Iterator[tuple[str, bool, list[str]]]:
    """Each example with its heading, whether it is a wording, and its lines."""
    for heading, examples in zip(headings(rule), (rule.bad, rule.good), strict=True):
        for example in examples:
            if isinstance(example, str):
                yield heading, True, [example]
            else:
                yield heading, False, [example_text({key: value}) for key, value in example.items()]
