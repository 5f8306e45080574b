"""`Artefact` → where each of some texts is in it, and under which heading a reader meets it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from kaphandout.verify.artefact import Artefact, Paragraph, Part
from kaphandout.verify.text_matching import FEW
from kaphandout.verify.tokens import fold, stands_in, whole_words

_UNSAID = re.compile(rf" (?:{Part.CHART}|{Part.SHEET}|{Part.PLAIN})$")


class Location(NamedTuple):
    """A place as a person finds it: `page 2`, `slide 6`, `slide 6 notes`, and the heading or slide title above it."""

    place: str
    heading: str


def locate(artefact: Artefact, texts: Mapping[str, str], headings: Collection[str]) -> dict[str, tuple[Location, ...]]:
    """The locations of each text by its key, in reading order, each once; empty if it is nowhere.

    Leaflets have `headings`; on a slide, the title is read first. A text of a few words must begin its paragraph, for
    it may well be a part of another one. What only a screen reader says does not count.
    """
    visible = list(_visible(artefact, frozenset(map(fold, headings))))
    found: dict[str, tuple[Location, ...]] = {}
    for key, given in texts.items():
        text = fold(given)
        whole = [location for paragraph, location in visible if _holds(paragraph.text, text)]
        found[key] = tuple(dict.fromkeys(whole or _broken(text, visible)))
    return found


def _visible(artefact: Artefact, headings: frozenset[str]) -> Iterator[tuple[Paragraph, Location]]:
    """The paragraphs that are seen, each with its location."""
    place, title = "", ""
    for paragraph in artefact.paragraphs:
        if paragraph.part in (Part.MARGIN, Part.ALTERNATIVE):
            continue
        if artefact.kind == "deck":
            slide = " ".join(paragraph.place.split()[:2])
            place, title = (slide, title if slide == place else paragraph.text)
        elif paragraph.text in headings:
            title = paragraph.text
        yield paragraph, Location(_UNSAID.sub("", paragraph.place), title)


def _holds(paragraph: str, text: str) -> bool:
    if len(text.split()) <= FEW:
        return re.match(rf"[\W\d]*{whole_words(text).pattern}", paragraph) is not None
    return stands_in(text, paragraph)


def _broken(text: str, visible: list[tuple[Paragraph, Location]]) -> Iterator[Location]:
    """The two locations of a text that runs over the end of a page."""
    for (first, here), (second, there) in pairwise(visible):
        if stands_in(text, fold(f"{first.text} {second.text}")):
            yield from (here, there)
