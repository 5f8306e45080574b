"""`Context` → the texts that the language rules look at: one passage for what a reader takes in at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaphandout.checks.context import Context
from kaphandout.checks.language.readability import sentences

_OURS = ("message.", "figure.", "field.", "section.", "about.patient", "about.clinician")


def patient_passages(context: Context) -> Iterator[tuple[str, str]]:
    """What patients read, with its key; the lead and the text of a message are one passage. References are left out."""
    yield from _passages(context.patient)


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


def _passages(texts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    lead = ""
    for key, text in texts.items():
        if not key.startswith(_OURS) or (key.startswith("field.") and key.endswith(".value")):
            continue
        if key.startswith("message.") and key.endswith(".patient.lead"):
            lead = text
            continue
        yield (key.removesuffix(".text") if key.startswith("message.") else key), f"{lead} {text}".strip()
        lead = ""
