"""Checks: each family is one file that turns a `Topic` or an `Edition` into problems."""

from __future__ import annotations

from datetime import date

from kaphandout.edition import Edition
from kaphandout.problems import Problem
from kaphandout.rules.coverage import check_coverage
from kaphandout.rules.dates import check_dates
from kaphandout.rules.links import check_links
from kaphandout.rules.reading import check_reading
from kaphandout.rules.references import check_references


def check_edition(edition: Edition, today: date) -> list[Problem]:
    """Every rule held against an edition; `today` tells what is overdue."""
    topic = edition.topic
    return [
        *check_links(topic),
        *check_coverage(topic),
        *check_reading(edition),
        *check_dates(topic, today),
        *check_references(topic),
    ]
