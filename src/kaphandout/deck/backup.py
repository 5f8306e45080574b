"""The evidence behind the talk → tables for hidden slides: each statement with its sources, each study with its row.

A table is split over slides, each with the header row, so that its words stay at 18 pt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaphandout.deck.figures import plan_figure
from kaphandout.deck.geometry import load_layouts
from kaphandout.deck.measure import LINE, para_lines
from kaphandout.deck.room import BODY_FLOOR
from kaphandout.deck.scene import Para
from kaphandout.deck.slides import Grid, Words
from kaphandout.deck.tabulate import MARGIN_X, MARGIN_Y, column_widths
from kaphandout.edition import Edition, evidenced
from kaphandout.figures import Table

BETWEEN = " · "
"""What stands between short citations."""
NO_BREAK = "\u00a0"
CAPTION = 34.0
"""The height in pt that the caption takes from the body."""


def backup_grids(edition: Edition, figure: str | None, title: str) -> Iterator[Grid]:
    """The tables of the backup slides: of the table `figure` with its sources, or else of all messages with evidence.

    All have the headline `title`, to which a number is added.
    """
    yield from split(_studies(edition, figure) if figure else _statements(edition), title)


def split(grid: Grid, title: str) -> Iterator[Grid]:
    """A table as several, each as high as a slide holds at 18 pt, with as even rows as that allows."""
    layout = load_layouts().layouts["table"]
    body, holder = layout.body, layout.placeholder("title")
    over = para_lines(Para(f"{title} (10/10)", holder.size, holder.size, bold=True), holder.box.w) - 1
    heads = [_para(words) for words in grid.columns]
    rows = [[_para(words) for words in row] for row in grid.rows]
    widths = column_widths([heads, *rows], body.w)
    heights = [_height(row, widths) for row in rows]
    most = body.h - CAPTION - over * holder.size * LINE - _height(heads, widths)
    groups = _groups(heights, most)
    least = next(limit for limit in range(1, int(most) + 1) if len(_groups(heights, limit)) == len(groups))
    start = 0
    for number, count in enumerate(_groups(heights, least), 1):
        yield replace(grid, id=f"{grid.id}-{number}", rows=grid.rows[start : start + count])
        start += count


def _statements(edition: Edition) -> Grid:
    terms = edition.locale.terms
    labels = (terms.backup_statement, terms.backup_certainty, terms.backup_sources)
    rows = []
    for message in evidenced(edition.topic):
        assert message.clinician  # `evidenced` has seen to it
        headline = Words(message.clinician.headline, f"message.{message.id}.clinician.headline")
        certainty = Words(edition.locale.certainty[message.certainty], f"locale.certainty.{message.certainty}")
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


def _para(words: Words) -> Para:
    return Para(words.text, BODY_FLOOR, BODY_FLOOR, bold=True)


def _height(row: Sequence[Para], widths: Sequence[float]) -> float:
    lines = max(para_lines(para, wide - 2 * MARGIN_X) for para, wide in zip(row, widths, strict=True))
    return lines * BODY_FLOOR * LINE + 2 * MARGIN_Y


def _groups(heights: Sequence[float], most: float) -> list[int]:
    """How many rows each table takes; a row that is higher than `most` stands alone."""
    counts, used = [0], 0.0
    for tall in heights:
        if counts[-1] and used + tall > most:
            counts.append(0)
            used = 0.0
        counts[-1] += 1
        used += tall
    return counts
