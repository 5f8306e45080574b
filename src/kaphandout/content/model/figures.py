"""Figures as data: one record each, drawn with patients' words in the leaflet and as native shapes in the deck."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from kaphandout.content.types import Both, Degree, Essential, Id, Key, Name, Record, Text, Waiver


class FigureBase(Record):
    id: Id
    title: Both
    alt: Both
    evidence: tuple[Key, ...] = ()
    essential: Essential = Essential.SHOULD
    waive: tuple[Waiver, ...] = ()


class StepWording(Record):
    title: Text
    text: Text | None = None


class Step(Record):
    id: Id
    icon: Id | None = None
    certainty: Degree | None = None
    patient: StepWording
    clinician: StepWording


class Sequence(FigureBase):
    """Steps one after another: a chain of effects (cascade) or the hours of a visit (timeline)."""

    kind: Literal["cascade", "timeline"]
    steps: Annotated[tuple[Step, ...], Field(min_length=2, max_length=7)]


class RateRow(Record):
    """One outcome, and the fact that counts it in each group."""

    id: Id
    label: Both
    facts: Annotated[tuple[Name, ...], Field(min_length=1, max_length=3)]


class Rates(FigureBase):
    """How many people in 100, 1,000 or 10,000, in each group: arrays in the leaflet, a native bar chart in the deck.

    `shows` is what is counted; only a harm has the colour of a warning. `counted` says who was counted, for how long
    and against what.
    """

    kind: Literal["rates"]
    shows: Literal["harm", "benefit", "other"] = "harm"
    counted: Both | None = None
    groups: Annotated[tuple[Both, ...], Field(min_length=1, max_length=3)]
    rows: Annotated[tuple[RateRow, ...], Field(min_length=1, max_length=8)]


class TableWording(Record):
    columns: tuple[Text, ...]
    rows: tuple[tuple[Text, ...], ...]


class Table(FigureBase):
    """Trial results and the like, for clinicians: a native table, its first column the row heads.

    `sources` are the references of the rows, one each, for the backup slides.
    """

    kind: Literal["table"]
    clinician: TableWording
    sources: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _sourced(self) -> Self:
        rows = len(self.clinician.rows)
        if self.sources and len(self.sources) != rows:
            raise ValueError(f"{len(self.sources)} sources for {rows} rows: give one for each, or none")
        return self


Figure = Annotated[Sequence | Rates | Table, Field(discriminator="kind")]
