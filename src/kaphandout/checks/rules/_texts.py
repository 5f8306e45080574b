"""`Context` → the texts that the language rules look at: one passage for what a reader takes in at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.language.readability import sentences
from kaphandout.checks.rule import Found
from kaphandout.content.wordlists import Words

Check = Callable[[Context], Found]
Passages = Callable[[Context], Iterable[tuple[str, str]]]

_OURS = ("message.", "figure.", "field.", "section.", "about.patient", "about.clinician")


def patient_passages(context: Context) -> Iterator[tuple[str, str]]:
    """What patients read, with its key; the lead and the text of a message are one passage. References are left out."""
    lead = ""
    for key, text in context.patient.items():
        if not key.startswith(_OURS) or (key.startswith("field.") and key.endswith(".value")):
            continue
        if key.startswith("message.") and key.endswith(".patient.lead"):
            lead = text
            continue
        yield (key.removesuffix(".text") if key.startswith("message.") else key), f"{lead} {text}".strip()
        lead = ""


def clinician_passages(context: Context) -> Iterator[tuple[str, str]]:
    """What clinicians read on slides and in notes, each text with its key. References are left out."""
    return ((key, text) for key, text in context.clinician.items() if key.startswith(_OURS))


def all_passages(context: Context) -> Iterator[tuple[str, str]]:
    """What either audience reads."""
    yield from patient_passages(context)
    yield from clinician_passages(context)


def in_sentences(passage: str) -> list[str]:
    """A passage → its sentences; a heading or list item without a stop is one too."""
    found = sentences(passage)
    rest = passage[passage.rfind(found[-1]) + len(found[-1]) :].strip() if found else passage
    return [*found, rest] if any(letter.isalnum() for letter in rest) else found


def patterns(look: Callable[[str], Iterable[str]], message: str, passages: Passages = patient_passages) -> Check:
    """The check of a rule that reports each pattern that `look` finds in a passage, as `phrases` does."""
    return phrases(lambda text, _: look(text), message, passages)


def phrases(
    look: Callable[[str, Words], Iterable[str]],
    message: str,
    passages: Passages = patient_passages,
    by_sentence: bool = False,
) -> Check:
    """The check of a rule that reports each phrase that `look` finds in a passage, or in a sentence of one.

    `{!r}` in `message` is what was found. Nothing is found in a language without a word list.
    """

    def check(context: Context) -> Found:
        if (words := context.words) is None:
            return
        for key, passage in passages(context):
            for text in in_sentences(passage) if by_sentence else [passage]:
                yield from ((key, message.format(found)) for found in look(text, words))

    return check
