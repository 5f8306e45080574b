"""Decorations: the rule beside a text, and the disc that is filled as far as the evidence goes."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.content.types import Certainty
from kaphandout.deck.layout.shapes import Box, Dash, Decoration, Stroke
from kaphandout.deck.plan.slides import Bars

OUTLINE: dict[Certainty, tuple[float, Dash]] = {
    Certainty.ESTABLISHED: (3.0, "solid"),
    Certainty.SUPPORTED: (2.25, "solid"),
    Certainty.EARLY: (2.0, "dash"),
    Certainty.HYPOTHESIS: (1.75, "sysDash"),
    Certainty.UNKNOWN: (1.75, "sysDot"),
}
"""The outline of a box of a diagram: weight in pt and dash. The surest comes first."""

Series = tuple[tuple[str, str, str | None], ...]
"""Fill, outline and pattern of the first, second and third series of a chart."""

SERIES: Series = (("teal", "teal", None), ("teal_mid", "teal_mid", "wdUpDiag"), ("rule", "rule", None))
"""Dark, hatched, light."""

PALE_SERIES: Series = (("tint_cool", "teal", None), ("teal_mid", "teal_mid", "wdUpDiag"), ("paper", "muted", None))
"""Light, hatched, white: a dark interval can be seen on each."""

TWELVE_O_CLOCK = 16_200_000
QUARTER = 5_400_000
"""Angles in 60,000ths of a degree, clockwise from three o'clock."""


def series_style(bars: Bars) -> Series:
    """How the series of a chart look, by whether it shows confidence intervals."""
    return PALE_SERIES if bars.has_intervals else SERIES


def certainty_mark(certainty: Certainty, box: Box, colour: str, name: str = "certainty-mark") -> Iterator[Decoration]:
    """A circle with as many quarters filled, from twelve o'clock, as the certainty has: from four down to none.

    A label, a practice or trials that disagree are no degree, and have no mark.
    """
    if certainty not in OUTLINE:
        return
    quarters = 4 - list(OUTLINE).index(certainty)
    yield Decoration(name, box, colour if quarters == 4 else None, Stroke(colour, 1.25), "ellipse")
    if 0 < quarters < 4:
        end = (TWELVE_O_CLOCK + quarters * QUARTER) % (4 * QUARTER)
        adjust = (("adj1", TWELVE_O_CLOCK), ("adj2", end))
        yield Decoration(f"{name}-share", box, colour, None, "pie", adjust)


def rule(name: str, x: float, y: float, height: float, colour: str = "teal_mid", weight: float = 4.0) -> Decoration:
    """An upright rule of `weight` pt."""
    return Decoration(name, Box(x, y, weight, height), colour)


def hairline(name: str, x: float, y: float, width: float, colour: str = "rule") -> Decoration:
    """A level hairline."""
    return Decoration(name, Box(x, y - 0.5, width, 1.0), colour)
