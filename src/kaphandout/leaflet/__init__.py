"""`Edition` → HTML → PDF: what the patient is handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from kaphandout.content.outline import LeafletOutline
from kaphandout.content.placement import in_leaflet, leaflet_texts
from kaphandout.content.types import Text
from kaphandout.diagnostics import Diagnostic, KaphandoutError, error, note, raise_errors
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

CLINIC_TEXTS = ("name", "phone", "out_of_hours", "address", "website")
"""The entries of a clinic's profile that every leaflet prints."""


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

    try:
        outline, left_out = fit_outline(edition, layout, pages)
    except KaphandoutError:
        if too_long := list(_clinic_at_fault(edition, format, logo)):
            raise KaphandoutError(too_long) from None
        raise
    if outline not in laid_out:
        pages(outline)
    problems = (*_no_outline(edition, layout), *check_layout(laid_out[outline], edition, layout.smallest))
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


def _no_outline(edition: Edition, layout: LeafletFormat) -> Iterator[Diagnostic]:
    """A note where the topic has no outline for a format, which then holds what it can of the whole leaflet."""
    if layout.outline not in edition.topic.outlines:
        words = f"the topic has no outline/{layout.outline}.yaml: what fits of outline/leaflet.yaml is printed"
        yield note("outline", edition.topic.place("outline.leaflet"), layout.outline, words)


def _clinic_at_fault(edition: Edition, format: str, logo: str | None) -> Iterator[Diagnostic]:
    """The clinic's own entries if the text fits a format without them: those that suffice alone, or all."""
    clinic = edition.clinic
    given = {name: value for name in CLINIC_TEXTS if (value := getattr(clinic, name))}
    if not given or not _fits(edition, given, format, logo):
        return
    alone = [name for name in given if _fits(edition, [name], format, logo)]
    for name in alone or given:
        value = given[name]
        long = f"{len(value)} lines" if isinstance(value, tuple) else f"{len(value)} letters"
        other = "" if len(alone or given) == 1 else ", or another entry named here"
        words = f"the text fits this format, but not with the clinic's `{name}` ({long}): shorten it{other}"
        yield error("clinic-too-long", edition.topic.place(f"clinic.{name}"), clinic.id, words)


def _fits(edition: Edition, without: Iterable[str], format: str, logo: str | None) -> bool:
    """Whether a format holds the text for a clinic that leaves some entries out, or makes them as short as can be."""
    short = {"name": Text("–"), "address": ()}
    clinic = edition.clinic.model_copy(update={name: short.get(name) for name in without})
    layout = load_format(format)
    css, name = leaflet_css(edition, layout), document_id(edition, format)
    plain = replace(edition, clinic=clinic)
    try:
        fit_outline(
            plain, layout, lambda outline: len(lay_out(leaflet_html(plain, outline, layout, name, logo), css).pages)
        )
    except KaphandoutError:
        return False
    return True


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
