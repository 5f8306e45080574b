"""`Edition` → HTML → PDF: what the patient is handed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kaphandout.content.outline import LeafletOutline
from kaphandout.content.placement import in_leaflet, leaflet_texts
from kaphandout.diagnostics import Diagnostic, raise_errors
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.leaflet.fit import fit_outline
from kaphandout.leaflet.formats import Imposition, LeafletFormat, load_format
from kaphandout.leaflet.html import document_id, leaflet_css, leaflet_html
from kaphandout.leaflet.layout import check_layout
from kaphandout.pdf.imposition import booklet, cards, trifold
from kaphandout.pdf.print_ready import PRINT_SHOP_CSS
from kaphandout.pdf.renderer import lay_out, set_line, write_pdf, write_print_shop
from kaphandout.pdf.sheets import PrintCopy


@dataclass(frozen=True, slots=True)
class Leaflet:
    """A finished leaflet: its PDF, the sheets to print it on if it is folded or cut, and what its format left out.

    `problems` are for a person to look at.
    """

    pdf: bytes
    sheets: bytes | None
    left_out: tuple[str, ...]
    problems: tuple[Diagnostic, ...]


def write_leaflet(edition: Edition, format: str, logo: str | None = None, print_shop: bool = False) -> Leaflet:
    """The leaflet of an edition in a page format. `logo` is a `data:` address or None.

    For a print shop the PDF has bleed and crop marks, and no sheets are made. Raises `KaphandoutError` if the format
    cannot hold what must be said, or if text is too small or leaves its page.
    """
    layout = load_format(format)
    css = leaflet_css(edition, layout)
    name = document_id(edition, format)
    laid_out: dict[LeafletOutline, Any] = {}

    def pages(outline: LeafletOutline) -> int:
        html = leaflet_html(edition, outline, layout, name, logo)
        laid_out[outline] = lay_out(html, css)
        return len(laid_out[outline].pages)

    outline, left_out = fit_outline(edition, layout, pages)
    if outline not in laid_out:
        pages(outline)
    problems = tuple(check_layout(laid_out[outline], edition, layout.smallest))
    raise_errors(problems)
    shows = leaflet_texts(edition.topic, edition.texts, outline)
    manifest = build_manifest(edition, f"leaflet {format}", shows, in_leaflet(outline).by_message())
    issued = edition.topic.about.issued
    if print_shop:
        html = leaflet_html(edition, outline, layout, name, logo)
        document = lay_out(html, css + PRINT_SHOP_CSS, print_shop=True)
        return Leaflet(write_print_shop(document, manifest, issued), None, left_out, problems)
    is_booklet = layout.imposition is not None and layout.imposition.kind == "booklet"
    pdf = write_pdf(laid_out[outline], manifest, issued, spreads=is_booklet)
    sheets = _impose(pdf, edition, layout, f"{name}.pdf", css) if layout.imposition else None
    return Leaflet(pdf, sheets, left_out, problems)


def _impose(pdf: bytes, edition: Edition, layout: LeafletFormat, accessible: str, css: str) -> bytes:
    """The sheets of a folded or cut leaflet, which point to the accessible file."""
    terms, language = edition.locale.terms, edition.locale.babel.replace("_", "-")
    pointer = terms.print_pointer.format(file=accessible)
    copy = PrintCopy(terms.print_copy, pointer, lambda text: set_line(text, css, language))
    rtl = edition.locale.direction == "rtl"
    match layout.imposition:
        case Imposition(kind="booklet", sheet=sheet):
            return booklet(pdf, sheet, copy, rtl)
        case Imposition(kind="trifold", sheet=sheet):
            return trifold(pdf, sheet, copy, rtl)
        case Imposition(kind="cards", sheet=sheet, per_sheet=per_sheet):
            return cards(pdf, sheet, copy, per_sheet)
        case _:
            raise AssertionError("only formats with an imposition come here")
