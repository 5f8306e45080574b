"""`Trace` → a table for the terminal, plain values for `--json`, a page for people who review the text."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from kaphandout.design.staff_pages import write_page
from kaphandout.trace.matrix import Row, Trace
from kaphandout.verify.locations import Location

_COLUMNS = {"message": 27, "leaflet": 12, "slides": 12, "notes": 12, "certainty": 12, "signed": 12}
_START = " " * 6
_COUNTER = re.compile(r"\s*\([^()\d]*\d+[^()\d]+\d+[^()\d]*\)$")


def lines(trace: Trace, width: int, closely: bool) -> Iterator[str]:
    """The matrix as text: each claim, and below it a line a message, or `closely` a few lines with headings."""
    yield f"{trace.topic}, {trace.locale}, edition {trace.code}"
    yield from (f"  places of the {kind} read from {file}" for file, kind in trace.held.items())
    yield "  * only a part of this entry was seen: a clinician has to check it"
    if not closely:
        yield ""
        yield _START + "".join(f"{name:{size}}" for name, size in _COLUMNS.items()) + "rests on"
    for traced in trace.claims:
        claim = traced.claim
        told = f"{claim.id:6}told to {claim.told}: {claim.gist}"
        yield from textwrap.wrap(told, width, subsequent_indent=_START)
        if claim.left_out:
            left_out = f"left out: {claim.left_out}"
            yield from textwrap.wrap(left_out, width, initial_indent=_START, subsequent_indent=_START)
        for row in traced.rows:
            yield from _block(row, width) if closely else _row(row, width)
    if trace.beside:
        yield "beside the article: messages that rest on no claim, and figures"
        for row in trace.beside:
            yield from _block(row, width) if closely else _row(row, width)


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
    """Where something stands, in short: `page 1, 3`, `slide 4 to 6`."""
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


def leaflet_cell(row: Row) -> str:
    """Where patients read it; if not in the leaflet that was read, the outline of the short format that has it."""
    return numbers(row.leaflet) or (f"{', '.join(row.outlines)} only" if row.outlines else "—")


def _row(row: Row, width: int) -> Iterator[str]:
    cells = (
        _name(row),
        leaflet_cell(row),
        numbers(row.slides) or "—",
        numbers(row.notes) or "—",
        row.certainty,
        row.signed,
    )
    start, indent = _START, " " * (len(_START) + sum(_COLUMNS.values()))
    for cell, size in zip(cells, _COLUMNS.values(), strict=True):
        start += f"{cell:{size}}" if len(cell) < size else f"{cell} "
    told = textwrap.wrap(references(row), max(24, width - len(indent))) or ["—"]
    yield (start + told[0]).rstrip()
    yield from (indent + line for line in told[1:])


def _block(row: Row, width: int) -> Iterator[str]:
    state = ", ".join(filter(None, (row.kind, row.certainty, row.signed)))
    yield f"{_START}{_name(row)} ({state})"
    fields = [("leaflet", place, heading) for place, heading in grouped(row.leaflet)]
    fields += [("deck", place, heading) for place, heading in grouped(row.slides)]
    fields += [("notes", numbers(row.notes), "")] if row.notes else []
    fields += [("rests on", references(row), "")] if row.references else []
    if not row.leaflet and row.outlines:
        fields.insert(0, ("leaflet", leaflet_cell(row), ""))
    for label, place, heading in fields:
        text = f"{_START}  {label:10}{place}{f': {heading}' if heading else ''}"
        yield from textwrap.wrap(text, width, subsequent_indent=" " * 18)


def _name(row: Row) -> str:
    return row.id if row.what == "message" else f"figure {row.id}"


def references(row: Row) -> str:
    """The short names of the references; a star marks an entry of which only a part was seen."""
    return ", ".join(cited.short + ("" if cited.verified == "full" else "*") for cited in row.references)


def _plain(row: Row) -> dict[str, Any]:
    spots = {name: [spot._asdict() for spot in getattr(row, name)] for name in ("leaflet", "slides", "notes")}
    return {**asdict(row), **spots}
