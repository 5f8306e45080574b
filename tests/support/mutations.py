"""Single edits of real artefacts as Hypothesis draws them: what was edited, and the ids that may be named for it.

A deck is edited in the XML of the parsed package, and the edited slide is read anew by the reader. A leaflet is edited
in what the reader made of the PDF, for a PDF's glyphs cannot be retyped; `test_mutations` also lays out leaflets anew
from altered text. No edit makes a text of the manifest from another: each changes what a person would read.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pptx
from hypothesis import strategies as st
from lxml import etree

from kaphandout.verify import Artefact, Paragraph, read
from kaphandout.verify.readers.pptx import slide_texts

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NEGATION = re.compile(r"\b(?:not|no|never|nor|without|cannot) ")

Texts = st.SearchStrategy[str]
Edit = Callable[[str], Texts]
"""A text → what may become of it."""


@dataclass(frozen=True, repr=False)
class Mutation:
    """One edit: what it was, the edited artefact, and the keys that it may be told under."""

    name: str
    artefact: Artefact
    keys: frozenset[str]

    def __repr__(self) -> str:
        return self.name


# --- What is done to a text ----------------------------------------------------------------------------------------


def word_deleted(text: str) -> Texts:
    words = text.split(" ")
    places = [n for n, word in enumerate(words) if any(letter.isalpha() for letter in word)]
    return st.sampled_from(places).map(lambda place: " ".join(words[:place] + words[place + 1 :]))


def last_word_deleted(text: str) -> Texts:
    return st.just(text.rpartition(" ")[0])


def digit_changed(text: str) -> Texts:
    def changed(place: int, more: int) -> str:
        return text[:place] + str((int(text[place]) + more) % 10) + text[place + 1 :]

    places = st.sampled_from([n for n, letter in enumerate(text) if letter.isdigit()])
    return st.builds(changed, places, st.integers(1, 9))


def not_dropped(text: str) -> Texts:
    return st.just(NEGATION.sub("", text, count=1))


def word_put_in(text: str) -> Texts:
    words = text.split(" ")
    return st.integers(1, len(words)).map(lambda place: " ".join([*words[:place], "always", *words[place:]]))


EDITS: dict[Edit, Callable[[str], bool]] = {
    word_deleted: lambda text: len(text.split()) > 1,
    last_word_deleted: lambda text: len(text.split()) > 2,
    digit_changed: lambda text: any(letter.isdigit() for letter in text),
    not_dropped: lambda text: NEGATION.search(text) is not None,
    word_put_in: lambda text: len(text.split()) > 1,
}
"""Each edit, and which texts it can be done to."""


# --- Who may be named ----------------------------------------------------------------------------------------------


class Keys:
    """The keys of an artefact's manifest by text."""

    def __init__(self, artefact: Artefact):
        assert artefact.manifest
        self.texts: dict[str, str] = artefact.manifest["texts"]
        self.by_text: dict[str, set[str]] = {}
        for key, text in self.texts.items():
            self.by_text.setdefault(" ".join(text.split()), set()).add(key)
        shown = {self.texts[key] for key in artefact.manifest["shows"]}
        self.shown = {" ".join(text.split()) for text in shown}

    def of(self, text: str) -> frozenset[str]:
        """The keys of a paragraph that is one text which the artefact claims to show; empty for any other."""
        return frozenset(self.by_text.get(text, ())) if text in self.shown else frozenset()


# --- Leaflets ------------------------------------------------------------------------------------------------------


def leaflet_edits(path: Path, edit: Edit) -> st.SearchStrategy[Mutation]:
    """Edits of single paragraphs as the reader gives them."""
    artefact = read(path)
    keys = Keys(artefact)

    def edits(number: int) -> st.SearchStrategy[Mutation]:
        place, text = artefact.paragraphs[number]
        news = edit(text).filter(lambda new: new not in keys.by_text)
        name = f"{edit.__name__}, {place}: {text}"
        return news.map(lambda new: Mutation(name, _with(artefact, number, new), keys.of(text)))

    places = [n for n, (_, text) in enumerate(artefact.paragraphs) if keys.of(text) and EDITS[edit](text)]
    return st.sampled_from(places).flatmap(edits)


