"""`Topic` + `Trace` → problems: claims for an audience that lead nowhere, statements that rest on nothing."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.content.model import Topic
from kaphandout.content.types import Audience
from kaphandout.diagnostics import Diagnostic, Place, note, warning
from kaphandout.trace.matrix import Trace, TracedClaim, TraceRow
from kaphandout.verify import Artefact

_TOLD = {
    "both": (Audience.PATIENT, Audience.CLINICIAN),
    "patients": (Audience.PATIENT,),
    "clinicians": (Audience.CLINICIAN,),
    "nobody": (),
}
_KIND = {Audience.PATIENT: "leaflet", Audience.CLINICIAN: "deck"}


def find(topic: Topic, trace: Trace) -> Iterator[Diagnostic]:
    """Only artefacts that were read back are judged: without a deck, no claim is missed on a slide."""
    for traced in trace.claims:
        yield from _claim(topic, trace, traced)
    rows = {row.id: row for row in (*(row for traced in trace.claims for row in traced.rows), *trace.beside)}
    for row in rows.values():
        yield from _row(topic, row)
    for fact in topic.facts.values():
        if not fact.evidence:
            words = f"fact {fact.name!r} rests on nothing: name its reference"
            yield warning("rests-on-nothing", topic.place(f"fact.{fact.name}"), fact.name, words)


def find_other_editions(trace: Trace, artefacts: list[Artefact]) -> Iterator[Diagnostic]:
    """A warning for each file that was made of another text: what changed since has no place in it."""
    for artefact in artefacts:
        if artefact.codes and trace.code not in artefact.codes:
            words = f"this file is edition {', '.join(artefact.codes)}, the text is now {trace.code}: build it anew"
            yield warning("other-edition", Place(artefact.file), "", words)


def _claim(topic: Topic, trace: Trace, traced: TracedClaim) -> Iterator[Diagnostic]:
    claim, place = traced.claim, topic.place(f"claim.{traced.claim.id}")
    for audience in _TOLD[claim.told]:
        kind = _KIND[audience]
        if kind in trace.held.values() and not any(row.reaches(audience) for row in traced.rows):
            by = ", ".join(row.id for row in traced.rows) or "no message"
            words = f"claim {claim.id} is for {audience}s, but leads to no place in the {kind} (by {by})"
            words += ": place a message that rests on it"
            yield warning("leads-nowhere", place, claim.id, words)
    if claim.told == "nobody" and not claim.left_out:
        yield warning("leads-nowhere", place, claim.id, f"claim {claim.id} is told to nobody: say why in `left_out`")


def _row(topic: Topic, row: TraceRow) -> Iterator[Diagnostic]:
    place = topic.place(f"{row.what}.{row.id}")
    if row.claims or row.references or row.kind == "editorial":
        return
    if row.kind == "advice":
        words = f"advice {row.id!r} rests on no claim and no reference"
        yield note("rests-on-nothing", place, row.id, words)
    else:
        words = f"{row.what} {row.id!r} rests on nothing: name its claims or references"
        yield warning("rests-on-nothing", place, row.id, words)
