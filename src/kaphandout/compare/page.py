"""`Comparison`s → one page for people who review a change, and the same as plain values for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kaphandout.compare.changes import Change, Comparison
from kaphandout.compare.lines import Line
from kaphandout.compare.remarks import counted, field_name, remarks, short, title
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
        detail=_detail,
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


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind,
        "id": change.id,
        "what": change.what,
        "safety": change.safety,
        "reworded": list(change.reworded),
        "twin_unchanged": change.twin_unchanged or None,
        "through": list(change.through),
        "shown": change.shown,
        "words": [_line(line) for line in change.words],
        "details": [_line(line) for line in change.details],
    }


def _line(line: Line) -> dict[str, Any]:
    marked = [[run.mark, run.text] for run in line.runs] if line.changed else []
    return {"name": line.name, "audience": line.audience, "old": line.old, "new": line.new, "marked": marked}


def _detail(line: Line) -> Line:
    return Line(line.name, short(line.old, line.name), short(line.new, line.name))
