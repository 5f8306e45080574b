"""Where the leaflet comes from and whom to ask, as far as it is printed in the finished PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kaphandout.edition.edition import Edition
from kaphandout.leaflet.html import document_id
from kaphandout.leaflet.html import sources as listed_sources
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measure, Measured, counted, measure

Named = Mapping[str, str | None]
"""Texts that must be printed, each under the name by which a report calls it."""


def _printed(context: MeasurementContext, texts: Named) -> Measured:
    """Whether each text is printed."""
    missing = [name for name, text in texts.items() if not text or not context.printed.says(text)]
    if missing:
        return Measured(f"not printed: {', '.join(missing)}", False)
    return Measured("printed: " + ", ".join(f"“{text}”" for text in texts.values()), True)


def _prints(id: str, texts: Callable[[Edition], Named]) -> Measure:
    """The measure of whether some texts of an edition are printed."""
    return measure(id)(lambda context: _printed(context, texts(context.edition)))


title_printed = _prints(
    "title-printed",
    lambda edition: {
        "title": edition.topic.about.patient.title,
        "readers": edition.locale.terms.audience_patient,
    },
)
version_printed = _prints(
    "version-printed",
    lambda edition: {
        "version": edition.topic.about.version,
        "edition code": edition.code,
        "document": document_id(edition, "a4"),
    },
)
author_printed = _prints("author-printed", lambda edition: {"author": edition.topic.about.author_role})
issue_printed = _prints("issue-printed", lambda edition: {"day of issue": edition.texts["about.issued"]})
review_date = _prints("review-date", lambda edition: {"review date": edition.texts["about.review"]})
publisher_printed = _prints("publisher-printed", lambda edition: {"publisher": edition.topic.about.publisher})
interests_printed = _prints("interests-printed", lambda edition: {"interests": edition.topic.about.conflicts})
formats_printed = _prints("formats-printed", lambda edition: {"other formats": edition.locale.terms.about_formats})
feedback = _prints("feedback", lambda edition: {"feedback": edition.locale.terms.about_feedback})
disclaimer = _prints("disclaimer", lambda edition: {"disclaimer": edition.locale.terms.disclaimer})


@measure("approver")
def approver(context: MeasurementContext) -> Measured:
    if not context.edition.approvals:
        return Measured("not every statement is signed, so it is not yet clinically reviewed", False)
    return _printed(context, {"approval": context.edition.texts["about.approval"]})


@measure("contact")
def contact(context: MeasurementContext) -> Measured:
    clinic, terms = context.edition.clinic, context.edition.locale.terms
    if not context.printed.says(terms.contact_heading):
        return Measured("there is no place for the clinic's name and telephone", False)
    if clinic.name is None or clinic.phone is None:
        return Measured("lines to write the clinic's name and telephone on: no clinic was named", True)
    return _printed(context, {"clinic": clinic.name, "telephone": clinic.phone})


@measure("crisis")
def crisis(context: MeasurementContext) -> Measured:
    countries = context.edition.countries
    numbers = [str(text) for c in countries for text in (c.emergency, *(line.how for line in c.lines[:1]))]
    missing = [number for number in numbers if not context.printed.says(number)]
    lead = context.edition.topic.about.emergency.lead
    if missing or (lead and not context.printed.says(lead)):
        return Measured("not printed: " + ", ".join(missing or ["the crisis box"]), False)
    return Measured(f"numbers for {', '.join(str(country.name) for country in countries)}", True)


@measure("sources")
def sources(context: MeasurementContext) -> Measured:
    due = listed_sources(context.edition, context.topic.leaflet)
    printed = sum(context.printed.says(reference.short) for reference in due)
    says = f"{printed} of {counted(len(due), 'source')} printed by short name"
    return Measured(says, bool(due) and printed == len(due))


@measure("references-checked", decides=False)
def references_checked(context: MeasurementContext) -> Measured:
    known = [reference.verified for reference in context.topic.references.values()]
    says = f"{known.count('full')} of {counted(len(known), 'reference')} seen in full"
    return Measured(f"{says}; the others are for a clinician to check")


@measure("must-say")
def must_say(context: MeasurementContext) -> Measured:
    due = [must for must in context.topic.must_say.values() if must.leaflet]
    return Measured(f"{counted(len(due), 'thing')} that the leaflet must say", bool(due))
