"""An `Edition`, a day, its releases and what people recorded → the quality report as HTML and as PDF.

HTML for a screen; PDF/UA-1 and PDF/A-3a for paper: a form that a clinical editor fills in with a pen and files.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kaphandout.content.instrument import Instrument, Judged
from kaphandout.design.staff_pages import write_page
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import Manifest
from kaphandout.edition.manifest_builder import build_edition_manifest, build_manifest
from kaphandout.leaflet.html import font_faces
from kaphandout.pdf.renderer import render_pdf
from kaphandout.quality.judging import Judge, Verdict
from kaphandout.quality.score import Score, scores
from kaphandout.quality.trend import Change, changes

TEMPLATE = "quality.html.j2"
COUNTED = ("agree", "disagree", "na", "rated", "open")


@dataclass(frozen=True, slots=True)
class Table:
    """An instrument with the verdict of each item, and its scores."""

    instrument: Instrument
    verdicts: tuple[Verdict, ...]
    scores: tuple[Score, ...]

    @property
    def for_a_person(self) -> bool:
        """Whether there is anything that software does not decide."""
        return any(verdict.item.judged is not Judged.COMPUTED or verdict.answer is None for verdict in self.verdicts)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many items are decided, and how: `agree`, `disagree`, `na`, `rated`, `open`."""
        counts = Counter("rated" if isinstance(v.answer, int) else str(v.answer or "open") for v in self.verdicts)
        return {name: counts[name] for name in COUNTED}


@dataclass(frozen=True)
class Report:
    """What the report says of an edition on a day. `former` is the newest release of its text, if there is one."""

    edition: Edition
    day: date
    text_mark: str
    tables: tuple[Table, ...]
    former: Manifest | None

    @cached_property
    def trend(self) -> tuple[Change, ...]:
        """How the text has changed since the last release."""
        if self.former is None:
            return ()
        names = self.edition.topic.about.drug_names
        now = Manifest.model_validate(build_edition_manifest(self.edition))
        return tuple(changes(self.former, now, names))

    @property
    def counts(self) -> Mapping[str, int]:
        """The counts of all tables, and how many of the `open` items are `stale`."""
        sums = {name: sum(table.counts[name] for table in self.tables) for name in COUNTED}
        return {**sums, "stale": sum(verdict.stale for table in self.tables for verdict in table.verdicts)}

    @property
    def disagreed(self) -> list[tuple[Instrument, Verdict]]:
        """What is not as it should be, for the first page."""
        return [(t.instrument, v) for t in self.tables for v in t.verdicts if v.answer == "disagree"]


def make_report(judge: Judge, instruments: Iterable[Instrument], day: date, former: Manifest | None) -> Report:
    """Judge an edition by each instrument in turn."""
    tables = []
    for instrument in instruments:
        verdicts = judge.verdicts(instrument)
        tables.append(Table(instrument, verdicts, tuple(scores(instrument, verdicts))))
    return Report(judge.context.edition, day, judge.context.text_mark, tuple(tables), former)


def report_html(report: Report) -> bytes:
    """The report as one page for a screen; it can be printed from a browser too."""
    return _page(report, on_paper=False)


def report_pdf(report: Report) -> bytes:
    """The report on A4, or on letter if the clinic's countries use that. `KaphandoutError` if it cannot be set."""
    html = _page(report, on_paper=True).decode("utf-8")
    return render_pdf(html, "", build_manifest(report.edition, "quality report", ()), report.day)


def _page(report: Report, on_paper: bool) -> bytes:
    about, countries = report.edition.topic.about, report.edition.countries
    return write_page(
        TEMPLATE,
        title=f"Quality report: {about.patient.title}",
        report=report,
        judged=Judged,
        on_paper=on_paper,
        paper="letter" if all(country.paper == "letter" for country in countries) else "a4",
        fonts=font_faces() if on_paper else [],
        day=report.edition.locale.date,
    )
