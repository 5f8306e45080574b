"""`Trace` → the part of it that concerns some claims, messages and figures, or one reference."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from kaphandout.diagnostics import refuse
from kaphandout.trace.matrix import Trace, TracedClaim, TraceRow


def check_names(traces: Sequence[Trace], ids: Collection[str], reference: str | None) -> None:
    """Raise `KaphandoutError` for an id or a reference that is in none of the matrices."""
    traced = [traced for trace in traces for traced in trace.claims]
    rows = [*(row for trace in traces for row in trace.beside), *(row for claim in traced for row in claim.rows)]
    known = {row.id for row in rows} | {one.claim.id for one in traced}
    for id in ids:
        if id not in known:
            raise refuse(
                "unknown-id",
                "the command line",
                f"there is no claim, message or figure {id!r}: `kaphandout trace` lists them",
            )
    if reference and not any(_rests_on(row, reference) for row in rows):
        raise refuse(
            "unknown-reference",
            "the command line",
            f"nothing rests on a reference {reference!r}: references.bib has the keys",
        )


def narrow(trace: Trace, ids: Collection[str], reference: str | None) -> Trace:
    """Only what `ids` name (all, if there are none), and of it only what rests on `reference`."""

    def wanted(row: TraceRow, claim: str = "") -> bool:
        return (not ids or row.id in ids or claim in ids) and (not reference or _rests_on(row, reference))

    claims = [
        TracedClaim(traced.claim, tuple(row for row in traced.rows if wanted(row, traced.claim.id)))
        for traced in trace.claims
    ]
    kept = tuple(traced for traced in claims if traced.rows or (not reference and (not ids or traced.claim.id in ids)))
    beside = tuple(row for row in trace.beside if wanted(row))
    names = {row.id for row in beside} | {row.id for traced in kept for row in traced.rows}
    names |= {traced.claim.id for traced in kept}
    whole = not ids and not reference
    problems = tuple(problem for problem in trace.problems if whole or problem.id in names or not problem.id)
    return replace(trace, claims=kept, beside=beside, problems=problems)


def _rests_on(row: TraceRow, reference: str) -> bool:
    return any(cited.key == reference for cited in row.references)
