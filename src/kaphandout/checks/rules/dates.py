"""Dates: reviewed within three years, and not overdue."""

from __future__ import annotations

from datetime import date

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.diagnostics import Severity

MAX_YEARS = 3
_PIF = "PIF TICK criteria: health information is reviewed at least every three years"


@rule(
    severity=Severity.ERROR,
    why="A reader must be able to see until when the text may be trusted, and three years is the longest that is.",
    source=_PIF,
    good=({"about.issued": "2026-11-24", "about.review": "2028-11-24"},),
    bad=({"about.review": "2030-11-25"}, {"about.review": "2026-11-01"}),
)
def review_date(context: Context) -> Found:
    about = context.topic.about
    if not about.issued < about.review <= years_after(about.issued, MAX_YEARS):
        words = f"the review date {about.review} must be after {about.issued} and within {MAX_YEARS} years of it"
        yield "about.review", words


@rule(
    why="Evidence moves on: past its review date a text may be wrong, and nobody has looked.",
    source=_PIF,
    good=({"about.review": "2028-11-24"},),
    bad=({"about.issued": "2020-01-01", "about.review": "2022-01-01"},),
)
def review_overdue(context: Context) -> Found:
    review = context.topic.about.review
    if review < context.today:
        words = f"the text was to be reviewed by {review}: have it reviewed, then give new dates in topic.yaml"
        yield "about.review", words


def years_after(day: date, years: int) -> date:
    """The same day some years later; 28 February for 29 February."""
    return day.replace(year=day.year + years, day=28 if (day.month, day.day) == (2, 29) else day.day)
