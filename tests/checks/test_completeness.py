"""What the shipped text must say is said, and the list of it notices every cut."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kaphandout.checks.context import Context
from kaphandout.checks.rules import all_rules, find
from kaphandout.content.model import Topic
from kaphandout.content.outline import Block, block_messages
from kaphandout.diagnostics import Severity
from kaphandout.edition.edition import Edition

TODAY = date(2026, 12, 1)
RULES = all_rules()


@pytest.mark.parametrize("artefact", ["leaflet", "deck"])
def test_each_entry_of_the_must_say_list_notices_when_what_it_asks_for_is_cut(artefact: str, edition: Edition) -> None:
    topic = edition.topic
    for must in topic.must_say.values():
        ids = must.leaflet if artefact == "leaflet" else must.deck
        for id in ids:
            cut = replace(topic, **_without(topic, artefact, id))
            told = list(RULES["must-say"].check(Context(replace(edition, topic=cut), TODAY)))
            assert any(one[0] == f"must.{must.id}" and repr(id) in one[1] for one in told if isinstance(one, tuple)), id


def test_the_shipped_topic_has_no_error_and_only_waits_for_its_review(edition: Edition) -> None:
    problems = [finding.problem for finding in find(edition, TODAY) if not finding.waiver]
    assert {problem.rule for problem in problems if problem.severity is not Severity.NOTE} <= {"not-approved"}


def _without(topic: Topic, artefact: str, id: str) -> dict[str, Any]:
    """The topic's outline of an artefact without one message or figure."""
    if artefact == "leaflet":
        panels = tuple(
            panel.model_copy(update={"blocks": tuple(b for b in panel.blocks if id not in _placed(b))})
            for panel in topic.leaflet.panels
        )
        front = tuple(block for block in topic.leaflet.front_blocks if id not in _placed(block))
        kept = topic.leaflet.model_copy(update={"panels": panels, "front_blocks": front})
        return {"outlines": {**topic.outlines, "leaflet": kept}}
    slides = tuple(
        slide.model_copy(
            update={
                "headlines": tuple(other for other in slide.headlines if other != id),
                "figure": None if slide.figure == id else slide.figure,
            }
        )
        for slide in topic.deck.slides
        if slide.title != id
    )
    return {"deck": topic.deck.model_copy(update={"slides": slides})}


def _placed(block: Block) -> tuple[str, ...]:
    return (*block_messages(block), getattr(block, "figure", ""))
