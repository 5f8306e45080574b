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

from kaphandout.content.model import Reference
from kaphandout.content.outline import Compare, LeafletOutline
from kaphandout.content.paths import find, folders
from kaphandout.content.placement import leaflet_texts
from kaphandout.content.types import SCALE, Audience
from kaphandout.design.palette import clinic_colours
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import refuse
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.figures import dot_array, icon, qr_code
from kaphandout.leaflet.formats import LeafletFormat

WIDE_KINDS = ("figure", "box", "compare", "crisis", "contact", "phone", "certainty", "sources", "about")
FONT_WEIGHTS = {"Regular": 400, "Semibold": 600, "Bold": 700}


def leaflet_html(
    edition: Edition, outline: LeafletOutline, format: LeafletFormat, document_id: str, logo: str | None
) -> str:
    """The leaflet by an outline as an HTML document to be laid out on pages. `logo` is a `data:` address or None."""
    values = {"outline": outline, "format": format, "document_id": document_id, "logo": logo}
    return fill("leaflet.html.j2", edition, **values, link=lambda text, _kind: text)  # on paper a link is its words


def leaflet_css(edition: Edition, format: LeafletFormat) -> str:
    """The stylesheet of the leaflet in a page format, its fonts inside it."""
    return fill("leaflet.css.j2", edition, format=format, fonts=font_faces())


def document_id(edition: Edition, format: str) -> str:
    """The name that a leaflet prints and its file bears: topic, format, language and, unless default, clinic."""
    clinic = "" if edition.clinic.id == "default" else f"-{edition.clinic.id}"
    return f"{edition.topic.about.id}-leaflet-{format}-{edition.locale.tag}{clinic}"


def fill(template: str, edition: Edition, **values: Any) -> str:
    """A template of `templates/leaflet/` or `templates/handout/` with an edition and more `values` in it.

    The components ask for `outline`, `format`, `document_id`, `logo`, and for `link`, which may make a link of a text.
    """
    outline, colours = values.get("outline"), clinic_colours(edition.clinic)
    environment = _environment((*folders("templates/leaflet"), *folders("templates/handout")))
    return environment.get_template(template).render(
        edition=edition,
        topic=edition.topic,
        terms=edition.locale.terms,
        locale=edition.locale,
        clinic=edition.clinic,
        tokens=load_tokens().model_copy(update={"colours": colours}),
        icon=lambda name, colour: icon(name, getattr(colours, colour)),
        qr_code=lambda website: qr_code(website, colours.ink),
        dot_array=lambda count, group, colour: dot_array(count, group, getattr(colours, colour), colours.rule),
        sources=sources(edition, outline) if outline else [],
        scale=SCALE,
        wide_kinds=WIDE_KINDS,
        **values,
    )


def sources(edition: Edition, outline: LeafletOutline) -> list[Reference]:
    """The references that what the leaflet prints rests on, by their short names."""
    topic = edition.topic
    shown = leaflet_texts(topic, edition.texts, outline)
    prefixes = {key.split(".")[1] for key in shown if key.startswith(("message.", "figure."))}
    keys = {key for id in prefixes if id in topic.messages for key in topic.messages[id].evidence}
    keys |= {key for id in prefixes if id in topic.figures for key in topic.figures[id].evidence}
    seen = (one for key in keys if (one := topic.references[key]).verified != "memory")
    return sorted(seen, key=lambda reference: reference.short.casefold())


@cache
def _environment(searched: tuple[Path, ...]) -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(searched),
        undefined=StrictUndefined,
        autoescape=lambda name: name is None or not name.endswith((".css.j2", ".txt.j2")),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["patient"] = lambda edition, fact: edition.quantity(fact, Audience.PATIENT)
    environment.filters.update(css_text=_css_text, css_pages=_css_pages, left_share=_left_share)
    return environment


def _left_share(block: Compare, edition: Edition) -> int:
    """The width of the left of two lists in percent: the longer list gets more, neither less than two fifths."""
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
def font_faces() -> list[dict[str, Any]]:
    """The font files as `data:` addresses: the leaflet never draws on fonts that happen to be on a machine."""
    faces = []
    for name, weight in FONT_WEIGHTS.items():
        path = find(f"templates/fonts/SourceSansPro-{name}.ttf")
        if not path.is_file():
            raise refuse("font", path.name, "the font file is missing: install kaphandout again")
        address = "data:font/ttf;base64," + base64.b64encode(path.read_bytes()).decode("ascii")
        faces.append({"weight": weight, "address": address})
    return faces
