"""`Edition` → HTML → PDF: what the patient is handed."""

from __future__ import annotations

from kaphandout.edition import Edition
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css, leaflet_html
from kaphandout.leaflet.pdf import render_pdf
from kaphandout.problems import KaphandoutError, error


def write_leaflet(edition: Edition, format: str, logo: str | None = None) -> bytes:
    """The leaflet of an edition in a page format, as the bytes of a PDF.

    `logo` is a `data:` address or None. Raises `KaphandoutError` if the text does not fit the format's pages.
    """
    layout = load_format(format)
    document_id = f"{edition.topic.about.id}-leaflet-{format}-{edition.locale.tag}"
    html = leaflet_html(edition, layout, document_id, logo)
    css = leaflet_css(edition, layout)
    rendered = render_pdf(html, css, edition.manifest, edition.topic.about.issued)
    if rendered.pages > layout.max_pages:
        message = (
            f"the leaflet takes {rendered.pages} pages of {format} and may take {layout.max_pages}: shorten the text"
            " or place fewer messages in the outline"
        )
        raise KaphandoutError([error("too-many-pages", edition.topic.place("leaflet"), format, message)])
    return rendered.data
