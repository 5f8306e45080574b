"""`Edition` → one HTML file for screens: the whole leaflet, with nothing in it that runs or asks for another file.

It has the leaflet's components and a stylesheet of its own, and carries the manifest in a `meta` element.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from kaphandout.content.hashing import canonical_json
from kaphandout.content.placement import in_leaflet
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.leaflet.html import document_id, fill

_NUMBER = re.compile(r"(?<![\w:.,+-])(?:\+?\d[\d ()-]{5,}\d|\d{3,4})(?![\w:-])")
"""A telephone number: a few digits in one piece (911, 1737), or more of them in groups (116 123)."""

_HOST = re.compile(r"(?:https://)?((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[\w.~/-]*)?)", re.IGNORECASE)


def write_web(edition: Edition, logo: str | None = None) -> bytes:
    """The whole leaflet of an edition as a self-contained HTML file. `logo` is a `data:` address or None."""
    outline = edition.topic.leaflet
    help_at = next((p.id for p in outline.panels if any(block.kind == "crisis" for block in p.blocks)), None)
    manifest = build_manifest(edition, "leaflet web", edition.placed["leaflet"], in_leaflet(outline).by_message())
    html = fill(
        "web.html.j2",
        edition,
        outline=outline,
        format={"imprint": False},
        document_id=document_id(edition, "web"),
        logo=logo,
        link=link,
        help_at=help_at,
        manifest=_in_single_quotes(canonical_json(manifest)),
        css=Markup(fill("web.css.j2", edition)),  # noqa: S704  (tokens and icons; no text of the edition)
    )
    return ("\n".join(line.strip() for line in html.splitlines() if line.strip()) + "\n").encode("utf-8")


def _in_single_quotes(value: str) -> Markup:
    """The value of an attribute: JSON is full of double quotes, which may stay as they are between single ones."""
    return Markup(str(escape(value)).replace("&#34;", '"'))  # noqa: S704  (escaped just now)


def link(text: str, kind: str) -> str | Markup:
    """A text, with what can be tapped in it as a link: its numbers (`call`), or itself if it is no more than a
    telephone number (`phone`) or a web address (`web`)."""
    if kind == "call":
        return _with_numbers(text)
    if kind == "phone":
        return _telephone(text) if _NUMBER.fullmatch(text) else text
    host = _HOST.fullmatch(text)
    return Markup('<a href="https://{}">{}</a>').format(host[1], text) if host else text


def _with_numbers(text: str) -> Markup:
    parts, end = Markup(), 0
    for found in _NUMBER.finditer(text):
        parts += Markup("{}{}").format(text[end : found.start()], _telephone(found[0]))
        end = found.end()
    return parts + text[end:]


def _telephone(number: str) -> Markup:
    return Markup('<a href="tel:{}">{}</a>').format(re.sub(r"[^\d+]", "", number), number)
