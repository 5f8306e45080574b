"""Completeness: what a text on this topic must say (`must-say.yaml`), and the parts that every leaflet has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.model import Must, Topic
from kaphandout.content.outline import Box, LeafletOutline, Lines, Messages
from kaphandout.content.placement import in_leaflet, on_slides
from kaphandout.content.unfinished import is_unfinished
from kaphandout.content.wordlists import finder
from kaphandout.diagnostics import Severity

_MUST = "kaphandout: the list of each topic, taken from its label, from 21 CFR 208.20 and from DISCERN"
_PIF = "PIF TICK criteria; DISCERN, items 4, 5 and 7"
DISCERN = {
    8: "what is uncertain",
    9: "how the treatment works",
    10: "its benefits",
    11: "its risks",
    12: "what happens without treatment",
    14: "that there are other choices",
    15: "support for a shared decision",
}
"""Items of DISCERN whose presence a list can show, in our own words; how well they are done is for a person."""
PARTS = {
    "contact": "whom to ask",
    "about": "author, dates, version and interests",
    "sources": "where it comes from",
}
"""The blocks of furniture that the whole leaflet must have, and what each is for."""


@rule(
    severity=Severity.ERROR,
    why="What a patient must know before they consent must not get lost when the text is edited.",
    source=_MUST,
    good=({"must.burns.leaflet": ["burn"], "must.burns.words": ["hot/scalds"]},),
    bad=(
        {"must.burns.leaflet": ["scald"]},
        {"must.burns.leaflet": ["talk-title"]},
        {"must.burns.leaflet": ["burn"], "outline.leaflet.panels.1.blocks.0.messages": ["taste"]},
        {"must.burns.words": ["blisters"]},
    ),
)
def must_say(context: Context) -> Found:
    topic, texts = context.topic, context.edition.texts
    for must in topic.must_say.values():
        key = f"must.{must.id}"
        for artefact, ids, audience in (("leaflet", must.leaflet, "patient"), ("deck", must.deck, "clinician")):
            placed = in_leaflet(topic.leaflet) if artefact == "leaflet" else on_slides(topic.deck)
            for id in ids:
                if id not in topic.messages and id not in topic.figures:
                    yield key, f"{id!r} is to say {must.what}, but there is no such message or figure: correct the id"
                elif id not in (*placed.messages, *placed.figures):
                    yield key, f"the {artefact} must say {must.what}, but does not place {id!r}: put it back"
            said = " ".join(_said(texts, ids, audience))
            for words in must.words if said else ():
                if not any(finder([words], False).find(said)):
                    missing = f"the {artefact} must say {must.what}: {words!r} is in none of {', '.join(ids)}"
                    yield key, f"{missing}; say it, or correct the list"


@rule(
    why="What a text must say is what it will be held to: it rests on a reference, or says why it needs none.",
    source=_MUST,
    good=({"must.how-to.leaflet": ["cup"]}, {"must.how-to.leaflet": ["taste"], "must.how-to.unsourced": "all know it"}),
    bad=({"must.how-to.leaflet": ["taste"]},),
)
def must_say_unsourced(context: Context) -> Found:
    for must in context.topic.must_say.values():
        if not must.unsourced and not _sourced(context.topic, must):
            words = "no message or figure that says this names a reference: add one, or say why in `unsourced`"
            yield f"must.{must.id}", f"{must.what}: {words}"


@rule(
    why="Without the list, nobody notices when a warning is cut.",
    source=_MUST,
    good=({"must.burns.leaflet": ["burn"]},),
    bad=({"must": []},),
)
def must_say_list(context: Context) -> Found:
    if not context.topic.must_say:
        yield "about", "there is no must-say.yaml: list what this text must say, and which messages say it"


@rule(
    why="A reader can only choose who is told of benefit, harm, doubt, other choices and doing nothing.",
    source="DISCERN (Charnock et al., 1999), items 8 to 15; 13 (quality of life) is for a person to judge",
    good=({"must.burns.meets": [f"DISCERN {item}" for item in DISCERN]},),
    bad=({"must.burns.meets": ["DISCERN 11"]},),
)
def discern(context: Context) -> Found:
    met = {item for must in context.topic.must_say.values() for item in must.meets}
    asked = context.topic.must_say and context.topic.about.kind == "treatment"
    for number, what in DISCERN.items() if asked else ():
        if f"DISCERN {number}" not in met:
            words = f"no entry of must-say.yaml meets DISCERN {number} ({what}): write it, then name it in `meets`"
            yield "about", words


@rule(
    severity=Severity.ERROR,
    why="A leaflet that does not say whom to call, who wrote it and when must not be handed out.",
    source=_PIF,
    good=({"outline.leaflet.panels.3.blocks": [{"kind": "sources"}, {"kind": "about"}]},),
    bad=({"outline.leaflet.panels.3.blocks": [{"kind": "about"}]}, {"outline.leaflet.panels.2.blocks.1.kind": "phone"}),
)
def leaflet_part(context: Context) -> Found:
    kinds = {block.kind for block in context.topic.leaflet.blocks()}
    for part, meaning in PARTS.items():
        if part not in kinds:
            yield "outline.leaflet", f"the leaflet has no block {part!r} ({meaning}): place it"


@rule(
    severity=Severity.ERROR,
    why="Who is in danger must find the number to call on whatever piece of paper is at hand.",
    source="PIF TICK criteria; kaphandout: no leaflet leaves out the emergency number",
    good=({"outline.leaflet.panels.2.blocks": [{"kind": "crisis"}, {"kind": "contact"}]},),
    bad=({"outline.leaflet.panels.2.blocks": [{"kind": "contact"}]},),
    fixed=True,
)
def emergency_number(context: Context) -> Found:
    for name, outline in context.topic.outlines.items():
        if not any(block.kind == "crisis" for block in outline.blocks()):
            yield f"outline.{name}", f"outline {name!r} has no block 'crisis' (the number for an emergency): place it"


@rule(
    why="Many readers take in the front page only; most leaflets fail to say the gist there.",
    source="PEMAT-P, item 11: a summary; CDC Clear Communication Index, items 2 and 3: main message first, with a cue",
    good=({"outline.leaflet.front_blocks.0.style": "key"},),
    bad=({"outline.leaflet.front_blocks.0.style": "action"},),
)
def summary(context: Context) -> Found:
    if not key_boxes(context.topic.leaflet):
        yield "outline.leaflet", "the front has no box of style 'key': sum up what matters most in one"


@rule(
    why="A list to tick or a line to write on turns reading into doing.",
    source="PEMAT-P, item 23: a tangible tool",
    good=({"outline.leaflet.panels.1.blocks.0.kind": "checklist"},),
    bad=({"outline.leaflet.panels.1.blocks.0.kind": "list"},),
)
def tool(context: Context) -> Found:
    if not any(tools(context.topic.leaflet)):
        yield "outline.leaflet", "nothing here can be ticked or written on: place a checklist or lines"


@rule(
    why="A reader must be told what to do, not only what is so.",
    source="PEMAT-P, item 20; CDC Clear Communication Index, item 5: a call to action",
    good=({"message.burn.kind": "advice"},),
    bad=({"message.burn.kind": "statement"},),
)
def no_action(context: Context) -> Found:
    if not advice(context.topic):
        yield "outline.leaflet", "no message here is advice: tell readers what they can do, and mark it `kind: advice`"


def key_boxes(outline: LeafletOutline) -> list[Box]:
    """The boxes on the front that sum the leaflet up."""
    return [block for block in outline.front_blocks if isinstance(block, Box) and block.style == "key"]


def tools(outline: LeafletOutline) -> tuple[int, int]:
    """How many lists there are to tick, and how many places to write on."""
    ticked = sum(isinstance(block, Messages) and block.kind == "checklist" for block in outline.blocks())
    return ticked, sum(isinstance(block, Lines) for block in outline.blocks())


def advice(topic: Topic) -> int:
    """How many messages of the leaflet are advice."""
    placed = in_leaflet(topic.leaflet).messages
    return sum(topic.messages[id].kind == "advice" for id in placed if id in topic.messages)


def _said(texts: Mapping[str, str], ids: tuple[str, ...], audience: str) -> Iterator[str]:
    starts = tuple(f"{kind}.{id}." for id in ids for kind in ("message", "figure"))
    return (text for key, text in texts.items() if key.startswith(starts) and f".{audience}" in key)


def _sourced(topic: Topic, must: Must) -> bool:
    """Whether a reference bears what must be said; what is not written yet is not asked."""
    records = [topic.messages.get(id) or topic.figures.get(id) for id in (*must.leaflet, *must.deck)]
    return any(record.evidence or is_unfinished(record) for record in records if record)
