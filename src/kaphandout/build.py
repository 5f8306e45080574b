"""Content folder → finished files: load, check, compose, write. No printing, no clock."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.content.outline import DeckOutline
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, note, raise_errors
from kaphandout.edition.edition import Edition
from kaphandout.files import write_all
from kaphandout.packages import open_package
from kaphandout.project import Source

if TYPE_CHECKING:
    from kaphandout.deck.templates.contract import Template


@dataclass(frozen=True, slots=True)
class Product:
    """A file that was written: `length` counts its pages or slides."""

    path: Path
    kind: str
    length: int
    code: str
    left_out: tuple[str, ...] = ()
    problems: tuple[Diagnostic, ...] = ()


Ready = tuple[Product, bytes]
"""A file and what is to be written to it."""


def build_leaflets(
    source: Source,
    topics: list[str],
    formats: list[str],
    out: Path,
    print_shop: bool = False,
    begin: Callable[[str], None] = lambda _: None,
) -> list[Ready]:
    """Lay out every leaflet; nothing is written yet, and `begin` hears of each format before it is laid out.

    Formats that are folded or cut come with sheets to print them on (`…-print.pdf`). Raises `KaphandoutError` with the
    problems of every format that does not fit, and which formats do.
    """
    ready: list[Ready] = []
    failed: dict[Diagnostic, list[str]] = {}
    for topic in topics:
        edition, logo = source.edition(topic)
        for format in formats:
            begin(format)
            path = out / f"{topic}-leaflet-{format}-{_suffix(source)}"
            try:
                ready += _pageless(edition, format, logo, path) or _paged(edition, format, logo, path, print_shop)
            except KaphandoutError as exc:
                for problem in _located(edition, exc.problems):
                    failed.setdefault(problem, []).append(format)
    if failed:
        raise KaphandoutError(_by_format(failed, formats))
    return _with_notes(source, ready)


def _located(edition: Edition, problems: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """The problems; one of a letter that the fonts lack at each text that has it."""
    for problem in problems:
        keys = [key for key, text in edition.texts.items() if problem.id in text] if problem.rule == "letter" else []
        places = dict.fromkeys(edition.topic.place(key) for key in keys)
        yield from (replace(problem, place=place) for place in places or [problem.place])


def _by_format(failed: Mapping[Diagnostic, Sequence[str]], formats: Sequence[str]) -> Iterator[Diagnostic]:
    """The problems, each with the formats that have it, and last those formats that could be built alone."""
    for problem, names in failed.items():
        yield replace(problem, message=f"{', '.join(dict.fromkeys(names))}: {problem.message}")
    bad = {name for names in failed.values() for name in names}
    if good := [name for name in formats if name not in bad]:
        words = f"nothing was written; to build what fits, ask for it alone: --format {','.join(good)}"
        yield note("formats", Place("--format"), "", words)


def write(ready: Sequence[Ready]) -> list[Product]:
    """Write all that is ready, or nothing. Raises `KaphandoutError` if the disk does not take it."""
    write_all([(product.path, data) for product, data in ready])
    return [product for product, _ in ready]


def _with_notes(source: Source, ready: Sequence[Ready]) -> list[Ready]:
    notes = tuple(source.notes())
    return [(replace(product, problems=(*notes, *product.problems)), data) for product, data in ready]


@dataclass(frozen=True, slots=True)
class Dress:
    """What a deck looks like: our own template in a `size`, or a foreign one, perhaps with a map of roles."""

    size: str = "16:9"
    template: Path | None = None
    roles: Path | None = None


def build_decks(
    source: Source,
    topics: list[str],
    out: Path,
    minutes: int | None = None,
    handout: bool = False,
    dress: Dress | None = None,
) -> list[Ready]:
    """Compose and lint every deck; nothing is written yet.

    For a talk of so many `minutes` a deck holds what is most essential. `handout`: slides and notes as PDF as well, in
    our own look.
    """
    from kaphandout.deck import write_deck
    from kaphandout.deck.plan.minutes import choose
    from kaphandout.deck.pptx.lint import lint

    ready: list[Ready] = []
    for topic in topics:
        edition, _ = source.edition(topic)
        outline, left_out = choose(edition.topic, minutes) if minutes else (edition.topic.deck, ())
        name = f"{f'-{minutes}min' if minutes else ''}-{_suffix(source)}"
        template = _template(edition, dress or Dress())
        deck = write_deck(edition, outline, template)
        path = out / f"{topic}-deck{name}.pptx"
        raise_errors(lint(deck, path.name))
        ready.append((Product(path, "deck", _slides(deck), edition.code, left_out, template.problems), deck))
        if handout:
            ready.append(_handout(edition, outline, out / f"{topic}-handout{name}.pdf", left_out))
    return _with_notes(source, ready)


def _handout(edition: Edition, outline: DeckOutline, path: Path, left_out: tuple[str, ...]) -> Ready:
    from kaphandout.deck.handout.handout import write_handout

    try:
        pdf = write_handout(edition, outline)
    except KaphandoutError as exc:
        raise KaphandoutError(_located(edition, exc.problems)) from exc
    return Product(path, "handout", _pages(pdf), edition.code, left_out), pdf


def _template(edition: Edition, dress: Dress) -> Template:
    from kaphandout.deck.templates.contract import own_template
    from kaphandout.deck.templates.foreign.reader import read_template
    from kaphandout.design.palette import clinic_colours

    language, rtl = edition.locale.babel.replace("_", "-"), edition.locale.direction == "rtl"
    if dress.template:
        return read_template(dress.template, dress.roles, language, rtl)
    return own_template(clinic_colours(edition.clinic), language, rtl, dress.size)


def _pageless(edition: Edition, format: str, logo: str | None, path: Path) -> list[Ready]:
    from kaphandout.leaflet.plain import write_plain
    from kaphandout.leaflet.web import write_web

    match format:
        case "web":
            suffix, data = ".html", write_web(edition, logo)
        case "text":
            suffix, data = ".txt", write_plain(edition)
        case _:
            return []
    return [(Product(path.with_name(path.name + suffix), "leaflet", 1, edition.code), data)]


def _paged(edition: Edition, format: str, logo: str | None, path: Path, print_shop: bool) -> Iterator[Ready]:
    from kaphandout.leaflet import write_leaflet

    leaflet = write_leaflet(edition, format, logo, print_shop)
    whole = path.with_name(f"{path.name}{'-print-shop' if print_shop else ''}.pdf")
    pages = _pages(leaflet.pdf)
    yield Product(whole, "leaflet", pages, edition.code, leaflet.left_out, leaflet.problems), leaflet.pdf
    if leaflet.sheets:
        sheets = path.with_name(f"{path.name}-print.pdf")
        yield Product(sheets, "sheets", _pages(leaflet.sheets), edition.code), leaflet.sheets


def _pages(pdf: bytes) -> int:
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _slides(pptx: bytes) -> int:
    return sum(re.fullmatch(r"ppt/slides/slide\d+\.xml", name) is not None for name in open_package(pptx))


def _suffix(source: Source) -> str:
    return source.locale if source.clinic == "default" else f"{source.locale}-{source.clinic}"
