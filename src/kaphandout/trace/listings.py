"""`Edition` → what an editor wants side by side: every number with its source, and the words that differ by country."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType

from kaphandout.checks.rules.facts import bare_numbers
from kaphandout.content.model import Topic
from kaphandout.content.types import NAMED, text_fields
from kaphandout.edition.edition import Edition
from kaphandout.terminal import table, words

_SETTING = ("population", "period", "comparator")


def numbers(edition: Edition, written: Topic) -> list[dict[str, Any]]:
    """Every fact of a topic with its words for both, its setting, sources and users; then numbers that are no facts.

    `written` is the topic before its braces were filled in: it says which message uses which fact.
    """
    users: dict[str, list[str]] = {}
    for kind, records in (("", written.messages), ("figure.", written.figures)):
        for id, record in records.items():
            named = {
                name for _, text in text_fields("", record) for what, name in NAMED.findall(text) if what == "fact"
            }
            for name in named | {fact for row in getattr(record, "rows", ()) for fact in row.facts}:
                users.setdefault(name, []).append(f"{kind}{id}")
    facts = [
        {
            "fact": fact.name,
            "patients": edition.texts[f"fact.{fact.name}.patient"],
            "clinicians": edition.texts[f"fact.{fact.name}.clinician"],
            "interval": edition.texts.get(f"fact.{fact.name}.interval"),
            **{name: getattr(fact, name) for name in _SETTING},
            "sources": _sources(edition, fact.evidence),
            "used_by": users.get(fact.name, []),
        }
        for fact in edition.topic.facts.values()
    ]
    by_hand = [
        {"text": key, "numbers": found, "sources": _sources(edition, edition.message(key.split(".")[1]).evidence)}
        for key, found in bare_numbers(edition)
    ]
    return [*facts, *by_hand]


def numbers_shown(rows: list[dict[str, Any]]) -> Iterator[RenderableType]:
    """The same for a terminal."""
    for row in rows:
        if "fact" in row:
            told = f"{row['patients']} (patients), {row['clinicians']} (clinicians)"
            yield words(f"{row['fact']}: {told}", "bold")
            fields = [(name, row[name]) for name in ("interval", *_SETTING) if row[name]]
            fields += [("used by", ", ".join(row["used_by"]) or "nothing")]
        else:
            yield words(f"{row['text']}: {', '.join(row['numbers'])} (written by hand)", "bold")
            fields = []
        sources = "; ".join(f"{source['short']} ({source['verified']})" for source in row["sources"])
        yield table([*fields, ("sources", sources or "none")], indent=2)


def countries(written: Topic) -> list[dict[str, Any]]:
    """The messages that say something else in some country, each with its neutral words and each country's own."""
    return [
        {
            "message": message.id,
            "neutral": _words(message),
            **{code: _words(message.in_country(code)) for code in message.by_country},
        }
        for message in written.messages.values()
        if message.by_country
    ]


def countries_shown(rows: list[dict[str, Any]]) -> Iterator[RenderableType]:
    """The same for a terminal: under each text of a message the neutral words and what each country has instead."""
    for row in rows:
        yield words(row["message"], "bold")
        neutral: Mapping[str, str] = row["neutral"]
        for key in dict.fromkeys(key for name, said in row.items() if name != "message" for key in said):
            first = neutral.get(key, "—")
            others = [(name, said.get(key, "—")) for name, said in row.items() if name not in ("message", "neutral")]
            if cells := [(name, text) for name, text in others if text != first]:
                yield f"  {key}"
                yield table([("neutral", first), *cells], widths=(8,), indent=4)


def _words(message: Any) -> dict[str, str]:
    plain = message.model_copy(update={"by_country": {}})
    said = {key.removeprefix("."): str(text) for key, text in text_fields("", plain)}
    return {**said, "certainty": str(message.certainty or ""), "sources": ", ".join(message.evidence)}


def _sources(edition: Edition, keys: tuple[str, ...]) -> list[dict[str, str]]:
    found = (edition.topic.references[key] for key in keys)
    return [{"key": one.key, "short": str(one.short), "verified": one.verified} for one in found]
