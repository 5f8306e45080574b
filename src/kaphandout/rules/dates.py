"""`Topic` + today → problems of its dates: reviewed within three years (PIF TICK), and not overdue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from kaphandout.model import Topic
from kaphandout.problems import Problem, error, warning

MAX_YEARS = 3


def check_dates(topic: Topic, today: date) -> Iterator[Problem]:
    """The review date comes after the issue date, within three years of it, and has not passed."""
    about = topic.about
    place = topic.place("about.review")
    if not about.issued < about.review <= about.issued.replace(year=about.issued.year + MAX_YEARS, day=28):
        words = f"the review date {about.review} must be after {about.issued} and within {MAX_YEARS} years of it"
        yield error("review-date", place, about.id, words)
    elif about.review < today:
        yield warning("review-overdue", place, about.id, f"the text was to be reviewed by {about.review}")
    if about.approver is None:
        yield warning("not-approved", topic.place("about"), about.id, "the text is not yet clinically reviewed")
