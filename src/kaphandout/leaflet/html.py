"""`Edition` → one HTML document and its stylesheet: the Jinja templates of `templates/leaflet/` with final strings.

The environment is sandboxed, escapes everything in HTML, and fails on any undefined name.
"""

from __future__ import annotations

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from kaphandout.edition import Edition, leaflet_texts
from kaphandout.leaflet.formats import LeafletFormat
from kaphandout.leaflet.pictures import dot_array, icon
from kaphandout.model import Reference
from kaphandout.outline import Compare, LeafletOutline
from kaphandout.paths import TEMPLATES
from kaphandout.problems import refuse
from kaphandout.text import Audience
from kaphandout.tokens import load_tokens

FOLDER = TEMPLATES / "leaflet"
WIDE_KINDS = ("figure", "box", "compare", "crisis", "contact", "phone", "sources", "about")
FONT_WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}


def leaflet_html(
    edition: Edition, outline: LeafletOutline, format: LeafletFormat, document_id: str, logo: str | None
) -> str:
    """The leaflet by an outline as an HTML document. `logo` is a `data:` address or None."""
    return _environment().get_template("leaflet.html.j2").render(
        edition=edition,
        topic=edition.topic,
        terms=edition.locale.terms,
        locale=edition.locale,
        clinic=edition.clinic,
        outline=outline,
        format=format,
        document_id=document_id,
        logo=logo,
        sources=_sources(edition, outline),
        wide_kinds=WIDE_KINDS,
    )


def leaflet_css(edition: Edition, format: LeafletFormat) -> str:
    """The stylesheet of the leaflet in a page format, its fonts inside it."""
    template = _environment().get_template("leaflet.css.j2")
    return template.render(
        edition=edition, terms=edition.locale.terms, format=format, tokens=load_tokens(), fonts=_fonts()
    )


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(FOLDER),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or not name.endswith(".css.j2"),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(icon=icon, dot_array=dot_array)
    environment.filters["patient"] = lambda edition, fact: edition.quantity(fact, Audience.PATIENT)
    environment.filters.update(whole=round, css_text=_css_text, css_pages=_css_pages, left_share=_left_share)
    return environment


def _left_share(block: Compare, edition: Edition) -> int:
    """How wide the left of two lists stands, in percent: the longer list gets more, neither less than two fifths."""
    left, right = (
        sum(len(wording.text) for id in ids if (wording := edition.message(id).patient))
        for ids in (block.left_messages, block.right_messages)
    )
    return round(min(60.0, max(40.0, 100 * left / (left + right))))


def _css_text(text: str) -> str:
    """A CSS string: whatever could end it is written as an escape."""
    return '"' + "".join(c if c.isalnum() or c in " -.,:·" else f"\\{ord(c):x} " for c in text) + '"'


def _css_pages(label: str) -> str:
    """The page label as CSS content: `{n}` and `{total}` become counters."""
    counters = {"{n}": "counter(page)", "{total}": "counter(pages)"}
    parts = [part for part in re.split(r"(\{n\}|\{total\})", label) if part]
    return " ".join(counters.get(part) or _css_text(part) for part in parts)


@cache
def _fonts() -> list[dict[str, Any]]:
    """The font files as `data:` addresses: the leaflet never draws on fonts that happen to be on a machine."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    faces = []
    for name, weight in FONT_WEIGHTS.items():
        path = folder / f"SourceSansPro-{name}.ttf"
        if not path.is_file():
            raise refuse("font", path.name, "the font is missing: make the environment again with `make clean handout`")
        address = "data:font/ttf;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
        faces.append({"weight": weight, "address": address})
    return faces


def _sources(edition: Edition, outline: LeafletOutline) -> list[Reference]:
    """The references that what the leaflet prints rests on, by their short names."""
    topic = edition.topic
    shown = leaflet_texts(topic, edition.texts, outline)
    prefixes = {key.split(".")[1] for key in shown if key.startswith(("message.", "figure."))}
    keys = {key for id in prefixes if id in topic.messages for key in topic.messages[id].evidence}
    keys |= {key for id in prefixes if id in topic.figures for key in topic.figures[id].evidence}
    return sorted((topic.references[key] for key in keys), key=lambda reference: reference.short.casefold())
