"""Answers about a message → the file of its section with the message at its end."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Literal

from kaphandout.content.loader import Messages, load_topic
from kaphandout.content.paths import meant
from kaphandout.content.types import Id, Record
from kaphandout.content.yaml import read_document, read_text, valid
from kaphandout.diagnostics import refuse
from kaphandout.scaffold.filling import fill
from kaphandout.scaffold.kinds import Outlined, OutlinedSection


class NewMessage(Record):
    """What is asked about a new message; `says` is what it is to say."""

    id: Id
    topic: Id
    section: Id
    kind: Literal["statement", "advice"]
    audience: Literal["both", "patient", "clinician"]
    says: str


def message_file(content: Path, answers: NewMessage) -> tuple[Path, bytes]:
    """The path of a section's messages, and all that is to be in it.

    Raises `KaphandoutError` for an unknown topic or section, for an id that is taken, and for a file to which nothing
    can be added.
    """
    topic = load_topic(content, answers.topic)
    sections = {section.id: section for section in topic.about.sections}
    where = "the command line"
    if answers.section not in sections:
        known = f"its sections are: {', '.join(sections)}"
        words = f"topic {answers.topic!r} has no section {answers.section!r}{meant(answers.section, sections)}; {known}"
        raise refuse("section", where, words)
    if answers.id in topic.messages:
        place = topic.place(f"message.{answers.id}")
        raise refuse("duplicate-id", where, f"message {answers.id!r} is there already, at {place}: choose another id")
    path = content / "topics" / answers.topic / "messages" / f"{answers.section}.yaml"
    section = sections[answers.section]
    return path, _added(
        path, OutlinedSection(id=section.id, patient=section.patient, clinician=section.clinician), answers
    )


def _added(path: Path, section: OutlinedSection, answers: NewMessage) -> bytes:
    message = Outlined(
        id=answers.id,
        kind=answers.kind,
        what=answers.says,
        patient=answers.audience != "clinician",
        clinician=answers.audience != "patient",
    )
    if path.is_file():
        shown = f"{path.parents[3].name}/{path.relative_to(path.parents[3]).as_posix()}"
        there = read_text(path, shown).rstrip("\n")
        data = there.encode("utf-8") + b"\n\n" + fill("topic/message.yaml.j2", message=message)
    else:
        shown = path.name
        section = section.model_copy(update={"messages": (message,)})
        data = fill("topic/messages.yaml.j2", section=section)
    with tempfile.NamedTemporaryFile(suffix=".yaml") as trial:
        trial.write(data)
        trial.flush()
        valid(Messages, read_document(Path(trial.name), shown))
    return data
