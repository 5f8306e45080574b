"""Where the leaflet comes from and whom to ask, as far as it is printed in the finished PDF."""

from __future__ import annotations

from collections.abc import Iterable

from kaphandout.leaflet.html import document_id
from kaphandout.leaflet.html import sources as listed_sources
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measured, counted, measure


def _printed(sight: MeasurementContext, **texts: str | None) -> Measured:
    """Whether each text, under the name that it is told by, is printed."""
    missing = [name.replace("_", " ") for name, text in texts.items() if not text or not sight.printed.says(text)]
    if missing:
        return Measured(f"not printed: {', '.join(missing)}", False)
    return Measured("printed: " + ", ".join(f"“{text}”" for text in texts.values()), True)


@measure("title-printed")
def title_printed(sight: MeasurementContext) -> Measured:
    terms = sight.edition.locale.terms
    return _printed(sight, title=sight.edition.topic.about.patient.title, readers=terms.audience_patient)


@measure("version-printed")
def version_printed(sight: MeasurementContext) -> Measured:
    edition = sight.edition
    return _printed(
        sight, version=edition.topic.about.version, edition_code=edition.code, document=document_id(edition, "a4")
    )


@measure("author-printed")
def author_printed(sight: MeasurementContext) -> Measured:
    return _printed(sight, author=sight.edition.topic.about.author_role)


@measure("approver")
def approver(sight: MeasurementContext) -> Measured:
    if not sight.edition.approvals:
        return Measured("not every statement is signed, so it is not yet clinically reviewed", False)
    return _printed(sight, approval=sight.edition.texts["about.approval"])


@measure("issue-printed")
def issue_printed(sight: MeasurementContext) -> Measured:
    return _printed(sight, day_of_issue=sight.edition.texts["about.issued"])


@measure("review-date")
def review_date(sight: MeasurementContext) -> Measured:
    return _printed(sight, review_date=sight.edition.texts["about.review"])


@measure("publisher-printed")
def publisher_printed(sight: MeasurementContext) -> Measured:
    return _printed(sight, publisher=sight.edition.topic.about.publisher)


@measure("interests-printed")
def interests_printed(sight: MeasurementContext) -> Measured:
    return _printed(sight, interests=sight.edition.topic.about.conflicts)


@measure("formats-printed")
def formats_printed(sight: MeasurementContext) -> Measured:
    return _printed(sight, other_formats=sight.edition.locale.terms.about_formats)


@measure("feedback")
def feedback(sight: MeasurementContext) -> Measured:
    return _printed(sight, feedback=sight.edition.locale.terms.about_feedback)


@measure("disclaimer")
def disclaimer(sight: MeasurementContext) -> Measured:
    return _printed(sight, disclaimer=sight.edition.locale.terms.disclaimer)


@measure("contact")
def contact(sight: MeasurementContext) -> Measured:
    clinic, terms = sight.edition.clinic, sight.edition.locale.terms
    if not sight.printed.says(terms.contact_heading):
        return Measured("there is no place for the clinic's name and telephone", False)
    if clinic.name is None or clinic.phone is None:
        return Measured("lines to write the clinic's name and telephone on: no clinic was named", True)
    return _printed(sight, clinic=clinic.name, telephone=clinic.phone)


@measure("crisis")
def crisis(sight: MeasurementContext) -> Measured:
    countries = sight.edition.countries
    numbers = [str(text) for c in countries for text in (c.emergency, *(line.how for line in c.lines[:1]))]
    missing = [number for number in numbers if not sight.printed.says(number)]
    lead = sight.edition.topic.about.emergency.lead
    if missing or (lead and not sight.printed.says(lead)):
        return Measured("not printed: " + ", ".join(missing or ["the crisis box"]), False)
    return Measured(f"numbers for {_listed(str(country.name) for country in countries)}", True)


@measure("sources")
def sources(sight: MeasurementContext) -> Measured:
    due = listed_sources(sight.edition, sight.edition.topic.leaflet)
    printed = sum(sight.printed.says(reference.short) for reference in due)
    says = f"{printed} of {counted(len(due), 'source')} printed by short name"
    return Measured(says, bool(due) and printed == len(due))


@measure("references-checked", decides=False)
def references_checked(sight: MeasurementContext) -> Measured:
    known = [reference.verified for reference in sight.edition.topic.references.values()]
    says = f"{known.count('full')} of {counted(len(known), 'reference')} seen in full"
    return Measured(f"{says}; the others are for a clinician to check")


@measure("must-say")
def must_say(sight: MeasurementContext) -> Measured:
    due = [must for must in sight.edition.topic.must_say.values() if must.leaflet]
    return Measured(f"{counted(len(due), 'thing')} that the leaflet must say", bool(due))


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
