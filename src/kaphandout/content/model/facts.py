"""What messages draw on: quantities, hard words and references."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, Self

from pydantic import model_validator

from kaphandout.content.types import (
    Key,
    Name,
    Quantity,
    Range,
    Record,
    Text,
    Waiver,
)


class Unit(StrEnum):
    PERCENT = "percent"
    MINUTES = "minutes"
    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    PEOPLE = "people"
    SECONDS = "seconds"
    TIMES = "times"
    MG_PER_KG = "mg_per_kg"
    MG = "mg"
    G = "g"
    KG = "kg"
    ML = "ml"
    MM = "mm"
    CM = "cm"
    PLAIN = "plain"


class Fact(Record):
    """A quantity that both audiences are told: one number or a range, its unit and its reference.

    `interval` is the 95 % confidence interval as published, in the fact's unit; charts draw it. Of a share (`percent`),
    `per` is the group in which patients read it: 8 in 10,000. `population`, `period` and `comparator` say who was
    counted, for how long and against what. `clinic_may_change` are the least and the most that a clinic may put there.
    """

    name: Name
    value: Quantity
    interval: Range | None = None
    unit: Unit
    about: bool = False
    per: Literal[100, 1000, 10_000] = 100
    population: str | None = None
    period: str | None = None
    comparator: str | None = None
    evidence: tuple[Key, ...] = ()
    clinic_may_change: Range | None = None
    note: str | None = None
    waive: tuple[Waiver, ...] = ()

    @model_validator(mode="after")
    def _interval_holds_value(self) -> Self:
        if self.interval and (isinstance(self.value, tuple) or not self.interval[0] <= self.value <= self.interval[1]):
            raise ValueError(f"the interval {list(self.interval)} must hold the fact's one value, {self.value}")
        if (limits := self.clinic_may_change) and not all(limits[0] <= number <= limits[1] for number in self.numbers):
            raise ValueError(f"what a clinic may put, {list(limits)}, must hold the fact's own value")
        return self

    @property
    def numbers(self) -> tuple[float, ...]:
        """Its one number, or the two of its range."""
        return self.value if isinstance(self.value, tuple) else (self.value,)


class Term(Record):
    """A hard word and what it means, short enough to stand in brackets behind the word."""

    name: Name
    term: Text
    meaning: Text
    also: tuple[Text, ...] = ()
    waive: tuple[Waiver, ...] = ()


class Reference(Record):
    """A bibliography entry. `verified`: full, part (fields in `unseen` are from memory) or memory (never printed).

    `address` is where it is found on the web, of its DOI if it has one.
    """

    key: Key
    full: Text
    short: Text
    verified: Literal["full", "part", "memory"]
    unseen: Text | None = None
    address: str | None = None
