"""The evidence behind the talk → tables for hidden slides: each statement with its sources, each study with its row.

They are long: `splitting` puts them on several slides, each with the header row.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaphandout.content.figures import Table
from kaphandout.content.placement import evidenced
from kaphandout.deck.plan.figures import plan_figure
from kaphandout.deck.plan.slides import BETWEEN, NO_BREAK, Grid, Words
from kaphandout.edition.edition import Edition


def backup_table(edition: Edition, figure: str | None) -> Grid:
    """The table of a backup slide: the table `figure` with its sources, or else all messages with evidence."""
    return _studies(edition, figure) if figure else _statements(edition)


def _statements(edition: Edition) -> Grid:
    terms = edition.locale.terms
    labels = (terms.backup_statement, terms.backup_certainty, terms.backup_sources)
    rows = []
    for message in evidenced(edition.topic):
        assert message.clinician  # `evidenced` has seen to it
        headline = Words(message.clinician.headline, f"message.{message.id}.clinician.headline")
        degree = message.certainty
        certainty = Words(edition.locale.certainty[degree], f"locale.certainty.{degree}") if degree else Words("", "")
        rows.append((headline, certainty, _sources(edition, message.evidence)))
    about = Words(terms.backup_about, "")
    return Grid("statements", about, about.text, tuple(Words(label, "") for label in labels), tuple(rows))


def _studies(edition: Edition, figure: str) -> Grid:
    grid, table = plan_figure(edition, figure), edition.topic.figures[figure]
    assert isinstance(grid, Grid)
    assert isinstance(table, Table)  # `check_links` has seen to it
    grid = replace(grid, id=f"{grid.id}-sources")
    if not table.sources:
        return grid
    columns = (*grid.columns, Words(edition.locale.terms.backup_sources, ""))
    pairs = zip(grid.rows, table.sources, strict=True)
    return replace(grid, columns=columns, rows=tuple((*row, _sources(edition, [key])) for row, key in pairs))


def _sources(edition: Edition, keys: Sequence[str]) -> Words:
    shorts = (edition.topic.references[key].short for key in keys)
    return Words(BETWEEN.join(short.replace(" ", NO_BREAK) for short in shorts), "")
