"""`Comparison`s → one page for people who review a change, and the same as plain values for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaphandout.compare.changes import Comparison, PartChange
from kaphandout.compare.lines import TextPair
from kaphandout.compare.remarks import counted, field_name, remarks, shortened, title
from kaphandout.design.staff_pages import write_page
from kaphandout.diagnostics import Diagnostic


def write_comparisons(comparisons: Sequence[Comparison], problems: Sequence[Diagnostic]) -> bytes:
    """A self-contained page: what differs in short, then each change with both audiences' words side by side."""
    return write_page(
        "difference.html.j2",
        title="What changed",
        comparisons=comparisons,
        problems=problems,
        counted=counted,
        remarks=remarks,
        field_name=field_name,
        change_title=title,
        detail=shortened,
    )


def as_dict(comparison: Comparison) -> dict[str, Any]:
    """The comparison as plain values."""
    return {
        "topic": comparison.topic,
        "old": {"name": comparison.old.name, "edition": comparison.old.code},
        "new": {"name": comparison.new.name, "edition": comparison.new.code},
        "complete": comparison.complete,
        "changes": [_change(change) for change in comparison.changes],
    }


def _change(change: PartChange) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "id": change.id,
        "what": change.what,
        "safety": change.safety,
        "reworded": list(change.reworded),
        "twin_unchanged": change.twin_unchanged or None,
        "through": list(change.through),
        "shown": change.shown,
        "words": [_pair(pair) for pair in change.words],
        "details": [_pair(pair) for pair in change.details],
    }


def _pair(pair: TextPair) -> dict[str, Any]:
    marked = pair.runs if pair.changed else ()
    return {"name": pair.name, "audience": pair.audience, "old": pair.old, "new": pair.new, "marked": list(marked)}
