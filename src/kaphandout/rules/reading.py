"""`Edition` → problems of reading: grades over the whole leaflet, long sentences, long lists, unexplained hard words.

Limits: US SMOG 8 and Flesch-Kincaid 6 with drug names as one syllable; sentences of 20 words (NHS content style);
lists of 7 items (CDC Clear Communication Index).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.edition import Edition
from kaphandout.outline import Messages
from kaphandout.problems import Problem, error, note, warning
from kaphandout.rules.readability import Readability, measure, sentences, words

MAX_SMOG, MAX_FLESCH_KINCAID, MAX_WORDS, MAX_ITEMS = 8.0, 6.0, 20, 7


def check_reading(edition: Edition) -> Iterator[Problem]:
    """What makes the leaflet of an edition hard to read."""
    topic = edition.topic
    yield from _grades(edition)
    for key in edition.placed["leaflet"]:
        for sentence in sentences(edition.texts[key]):
            if (length := len(words(sentence))) > MAX_WORDS and key.startswith("message."):
                start = " ".join(sentence.split()[:5])
                told = f"the sentence that begins {start!r} has {length} words: at most {MAX_WORDS}, so split it"
                yield warning("long-sentence", topic.place(key), key.split(".")[1], told)
    for block in topic.leaflet.blocks():
        if isinstance(block, Messages) and block.kind != "text" and len(block.messages) > MAX_ITEMS:
            told = f"a list of {len(block.messages)} items is too long: split it after {MAX_ITEMS} at the most"
            yield warning("long-list", topic.place("outline.leaflet"), block.messages[0], told)
    yield from _unexplained(edition)


def leaflet_readability(edition: Edition, drug_names: tuple[str, ...]) -> Readability:
    """The grades of all patient text that the leaflet places."""
    return measure([edition.texts[key] for key in _running_text(edition)], drug_names)


def _running_text(edition: Edition) -> list[str]:
    return [key for key in edition.placed["leaflet"] if not key.startswith("fact.") and ".alt." not in key]


def _grades(edition: Edition) -> Iterator[Problem]:
    about = edition.topic.about
    grades = leaflet_readability(edition, about.drug_names)
    plain = leaflet_readability(edition, ())
    told = (
        f"US SMOG grade {grades.smog:.1f} (limit {MAX_SMOG:g}), Flesch-Kincaid grade {grades.flesch_kincaid:.1f}"
        f" (limit {MAX_FLESCH_KINCAID:g}) over {grades.words} words, drug names as one syllable;"
        f" {plain.smog:.1f} and {plain.flesch_kincaid:.1f} with drug names as they are"
    )
    hard = grades.smog > MAX_SMOG or grades.flesch_kincaid > MAX_FLESCH_KINCAID
    make = error if hard else note
    yield make("readability", edition.topic.place("outline.leaflet"), about.id, f"the leaflet reads at {told}")


def _unexplained(edition: Edition) -> Iterator[Problem]:
    """A hard word must be explained where it first stands in the leaflet."""
    explained: set[str] = set()
    for key in edition.placed["leaflet"]:
        if not key.startswith("message."):
            continue
        text = edition.texts[key].casefold()
        for term in edition.topic.terms.values():
            if f"{term.term} ({term.meaning})".casefold() in text:
                explained.add(term.name)
            elif term.name not in explained and re.search(rf"\b{re.escape(term.term.casefold())}\b", text):
                told = f"{term.term!r} is not explained before it stands here: write {{{{ term.{term.name} }}}} first"
                yield warning("unexplained-word", edition.topic.place(key), key.split(".")[1], told)
                explained.add(term.name)
