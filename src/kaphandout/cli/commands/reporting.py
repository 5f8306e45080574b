"""`check --report`: the quality report of a topic, as HTML or PDF by the name of the file."""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from kaphandout.cli.console import answer, progress, shown
from kaphandout.diagnostics import refuse

if TYPE_CHECKING:
    from kaphandout.project import Source
    from kaphandout.quality.report import Report

FORMAT = "a4"
"""The leaflet that is measured."""


def write_reports(arguments: argparse.Namespace, source: Source, topics: list[str]) -> None:
    """Write the report to each file that was named, and print how many items are decided."""
    from kaphandout.files import write_whole
    from kaphandout.quality.report import report_html, report_pdf

    writers = {".html": report_html, ".pdf": report_pdf}
    for path in arguments.report:
        if path.suffix.lower() not in writers:
            raise refuse("report", path, "a report is a page or a PDF: end its name with .html or .pdf")
    if len(topics) > 1:
        words = f"a report is of one topic: name it with --topic ({', '.join(topics)})"
        raise refuse("report", "the command line", words)
    progress(arguments, "Report: checking the text, laying out the leaflet …")
    report = _report(source, topics[0], datetime.now(UTC).date())
    ready = [(path, writers[path.suffix.lower()](report)) for path in arguments.report]
    for path, data in ready:
        write_whole(path, data)
    counts = report.counts
    files = [shown(path) for path, _ in ready]
    words = f"{counts['agree']} items agree, {counts['disagree']} disagree, {counts['open']} wait for a person"
    value = {"files": files, "edition": report.edition.code, **counts}
    answer(arguments, value, *(f"{file}: edition {report.edition.code}, {words}" for file in files))


def _report(source: Source, topic: str, today: date) -> Report:
    from kaphandout.checks.rules import all_rules, find
    from kaphandout.governance.editions import read_log, releases
    from kaphandout.leaflet import write_leaflet
    from kaphandout.quality.context import MeasurementContext
    from kaphandout.quality.instrument_loader import read_instruments, read_judgements
    from kaphandout.quality.judging import Judge
    from kaphandout.quality.measures import all_measures
    from kaphandout.quality.report import make_report

    rules, measures = all_rules(), all_measures()
    edition, logo = source.edition(topic)
    kind = edition.topic.about.kind
    instruments = [i for i in read_instruments(source.content, measures, rules) if kind in (i.kinds or (kind,))]
    judgements = read_judgements(source.content, topic, instruments)
    places = source.clinic_places()
    former = releases(read_log(source.content, topic).values(), edition.locale.tag, edition.clinic.id)
    context = MeasurementContext(
        edition,
        today,
        places,
        findings=tuple(find(edition, today, places)),
        pdf=write_leaflet(edition, FORMAT, logo).pdf,
        families={id: rule.family for id, rule in rules.items()},
    )
    return make_report(Judge(context, measures, judgements), instruments, today, former[-1] if former else None)
