"""A template's file → a `Template`: what it is, what it lacks, and an empty deck in its looks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from lxml import etree

from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.adopt import table_style
from kaphandout.deck.templates.foreign.layout_matching import cast, read_candidates
from kaphandout.deck.templates.foreign.opening import open_template
from kaphandout.deck.templates.foreign.regions import region_of
from kaphandout.deck.templates.foreign.report import (
    report_contrast,
    report_footers,
    report_panels,
    report_shared_idx,
    report_typefaces,
)
from kaphandout.deck.templates.foreign.slide_style import Correction, SlideStyle, style_of
from kaphandout.deck.templates.foreign.stripped import Additions, strip_template, zipped
from kaphandout.deck.templates.own import own_part
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import refuse


def read_template(path: Path, choices: Path | None = None, language: str = "en-GB", rtl: bool = False) -> Template:
    """The template in a file; `choices` is a person's `roles.yaml`, `language` that of a notes master of our own.

    Raises `KaphandoutError` for a file that cannot be used.
    """
    parts = open_template(path)
    try:
        return _read(path, parts, choices, language, rtl)
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, StopIteration, etree.LxmlError) as exc:
        words = f"the template is of an unusual making ({type(exc).__name__}): open it in PowerPoint and save it anew"
        raise refuse("template", path, words) from exc


def _read(path: Path, parts: Mapping[str, bytes], choices: Path | None, language: str, rtl: bool) -> Template:
    colours = load_tokens().colours
    own_parts = ("notesMaster", "tableStyles", "presProps", "viewProps")
    additions = Additions(*(own_part(name, colours, language, rtl) for name in own_parts))
    bare = strip_template(parts, additions)
    candidates = read_candidates(bare)
    if not candidates:
        raise refuse("template", path, "the template has no layouts")
    file = str(path)
    roles, problems = cast(file, candidates, choices)
    own = load_layouts()
    regions = {role: region_of(found, own.layouts[role]) for role, found in roles.items()}
    looks: dict[str, SlideStyle] = {}
    corrections: list[tuple[str, Correction]] = []
    for role, found in roles.items():
        looks[role], made = style_of(role, found.candidate, regions[role])
        corrections += ((found.candidate.name, correction) for correction in made)
    problems += report_contrast(file, corrections)
    problems += report_panels(file, looks, roles)
    problems += report_typefaces(file, regions.values())
    problems += report_footers(file, roles, regions)
    problems += report_shared_idx(file, (found.candidate for found in roles.values()))
    bare = strip_template(parts, replace(additions, table_style=table_style(additions.table_style, looks["table"])))
    slide = candidates[0].slide
    layouts = Layouts(
        width=slide.w,
        height=slide.h,
        master=own.master,
        layouts={role: region.layout for role, region in regions.items()},
    )
    once = tuple(dict.fromkeys(problems))
    return Template(file=file, pptx=zipped(bare), layouts=layouts, looks=looks, cast=roles, problems=once)
