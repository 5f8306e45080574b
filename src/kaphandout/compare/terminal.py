"""`Comparison` → lines for a terminal: word marks in colour, or as [-old-]{+new+}."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from kaphandout.compare.changes import Change, Comparison
from kaphandout.compare.lines import Line
from kaphandout.compare.marks import Run
from kaphandout.compare.remarks import counted, field_name, remarks, short, title

_PLAIN = {"deleted": ("[-", "-]"), "inserted": ("{+", "+}"), "same": ("", "")}
_COLOUR = {"deleted": ("\x1b[9;31m", "\x1b[0m"), "inserted": ("\x1b[1;32m", "\x1b[0m"), "same": ("", "")}
_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")
_INDENT, _NAMES = 2, 22


def lines(comparison: Comparison, width: int, colour: bool) -> Iterator[str]:
    """The comparison, wrapped at `width` letters. Control characters of the texts do not reach the terminal."""
    old, new = comparison.old, comparison.new
    yield f"{comparison.topic}: {old.name} ({old.code or 'not there'}) → {new.name} ({new.code or 'not there'})"
    if not comparison.changes:
        yield "  no difference"
        return
    yield from (f"  {words}" for words in counted(comparison))
    if not comparison.complete:
        words = "a leaflet or deck does not know all: claims and the places of messages were not compared"
        yield from textwrap.wrap(words, width, initial_indent="  ", subsequent_indent="  ")
    for change in comparison.changes:
        yield ""
        yield from _change(change, width, colour)


def _change(change: Change, width: int, colour: bool) -> Iterator[str]:
    heading = title(change) + (" [safety]" if change.safety else "")
    bold = ("\x1b[1m", "\x1b[0m") if colour else ("", "")
    first, *rest = textwrap.wrap(f"{heading}: {'; '.join(remarks(change))}", width, subsequent_indent="  ")
    yield first.replace(heading, f"{bold[0]}{heading}{bold[1]}", 1)
    yield from rest
    audience = ""
    words = change.words if any(line.changed for line in change.words) else ()
    for line in sorted(words, key=lambda word: ("", "patient", "clinician").index(word.audience)):
        label = f"{line.audience if line.audience != audience else '':10} {field_name(line.name)}"
        audience = line.audience
        yield from _field(label, line.runs, width, colour)
    for line in change.details:
        named = Line(line.name, short(line.old, line.name), short(line.new, line.name))
        yield from _field(field_name(line.name), named.runs, width, colour)


def _field(label: str, runs: Iterable[Run], width: int, colour: bool) -> Iterator[str]:
    words = list(_words(runs, _COLOUR if colour else _PLAIN))
    room = max(20, width - _NAMES - _INDENT - 1)
    head, row, length = f"{'':{_INDENT}}{label:{_NAMES}} ", "", 0
    if len(label) > _NAMES:
        yield head.rstrip()
        head = " " * (_INDENT + _NAMES + 1)
    for word in words:
        size = len(_ESCAPE.sub("", word))
        if row and length + 1 + size > room:
            yield head + row
            head, row, length = " " * (_INDENT + _NAMES + 1), "", 0
        row, length = (f"{row} {word}", length + 1 + size) if row else (word, size)
    yield (head + row).rstrip()


def _words(runs: Iterable[Run], signs: dict[str, tuple[str, str]]) -> Iterator[str]:
    """Words with their marks; in colour each word carries its own, so that a line may end anywhere."""
    text = ""
    for run in runs:
        start, end = signs[run.mark]
        clean = "".join(letter for letter in run.text if letter.isprintable())
        if start.startswith("\x1b"):
            clean = " ".join(f"{start}{word}{end}" for word in clean.split())
        elif start:
            clean = f"{start}{clean}{end}"
        text += clean
    yield from text.split()
