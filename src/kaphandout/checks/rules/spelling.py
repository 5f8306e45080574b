"""Spelling: every word is in a dictionary of the readers' English, or among the words that the topic knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.language.dictionaries import Dictionary, own_words, shared_words, varieties
from kaphandout.checks.rule import Found, rule
from kaphandout.diagnostics import Severity

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_NAME = re.compile(r"\b[A-Z][^\W\d_]+")
_ADDRESS = re.compile(r"\S*(?:@|www\.|://)\S*|\S*\d[^\W\d_]\S*|\b[a-z0-9-]+(?:\.[a-z0-9-]+){2,}\b(?:/\S*)?")
_NAMES = {"en-GB": "British", "en-US": "American"}
_CHECKED = ("message.", "figure.", "section.", "term.", "about.patient", "about.clinician")
_SCOWL = "SCOWL (Spell Checker Oriented Word Lists) 2020.12.07, as British (-ise) and American dictionaries"


@rule(
    why="A misspelled word slows every reader, breaks screen readers, and makes the rest look unchecked.",
    source=_SCOWL,
    good=(
        "Tea may warm you after a cold walk.",
        {"about.words": ["oolong", "unblinds"], "message.burn.patient": "Sip oolong."},
    ),
    bad=("Tea may worm you aftr a cold walk.", {"message.burn.clinician.headline": "Scalds are the harrm to warn of"}),
)
def spelling(context: Context) -> Found:
    wanted = _wanted(context)
    if not wanted:
        yield "about", f"there is no dictionary of {context.edition.locale.tag!r}: the spelling was not checked"
        return
    dictionary = Dictionary((shared_words(wanted[0]), *map(own_words, _NAMES)), _added(context))
    for key, word in _words(context):
        if not dictionary.knows(word):
            near = " or ".join(map(repr, dictionary.nearest(word)))
            meant = f"write {near}, or" if near else "correct it, or"
            yield key, f"{word!r} is in no dictionary: {meant} add it to `words` in topic.yaml"


@rule(
    why="What is right in one country reads as a fault in another, and as carelessness if a text mixes both.",
    source=_SCOWL,
    good=("Tea may help you rest.",),
    bad=("Tea may change the color of your teeth.",),
)
def spelling_variety(context: Context) -> Found:
    yield from _elsewhere(context, ".patient")


@rule(
    severity=Severity.NOTE,
    why="Clinicians read either spelling; a deck for one country is the better for its own.",
    source=_SCOWL,
    good=({"message.burn.clinician.headline": "Cups of another colour"},),
    bad=({"message.burn.clinician.headline": "Cups of another color"},),
)
def spelling_variety_deck(context: Context) -> Found:
    yield from _elsewhere(context, ".clinician")


def _elsewhere(context: Context, audience: str) -> Iterator[tuple[str, str]]:
    """The words for an audience that are right only in the English of other countries."""
    wanted = _wanted(context)
    for other in _NAMES.keys() - set(wanted) if wanted else ():
        (here,) = wanted
        right = Dictionary((shared_words(here), own_words(here)), _added(context))
        alike = Dictionary((own_words(other),))
        for key, word in _words(context):
            if audience in key and alike.knows(word) and not right.knows(word):
                near = " or ".join(map(repr, Dictionary((own_words(here),)).nearest(word, 2)))
                words = f"{word!r} is {_NAMES[other]} spelling, and readers here expect {_NAMES[here]}"
                yield key, f"{words}: write {near or 'it in theirs'}, or a word that both spell alike"


def _wanted(context: Context) -> tuple[str, ...]:
    edition = context.edition
    locale = edition.locale
    return varieties(locale.tag, locale.babel.rpartition("_")[2], (country.code for country in edition.countries))


def _words(context: Context) -> Iterator[tuple[str, str]]:
    """The words that a dictionary can know, with the keys of their texts, each once in a text.

    Left out: addresses, what has a figure in it, single letters, and words with a capital inside (NMDA, mTOR).
    """
    for key, text in {**context.patient, **context.clinician}.items():
        if key.startswith(_CHECKED):
            for word in dict.fromkeys(_WORD.findall(_ADDRESS.sub(" ", text))):
                if len(word) > 1 and not any(letter.isupper() for letter in word[1:]):
                    yield key, word


def _added(context: Context) -> frozenset[str]:
    """The words of the topic, in small letters: its list, its drugs, its hard words, the names in its references."""
    topic = context.topic
    own = [*topic.about.words, *topic.about.drug_names]
    own += [name for term in topic.terms.values() for name in (term.term, *term.also)]
    own += [name for reference in topic.references.values() for name in _NAME.findall(reference.full)]
    return frozenset(word.lower().replace("’", "'") for text in own for word in _WORD.findall(text))
