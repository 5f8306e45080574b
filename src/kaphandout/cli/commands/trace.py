"""Trace each claim to its messages, pages, slides, notes, references and sign-off; name what leads nowhere."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.cli.commands.options import source_of, source_options
from kaphandout.cli.console import GOOD, answer, exit_code, progress, report, shown, width
from kaphandout.diagnostics import refuse

if TYPE_CHECKING:
    from kaphandout.edition.edition import Edition
    from kaphandout.project import Source
    from kaphandout.verify import Artefact

EXAMPLE = "kaphandout trace S6 --html build/trace.html"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("ids", nargs="*", metavar="ID", help="a claim, message or figure (default: all)")
    parser.add_argument("--reference", metavar="KEY", help="only what rests on this reference")
    words = "leaflets and decks in which to find the places (default: an A4 leaflet and a deck, built for it)"
    parser.add_argument("--files", nargs="+", type=Path, metavar="FILE", help=words)
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the matrix as a page")
    other = parser.add_mutually_exclusive_group()
    other.add_argument("--numbers", action="store_true", help="every number instead: its words, setting and sources")
    other.add_argument("--countries", action="store_true", help="the words that differ between countries instead")
    source_options(parser)


def _of(edition: Edition, artefacts: list[Artefact]) -> list[Artefact]:
    """Those that are of the edition's topic and language."""
    about = edition.topic.about.id, edition.locale.tag
    return [artefact for artefact in artefacts if not artefact.content or artefact.content[:2] == about]


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.files import write_whole
    from kaphandout.trace.build import read_built
    from kaphandout.trace.findings import find, find_other_editions
    from kaphandout.trace.matrix import trace_edition
    from kaphandout.trace.narrow import check_names, narrow
    from kaphandout.trace.report import LEAST_WIDTH, as_dict, described, write_traces
    from kaphandout.verify import read

    source = source_of(arguments)
    if arguments.numbers or arguments.countries:
        return _list(arguments, source)
    given = [read(path) for path in arguments.files or ()]
    traces = []
    for id in source.topics(arguments.topic):
        edition, logo = source.edition(id, lenient=("no-evidence",))
        artefacts = _of(edition, given) if given else []
        if given and not artefacts:
            continue
        if not given:
            progress(arguments, f"{id}: building a leaflet and a deck to find the places …")
            artefacts = read_built(edition, logo)
        trace = trace_edition(edition, artefacts)
        found = (*find(edition.topic, trace), *find_other_editions(trace, artefacts))
        traces.append(replace(trace, problems=found))
    if not traces:
        raise refuse("topic", arguments.files[0], "none of the files is of these topics")
    check_names(traces, arguments.ids, arguments.reference)
    traces = [narrow(trace, arguments.ids, arguments.reference) for trace in traces]
    problems = [problem for trace in traces for problem in trace.problems]
    if arguments.html:
        write_whole(arguments.html, write_traces(traces))
        progress(arguments, f"{shown(arguments.html)}: the matrix as a page")
    closely = bool(arguments.ids or arguments.reference) or width() < LEAST_WIDTH
    texts = (part for trace in traces for part in described(trace, closely))
    answer(arguments, [as_dict(trace) for trace in traces], *texts)
    if not arguments.json:
        report(problems)
    return exit_code(problems)


def _list(arguments: argparse.Namespace, source: Source) -> int:
    """Print every number, or the words that differ between countries."""
    from kaphandout.trace import listings

    if arguments.ids or arguments.reference or arguments.files or arguments.html:
        words = "--numbers and --countries list a whole topic: leave out IDs, --reference, --files and --html"
        raise refuse("options", "the command line", words)
    rows = []
    for id in source.topics(arguments.topic):
        written = source.linked(id)
        rows += listings.countries(written) if arguments.countries else listings.numbers(source.edition(id)[0], written)
    show = listings.countries_shown if arguments.countries else listings.numbers_shown
    answer(arguments, rows, *(show(rows) if rows else ["Nothing here differs between countries."]))
    return GOOD
