"""To do: what a scaffold or an editor has marked as not yet written."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.unfinished import unfinished
from kaphandout.diagnostics import Severity, error

_SHOWN = 4


@rule(
    severity=Severity.ERROR,
    why="What is still to be written must not reach a reader: until the mark is gone, all that is built is a draft.",
    source="kaphandout: `kaphandout new` marks with TODO what only a person can write",
    good=("Wait before you drink.",),
    bad=("TODO: say when to drink.", {"claim.S2.gist": "TODO"}, {"must.burns.because": "TODO: which standard asks it"}),
    fixed=True,
)
def todo(context: Context) -> Found:
    for key, fields in unfinished(context.topic, context.edition.clinic):
        more = f" and {len(fields) - _SHOWN} more" if len(fields) > _SHOWN else ""
        words = f"{key} is not finished: write what its TODOs ask for ({', '.join(fields[:_SHOWN])}{more})"
        at = f"{key}.{fields[0]}"
        place = context.clinic_places.get(at) if key == "clinic" else None
        yield error("todo", place or context.topic.place(at), key.rpartition(".")[2], words)
