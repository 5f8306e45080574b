"""What was found in a template → problems, and what a person should know of it before the talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kaphandout.deck.layout.metrics import Face
from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.layout_matching import Candidate, MatchedLayout, lacks, load_rules
from kaphandout.deck.templates.foreign.regions import EDITION, NUMBER, Region
from kaphandout.deck.templates.foreign.slide_style import Correction, SlideStyle
from kaphandout.deck.templates.foreign.styles import FEET
from kaphandout.design.contrast import TEXT, contrast
from kaphandout.diagnostics import Diagnostic, Place, note, warning

KINDS = {
    "title": "title", "ctrTitle": "title", "subTitle": "subtitle", "ftr": "footer", "sldNum": "slide number",
}  # fmt: skip
"""What a type of placeholder is called."""


def report_contrast(file: str, found: Sequence[tuple[str, Correction]]) -> list[Diagnostic]:
    """Texts that cannot be read: a warning for headlines, which a person looks at, a note for small print."""
    described = []
    for correction in dict.fromkeys(correction for _, correction in found):
        layouts = _names(name for name, other in found if other == correction)
        kind = KINDS.get(correction.type, "text")
        if not correction.behind:
            words = f"{kind} on {layouts}: it stands on a picture, so its contrast is not known; its colour is kept"
            described.append(note("template-picture", Place(file), kind, words))
            continue
        was, now = (min(contrast(c, g) for g in correction.behind) for c in (correction.asked, correction.now))
        words = (
            f"{kind} on {layouts}: {correction.asked} on {', '.join(correction.behind)} has {was:.1f}:1, less than "
            f"{TEXT}:1; slides use {correction.now}, {now:.1f}:1"
        )
        tell = note if correction.type in FEET else warning
        described.append(tell("template-contrast", Place(file), kind, words))
    return described


def report_panels(file: str, looks: Mapping[str, SlideStyle], cast: Mapping[str, MatchedLayout]) -> list[Diagnostic]:
    """Layouts on which a picture is behind the text."""
    names = _names(cast[role].candidate.name for role, look in looks.items() if look.panel)
    words = f"a picture is behind the text of {names}, which gets a plain panel"
    return [note("template-picture", Place(file), "text", words)] if names else []


def report_typefaces(file: str, regions: Iterable[Region]) -> list[Diagnostic]:
    """Typefaces whose widths are not known."""
    faces = {face.typeface: face for face in all_faces(regions)}
    return [
        note("template-font", Place(file), name, f"the widths of {name!r} are not known: measured with {face.source}")
        for name, face in faces.items()
        if not face.known
    ]


def all_faces(regions: Iterable[Region]) -> list[Face]:
    """The typefaces of headlines and text, each once."""
    letters = [region.layout.fonts for region in regions]
    return list(dict.fromkeys(face for one in letters for face in (one.heading, one.body)))


def report_footers(file: str, cast: Mapping[str, MatchedLayout], regions: Mapping[str, Region]) -> list[Diagnostic]:
    """Layouts without a footer or a slide number that can be used."""
    described = []
    for idx, words in (
        (EDITION, "no footer that holds the edition code, which gets a text box"),
        (NUMBER, "no slide number"),
    ):
        names = _names(cast[role].candidate.name for role, region in regions.items() if idx not in region.bound)
        if names:
            described.append(note("template-foot", Place(file), "", f"{words}: {names}"))
    return described


def report_shared_idx(file: str, candidates: Iterable[Candidate]) -> list[Diagnostic]:
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


SIZES = {(16, 9): "16:9", (4, 3): "4:3", (16, 10): "16:10"}
INCH = 72.0


def fitness(template: Template) -> dict[str, Any]:
    """Slide size in inches, typefaces, and for each role its layout: how found, what it fills and lacks, contrast, and
    the box of the body in pt."""
    layouts = template.layouts
    faces = {}
    for layout in layouts.layouts.values():
        for use, face in (("headlines", layout.fonts.heading), ("text", layout.fonts.body)):
            faces[face.typeface, use] = face
    return {
        "file": template.file,
        "slide": {"width": round(layouts.width / INCH, 2), "height": round(layouts.height / INCH, 2),
                  "proportion": _proportion(layouts.width, layouts.height)},
        "typefaces": [
            {"use": use, "typeface": face.typeface, "measured_with": face.source, "known": face.known}
            for (_, use), face in faces.items()
        ],
        "roles": [_role(template, role) for role in template.cast],
        "problems": [problem.as_dict() for problem in template.problems],
    }  # fmt: skip


def described(found: dict[str, Any]) -> Iterator[str]:
    """The same as lines of a table; its problems are told apart."""
    slide = found["slide"]
    yield f"{found['file']}: slides of {slide['width']:g} × {slide['height']:g} in ({slide['proportion']})"
    for face in found["typefaces"]:
        known = "" if face["known"] else ", a wide stand-in"
        yield f"  {face['use']:9} {face['typeface']}, measured with {face['measured_with']}{known}"
    rows = [("role", "layout", "found by", "fills idx", "lacks", "contrast")]
    for role in found["roles"]:
        ratios = ", ".join(f"{name} {ratio}" for name, ratio in role["contrast"].items())
        filled = " ".join(str(holder["idx"]) for holder in role["fills"])
        rows.append((role["role"], role["layout"], role["found_by"], filled, ", ".join(role["lacks"]), ratios))
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  " + "  ".join(cell.ljust(wide) for cell, wide in zip(row, widths, strict=True)).rstrip()


def _role(template: Template, role: str) -> dict[str, Any]:
    cast, look = template.cast[role], template.looks[role]
    layout = template.layouts.layouts[role]
    missing = [lacks(cast.candidate, load_rules()[role].needs)]
    missing += [words for idx, words in ((EDITION, "footer"), (NUMBER, "slide number")) if idx not in look.bound]
    fills = [{"name": holder.name, "type": holder.type, "idx": holder.idx} for holder in look.bound.values()]
    body = layout.body
    return {
        "role": role,
        "layout": cast.candidate.name,
        "found_by": cast.found_by,
        "fills": fills,
        "lacks": [words for words in missing if words],
        "contrast": {name: round(ratio, 1) for name, ratio in look.ratios.items()},
        "body": [round(value, 1) for value in (body.x, body.y, body.w, body.h)],
    }


def _proportion(width: float, height: float) -> str:
    near = [name for (wide, high), name in SIZES.items() if abs(width / height - wide / high) < 0.01]
    return near[0] if near else f"{width / height:.2f}:1"