def leaflet_swaps(path: Path) -> st.SearchStrategy[Mutation]:
    """Two messages of a leaflet change places, as often as not two that follow each other."""
    artefact = read(path)
    keys = Keys(artefact)

    def swapped(pair: tuple[int, int]) -> Mutation:
        one, other = (artefact.paragraphs[n].text for n in pair)
        edited = _with(_with(artefact, pair[0], other), pair[1], one)
        return Mutation(f"swapped: {one} / {other}", edited, keys.of(one) | keys.of(other))

    texts = [text for _, text in artefact.paragraphs]
    places = [n for n, text in enumerate(texts) if any(key.startswith("message.") for key in keys.of(text))]
    near, far = st.sampled_from([*pairwise(places)]), st.tuples(st.sampled_from(places), st.sampled_from(places))
    return (near | far).filter(lambda pair: texts[pair[0]] != texts[pair[1]]).map(swapped)


def _with(artefact: Artefact, number: int, text: str) -> Artefact:
    told = list(artefact.paragraphs)
    told[number] = Paragraph(told[number].place, text)
    return replace(artefact, paragraphs=tuple(paragraph for paragraph in told if paragraph.text))


# --- Decks ---------------------------------------------------------------------------------------------------------


class Deck:
    """A deck's parsed package, to be edited and put right again."""

    def __init__(self, path: Path):
        self.artefact = read(path)
        self.keys = Keys(self.artefact)
        self.presentation = pptx.Presentation(str(path))
        self.slides = list(self.presentation.slides)

    def reread(self, number: int) -> Artefact:
        """The artefact with what the reader now finds on one slide and in its notes, counted from 1."""
        at = {f"slide {number}"}
        told = self.artefact.paragraphs
        here = [n for n, p in enumerate(told) if " ".join(p.place.split()[:2]) in at]
        new = [Paragraph(place, " ".join(text.split())) for place, text in slide_texts(self.slides[number - 1], number)]
        told = (*told[: here[0]], *(p for p in new if p.text), *told[here[-1] + 1 :])
        return replace(self.artefact, paragraphs=told)

    def paragraphs(self, *, notes: bool) -> Iterator[tuple[int, Any, str]]:
        """Paragraphs of one claimed text: the slide's number, the element, the text."""
        for number, slide in enumerate(self.slides, 1):
            root = slide.notes_slide.element if notes else slide.element
            for element in root.iter(f"{A}p"):
                text = " ".join("".join(node.text or "" for node in element.iter(f"{A}t")).split())
                step_number = text.isdigit()  # on a disc: no text of the edition, though a fact may be the same number
                if self.keys.of(text) and element.find(f"{A}fld") is None and not step_number:
                    yield number, element, text

    def edits(self, edit: Edit, *, notes: bool = False, only: str = "") -> st.SearchStrategy[Mutation]:
        """Edits of single paragraphs; `only` those below an element of this name (a table's)."""
        where = "notes" if notes else "table" if only else "slide"

        def edits(found: tuple[int, Any, str]) -> st.SearchStrategy[Mutation]:
            number, element, text = found

            def edited(new: str) -> Mutation:
                with retyped(element, new):
                    artefact = self.reread(number)
                return Mutation(f"{edit.__name__}, {where} {number}: {text}", artefact, self.keys.of(text))

            return edit(text).filter(lambda new: new not in self.keys.by_text).map(edited)

        places = [
            found
            for found in self.paragraphs(notes=notes)
            if EDITS[edit](found[2]) and (not only or next(found[1].iterancestors(only), None) is not None)
        ]
        return st.sampled_from(places).flatmap(edits)

    def swaps(self, *, notes: bool) -> st.SearchStrategy[Mutation]:
        """Two texts of one slide, or of its notes, change places."""
        found = [
            (number, element, text)
            for number, element, text in self.paragraphs(notes=notes)
            if any(key.startswith(("message.", "figure.")) for key in self.keys.of(text))
        ]
        near = [(one, other) for one, other in pairwise(found) if one[0] == other[0] and one[2] != other[2]]

        def swapped(pair: tuple[tuple[int, Any, str], tuple[int, Any, str]]) -> Mutation:
            (number, first, one), (_, second, other) = pair
            with retyped(first, other), retyped(second, one):
                edited = self.reread(number)
            name = f"swapped, {'notes' if notes else 'slide'} {number}: {one} / {other}"
            return Mutation(name, edited, self.keys.of(one) | self.keys.of(other))

        return st.sampled_from(near).map(swapped)

    def alternatives(self) -> st.SearchStrategy[Mutation]:
        """A word is deleted from an alternative text."""

        def edits(found: tuple[int, Any, str]) -> st.SearchStrategy[Mutation]:
            number, element, text = found

            def edited(new: str) -> Mutation:
                element.set("descr", new)
                artefact = self.reread(number)
                element.set("descr", text)
                return Mutation(f"alternative, slide {number}: {text}", artefact, self.keys.of(text))

            return word_deleted(text).map(edited)

        heads = [(n, head) for n, slide in enumerate(self.slides, 1) for head in slide.element.iter(f"{P}cNvPr")]
        places = [(n, head, head.get("descr", "")) for n, head in heads if self.keys.of(head.get("descr", ""))]
        return st.sampled_from(places).flatmap(edits)

    def charts(self) -> Iterator[Mutation]:
        """Each cached number and category of each chart is altered; then each pair of numbers changes places."""
        for number, slide in enumerate(self.slides, 1):
            for shape in slide.shapes:
                if not shape.has_chart:
                    continue
                root = shape.chart.part._element
                keys = frozenset(self._chart_keys(number))
                values = [point for value in root.iter(f"{C}val") for point in value.iter(f"{C}v")]
                words = [point for names in root.iter(f"{C}cat") for point in names.iter(f"{C}v")]
                for node in values:
                    with _set({node: f"{float(node.text) + 1:g}"}):
                        yield Mutation(f"cached number, slide {number}: {node.text}", self.reread(number), keys)
                for node in words:
                    with _set({node: f"{node.text} again"}):
                        yield Mutation(f"category, slide {number}: {node.text}", self.reread(number), keys)
                for first, second in pairwise(values):
                    if first.text != second.text:
                        with _set({first: second.text, second: first.text}):
                            yield Mutation(f"numbers swapped, slide {number}", self.reread(number), keys)

    def workbooks(self) -> Iterator[Mutation]:
        """Each number in the workbook behind each chart is altered, and nothing of what the chart shows."""
        for number, slide in enumerate(self.slides, 1):
            for shape in slide.shapes:
                if not shape.has_chart:
                    continue
                part = shape.chart.part.chart_workbook.xlsx_part
                old = part._blob
                for cell, new in _other_numbers(old):
                    part._blob = new
                    edited = self.reread(number)
                    part._blob = old
                    keys = frozenset(self._chart_keys(number))
                    yield Mutation(f"number in a workbook, slide {number}: {cell}", edited, keys)

    def _chart_keys(self, number: int) -> Iterator[str]:
        """The keys of the words and numbers of the figure on a slide."""
        told = [p.text for p in self.artefact.paragraphs if p.place == f"slide {number} chart"]
        for text in told:
            yield from self.keys.by_text.get(text, ())


class _set:
    """Gives nodes other texts for a while."""

    def __init__(self, texts: dict[Any, str]):
        self.texts, self.old = texts, {node: node.text for node in texts}

    def __enter__(self) -> None:
        for node, text in self.texts.items():
            node.text = text

    def __exit__(self, *_: object) -> None:
        for node, text in self.old.items():
            node.text = text


def retyped(paragraph: Any, text: str) -> _set:
    """The paragraph with other words, all in its first run."""
    first, *rest = paragraph.iter(f"{A}t")
    return _set({first: text, **dict.fromkeys(rest, "")})


def _other_numbers(workbook: bytes) -> Iterator[tuple[str, bytes]]:
    """The workbook with one number of its first sheet raised by one, for each number in turn; the cell's name first."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    sheet = etree.fromstring(parts["xl/worksheets/sheet1.xml"])
    for cell in sheet.iter("{*}c"):
        value = cell.find("{*}v")
        if value is None or cell.get("t", "n") != "n":
            continue
        with _set({value: f"{float(value.text) + 1:g}"}):
            parts["xl/worksheets/sheet1.xml"] = etree.tostring(sheet)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, data in parts.items():
                package.writestr(name, data)
        yield str(cell.get("r")), buffer.getvalue()
