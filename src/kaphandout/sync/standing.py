"""Which of the texts that an artefact must show stand in it, which were altered, and which are missing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from kaphandout.problems import Place, Problem, error
from kaphandout.sync.artefact import (
    ALTERNATIVE,
    CHART,
    MARGIN,
    NOTES,
    PLAIN,
    SHEET,
    Artefact,
    Kind,
    Paragraph,
    without_codes,
)
from kaphandout.sync.coverage import Known, leftovers
from kaphandout.sync.words import differing, digits, fold, likeness, shorten, stands_in, whole_words

ALTERED = 0.6
"""From which likeness on a paragraph is an altered copy of a text that stands nowhere."""

ALTERED_COPY = 0.75
"""The same for a paragraph with unknown words, whether or not the text stands somewhere else as it should."""

FEW_WORDS = 3


def check_texts(artefact: Artefact, texts: Mapping[str, str], placed: Iterable[str]) -> Iterator[Problem]:
    """Problems of the texts whose keys are `placed`: `missing-text` and `altered-text`, with the words that differ."""
    wanted = {key: fold(texts[key]) for key in placed if texts.get(key)}
    told: set[Paragraph] = set()
    for key, text in wanted.items():
        where = [paragraph for paragraph in artefact.paragraphs if _may_hold(artefact.kind, key, paragraph)]
        if _stands(key, text, where):
            continue
        like, part, paragraph = _nearest(text, where)
        if paragraph and like >= ALTERED:
            told.add(paragraph)
            yield _altered(artefact, key, text, paragraph, part)
        else:
            words = f"{named(key)} does not stand in the {artefact.kind}: “{shorten(text)}”"
            yield error("missing-text", Place(artefact.file), key, words)
    for paragraph, _ in leftovers(artefact.paragraphs, Known(texts.values())):
        if paragraph not in told and paragraph.part != SHEET and len(paragraph.text.split()) > 2:
            yield from _altered_copy(artefact, paragraph, wanted)


def named(key: str) -> str:
    """A key in words: `message 'nmda-switch' (patient.text)`."""
    kind, _, rest = key.partition(".")
    id, _, field = rest.partition(".")
    if kind in ("message", "figure", "section", "fact", "reference", "country"):
        return f"{kind} {id!r}" + (f" ({field})" if field else "")
    return key


def _may_hold(kind: Kind, key: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is where a text may stand: a headline that only the notes repeat is not on the slide."""
    if kind != "deck":
        return paragraph.part != MARGIN
    if ".alt." in key:
        return paragraph.part == ALTERNATIVE
    if key.endswith((".clinician.notes", ".clinician.say")):
        return paragraph.part == NOTES
    if _is_number(key):
        return paragraph.part == CHART
    return paragraph.part != ALTERNATIVE if ".patient." in key else paragraph.part in ("", CHART)


def _is_number(key: str) -> bool:
    return key.startswith("fact.") and key.endswith(".number")


def _stands(key: str, text: str, paragraphs: Sequence[Paragraph]) -> bool:
    """As a part of one paragraph, or over several (a page break); a number counts by its digits.

    A few words of a message, figure or heading must begin a paragraph: they may well be a part of another text, too.
    In plain text they may also follow the end of a sentence or a label. (A sheet is read as one text, so there they
    need only stand in it.)
    """
    if _is_number(key):
        return any(digits(text) == digits(paragraph.text) for paragraph in paragraphs)
    if len(text.split()) <= FEW_WORDS and key.startswith(("message.", "figure.", "section.")):
        first = re.compile(rf"[\W\d]*{whole_words(text).pattern}")
        later = re.compile(rf"[.:;?!] {whole_words(text).pattern}")
        return any(
            stands_in(text, paragraph.text)
            if paragraph.part == SHEET
            else first.match(paragraph.text) or (paragraph.part == PLAIN and later.search(paragraph.text))
            for paragraph in paragraphs
        )
    if any(stands_in(text, paragraph.text) for paragraph in paragraphs):
        return True
    return stands_in(text, fold(" ".join(paragraph.text for paragraph in paragraphs)))


def _nearest(text: str, paragraphs: Iterable[Paragraph]) -> tuple[float, str, Paragraph | None]:
    found: tuple[float, str, Paragraph | None] = (0.0, "", None)
    for paragraph in paragraphs:
        like, part = likeness(text, paragraph.text)
        if like > found[0]:
            found = like, part, paragraph
    return found


def _altered_copy(artefact: Artefact, paragraph: Paragraph, wanted: Mapping[str, str]) -> Iterator[Problem]:
    """The text of four words or more that a paragraph with unknown words is most like, if it is like one."""
    best = (0.0, "", "")
    for key, text in wanted.items():
        if len(text.split()) > 3 and text not in paragraph.text and _may_hold(artefact.kind, key, paragraph):
            like, part = likeness(text, paragraph.text)
            best = max(best, (like, key, part))
    like, key, part = best
    if like >= ALTERED_COPY:
        yield _altered(artefact, key, wanted[key], paragraph, part)


def _altered(artefact: Artefact, key: str, text: str, paragraph: Paragraph, part: str) -> Problem:
    old, new = differing(text, without_codes(part))
    words = f"{paragraph.place}: {named(key)} was altered: “{old}” became “{new}”"
    return error("altered-text", Place(artefact.file), key, words)
