"""`Comparison` → texts and tables for a terminal: word marks in colour, or as [-old-]{+new+}."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from kaphandout.compare.changes import Comparison, PartChange
from kaphandout.compare.marks import MarkedWords
from kaphandout.compare.remarks import counted, field_name, remarks, shortened, title
from kaphandout.terminal import table, words

_SIGNS = {"deleted": "[-{}-]", "inserted": "{{+{}+}}", "same": "{}"}
_STYLES = {"deleted": "red strike", "inserted": "bold green", "same": ""}
_WIDTHS = (9, 18)
"""Of the columns that say whose wording it is and which field."""


def described(comparison: Comparison, colour: bool) -> Iterator[RenderableType]:
    """What differs in short, then each change with its remarks and wordings."""
    old, new = comparison.old, comparison.new
    yield f"{comparison.topic}: {old.name} ({old.code or 'not there'}) → {new.name} ({new.code or 'not there'})"
    if not comparison.changes:
        yield "  no difference"
        return
    yield from (f"  {line}" for line in counted(comparison))
    if not (old.code and new.code):
        side = new.name if new.code else old.name
        yield f"  the topic is only in {side}: nothing was compared (--html shows all of it)"
        return
    if not comparison.complete:
        yield "  a leaflet or deck does not know all: claims and the places of messages were not compared"
    for change in comparison.changes:
        heading = title(change) + (" [safety]" if change.safety else "")
        yield ""
        yield Text.assemble(words(heading, "bold"), words(f": {'; '.join(remarks(change))}"), overflow="fold")
        yield table(_rows(change, colour), widths=_WIDTHS, indent=2)


def _rows(change: PartChange, colour: bool) -> Iterator[tuple[str, str, Text]]:
    """Whose wording it is (once for all its fields), which field, and the words with their marks."""
    pairs = change.words if any(pair.changed for pair in change.words) else ()
    audience = ""
    for pair in sorted(pairs, key=lambda pair: ("", "patient", "clinician").index(pair.audience)):
        yield pair.audience if pair.audience != audience else "", field_name(pair.name), _marked(pair.runs, colour)
        audience = pair.audience
    for pair in change.details:
        yield "", field_name(pair.name), _marked(shortened(pair).runs, colour)


def _marked(runs: Iterable[MarkedWords], colour: bool) -> Text:
    parts = (words(run.text, _STYLES[run.mark]) if colour else words(_SIGNS[run.mark].format(run.text)) for run in runs)
    return Text.assemble(*parts, overflow="fold")
