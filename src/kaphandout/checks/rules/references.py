"""References: which are still to be checked by a clinician, which are never used."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.diagnostics import Severity


@rule(
    why="A reference on which nothing rests lends weight that is not there.",
    source="ICMJE recommendations: references are cited where they are relied on",
    good=({"message.taste.evidence": ["hearsay1999"], "reference.hearsay1999.verified": "full"},),
    bad=({"message.taste.evidence": []},),
)
def unused_reference(context: Context) -> Found:
    topic = context.topic
    records = [*topic.messages.values(), *topic.facts.values(), *topic.figures.values()]
    used = {key for record in records for key in getattr(record, "all_evidence", record.evidence)}
    for key in topic.references:
        if key not in used:
            yield f"reference.{key}", f"nothing rests on reference {key!r}: name it as evidence, or take it out"


@rule(
    severity=Severity.NOTE,
    why="Fields of this reference were written from memory; someone must hold them against the source.",
    source="ICMJE recommendations: references are checked against the original articles",
    good=({"reference.kettle2019.verified": "full"},),
    bad=({"reference.kettle2019.verified": "part"},),
)
def reference_to_check(context: Context) -> Found:
    for reference in context.topic.references.values():
        if reference.verified == "part":
            words = f"reference {reference.key!r} is for a clinician to check: {reference.unseen}"
            yield f"reference.{reference.key}", words
