"""The clinic's profile: what a person should know of it before it is printed."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.design.palette import check_colour
from kaphandout.diagnostics import Place, Severity


@rule(
    severity=Severity.NOTE,
    why="Words in the clinic's own colour must be readable, and must not look like a safety warning.",
    source="WCAG 2.2, success criterion 1.4.3: contrast of 4.5:1",
    good=({"clinic.colour": "#1F4E8C"},),
    bad=({"clinic.colour": "#FFD400"}, {"clinic.colour": "#B4441C"}),
    fixed=True,
)
def clinic_colour(context: Context) -> Found:
    clinic = context.edition.clinic
    file = Place(f"content/clinics/{clinic.id}.yaml")
    yield from check_colour(clinic, context.clinic_places.get("clinic.colour", file))
