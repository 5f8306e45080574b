"""A language: the labels of the furniture, the units, and how dates and quantities are written in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

from kaphandout.content.model import Fact, Unit
from kaphandout.content.types import Audience, Certainty, Record, Text

ROUNDING = 1e-9
"""What the binary form of a decimal number may add to it."""
NEARLY_ONE = 0.75
"""The least that is "about 1"; what is less is "fewer than 1", for "about 1" would make too much of it."""
_FILLED_IN = re.compile(r"\{\w+\}")


class UnitForms(Record):
    """A unit in words (`one`, `other`, with `{n}` for the number) and short, as clinicians write it.

    `short_one` is for the number 1, where it differs.
    """

    one: Text
    other: Text
    short: Text
    short_one: Text | None = None


class Terms(Record):
    """The labels of the furniture. `{…}` is filled in by the writer that uses the label."""

    part: Text
    page: Text
    edition: Text
    about: Text
    in_group: Text
    fewer_than: Text
    more_than: Text
    up_to: Text
    range: Text
    audience_patient: Text
    audience_clinician: Text
    crisis_heading: Text
    crisis_emergency: Text
    crisis_checked: Text
    contact_heading: Text
    contact_name: Text
    contact_phone: Text
    contact_out_of_hours: Text
    contact_address: Text
    contact_website: Text
    sample: Text
    sources_heading: Text
    sources_more: Text
    about_heading: Text
    about_version: Text
    about_audience: Text
    about_author: Text
    about_approver: Text
    approved: Text
    not_reviewed: Text
    draft: Text
    about_issued: Text
    about_review: Text
    about_publisher: Text
    about_document: Text
    about_conflicts: Text
    about_formats: Text
    about_feedback: Text
    disclaimer: Text
    continued: Text
    patient_reads: Text
    clinician_says: Text
    interval: Text
    notes_references: Text
    notes_caveat: Text
    notes_leaflet: Text
    notes_counted: Text
    notes_first: Text
    notes_check: Text
    notes_say: Text
    notes_minutes: Text
    backup: Text
    backup_about: Text
    backup_statement: Text
    backup_certainty: Text
    backup_sources: Text
    evidence_level: Text
    presenter_name: Text
    presenter_interests: Text
    presenter_date: Text
    references_heading: Text
    objective: Text
    certainty_heading: Text
    print_copy: Text
    print_pointer: Text


def labels_of(terms: Terms) -> list[str]:
    """The words of all labels, each once; those with something filled in are in parts."""
    parts = (part.strip() for label in terms.model_dump().values() for part in _FILLED_IN.split(label))
    return sorted({part for part in parts if any(letter.isalpha() for letter in part)})


class Locale(Record):
    """`content/locales/<tag>.yaml`."""

    tag: Text
    babel: str
    direction: Literal["ltr", "rtl"]
    terms: Terms
    units: Mapping[Unit, UnitForms]
    certainty: Mapping[Certainty, Text]

    def date(self, day: date) -> str:
        """A date with the month spelled out: 24 November 2026."""
        return format_date(day, "d MMMM y", locale=self.babel)

    def number(self, value: float) -> str:
        """A number as it is written in this language: 1,000."""
        return format_decimal(value, locale=self.babel, decimal_quantization=False)

    def quantity(self, fact: Fact, audience: Audience, value: float | tuple[float, float] | None = None) -> str:
        """A fact in the words of an audience, or another `value` of it.

        Patients read shares as so many in a group ("38 in 100") and units in full; an estimate says "about".
        Clinicians read the number as published.
        """
        given = fact if value is None else fact.model_copy(update={"value": value})
        if fact.unit is Unit.PERCENT and audience is Audience.PATIENT:
            return self._share(given)
        shown = [self.number(number) for number in given.numbers]
        figure = shown[0] if len(shown) == 1 else self.terms.range.format(low=shown[0], high=shown[1])
        forms, single = self.units[fact.unit], given.numbers == (1,)
        if audience is Audience.CLINICIAN:
            form = forms.short_one if single and forms.short_one else forms.short
        else:
            form = forms.one if single else forms.other
        words = form.format(n=figure)
        return self.terms.about.format(x=words) if fact.about else words

    def _share(self, fact: Fact) -> str:
        """So many in a group of `per`, in whole people. What is rounded says "about"; none is rounded to nobody or all.

        "Fewer than 1 in 100" for what happens, but less often, as the NHS service manual and the European guideline on
        the readability of labels have it.
        """
        terms, exact = self.terms, [number * fact.per / 100 for number in fact.numbers]
        low, high = round(exact[0]), round(exact[-1])

        def in_group(figure: str) -> str:
            return terms.in_group.format(n=figure, group=self.number(fact.per))

        if 0 < exact[-1] < NEARLY_ONE:
            return terms.fewer_than.format(x=in_group("1"))
        if low == fact.per > exact[0]:
            return terms.more_than.format(x=in_group(self.number(fact.per - 1)))
        if low == high or low == 0:
            words = in_group(self.number(high))
        else:
            words = in_group(terms.range.format(low=self.number(low), high=self.number(high)))
        if fact.about or any(abs(number - round(number)) > ROUNDING for number in exact):
            words = terms.about.format(x=words)
        return words if low or not high else terms.up_to.format(x=words)
