"""A slide → its speaker notes: the pace, what to say, caveats, what the leaflet says, and the full references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaphandout.content.figures import Rates
from kaphandout.content.model import Message
from kaphandout.content.outline import Slide
from kaphandout.deck.plan.slides import Note
from kaphandout.edition.edition import Edition


def plan_notes(edition: Edition, slide: Slide, keys: Sequence[str], pace: str | None = None) -> Iterator[Note]:
    """The pace, the talk track, the notes of all messages of `slide`, the references `keys` in full.

    A twin has no talk track, and does not repeat what the leaflet says.
    """
    terms = edition.locale.terms
    if pace:
        yield Note(pace, strong=True)
    ids = slide.messages() if slide.title else ()
    track = [note for id in ids for note in _track(edition.message(id), id == slide.title)]
    if track:
        yield Note(terms.notes_say, strong=True)
        yield from track
    for id in slide.messages():
        notes = _message(edition, edition.message(id), leaflet=slide.layout != "twin")
        yield from (replace(note, message=id) for note in notes)
    figure = edition.topic.figures[slide.figure] if slide.figure else None
    if isinstance(figure, Rates) and figure.counted:
        yield Note(terms.notes_counted, strong=True)
        yield Note(figure.counted.clinician)
    if slide.layout == "section":
        yield Note(terms.notes_leaflet, strong=True)
        yield Note(edition.texts[f"section.{slide.section}.patient"])
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


def _track(message: Message, leads: bool) -> Iterator[Note]:
    """What to say on a message; where nothing is written and it `leads` the slide, its points."""
    if message.clinician and message.clinician.say:
        yield Note(message.clinician.say)
    elif message.clinician and leads:
        yield from (Note(point) for point in message.clinician.points)


def _message(edition: Edition, message: Message, leaflet: bool) -> Iterator[Note]:
    terms = edition.locale.terms
    if message.clinician:
        yield Note(message.clinician.headline, strong=True)
        if message.clinician.notes:
            yield Note(terms.notes_caveat, strong=True)
            yield Note(message.clinician.notes)
    if message.patient and leaflet:
        yield Note(terms.notes_leaflet, strong=True)
        if message.patient.lead:
            yield Note(message.patient.lead)
        yield Note(message.patient.text)
