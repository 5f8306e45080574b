"""`ArticleReview` → lines for a terminal, or plain values for `--json`. Only the first words of sentences are given."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from kaphandout.article.claim_status import ArticleReview, ClaimStatus
from kaphandout.content.model import Topic
from kaphandout.content.placement import in_deck, in_leaflet, resting_on

WIDTH = 120


def lines(topic: Topic, review: ArticleReview, name: str) -> Iterator[str]:
    """A line a claim, and for what changed the reason and what rests on it; `name` is how the article is called."""
    states = [status.state for status in review.statuses]
    counts = ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))
    yield f"{name} held against the claims of {topic.about.id}: {counts}, {len(review.new)} new"
    for old, new in review.headings:
        yield f"heading “{old}” is now “{new}”"
    for status in review.statuses:
        where = f"sentence {status.sentence.number}" if status.sentence else "—"
        gist = textwrap.shorten(status.claim.gist, WIDTH - 29, placeholder=" …")
        yield f"{status.claim.id:5}{status.state:11}{where:13}{gist}"
        if status.state != "unchanged":
            yield from _wrapped(_reason(status))
            yield from _wrapped(_resting(topic, status))
    for sentence, after in review.new:
        follows = f"after {after}" if after else "before all others"
        yield f"{'—':5}{'new':11}sentence {sentence.number:<4}{follows}; begins “{sentence.begins}”"
        yield from _wrapped("add it to claims.yaml, and say what is to become of it")


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(words, WIDTH, initial_indent=" " * 16, subsequent_indent=" " * 16, break_on_hyphens=False)


def _reason(status: ClaimStatus) -> str:
    begins = f"begins “{status.sentence.begins}”" if status.state == "reworded" and status.sentence else ""
    return "; ".join(filter(None, (begins, status.why))) or "no sentence of the article says it any more"


def _resting(topic: Topic, status: ClaimStatus) -> str:
    resting = [
        f"{rest['message']} ({', '.join(rest['placed']) or 'placed nowhere'})"
        for rest in _rests(topic, status.claim.id)
    ]
    return f"read again: {'; '.join(resting)}" if resting else "no message rests on it"


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


def as_dict(topic: Topic, review: ArticleReview, name: str) -> dict[str, Any]:
    """The same as plain values."""
    return {
        "topic": topic.about.id,
        "article": name,
        "claims": [
            {
                "id": status.claim.id,
                "state": status.state,
                "sentence": status.sentence.number if status.sentence else None,
                "begins": status.sentence.begins if status.sentence else None,
                "why": status.why or None,
                "rests": _rests(topic, status.claim.id),
            }
            for status in review.statuses
        ],
        "new": [
            {"sentence": sentence.number, "begins": sentence.begins, "after": after or None}
            for sentence, after in review.new
        ],
        "headings": [{"old": old, "new": new} for old, new in review.headings],
    }
