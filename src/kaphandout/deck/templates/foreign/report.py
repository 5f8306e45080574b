"""What was found in a template → problems, one for each thing that is the same on several layouts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kaphandout.deck.layout.fonts import Face
from kaphandout.deck.templates.foreign.candidates import Candidate
from kaphandout.deck.templates.foreign.regions import EDITION, NUMBER, Region
from kaphandout.deck.templates.foreign.roles import Cast
from kaphandout.deck.templates.foreign.slide_style import Correction, Look
from kaphandout.deck.templates.foreign.styles import FEET
from kaphandout.design.contrast import TEXT, contrast
from kaphandout.diagnostics import Diagnostic, Place, note, warning

KINDS = {
    "title": "title", "ctrTitle": "title", "subTitle": "subtitle", "ftr": "footer", "sldNum": "slide number",
}  # fmt: skip
"""What a type of placeholder is called."""


def tell_contrast(file: str, found: Sequence[tuple[str, Correction]]) -> list[Diagnostic]:
    """Texts that cannot be read: a warning for headlines, which a person looks at, a note for small print."""
    told = []
    for correction in dict.fromkeys(correction for _, correction in found):
        layouts = _names(name for name, other in found if other == correction)
        kind = KINDS.get(correction.type, "text")
        if not correction.behind:
            words = f"{kind} on {layouts}: it stands on a picture, so its contrast is not known; its colour is kept"
            told.append(note("template-picture", Place(file), kind, words))
            continue
        was, now = (min(contrast(c, g) for g in correction.behind) for c in (correction.asked, correction.now))
        words = (
            f"{kind} on {layouts}: {correction.asked} on {', '.join(correction.behind)} has {was:.1f}:1, less than "
            f"{TEXT}:1; slides use {correction.now}, {now:.1f}:1"
        )
        tell = note if correction.type in FEET else warning
        told.append(tell("template-contrast", Place(file), kind, words))
    return told


def tell_panels(file: str, looks: Mapping[str, Look], cast: Mapping[str, Cast]) -> list[Diagnostic]:
    """Layouts on which a picture is behind the text."""
    names = _names(cast[role].candidate.name for role, look in looks.items() if look.panel)
    words = f"a picture is behind the text of {names}, which gets a plain panel"
    return [note("template-picture", Place(file), "text", words)] if names else []


def tell_letters(file: str, regions: Iterable[Region]) -> list[Diagnostic]:
    """Typefaces whose widths are not known."""
    faces = {face.typeface: face for face in all_faces(regions)}
    return [
        note("template-font", Place(file), name, f"the widths of {name!r} are not known: measured with {face.source}")
        for name, face in faces.items()
        if not face.known
    ]


def all_faces(regions: Iterable[Region]) -> list[Face]:
    """The typefaces of headlines and text, each once."""
    letters = [region.layout.letters for region in regions]
    return list(dict.fromkeys(face for one in letters for face in (one.heading, one.body)))


def tell_feet(file: str, cast: Mapping[str, Cast], regions: Mapping[str, Region]) -> list[Diagnostic]:
    """Layouts without a footer or a slide number that can be used."""
    told = []
    for idx, words in (
        (EDITION, "no footer that holds the edition code, which gets a text box"),
        (NUMBER, "no slide number"),
    ):
        names = _names(cast[role].candidate.name for role, region in regions.items() if idx not in region.bound)
        if names:
            told.append(note("template-foot", Place(file), "", f"{words}: {names}"))
    return told


def tell_twins(file: str, candidates: Iterable[Candidate]) -> list[Diagnostic]:
    """Placeholders that share their idx."""
    return [
        warning(
            "template-idx",
            Place(file),
            candidate.name,
            f"layout {candidate.name!r}: placeholder {holder.name!r} has the idx {holder.idx} of another, so nothing "
            "can be put into it; text boxes serve",
        )
        for candidate in candidates
        for holder in candidate.holders
        if holder.shared
    ]


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(repr, sorted(set(names))))
