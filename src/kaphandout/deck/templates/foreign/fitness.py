"""A `Template` → what a person should know of it before the talk, as plain values and as lines."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.regions import EDITION, NUMBER
from kaphandout.deck.templates.foreign.roles import lacks, load_rules

SIZES = {(16, 9): "16:9", (4, 3): "4:3", (16, 10): "16:10"}
INCH = 72.0


def fitness(template: Template) -> dict[str, Any]:
    """Slide size in inches, typefaces, and for each role its layout: how found, what it fills and lacks, contrast, and
    the box of the body in pt."""
    layouts = template.layouts
    faces = {}
    for layout in layouts.layouts.values():
        for use, face in (("headlines", layout.letters.heading), ("text", layout.letters.body)):
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


def told(found: dict[str, Any]) -> Iterator[str]:
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
