"""The design tokens' colours in a clinic's own colour, corrected where it could not be read.

The clinic's colour takes the place of the teal, its lighter shades those of the tints. The accent stays: it means
safety, and must look the same in every clinic.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.content.model import Clinic
from kaphandout.design.contrast import LARGE, PAPER, TEXT, contrast, difference, lightness, mix, shades
from kaphandout.design.tokens import Colours, load_tokens
from kaphandout.diagnostics import Diagnostic, Place, error, note

TINT = 0.1
MID = 0.8
MOST_DARKENING = 0.45
"""A colour that must lose more lightness than this (of 1) is no longer the clinic's."""
LEAVE_OUT = "leave `colour` out, and headings have the neutral colour of the design; your logo keeps its own"
SAFETY_TWIN = 30.0
"""A colour that differs less than this from the safety colour (`contrast.difference`) would be taken for it."""


def clinic_colours(clinic: Clinic) -> Colours:
    """The colours of leaflet and deck for a clinic."""
    colours = load_tokens().colours
    if clinic.colour is None:
        return colours
    teal = readable(clinic.colour)
    mid = mix(teal, MID)
    return colours.model_copy(
        update={
            "teal": teal,
            "teal_mid": mid if contrast(mid, PAPER) >= LARGE else teal,
            "tint_cool": mix(teal, TINT),
        }
    )


def readable(colour: str) -> str:
    """The nearest shade that can be read on its own tint, and so on white, and white on it."""
    return next(shade for shade in shades(colour) if contrast(shade, mix(shade, TINT)) >= TEXT)


def check_colour(clinic: Clinic, place: Place) -> Iterator[Diagnostic]:
    """An error for a colour that cannot be used, a note for one that is printed darker, each with measured ratios."""
    if clinic.colour is None:
        return
    shade = readable(clinic.colour)
    was, now = contrast(clinic.colour, PAPER), contrast(shade, PAPER)
    measured = f"the clinic's colour {clinic.colour} has a contrast of {was:.1f}:1 on white"
    safety = load_tokens().colours.accent
    if difference(shade, safety) < SAFETY_TWIN:
        printed = "" if shade == clinic.colour else f"; readable at {now:.1f}:1 it is {shade}, which"
        words = f"{measured}{printed or ', and'} looks like the colour of safety warnings ({safety})"
        words = f"{words}: {LEAVE_OUT}, or choose another"
        yield error("clinic-colour", place, clinic.id, words)
    elif lightness(clinic.colour) - lightness(shade) > MOST_DARKENING:
        words = f"{measured}; readable text needs {now:.1f}:1, and then it is {shade}"
        words = f"{words}: {LEAVE_OUT}, or choose a darker colour"
        yield error("clinic-colour", place, clinic.id, words)
    elif shade != clinic.colour:
        yield note("clinic-colour", place, clinic.id, f"{measured}: it is printed as {shade}, {now:.1f}:1")
