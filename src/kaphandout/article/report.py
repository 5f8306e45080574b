"""`ArticleReview` → lines for a terminal, or plain values for `--json`. Of a sentence only its first words are told."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from kaphandout.article.claim_status import ArticleReview, ClaimStatus
from kaphandout.content.model import Topic
from kaphandout.content.placement import in_deck, in_leaflet, resting_on

WIDTH = 120


def lines(topic: Topic, stock: ArticleReview, name: str) -> Iterator[str]:
    """A line a claim, and for what changed the reason and what rests on it; `name` is how the article is called."""
    states = [fate.state for fate in stock.fates]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    yield f"{name} held against the claims of {topic.about.id}: {counts}, {len(stock.new)} new"
    for old, new in stock.headings:
        yield f"heading “{old}” is now “{new}”"
    for fate in stock.fates:
        where = f"sentence {fate.sentence.number}" if fate.sentence else "—"
        gist = textwrap.shorten(fate.claim.gist, WIDTH - 29, placeholder=" …")
        yield f"{fate.claim.id:5}{fate.state:11}{where:13}{gist}"
        if fate.state != "unchanged":
            yield from _wrapped(_reason(fate))
            yield from _wrapped(_resting(topic, fate))
    for sentence, after in stock.new:
        follows = f"after {after}" if after else "before all others"
        yield f"{'—':5}{'new':11}sentence {sentence.number:<4}{follows}; begins “{sentence.begins}”"
        yield from _wrapped("add it to claims.yaml, and say what is to become of it")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=" " * 16, subsequent_indent=" " * 16, break_on_hyphens=False)


def _reason(fate: ClaimStatus) -> str:
    begins = f"begins “{fate.sentence.begins}”" if fate.state == "reworded" and fate.sentence else ""
    return "; ".join(filter(None, (begins, fate.why))) or "no sentence of the article says it any more"


def _resting(topic: Topic, fate: ClaimStatus) -> str:
    told = [
        f"{rest['message']} ({', '.join(rest['placed']) or 'placed nowhere'})" for rest in _rests(topic, fate.claim.id)
    ]
    return f"read again: {'; '.join(told)}" if told else "no message rests on it"


def _rests(topic: Topic, claim: str) -> list[dict[str, Any]]:
    """The messages that rest on a claim, and the panels and slides that place them."""
    return [
        {
            "message": id,
            "placed": [
                *(f"{name} {panel}" for name, one in topic.outlines.items() for panel in in_leaflet(one).where(id)),
                *(f"slide {slide}" for slide in in_deck(topic.deck).where(id)),
            ],
        }
        for id in resting_on(topic, claim)
    ]


def as_dict(topic: Topic, stock: ArticleReview, name: str) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "topic": topic.about.id,
        "article": name,
        "claims": [
            {
                "id": fate.claim.id,
                "state": fate.state,
                "sentence": fate.sentence.number if fate.sentence else None,
                "begins": fate.sentence.begins if fate.sentence else None,
                "why": fate.why or None,
                "rests": _rests(topic, fate.claim.id),
            }
            for fate in stock.fates
        ],
        "new": [
            {"sentence": sentence.number, "begins": sentence.begins, "after": after or None}
            for sentence, after in stock.new
        ],
        "headings": [{"old": old, "new": new} for old, new in stock.headings],
    }
