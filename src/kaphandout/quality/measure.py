"""A measure: a named function from a `MeasurementContext` to what it found; items of instruments use the name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kaphandout.quality.context import MeasurementContext


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found, with its figure, and whether that is as it should be.

    `holds` None: software shows it and decides nothing. `applies` False: there is nothing here to measure.
    """

    says: str
    holds: bool | None = None
    applies: bool = True


@dataclass(frozen=True, slots=True)
class Measure:
    """A named measure; only one that `decides` may stand in a computed item."""

    id: str
    take: Callable[[MeasurementContext], Measured]
    decides: bool


def measure(id: str, decides: bool = True) -> Callable[[Callable[[MeasurementContext], Measured]], Measure]:
    """Make a measure of a function."""
    return lambda take: Measure(id, take, decides)


def counted(number: int, noun: str) -> str:
    """`1 list`, `3 lists`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
