"""A slide → its speaker notes: caveats, what the leaflet says, and the full references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaphandout.deck.slides import Note
from kaphandout.edition import Edition
from kaphandout.model import Message
from kaphandout.outline import Slide


def plan_notes(edition: Edition, slide: Slide, keys: Sequence[str]) -> tuple[Note, ...]:
    """The notes of all messages of `slide`, then the references `keys` in full; never empty."""
    return tuple(_notes(edition, slide, keys))


def _notes(edition: Edition, slide: Slide, keys: Sequence[str]) -> Iterator[Note]:
    terms = edition.locale.terms
    for id in slide.messages():
        yield from (replace(note, message=id) for note in _message(edition, edition.message(id)))
    if slide.layout == "title":
        about = edition.topic.about
        yield Note(terms.about_author, strong=True)
        yield Note(about.author_role)
        yield Note(terms.about_conflicts, strong=True)
        yield Note(about.conflicts)
    if keys:
        yield Note(terms.notes_references, strong=True)
    for key in keys:
        reference = edition.topic.references[key]
        yield Note(reference.full)
        if reference.verified == "part":
            yield Note(terms.notes_check.format(unseen=reference.unseen))


def _message(edition: Edition, message: Message) -> Iterator[Note]:
    terms = edition.locale.terms
    if message.clinician:
        yield Note(message.clinician.headline, strong=True)
        if message.clinician.notes:
            yield Note(terms.notes_caveat, strong=True)
            yield Note(message.clinician.notes)
    if message.patient:
        yield Note(terms.notes_leaflet, strong=True)
        if message.patient.lead:
            yield Note(message.patient.lead)
        yield Note(message.patient.text)
