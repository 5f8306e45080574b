"""`Edition` → HTML → PDF: what the patient is handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kaphandout.edition import Edition, leaflet_texts
from kaphandout.leaflet.fit import fit_outline
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css, leaflet_html
from kaphandout.leaflet.layout import check_layout
from kaphandout.leaflet.pdf import lay_out, write_pdf
from kaphandout.outline import LeafletOutline
from kaphandout.problems import Problem, raise_errors


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished leaflet: its PDF, the ids of what its format left out, and what a person should look at."""

    pdf: bytes
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]


def write_leaflet(edition: Edition, format: str, logo: str | None = None) -> Leaflet:
    """The leaflet of an edition in a page format. `logo` is a `data:` address or None.

    Raises `KaphandoutError` if the format cannot hold what must be said, or if text is too small or leaves its page.
    """
    layout = load_format(format)
    css = leaflet_css(edition, layout)
    document_id = f"{edition.topic.about.id}-leaflet-{format}-{edition.locale.tag}"
    laid_out: dict[LeafletOutline, Any] = {}

    def pages(outline: LeafletOutline) -> int:
        html = leaflet_html(edition, outline, layout, document_id, logo)
        laid_out[outline] = lay_out(html, css)
        return len(laid_out[outline].pages)

    outline, left_out = fit_outline(edition, layout, pages)
    if outline not in laid_out:
        pages(outline)
    document = laid_out[outline]
    problems = tuple(check_layout(document, edition, layout.smallest))
    raise_errors(problems)
    shows = leaflet_texts(edition.topic, edition.texts, outline)
    carried = edition.carried(f"leaflet {format}", shows)
    return Leaflet(write_pdf(document, carried, edition.topic.about.issued), left_out, problems)
