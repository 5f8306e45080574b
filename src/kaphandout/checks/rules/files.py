"""Files: what lies in a topic's folder and is read by nobody."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.diagnostics import warning


@rule(
    why="Whoever wrote a file believes that its words are printed.",
    source="kaphandout: a file of messages has the name of its section, and names end in .yaml",
    good=({"about.version": "1.1"},),
    bad=({"file.messages/risks copy.yaml": "[]"}, {"file.messages/risks.yml": "[]"}, {"file.checks.yml": "{}"}),
)
def unread_file(context: Context) -> Found:
    sections = ", ".join(section.id for section in context.topic.about.sections)
    for place in context.topic.unread:
        name = place.file.rpartition("/")[2]
        words = f"{name!r} is not read: name a file of messages after its section ({sections}), end names in .yaml"
        yield warning("unread-file", place, name, f"{words}, or move the file out of this folder")
