"""HTML → PDF bytes: WeasyPrint lays out, tags and attaches the manifest; `conformance` or `print_ready` does the rest.

For readers the result is PDF/A-3a and PDF/UA-1 at once; for a print shop it is what `print_shop` says. Any line that
the renderer logs is an error.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from html import escape
from logging.handlers import BufferingHandler
from typing import Any

import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from kaphandout.content.hashing import canonical_json
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error
from kaphandout.pdf.conformance import make_conforming
from kaphandout.pdf.print_ready import make_reproducible

MANIFEST_NAME = "kaphandout-manifest.json"
VARIANT = "pdf/a-3a"
PROPERTIES = ("edition", "topic", "version", "locale", "clinic")
"""What of the manifest stands in the metadata, too, where any PDF reader shows it."""
PRINT_SHOP_VARIANT = "pdf/x-4"
_NO_LETTER = re.compile(r'\.notdef glyph .*"(.+)" \((U\+[0-9A-F]+)\)', re.DOTALL)
OVERHANG_PX = 1.0
"""By how much ink may leave the width of its line."""


def render_pdf(html: str, css: str, manifest: Mapping[str, Any], issued: date, print_shop: bool = False) -> bytes:
    """`lay_out`, then `write_pdf` or, for a print shop, `write_print_shop`. Raises as they do."""
    document = lay_out(html, css, print_shop)
    return write_print_shop(document, manifest, issued) if print_shop else write_pdf(document, manifest, issued)


def lay_out(html: str, css: str, print_shop: bool = False) -> weasyprint.Document:
    """Lay out `html` with the stylesheet `css`. Only `data:` addresses are fetched.

    For a print shop the stylesheet holds `PRINT_SHOP_CSS`, too. Raises `KaphandoutError` when the renderer warns of
    anything or an address is refused.
    """
    with _strictly():
        fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        fonts = FontConfiguration()
        profiles: dict[str, Any] = {}
        sheet = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts, color_profiles=profiles)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        variant = PRINT_SHOP_VARIANT if print_shop else VARIANT
        return document.render(font_config=fonts, color_profiles=profiles, stylesheets=[sheet], pdf_variant=variant)


def write_pdf(document: weasyprint.Document, manifest: Mapping[str, Any], issued: date, spreads: bool = False) -> bytes:
    """The finished PDF of a document that was laid out, with its manifest; as `spreads` if it is a booklet.

    Raises as `lay_out` does.
    """
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    attachment = weasyprint.Attachment(
        string=canonical_json(manifest).encode("utf-8"),
        name=MANIFEST_NAME,
        created=moment,
        modified=moment,
        relationship="Data",
    )
    with _strictly():
        properties = {name: str(manifest[name]) for name in PROPERTIES if name in manifest}
        return make_conforming(document.write_pdf(pdf_variant=VARIANT, attachments=[attachment]), spreads, properties)


def write_print_shop(document: weasyprint.Document, manifest: Mapping[str, Any], issued: date) -> bytes:
    """The PDF for a print shop, of a document that was laid out for one; `print_shop` says what it guarantees.

    The manifest is not attached: the document's identifier is made from it. Raises as `lay_out` does.
    """
    document.metadata.created = document.metadata.created or issued.isoformat()
    document.metadata.modified = document.metadata.modified or issued.isoformat()
    if not document.color_profiles:
        document.output_intent = None  # else transparent groups are blended in an unknown CMYK
    with _strictly():
        return make_reproducible(document.write_pdf(pdf_variant=PRINT_SHOP_VARIANT), canonical_json(manifest))


def set_line(text: str, css: str, language: str) -> bytes:
    """A PDF of one page that is as wide as `text` on one line in 7 pt and 4 mm high, in the font of the stylesheet.

    `imposition` sets its pointer with it. Raises as `lay_out` does.
    """
    bare = "@bottom-left { content: none } @bottom-right { content: none }"
    page = f"@page {{ size: 1000mm 4mm; margin: 0; {bare} }} @page :first {{ {bare} }}"
    html = f'<html lang="{escape(language)}"><title>{escape(text)}</title><p>{escape(text)}'
    document = lay_out(html, f"{css}\n{page} html {{ font-size: 7pt; line-height: 4mm }} p {{ float: left }}")
    [paragraph] = [box for box in document.pages[0]._page_box.descendants() if box.element_tag == "p"][:1]
    document.pages[0].width = paragraph.width + OVERHANG_PX
    with _strictly():
        return bytes(document.write_pdf(pdf_variant=VARIANT))


@contextmanager
def _strictly() -> Iterator[None]:
    """Whatever the renderer logs, and every refused address, becomes a `KaphandoutError`."""
    log = BufferingHandler(sys.maxsize)
    log.setLevel(logging.WARNING)
    logger = logging.getLogger("weasyprint")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(log)
    try:
        yield
    except FatalURLFetchingError as exc:
        raise KaphandoutError([error("address", Place(""), "", f"the leaflet would fetch something: {exc}")]) from exc
    finally:
        logger.removeHandler(log)
        logger.propagate = before
    if lines := [record.getMessage() for record in log.buffer]:
        raise KaphandoutError(dict.fromkeys(map(_warned, lines)))


def _warned(line: str) -> Diagnostic:
    """A warning of the renderer as an error; of a letter that the fonts lack, with the letter as its id."""
    if found := _NO_LETTER.search(line):
        words = f"the leaflet's fonts have no {found[1]!r} ({found[2]}): write it otherwise"
        return error("letter", Place(""), found[1], words)
    return error("renderer", Place(""), "", f"the renderer warns: {line}")
