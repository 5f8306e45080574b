"""`Trace` → texts and tables for a terminal, plain values for `--json`, a page for people who review the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType

from kaphandout.design.staff_pages import write_page
from kaphandout.terminal import table, words
from kaphandout.trace.matrix import Trace, TraceRow
from kaphandout.verify.locations import Location

_HEADINGS = ("message", "leaflet", "slides", "notes", "certainty", "signed", "rests on")
_WIDTHS = (24, 9, 12, 8, 11, 10)
LEAST_WIDTH = 110
"""The letters on a line that the table needs; on a narrower terminal, messages are better shown closely."""
_COUNTER = re.compile(r"\s*\([^()\d]*\d+[^()\d]+\d+[^()\d]*\)$")


def described(trace: Trace, closely: bool) -> Iterator[RenderableType]:
    """The matrix: each claim, and below it a row a message, or `closely` the places of each with their headings."""
    show = _closely if closely else _table
    yield words(f"{trace.topic}, {trace.locale}, edition {trace.code}", "bold")
    yield from (f"  places of the {kind} read from {file}" for file, kind in trace.held.items())
    yield "  * only a part of this entry was seen: a clinician has to check it"
    if not closely:
        yield ""
        yield table([], _HEADINGS, widths=_WIDTHS, indent=6)
    for traced in trace.claims:
        claim = traced.claim
        said = [f"told to {claim.told}: {claim.gist}", *([f"left out: {claim.left_out}"] if claim.left_out else [])]
        yield table([(words(claim.id, "bold"), "\n".join(said))], widths=(4,))
        yield from show(traced.rows)
    if trace.beside:
        yield words("beside the article: messages that rest on no claim, and figures", "bold")
        yield from show(trace.beside)


def _table(rows: Sequence[TraceRow]) -> Iterator[RenderableType]:
    if rows:
        yield table(map(_cells, rows), widths=_WIDTHS, indent=6)


def _cells(row: TraceRow) -> tuple[str, ...]:
    places = leaflet_cell(row), numbers(row.slides) or "—", numbers(row.notes) or "—"
    return _name(row), *places, row.certainty, row.signed, references(row) or "—"


def _closely(rows: Sequence[TraceRow]) -> Iterator[RenderableType]:
    for row in rows:
        state = ", ".join(filter(None, (row.kind, row.certainty, row.signed)))
        yield f"      {_name(row)} ({state})"
        fields = [("leaflet", f"{place}: {heading}") for place, heading in grouped(row.leaflet)]
        fields += [("deck", f"{place}: {heading}") for place, heading in grouped(row.slides)]
        fields += [("notes", numbers(row.notes))] if row.notes else []
        fields += [("rests on", references(row))] if row.references else []
        if not row.leaflet and row.outlines:
            fields.insert(0, ("leaflet", leaflet_cell(row)))
        if fields:
            yield table(fields, widths=(8,), indent=8)


def as_dict(trace: Trace) -> dict[str, Any]:
    """The matrix as plain values."""
    return {
        "topic": trace.topic,
        "locale": trace.locale,
        "edition": trace.code,
        "read_from": dict(trace.held),
        "claims": [
            {**traced.claim.model_dump(), "messages": [_plain(row) for row in traced.rows]} for traced in trace.claims
        ],
        "beside": [_plain(row) for row in trace.beside],
        "problems": [problem.as_dict() for problem in trace.problems],
    }


def write_traces(traces: list[Trace]) -> bytes:
    """One page with the matrix of each topic."""
    return write_page(
        "trace.html.j2",
        title="From claim to page",
        traces=traces,
        numbers=numbers,
        grouped=grouped,
        cell=leaflet_cell,
        references=references,
    )


def numbers(spots: Iterable[Location]) -> str:
    """Where something is, in short: `page 1, 3`, `slide 4 to 6`."""
    places = list(dict.fromkeys(spot.place.removesuffix(" notes") for spot in spots))
    words = {place.rpartition(" ")[0] for place in places}
    if len(words) != 1:
        return ", ".join(places)
    return f"{words.pop()} {', '.join(place.rpartition(' ')[2] for place in places)}"


def grouped(spots: Iterable[Location]) -> list[tuple[str, str]]:
    """Places and headings, those of one title together: `slide 7, 8` and a title without its `(1 of 2)`."""
    titles: dict[str, list[Location]] = {}
    for spot in spots:
        titles.setdefault(_COUNTER.sub("", spot.heading), []).append(spot)
    return [(numbers(found), title) for title, found in titles.items()]


def leaflet_cell(row: TraceRow) -> str:
    """Where patients read it; if not in the leaflet that was read, the outline of the short format that has it."""
    return numbers(row.leaflet) or (f"{', '.join(row.outlines)} only" if row.outlines else "—")


def _name(row: TraceRow) -> str:
    return row.id if row.what == "message" else f"figure {row.id}"


def references(row: TraceRow) -> str:
    """The short names of the references; a star marks an entry of which only a part was seen."""
    return ", ".join(cited.short + ("" if cited.verified == "full" else "*") for cited in row.references)


def _plain(row: TraceRow) -> dict[str, Any]:
    return {
        **asdict(row),
        **{name: [spot._asdict() for spot in getattr(row, name)] for name in ("leaflet", "slides", "notes")},
    }
