"""Wording: hard words and abbreviations without an explanation, figures of speech."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.language import terms
from kaphandout.checks.rule import Found, rule
from kaphandout.checks.rules._texts import patient_passages, phrases
from kaphandout.content.wordlists import Words
from kaphandout.diagnostics import Severity


@rule(
    why="A reader who meets a word that they do not know loses the sentence, and often the ones behind it.",
    source="NHS service manual, How we write: the plain word first; CDC Clear Communication Index, item 7",
    good=(
        "Tea may raise your blood pressure.",
        "Tea may bring on high blood pressure (hypertension). Hypertension has no signs.",
        "You may need a thin tube in a vein, called a cannula.",
    ),
    bad=("Tea may bring on hypertension.", "Do not commence tea prior to a walk."),
)
def jargon(context: Context) -> Found:
    for key, hard in _unexplained(context, terms.jargon):
        yield key, f"{hard.found!r} is hard to read: say {hard.say!r}, or explain it in brackets behind the plain word"


@rule(
    why="Greek and Latin names of tests, operations and illnesses say nothing to most readers.",
    source="NHS service manual, How we write: medical terms are explained; PEMAT-P, item 4",
    good=("You may need a look inside your bowel (a colonoscopy).", "Tea helps people with anaemia."),
    bad=("You may need a colonoscopy.",),
)
def medical_word(context: Context) -> Found:
    for key, hard in _unexplained(context, terms.medical):
        yield key, f"{hard.found!r} is a medical word: say what it is in plain words, with this word in brackets"


@rule(
    why="Letters that one ward knows are a riddle to everybody else.",
    source="NHS service manual, A to Z: spell an abbreviation out where it first stands, unless all know it",
    good=(
        "Ask your GP before you drink tea.",
        "You may have an ECG (a tracing of your heartbeat).",
        "Some drugs are called NSAIDs. NSAIDs ease pain.",
        "Do not take MAOIs with tea. MAOIs treat depression.",
    ),
    bad=("Your BMI must be under 40.", "Do not take NSAIDs with tea."),
)
def abbreviation(context: Context) -> Found:
    for key, hard in _unexplained(context, terms.abbreviations):
        yield key, f"{hard.found!r} is not explained: write it out, or add it to glossary.yaml and use the term first"


block_capitals = rule(
    why="Words in capitals lose their shape: they are read letter by letter, and they shout.",
    source="RNIB Clear Print: no words in block capitals; NHS service manual, A to Z",
    good=("Do not drive after tea.", "Ask your GP or the NHS."),
    bad=("DO NOT DRIVE after tea.", "Tea does NOT cure a cold."),
)(phrases(terms.capitals, "{!r} is in capitals: write it small; weight comes from its place or a box"))

idiom = rule(
    why="A figure of speech misleads whoever takes it at its word, and nobody can translate it.",
    source="NHS service manual, How we write: no metaphors; PEMAT-P, item 3",
    good=("You may have cold feet.", "It may be hard to swallow.", "Wear the pads in your shoes."),
    bad=("You will be back on your feet in no time.", "Keep an eye on the cup."),
)(phrases(terms.idioms, "{!r} is a figure of speech: say plainly what is meant"))


@rule(
    severity=Severity.NOTE,
    why="Rules that know no words of a language say nothing, and silence looks like praise.",
    source="kaphandout: a check that was not made is told",
    good=({"locale.tag": "en"},),
    bad=({"locale.tag": "de"},),
)
def no_word_list(context: Context) -> Found:
    if not context.words:
        words = f"there is no list of words for {context.edition.locale.tag!r} in content/words/"
        yield "about", f"{words}: the rules of wording, sentences, numbers and claims were not held against this text"


def _unexplained(context: Context, look: Callable[[str, Words], list[terms.Hard]]) -> Iterator[tuple[str, terms.Hard]]:
    """Each hard word where it first stands unexplained. Words of the glossary and names of drugs are let pass."""
    if not context.words:
        return
    topic = context.topic
    explained = [name for term in topic.terms.values() for name in (term.term, *term.also)]
    settled = {name.casefold() for name in (*explained, *topic.about.drug_names)}
    for key, text in patient_passages(context):
        for hard in look(text, context.words):
            names = {hard.entry.casefold(), hard.found.casefold()}
            if not names & settled and not hard.explained:
                yield key, hard
            settled.add(hard.entry.casefold())
