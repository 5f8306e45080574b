"""A template's file → a `Template`: how slides are written on it, what it lacks, and an empty deck."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from lxml import etree

from kaphandout.deck.loading import load_layouts
from kaphandout.deck.pptx.package import write_zip
from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.layout_matching import match_layouts, read_candidates
from kaphandout.deck.templates.foreign.opening import SAVE, open_template
from kaphandout.deck.templates.foreign.regions import region_of
from kaphandout.deck.templates.foreign.report import report_contrast, report_regions
from kaphandout.deck.templates.foreign.stripped import add_table_style, strip_template
from kaphandout.deck.templates.foreign.styling import Correction, style_of
from kaphandout.deck.templates.own import own_part
from kaphandout.deck.templates.slide_style import SlideStyle
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
        words = f"the template is made in a way that is not read here ({type(exc).__name__}): {SAVE}"
        raise refuse("template", path, words) from exc


def _read(path: Path, parts: Mapping[str, bytes], choices: Path | None, language: str, rtl: bool) -> Template:
    kinds = ("notesMaster", "tableStyles", "presProps", "viewProps")
    own_parts = {kind: own_part(kind, load_tokens().colours, language, rtl) for kind in kinds}
    stripped = strip_template(parts, own_parts)
    candidates = read_candidates(stripped)
    if not candidates:
        raise refuse("template", path, "the template has no layouts: in PowerPoint, View › Slide Master, insert one")
    file, own = str(path), load_layouts()
    matches, problems = match_layouts(file, candidates, choices)
    regions = {role: region_of(match, own.layouts[role]) for role, match in matches.items()}
    styles: dict[str, SlideStyle] = {}
    corrections: list[tuple[str, Correction]] = []
    for role, region in regions.items():
        styles[role], made = style_of(region)
        corrections += ((region.match.candidate.name, correction) for correction in made)
    problems += [*report_contrast(file, corrections), *report_regions(file, regions, styles)]
    add_table_style(stripped, own_parts["tableStyles"], styles["table"].colours)
    slide, layouts = candidates[0].slide, {role: region.layout for role, region in regions.items()}
    return Template(
        file=file,
        pptx=write_zip(stripped, zipfile.ZIP_STORED),
        layouts=own.model_copy(update={"width": slide.w, "height": slide.h, "layouts": layouts}),
        styles=styles,
        regions=regions,
        problems=tuple(dict.fromkeys(problems)),
    )
