"""`Topic` → problems of its references: which are still to be checked by a clinician, which are never used."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.model import Topic
from kaphandout.problems import Problem, note, warning


def check_references(topic: Topic) -> Iterator[Problem]:
    """A note for each entry of which some fields are from memory; a warning for each that nothing rests on."""
    records = [*topic.messages.values(), *topic.facts.values(), *topic.figures.values()]
    used = {key for record in records for key in record.evidence}
    for reference in topic.references.values():
        place = topic.place(f"reference.{reference.key}")
        if reference.key not in used:
            yield warning("unused-reference", place, reference.key, f"nothing rests on reference {reference.key!r}")
        if reference.verified == "part":
            words = f"reference {reference.key!r} is for a clinician to check: {reference.unseen}"
            yield note("reference-to-check", place, reference.key, words)
