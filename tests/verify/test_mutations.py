"""Hundreds of single edits of real artefacts are all found under the right id, and harmless rewrites raise no alarm."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaphandout.cli.main import main
from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.edition import Edition
from kaphandout.verify import Artefact, Paragraph, check_manifest, read
from support.mutations import (
    A,
    Deck,
    Keys,
    Mutation,
    digit_changed,
    last_word_deleted,
    leaflet_edits,
    leaflet_swaps,
    not_dropped,
    retyped,
    word_deleted,
    word_put_in,
)

AT_LEAST = 300

Drawn = Callable[[Path, Deck], st.SearchStrategy[Mutation]]
Listed = Callable[[Deck], Iterator[Mutation]]

DRAWN: dict[str, tuple[int, Drawn]] = {
    "a word deleted from a leaflet": (30, lambda leaflet, _: leaflet_edits(leaflet, word_deleted)),
    "the last word of a text deleted from a leaflet": (
        20,
        lambda leaflet, _: leaflet_edits(leaflet, last_word_deleted),
    ),
    "a word put into a leaflet": (15, lambda leaflet, _: leaflet_edits(leaflet, word_put_in)),
    "a digit changed in a leaflet": (30, lambda leaflet, _: leaflet_edits(leaflet, digit_changed)),
    "a not dropped from a leaflet": (20, lambda leaflet, _: leaflet_edits(leaflet, not_dropped)),
    "two messages of a leaflet swapped": (24, lambda leaflet, _: leaflet_swaps(leaflet)),
    "a word deleted from a slide": (30, lambda _, deck: deck.edits(word_deleted)),
    "a word put into a slide": (15, lambda _, deck: deck.edits(word_put_in)),
    "a digit changed on a slide": (25, lambda _, deck: deck.edits(digit_changed)),
    "a not dropped from a slide": (15, lambda _, deck: deck.edits(not_dropped)),
    "a cell of a table edited": (20, lambda _, deck: deck.edits(word_deleted, only=f"{A}tbl")),
    "a digit changed in a table": (15, lambda _, deck: deck.edits(digit_changed, only=f"{A}tbl")),
    "two texts of a slide swapped": (25, lambda _, deck: deck.swaps(notes=False)),
    "a word deleted from the notes": (30, lambda _, deck: deck.edits(word_deleted, notes=True)),
    "the last word deleted from the notes": (15, lambda _, deck: deck.edits(last_word_deleted, notes=True)),
    "a digit changed in the notes": (25, lambda _, deck: deck.edits(digit_changed, notes=True)),
    "a not dropped from the notes": (20, lambda _, deck: deck.edits(not_dropped, notes=True)),
    "two texts of the notes swapped": (20, lambda _, deck: deck.swaps(notes=True)),
    "an alternative text edited": (10, lambda _, deck: deck.alternatives()),
}
"""By what was done: how many such edits are tried, and what they are drawn from."""

LISTED: dict[str, tuple[int, Listed]] = {
    "what a chart shows edited": (30, Deck.charts),
    "a number edited in a chart's workbook": (10, Deck.workbooks),
}
"""By what was done: at least how many such edits there are, and all of them."""


@pytest.fixture(scope="module")
def deck(deck_pptx: Path) -> Deck:
    return Deck(deck_pptx)


@pytest.mark.parametrize("kind", DRAWN)
def test_every_single_edit_is_found_and_the_right_text_named(kind: str, leaflet_pdf: Path, deck: Deck) -> None:
    most, edits = DRAWN[kind]

    @settings(derandomize=True, deadline=None, max_examples=most)
    @given(mutation=edits(leaflet_pdf, deck))
    def found(mutation: Mutation) -> None:
        named_rightly(mutation)

    found()


@pytest.mark.parametrize("kind", LISTED)
def test_every_edit_of_a_chart_is_found_and_the_right_text_named(kind: str, deck: Deck) -> None:
    least, edits = LISTED[kind]
    found = list(edits(deck))
    assert len(found) >= least
    for mutation in found:
        named_rightly(mutation)


def named_rightly(mutation: Mutation) -> None:
    ids = {record(problem.id) for problem in findings(mutation.artefact)}
    assert ids, f"not found: {mutation.name}"
    assert ids <= {record(key) for key in mutation.keys}, mutation.name


def test_there_are_hundreds_of_edits() -> None:
    assert sum(entry[0] for entry in (*DRAWN.values(), *LISTED.values())) >= AT_LEAST


def findings(artefact: Artefact) -> list[Diagnostic]:
    return [problem for problem in check_manifest(artefact) if problem.severity is not Severity.NOTE]


def record(key: str) -> str:
    """What a key is part of: `message.burn`; the parts of a figure and the numbers in it are one."""
    return ".".join(key.split(".")[:2])


# --- Edits of whole files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("It is hot.", "It is not.", "message.burn.patient.lead"),
        ("before you drink", "after you drink", "message.burn.patient.text"),
        ("116 123", "116 321", "country.GB.lines.0.how"),
    ],
)
def test_a_leaflet_laid_out_with_other_words_under_the_old_manifest_is_found(
    small_edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: str, new: str, key: str
) -> None:
    """A forged leaflet: its manifest and its code are those of the true text, and its words are not."""
    import kaphandout.leaflet
    from kaphandout.leaflet import write_leaflet

    true = kaphandout.leaflet.leaflet_html

    def forged(*given: Any) -> str:
        html = true(*given)
        assert old in html
        return html.replace(old, new)

    monkeypatch.setattr(kaphandout.leaflet, "leaflet_html", forged)
    (tmp_path / "forged.pdf").write_bytes(write_leaflet(small_edition, "a4").pdf)
    (problem,) = findings(read(tmp_path / "forged.pdf"))
    assert (problem.rule, problem.id) == ("altered-text", key)


def test_a_crisis_number_altered_to_that_of_another_country_is_found_under_its_own(leaflet_pdf: Path) -> None:
    artefact = read(leaflet_pdf)
    for number, (place, text) in enumerate(artefact.paragraphs):
        keys = {key for key in Keys(artefact).of(text) if key.startswith("country.") and key.endswith(".emergency")}
        for other in {"911", "999", "000", "111"} - {text} if keys else ():
            told = list(artefact.paragraphs)
            told[number] = Paragraph(place, other)
            named = {problem.id for problem in findings(replace(artefact, paragraphs=tuple(told)))}
            assert named, (text, other)
            assert named <= keys, (text, other)


def test_a_message_taken_out_of_a_leaflet_is_missed(leaflet_pdf: Path) -> None:
    artefact = read(leaflet_pdf)
    keys = Keys(artefact)
    for number, (_, text) in enumerate(artefact.paragraphs):
        if keys.of(text):
            told = artefact.paragraphs[:number] + artefact.paragraphs[number + 1 :]
            named = {problem.id for problem in findings(replace(artefact, paragraphs=told))}
            assert named, text
            assert named <= keys.of(text), text


def test_each_finding_says_where_and_what_became_of_the_words(
    deck: Deck, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number, element, text = next(p for p in deck.paragraphs(notes=True) if p[2].startswith("Ketamine is approved"))
    with retyped(element, text.replace("approved", "proven")):
        deck.presentation.save(str(tmp_path / "edited.pptx"))
    assert main(["verify", "--offline", "--json", str(tmp_path / "edited.pptx")]) == 1
    (answer,) = json.loads(capsys.readouterr().out)
    (found,) = answer["problems"]
    assert answer["kind"] == "deck"
    assert found["rule"] == "altered-text"
    assert found["where"] == f"slide {number} notes"
    assert (found["old"], found["new"]) == ("is approved for", "is proven for")
    assert found["id"] in deck.keys.of(text)
    assert main(["verify", "--offline", str(tmp_path / "edited.pptx")]) == 1
    assert capsys.readouterr().out.splitlines()[0].endswith("; 1 error")
