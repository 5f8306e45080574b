"""The slides that a deck claims and those that it has → which were left out or moved, and what to expect where.

A slide is known by its texts: it is the one of the file that holds most of them, at least half; else the one that
stands between the right neighbours, for its words may have been altered.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from kaphandout.verify.alignment import Expected
from kaphandout.verify.artefact import Paragraph, Part
from kaphandout.verify.text_matching import MatchedText

LEAST = 0.5
"""Which share of a slide's texts makes it known."""


@dataclass(frozen=True, slots=True)
class ClaimedSlide:
    """A slide of the manifest: its number in the deck as built, its title, and its texts on it and in its notes."""

    number: int
    title: str
    shown: tuple[Expected, ...]
    noted: tuple[Expected, ...]

    @property
    def key(self) -> str:
        return next((one.key for one in (*self.shown, *self.noted)), "")

    def __str__(self) -> str:
        return f"slide {self.number} “{self.title}”"


@dataclass(frozen=True, slots=True)
class AlignedSlides:
    """`left_out` are in no place of the file. `moved`: a slide, its number in the file, and the one it belongs after.

    `expected` are the texts of the slides that are there, in the order in which the file has them.
    """

    left_out: tuple[ClaimedSlide, ...]
    moved: tuple[tuple[ClaimedSlide, int, ClaimedSlide | None], ...]
    expected: tuple[Expected, ...]


def claimed_slides(expected: Sequence[Expected], slides: Sequence[Mapping[str, Any]]) -> list[ClaimedSlide]:
    """The expected texts (of all slides, then of all notes) by slide; none if the counts of `slides` do not add up."""
    if len(expected) != sum(slide["texts"] + slide["notes"] for slide in slides):
        return []
    rest = iter(expected)
    shown = [tuple(islice(rest, slide["texts"])) for slide in slides]
    noted = [tuple(islice(rest, slide["notes"])) for slide in slides]
    parts = enumerate(zip(slides, shown, noted, strict=True), 1)
    return [ClaimedSlide(number, slide["title"], *texts) for number, (slide, *texts) in parts]


def align_slides(
    claimed: Sequence[ClaimedSlide], matches: Sequence[MatchedText], paragraphs: Sequence[Paragraph]
) -> AlignedSlides:
    """Find each claimed slide in the file."""
    held: dict[int, set[int]] = {
        number: set() for paragraph in paragraphs if (number := slide_number(paragraph)) is not None
    }
    for match in matches:
        if (number := slide_number(paragraphs[match.paragraph])) is not None:
            held[number].add(match.value)
    found = _found(claimed, held)
    there = [(slide, found[slide.number]) for slide in claimed if slide.number in found]
    in_place = _longest_rise([number for _, number in there])
    moved = []
    for place, (slide, number) in enumerate(there):
        if number not in in_place:
            before = [other for other, at in there[:place] if at in in_place]
            moved.append((slide, number, before[-1] if before else None))
    ordered = sorted(there, key=lambda pair: pair[1])
    shown = [replace(one, where=f"slide {number}") for slide, number in ordered for one in slide.shown]
    noted = [replace(one, where=f"slide {number} {Part.NOTES}") for slide, number in ordered for one in slide.noted]
    left_out = tuple(slide for slide in claimed if slide.number not in found)
    return AlignedSlides(left_out, tuple(moved), (*shown, *noted))


def slide_number(paragraph: Paragraph) -> int | None:
    """The number of the slide that a paragraph is on or noted for; None for layouts and masters."""
    first, _, rest = paragraph.place.partition(" ")
    number = rest.partition(" ")[0]
    return int(number) if first == "slide" and number.isdecimal() else None


def _found(claimed: Sequence[ClaimedSlide], held: Mapping[int, Collection[int]]) -> dict[int, int]:
    """The number in the file of each claimed slide that is there, by its claimed number."""
    found: dict[int, int] = {}
    for _, _, wanted, number in sorted(_rated(claimed, held), reverse=True):
        if wanted not in found and number not in found.values():
            found[wanted] = number
    for wanted in (slide.number for slide in claimed if slide.number not in found):
        next_place = found.get(wanted - 1, 0 if wanted == 1 else -1) + 1
        if next_place in held and next_place not in found.values():  # the slide with other words
            found[wanted] = next_place
    return found


def _rated(
    claimed: Sequence[ClaimedSlide], held: Mapping[int, Collection[int]]
) -> Iterator[tuple[float, int, int, int]]:
    """How much of a claimed slide is on one of the file, how near they are, and the numbers of both."""
    for slide in claimed:
        values = {one.value for one in (*slide.shown, *slide.noted)}
        for number, there in held.items():
            share = len(values.intersection(there)) / len(values) if values else 0.0
            if share >= LEAST:
                yield share, -abs(slide.number - number), slide.number, number


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The most of some different numbers that stand in rising order."""
    tails: list[int] = []
    chains: list[list[int]] = []
    for number in numbers:
        place = bisect_left(tails, number)
        chain = [*(chains[place - 1] if place else []), number]
        tails[place : place + 1], chains[place : place + 1] = [number], [chain]
    return set(chains[-1]) if chains else set()
