"""Sentences and paragraphs: passive voice, stacked negations, strings of nouns, too many sentences in one breath."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.language.grammar import negations, noun_strings, passives
from kaphandout.checks.language.readability import sentences
from kaphandout.checks.rule import Found, rule
from kaphandout.checks.rules._texts import phrases

MAX_SENTENCES = 3

passive = rule(
    why="The passive hides who does what: a patient must know whether they act or the team does.",
    source="NHS service manual, How we write: active voice; PEMAT-P, item 5; CDC Clear Communication Index, item 6",
    good=(
        "A nurse will check your cup.",
        "The tea room is closed on Sundays.",
        "It is not known how tea works.",
        "A cold cannot be cured.",
        "Your nose is blocked.",
    ),
    bad=("Your cup will be checked.", "Tea was given to half of the people.", "The shop is closed by the owner."),
)(phrases(passives, "{!r} is passive: say who does it (“we check”, not “is checked”)", by_sentence=True))

negation = rule(
    why="Readers drop a “not”; where two or three are stacked, what is left says the opposite.",
    source="US plain language guidelines: no double negatives; NHS service manual, How we write: positive wording",
    good=(
        "Do not drink tea unless it is warm.",
        "Do not drink wine, and do not drive.",
        "No pain, no cough and no fever are good signs.",
    ),
    bad=(
        "It is not uncommon to feel warm.",
        "Do not drink tea unless you have not slept.",
        "Never drink it without milk if you do not feel well.",
    ),
)(phrases(negations, "{!r} stacks negations: say what is so, or what to do", by_sentence=True))

noun_string = rule(
    why="Nouns in a row must be read backwards to be understood.",
    source="US plain language guidelines: avoid noun strings",
    good=("The blood pressure check is free.", "Ask for the form that lists your medicines."),
    bad=("Ask for the hospital discharge medication review form.",),
)(phrases(noun_strings, "{!r} is a string of nouns: part it with “of”, “for” or “that”"))


@rule(
    why="A block of text looks like work, and is skipped by those who need it most.",
    source="NHS service manual, content style: paragraphs of up to 3 sentences",
    good=("Boil the water. Pour it. Wait a while.",),
    bad=("Boil the water. Pour it. Wait a while. Drink it.",),
)
def long_paragraph(context: Context) -> Found:
    for key, text in context.patient.items():
        count = len(sentences(text)) if key.startswith("message.") else 0
        if count > MAX_SENTENCES:
            yield key, f"this paragraph has {count} sentences: split it into messages of at most {MAX_SENTENCES}"
