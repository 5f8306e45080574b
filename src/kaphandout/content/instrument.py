"""An instrument by which leaflets are judged, its items as data, and what people recorded of them."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, RootModel, StringConstraints, model_validator

from kaphandout.content.types import Id, Record, Sha256

ItemNumber = Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+)*$")]
ItemName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]* [0-9]+(\.[0-9]+)*$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]


class Judged(StrEnum):
    """Who decides: software by itself, a person with what software shows, or a person alone."""

    COMPUTED = "computed"
    ASSISTED = "assisted"
    PERSON = "person"


class Answer(StrEnum):
    AGREE = "agree"
    DISAGREE = "disagree"
    NOT_APPLICABLE = "na"


class ItemOfInstrument(Record):
    """One thing that is asked, in our own words, under the instrument's own number.

    `measures` are of `quality/measures/`, `rules` of `rules/`; `must_say`: the entries of a topic's `must-say.yaml`
    that name the item in `meets`. A computed item agrees if all of them do. An item that `always` applies has no "not
    applicable" among its answers.
    """

    id: ItemNumber
    asks: Line
    judged: Judged
    always: bool = False
    score: Id | None = None
    measures: tuple[Id, ...] = ()
    rules: tuple[Id, ...] = ()
    must_say: bool = False

    @model_validator(mode="after")
    def _decided_by_something(self) -> Self:
        shown = bool(self.measures or self.rules or self.must_say)
        if shown == (self.judged is Judged.PERSON):
            need = "nothing to measure" if shown else "a measure, a rule or `must_say`"
            raise ValueError(f"an item that is {self.judged.value} has {need}")
        return self


class ScoreOf(Record):
    """A share of items agreed with, and the percentage from which it is good enough."""

    id: Id
    name: Line
    bar: Annotated[float, Field(gt=0, le=100)]


class Instrument(Record):
    """`instruments/<id>.yaml`. `short` is its name in `meets` (default: `name`); `order` its place in the report.

    It judges topics of `kinds` only (default: all). On the scale `one-to-five` people rate and nothing is scored.
    """

    id: Id
    name: Line
    short: Line | None = None
    order: int
    about: Line
    source: Line
    scale: Literal["agree", "one-to-five"] = "agree"
    kinds: tuple[Literal["treatment", "test", "skill", "condition"], ...] = ()
    scores: tuple[ScoreOf, ...] = ()
    items: Annotated[tuple[ItemOfInstrument, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        numbers, scores = [item.id for item in self.items], {score.id for score in self.scores}
        if twice := {number for number in numbers if numbers.count(number) > 1}:
            raise ValueError(f"the item {', '.join(sorted(twice))} stands twice")
        if unknown := {item.score for item in self.items if item.score} - scores:
            raise ValueError(f"there is no score {', '.join(sorted(unknown))}")
        if self.scale == "one-to-five" and any(item.judged is Judged.COMPUTED for item in self.items):
            raise ValueError("software gives no ratings from 1 to 5: its items are assisted or for a person")
        return self


class Judgement(Record):
    """What a person decided of an item (`pemat-p 2`), in what role, when, and of which text (its SHA-256)."""

    item: ItemName
    answer: Answer | Annotated[int, Field(ge=1, le=5)]
    role: Line
    on: date
    text: Sha256
    why: Line | None = None


class Judgements(RootModel[tuple[Judgement, ...]]):
    """`judgements.yaml` of a topic"""
