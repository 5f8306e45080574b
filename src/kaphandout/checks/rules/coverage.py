"""The account of the source article: what became of each of its sentences, and whether that is true."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.model import Topic
from kaphandout.content.placement import in_leaflet, on_slides
from kaphandout.content.types import Audience
from kaphandout.diagnostics import Severity

_TOLD: dict[str, set[Audience]] = {
    "both": {Audience.PATIENT, Audience.CLINICIAN},
    "patients": {Audience.PATIENT},
    "clinicians": {Audience.CLINICIAN},
    "nobody": set(),
}
_OURS = "kaphandout: what a source article says is told, corrected or left out on purpose, never lost"


@rule(
    why="Words that no outline places are read by nobody, and their author believes that they are.",
    source=_OURS,
    good=({"outline.leaflet.panels.1.blocks.0.messages": ["burn"]},),
    bad=({"outline.leaflet.panels.1.blocks.0.messages": ["taste"]},),
)
def not_placed(context: Context) -> Found:
    placed = _placed(context.topic)
    for message in context.topic.messages.values():
        for audience in message.audiences:
            if message.id not in placed[audience]:
                artefact = "leaflet" if audience is Audience.PATIENT else "deck"
                words = f"message {message.id!r} has words for the {audience} that the {artefact} does not place"
                yield f"message.{message.id}", f"{words}: place the message, or delete them"


@rule(
    severity=Severity.ERROR,
    why="The account of the source article must be true: who is told a claim is who the messages tell.",
    source=_OURS,
    good=({"claim.S2.told": "both"},),
    bad=({"claim.S2.told": "patients"},),
)
def claim_coverage(context: Context) -> Found:
    placed, messages = _placed(context.topic), context.topic.messages.values()
    for claim in context.topic.claims.values():
        resting = [message for message in messages if claim.id in message.claims]
        audiences = {audience for one in resting for audience in one.audiences if one.id in placed[audience]}
        if audiences != _TOLD[claim.told]:
            found = " and ".join(sorted(audiences)) or "nobody"
            words = f"claim {claim.id} is to be told to {claim.told}, but the messages tell it to {found}"
            yield f"claim.{claim.id}", f"{words}: change the messages' `claims`, or `told` in claims.yaml"


@rule(
    severity=Severity.ERROR,
    why="Leaving out a sentence of the source is a decision, and a decision has a reason.",
    source=_OURS,
    good=({"claim.S2.told": "nobody", "claim.S2.left_out": "too small a harm", "message.burn.claims": []},),
    bad=({"claim.S2.told": "nobody", "message.burn.claims": []},),
)
def claim_left_out(context: Context) -> Found:
    for claim in context.topic.claims.values():
        if claim.told == "nobody" and not claim.left_out:
            yield f"claim.{claim.id}", f"claim {claim.id} is left out: say why in `left_out`"


def _placed(topic: Topic) -> dict[Audience, set[str]]:
    """The ids of the messages that the leaflets show to patients and the deck to clinicians."""
    leaflet = {id for outline in topic.outlines.values() for id in in_leaflet(outline).messages}
    return {Audience.PATIENT: leaflet, Audience.CLINICIAN: {*on_slides(topic.deck).messages}}
