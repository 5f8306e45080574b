"""What was found in a template → problems, and what a person should know of it before the talk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.console import RenderableType

from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.layout_matching import lacks
from kaphandout.deck.templates.foreign.placeholders import FEET
from kaphandout.deck.templates.foreign.regions import EDITION, NUMBER, Region
from kaphandout.deck.templates.foreign.styling import Correction
from kaphandout.deck.templates.slide_style import SlideStyle
from kaphandout.design.contrast import TEXT, contrast
from kaphandout.diagnostics import Diagnostic, Place, note, warning
from kaphandout.terminal import table

KINDS = {
    "title": "title", "ctrTitle": "title", "subTitle": "subtitle", "ftr": "footer", "sldNum": "slide number",
}  # fmt: skip
"""What a type of placeholder is called."""

SIZES = {"16:9": 16 / 9, "4:3": 4 / 3, "16:10": 16 / 10}
INCH = 72.0


def report_contrast(file: str, found: Sequence[tuple[str, Correction]]) -> Iterator[Diagnostic]:
    """Texts that cannot be read, each with the name of its layout: a warning for headlines, which a person looks at, a
    note for small print."""
    for correction in dict.fromkeys(correction for _, correction in found):
        layouts = _names(name for name, other in found if other == correction)
        kind = KINDS.get(correction.type, "text")
        if not correction.behind:
            words = f"{kind} on {layouts}: a picture is behind it, so its contrast is not known; its colour is kept"
            yield note("template-picture", Place(file), kind, words)
            continue
        was, now = (min(contrast(c, g) for g in correction.behind) for c in (correction.asked, correction.now))
        words = (
            f"{kind} on {layouts}: {correction.asked} on {', '.join(correction.behind)} has a contrast of {was:.1f}:1, "
            f"less than {TEXT}:1; slides use {correction.now}, {now:.1f}:1"
        )
        report = note if correction.type in FEET else warning
        yield report("template-contrast", Place(file), kind, words)


def report_regions(file: str, regions: Mapping[str, Region], styles: Mapping[str, SlideStyle]) -> Iterator[Diagnostic]:
    """Pictures behind text, typefaces of unknown widths, footers of no use, placeholders that share an idx."""
    candidates = {role: region.match.candidate for role, region in regions.items()}
    if names := _names(candidates[role].name for role, style in styles.items() if style.panel):
        words = f"a picture is behind the text of {names}, which gets a plain panel"
        yield note("template-picture", Place(file), "text", words)
    letters = [region.layout.fonts for region in regions.values()]
    for face in dict.fromkeys(face for one in letters for face in (one.heading, one.body)):
        if not face.known:
            words = f"the widths of {face.typeface!r} are not known: measured with {face.source}"
            yield note("template-font", Place(file), face.typeface, words)
    for idx, words in (
        (EDITION, "no footer that can hold the edition code, which gets a text box, on"),
        (NUMBER, "no slide number on"),
    ):
        if names := _names(candidates[role].name for role, region in regions.items() if idx not in region.filled):
            yield note("template-foot", Place(file), "", f"{words} {names}")
    for candidate in candidates.values():
        for found in candidate.placeholders:
            if found.shared:
                words = (
                    f"layout {candidate.name!r}: placeholder {found.name!r} has the idx {found.idx} of another, so "
                    "nothing can be put into it and slides use text boxes: delete it in PowerPoint and insert it anew"
                )
                yield warning("template-idx", Place(file), candidate.name, words)


def _names(names: Iterable[str]) -> str:
    return ", ".join(map(repr, sorted(set(names))))


def fitness(template: Template) -> dict[str, Any]:
    """Slide size in inches, typefaces, and for each role its layout: how found, what it fills and lacks, contrast, and
    the box of the body in pt."""
    wide, high = template.layouts.width, template.layouts.height
    letters = [layout.fonts for layout in template.layouts.layouts.values()]
    uses = [use for one in letters for use in (("headlines", one.heading), ("text", one.body))]
    return {
        "file": template.file,
        "slide": {"width": round(wide / INCH, 2), "height": round(high / INCH, 2),
                  "proportion": _proportion(wide / high)},
        "typefaces": [
            {"use": use, "typeface": face.typeface, "measured_with": face.source, "known": face.known}
            for use, face in dict.fromkeys(uses)
        ],
        "roles": [_role(region, template.styles[role]) for role, region in template.regions.items()],
        "problems": [problem.as_dict() for problem in template.problems],
    }  # fmt: skip


def described(found: dict[str, Any]) -> Iterator[RenderableType]:
    """The same as texts and a table for a terminal; its problems are reported apart."""
    slide = found["slide"]
    yield f"{found['file']}: slides of {slide['width']:g} × {slide['height']:g} in ({slide['proportion']})"
    yield table(
        [
            (face["use"], f"{face['typeface']}, measured with {face['measured_with']}{'' if face['known'] else _WIDE}")
            for face in found["typefaces"]
        ],
        indent=2,
    )
    rows = [
        (
            role["role"],
            role["layout"],
            role["found_by"],
            " ".join(str(placeholder["idx"]) for placeholder in role["fills"]),
            ", ".join(role["lacks"]),
            ", ".join(f"{name} {ratio}" for name, ratio in role["contrast"].items()),
        )
        for role in found["roles"]
    ]
    yield table(rows, ("role", "layout", "found by", "fills idx", "lacks", "contrast"), indent=2)


_WIDE = ", a wide stand-in"


def _role(region: Region, style: SlideStyle) -> dict[str, Any]:
    missing = [lacks(region.match)]
    missing += [words for idx, words in ((EDITION, "footer"), (NUMBER, "slide number")) if idx not in region.filled]
    body = region.layout.body
    return {
        "role": region.match.role,
        "layout": region.match.candidate.name,
        "found_by": region.match.found_by,
        "fills": [{"name": found.name, "type": found.type, "idx": found.idx} for found in region.filled.values()],
        "lacks": [words for words in missing if words],
        "contrast": {name: round(ratio, 1) for name, ratio in style.contrasts.items()},
        "body": [round(value, 1) for value in (body.x, body.y, body.w, body.h)],
    }


def _proportion(ratio: float) -> str:
    return next((name for name, usual in SIZES.items() if abs(ratio - usual) < 0.01), f"{ratio:.2f}:1")
