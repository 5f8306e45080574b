"""The account of the source article: what became of each of its sentences, and whether that is true."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.checks.rule import on_topic, rule
from kaphandout.content.model import Topic
from kaphandout.content.placement import in_leaflet, on_slides
from kaphandout.content.types import Audience
from kaphandout.diagnostics import Diagnostic, Severity, error, warning

_TOLD: dict[str, set[Audience]] = {
    "both": {Audience.PATIENT, Audience.CLINICIAN},
    "patients": {Audience.PATIENT},
    "clinicians": {Audience.CLINICIAN},
    "nobody": set(),
}


def check_coverage(topic: Topic) -> Iterator[Diagnostic]:
    """Each claim is told to whom `claims.yaml` says, by messages that an outline places; what is left out says why."""
    told: dict[str, set[Audience]] = {id: set() for id in topic.claims}
    placed = placed_messages(topic)
    for message in topic.messages.values():
        audiences = {audience for audience in message.audiences if message.id in placed[audience]}
        for claim_id in message.claims:
            told[claim_id] |= audiences
        for audience in message.audiences:
            if audience not in audiences:
                artefact = "leaflet" if audience is Audience.PATIENT else "deck"
                words = f"message {message.id!r} has words for the {audience} that the {artefact} does not place"
                yield warning("not-placed", topic.place(f"message.{message.id}"), message.id, words)
    for claim in topic.claims.values():
        place = topic.place(f"claim.{claim.id}")
        expected = _TOLD[claim.told]
        if told[claim.id] != expected:
            found = " and ".join(sorted(told[claim.id])) or "nobody"
            words = f"claim {claim.id} is to be told to {claim.told}, but the messages tell it to {found}"
            yield error("claim-coverage", place, claim.id, words)
        if claim.told == "nobody" and not claim.left_out:
            yield error("claim-left-out", place, claim.id, f"claim {claim.id} is left out: say why in `left_out`")


def placed_messages(topic: Topic) -> dict[Audience, set[str]]:
    """The ids of the messages that the leaflet shows to patients and the deck to clinicians."""
    leaflet = {id for outline in topic.outlines.values() for id in in_leaflet(outline).messages}
    return {Audience.PATIENT: leaflet, Audience.CLINICIAN: {*on_slides(topic.deck).messages}}


_OURS = "kaphandout: what a source article says is told, corrected or left out on purpose, never lost"

not_placed = rule(
    id="not-placed",
    severity=Severity.WARNING,
    why="Words that no outline places are read by nobody, and their author believes that they are.",
    source=_OURS,
    good=({"outline.leaflet.panels.1.blocks.0.messages": ["burn"]},),
    bad=({"outline.leaflet.panels.1.blocks.0.messages": ["taste"]},),
)(on_topic(check_coverage))

claim_coverage = rule(
    id="claim-coverage",
    severity=Severity.ERROR,
    why="The account of the source article must be true: who is told a claim is who the messages tell.",
    source=_OURS,
    good=({"claim.S2.told": "both"},),
    bad=({"claim.S2.told": "patients"},),
)(on_topic(check_coverage))

claim_left_out = rule(
    id="claim-left-out",
    severity=Severity.ERROR,
    why="Leaving out a sentence of the source is a decision, and a decision has a reason.",
    source=_OURS,
    good=({"claim.S2.told": "nobody", "claim.S2.left_out": "too small a harm", "message.burn.claims": []},),
    bad=({"claim.S2.told": "nobody", "message.burn.claims": []},),
)(on_topic(check_coverage))
