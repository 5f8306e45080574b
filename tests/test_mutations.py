"""Hundreds of single edits of real artefacts are all found under the right id, and harmless rewrites raise no alarm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kaphandout.problems import Problem, Severity
from kaphandout.sync import Artefact, witness
from mutations import (
    A,
    Deck,
    Mutation,
    digit_changed,
    last_word_deleted,
    leaflet_edits,
    leaflet_swaps,
    not_dropped,
    word_deleted,
    word_put_in,
)

AT_LEAST = 300

Edits = Callable[[Path, Deck], Iterator[Mutation]]

EDITS: dict[str, tuple[int, Edits]] = {
    "a word deleted from a leaflet": (30, lambda leaflet, _: leaflet_edits(leaflet, word_deleted, 30)),
    "the last word of a text deleted from a leaflet": (
        20, lambda leaflet, _: leaflet_edits(leaflet, last_word_deleted, 20)
    ),
    "a word put into a leaflet": (15, lambda leaflet, _: leaflet_edits(leaflet, word_put_in, 15)),
    "a digit changed in a leaflet": (15, lambda leaflet, _: leaflet_edits(leaflet, digit_changed, 30)),
    "a not dropped from a leaflet": (10, lambda leaflet, _: leaflet_edits(leaflet, not_dropped, 20)),
    "two messages of a leaflet swapped": (20, lambda leaflet, _: leaflet_swaps(leaflet, 24)),
    "a word deleted from a slide": (30, lambda _, deck: deck.edits(word_deleted, 30)),
    "a word put into a slide": (15, lambda _, deck: deck.edits(word_put_in, 15)),
    "a digit changed on a slide": (20, lambda _, deck: deck.edits(digit_changed, 25)),
    "a not dropped from a slide": (5, lambda _, deck: deck.edits(not_dropped, 15)),
    "a cell of a table edited": (20, lambda _, deck: deck.edits(word_deleted, 20, only=f"{A}tbl")),
    "a digit changed in a table": (10, lambda _, deck: deck.edits(digit_changed, 15, only=f"{A}tbl")),
    "two texts of a slide swapped": (20, lambda _, deck: deck.swaps(25, notes=False)),
    "a word deleted from the notes": (30, lambda _, deck: deck.edits(word_deleted, 30, notes=True)),
    "the last word deleted from the notes": (15, lambda _, deck: deck.edits(last_word_deleted, 15, notes=True)),
    "a digit changed in the notes": (20, lambda _, deck: deck.edits(digit_changed, 25, notes=True)),
    "a not dropped from the notes": (10, lambda _, deck: deck.edits(not_dropped, 20, notes=True)),
    "two texts of the notes swapped": (15, lambda _, deck: deck.swaps(20, notes=True)),
    "an alternative text edited": (5, lambda _, deck: deck.alternatives()),
    "what a chart shows edited": (30, lambda _, deck: deck.charts()),
    "a number edited in a chart's workbook": (10, lambda _, deck: deck.workbooks()),
}
"""By what was done: at least how many such edits there are, and how they are made."""


@pytest.fixture(scope="module")
def deck(deck_pptx: Path) -> Deck:
    return Deck(deck_pptx)


@pytest.mark.parametrize("kind", EDITS)
def test_every_single_edit_is_found_and_the_right_text_named(kind: str, leaflet_pdf: Path, deck: Deck) -> None:
    least, edits = EDITS[kind]
    count, missed = 0, []
    for mutation in edits(leaflet_pdf, deck):
        count += 1
        ids = {record(problem.id) for problem in findings(mutation.artefact)}
        if not ids or not ids <= {record(key) for key in mutation.keys}:
            missed.append((mutation.name, sorted(ids), sorted(mutation.keys)))
    assert not missed, f"{len(missed)} of {count}: {missed[:5]}"
    assert count >= least


def test_there_are_hundreds_of_edits() -> None:
    assert sum(least for least, _ in EDITS.values()) >= AT_LEAST


def findings(artefact: Artefact) -> list[Problem]:
    return [problem for problem in witness(artefact) if problem.severity is not Severity.NOTE]


def record(key: str) -> str:
    """What a key is part of: `message.burn`; the parts of a figure and the numbers in it are one."""
    return ".".join(key.split(".")[:2])
