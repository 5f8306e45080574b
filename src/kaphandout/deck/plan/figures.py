"""A figure of the edition → its plan for clinicians."""

from __future__ import annotations

from collections.abc import Iterable

from kaphandout.content.figures import Rates, Sequence, Step, Table
from kaphandout.content.types import Audience
from kaphandout.deck.plan.slides import Bars, Chain, Grid, Link, Words
from kaphandout.edition.edition import Edition


def plan_figure(edition: Edition, id: str) -> Chain | Bars | Grid:
    """The figure `id` in the clinicians' wording."""
    figure = edition.topic.figures[id]
    key = f"figure.{id}"
    title, alt = Words(figure.title.clinician, f"{key}.title.clinician"), figure.alt.clinician
    match figure:
        case Sequence():
            return Chain(id, figure.kind, title, alt, tuple(_link(edition, key, step) for step in figure.steps))
        case Rates():
            return _bars(edition, figure, title, alt)
        case Table():
            columns = _cells(f"{key}.clinician.columns", figure.clinician.columns)
            rows = [_cells(f"{key}.clinician.rows.{n}", row) for n, row in enumerate(figure.clinician.rows)]
            return Grid(id, title, alt, columns, tuple(rows))


def _cells(key: str, texts: Iterable[str]) -> tuple[Words, ...]:
    return tuple(Words(text, f"{key}.{index}") for index, text in enumerate(texts))


def _link(edition: Edition, key: str, step: Step) -> Link:
    words = step.clinician
    prefix = f"{key}.steps.{step.id}.clinician"
    return Link(
        id=step.id,
        title=Words(words.title, f"{prefix}.title"),
        text=Words(words.text, f"{prefix}.text") if words.text else None,
        certainty=step.certainty,
        certainty_words=edition.locale.certainty[step.certainty] if step.certainty else "",
        icon=step.icon,
    )


def _bars(edition: Edition, figure: Rates, title: Words, alt: str) -> Bars:
    unit = edition.topic.facts[figure.rows[0].facts[0]].unit
    before, after = edition.locale.units[unit].short.format(n="\0").split("\0")
    columns = [[row.facts[index] for row in figure.rows] for index in range(len(figure.groups))]
    quoted = [f'"{part}"' if part else "" for part in (before, after)]
    return Bars(
        id=figure.id,
        title=title,
        alt=alt,
        groups=tuple(group.clinician for group in figure.groups),
        categories=tuple(row.label.clinician for row in figure.rows),
        values=tuple(tuple(edition.number(fact) for fact in column) for column in columns),
        told=tuple(tuple(edition.quantity(fact, Audience.CLINICIAN) for fact in column) for column in columns),
        intervals=tuple(tuple(edition.topic.facts[fact].interval for fact in column) for column in columns),
        number_format="General".join(quoted),
    )
