"""A rule: a function from a `Context` to findings, with why it is there, its source, and examples that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from kaphandout.checks.context import Context
from kaphandout.content.model import Topic
from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.edition import Edition

Found = Iterable[Diagnostic | tuple[str, str]]
"""What a rule yields: `(key, message)`, the message with its remedy, or a `Diagnostic` that has its place already."""

Example = str | Mapping[str, Any]
"""The patient wording of one message, or entries of a topic by key (`message.burn.evidence`) and what they become.

An entry that becomes None is taken out. The tests hold every example against its rule, in the small topic.
"""


@dataclass(frozen=True, slots=True)
class Rule:
    """`severity` holds unless the topic's `checks.yaml` says otherwise; `family` is the module's name.

    A `fixed` rule guards every build: its severity cannot be changed nor its findings waived. A `last` rule looks at
    the findings of all others (`context.findings`).
    """

    id: str
    severity: Severity
    why: str
    source: str
    good: tuple[Example, ...]
    bad: tuple[Example, ...]
    check: Callable[[Context], Found]
    fixed: bool = False
    last: bool = False
    family: str = ""


def rule(
    *,
    why: str,
    source: str,
    good: tuple[Example, ...],
    bad: tuple[Example, ...],
    id: str = "",
    severity: Severity = Severity.WARNING,
    fixed: bool = False,
    last: bool = False,
) -> Callable[[Callable[[Context], Found]], Rule]:
    """Make a function `Context → findings` a rule of its module; its name in the module, with hyphens, is its id."""

    return lambda check: Rule(id, severity, why, source, good, bad, check, fixed, last)


def on_topic(check: Callable[[Topic], Iterable[Diagnostic]]) -> Callable[[Context], Found]:
    """A plain `check_x(topic)` as the function of a rule; several rules may share it, and it runs once.

    Of its problems, a rule takes those that bear its id.
    """
    return lambda context: context.once(check, context.topic)


def on_edition(check: Callable[[Edition], Iterable[Diagnostic]]) -> Callable[[Context], Found]:
    """A plain `check_x(edition)`, in the same way."""
    return lambda context: context.once(check, context.edition)
