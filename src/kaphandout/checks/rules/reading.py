"""Reading: grades over the whole leaflet, long sentences, long lists, hard words that are not explained.

Limits: US SMOG 8 and Flesch-Kincaid 6 with drug names as one syllable; sentences of 20 words (NHS content style);
lists of 7 items (CDC Clear Communication Index).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.checks.context import Context, KeyedSentence
from kaphandout.checks.grades import leaflet_readability
from kaphandout.checks.language.readability import Readability
from kaphandout.checks.rule import Found, rule
from kaphandout.content.outline import Block, Box, Compare, Messages
from kaphandout.diagnostics import Severity

MAX_SMOG, MAX_FLESCH_KINCAID, MAX_WORDS, MAX_ITEMS = 8.0, 6.0, 20, 7
_HARD = (
    "Individuals experiencing persistent deterioration of temperature regulation following extended recreational "
    "ambulation may consider administration of caffeinated beverages, notwithstanding insufficient evidence. "
    "Contraindications necessitate individualised consultation regarding potential hypersensitivity."
)


@rule(
    severity=Severity.ERROR,
    why="A leaflet that is harder than what its readers are used to read is put aside.",
    source="AMA and NIH: grade 6 to 8; SMOG (McLaughlin 1969); Flesch-Kincaid (Kincaid 1975), which flatters",
    good=("Tea may warm you after a cold walk.",),
    bad=(_HARD,),
)
def readability(context: Context) -> Found:
    grades, plain = leaflet_grades(context)
    if is_hard(grades):
        words = f"{_described(grades, plain)}: shorten sentences and take the plain word for the long one"
        yield "outline.leaflet", words


@rule(
    severity=Severity.NOTE,
    why="The grade is told even when it is good, so that it is seen to change.",
    source="SMOG (McLaughlin 1969); Flesch-Kincaid (Kincaid 1975)",
    good=(_HARD,),
    bad=("Tea may warm you after a cold walk.",),
)
def reading_grade(context: Context) -> Found:
    grades, plain = leaflet_grades(context)
    if not is_hard(grades):
        yield "outline.leaflet", _described(grades, plain)


@rule(
    why="A reader who is tired or ill loses the beginning of a long sentence before its end.",
    source="NHS digital service manual, content style: sentences of up to 20 words",
    good=("Tea may warm you after a cold walk. It may also help you to rest for a while before you go home.",),
    bad=("Tea may warm you after a cold walk and it may also help you to rest for a while before you go out again.",),
)
def long_sentence(context: Context) -> Found:
    for sentence in long_sentences(context):
        if sentence.key.startswith("message."):
            start, length = " ".join(sentence.text.split()[:5]), len(sentence.words)
            words = f"the sentence that begins {start!r} has {length} words: at most {MAX_WORDS}, so split it"
            yield sentence.key, words


@rule(
    why="A long list is skipped; two short ones under headings of their own are read.",
    source="CDC Clear Communication Index: lists of more than 7 items are split",
    good=({"outline.leaflet.panels.1.blocks.0.messages": ["burn"] * 7},),
    bad=({"outline.leaflet.panels.1.blocks.0.messages": ["burn"] * 8},),
)
def long_list(context: Context) -> Found:
    for name, outline in context.topic.outlines.items():
        for first, length in (found for block in outline.blocks() for found in list_lengths(block)):
            if length > MAX_ITEMS:
                words = (
                    f"the list that begins with {first!r} has {length} items: split it after {MAX_ITEMS} at the most"
                )
                yield f"outline.{name}", words


@rule(
    why="A hard word is explained where a reader first meets it, not later.",
    source="NHS digital service manual, content style: plain words first, medical terms explained",
    good=("Tea has {{ term.tannin }}. Old tannin is stronger.",),
    bad=("Tea has tannin. So does {{ term.tannin }}.",),
)
def unexplained_word(context: Context) -> Found:
    explained: set[str] = set()
    for key, text in context.leaflet.items():
        if not key.startswith("message."):
            continue
        folded = text.casefold()
        for term in context.topic.terms.values():
            met = re.search(rf"\b{re.escape(term.term.casefold())}\b", folded)
            if term.name in explained or not met:
                continue
            explained.add(term.name)
            if not folded.startswith(f" ({term.meaning})".casefold(), met.end()):
                words = f"{term.term!r} is used here before it is explained: write {{{{ term.{term.name} }}}} first"
                yield key, words


def long_sentences(context: Context) -> list[KeyedSentence]:
    """The sentences for patients that have more than `MAX_WORDS` words, wherever they are printed."""
    return [sentence for sentence in context.sentences if len(sentence.words) > MAX_WORDS]


def list_lengths(block: Block) -> Iterator[tuple[str, int]]:
    """The lists of a block of the leaflet: the id of the first message, and how many items there are."""
    lists: tuple[tuple[str, ...], ...] = ()
    match block:
        case Compare():
            lists = (block.left_messages, block.right_messages)
        case Box():
            lists = (block.messages,)
        case Messages() if block.kind != "text":
            lists = (block.messages,)
    return ((messages[0], len(messages)) for messages in lists)


def leaflet_grades(context: Context) -> tuple[Readability, Readability]:
    """How hard the leaflet is to read: with drug names as one syllable, and with drug names as they are."""
    names = context.topic.about.drug_names
    return leaflet_readability(context.edition, names), leaflet_readability(context.edition, ())


def is_hard(grades: Readability) -> bool:
    """Whether a text is harder than either grade allows."""
    return grades.smog > MAX_SMOG or grades.flesch_kincaid > MAX_FLESCH_KINCAID


def _described(grades: Readability, plain: Readability) -> str:
    words = (
        f"the leaflet reads at US SMOG grade {grades.smog:.1f} (limit {MAX_SMOG:g}), Flesch-Kincaid grade "
        f"{grades.flesch_kincaid:.1f} (limit {MAX_FLESCH_KINCAID:g}) over {grades.words} words"
    )
    if grades == plain:  # a topic without names of drugs in it
        return words
    spared = f"{plain.smog:.1f} and {plain.flesch_kincaid:.1f} with drug names as they are"
    return f"{words}, drug names as one syllable; {spared}"
