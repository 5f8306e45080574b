"""A leaflet or a deck that was only saved anew, or made to look different, raises no alarm; words edited then do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings

from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.edition import Edition
from kaphandout.system import soffice
from kaphandout.verify import Artefact, check_edition, check_manifest, read
from support import needs
from support.mutations import A, Deck, Mutation, word_deleted
from support.rewrites import ON_A_SLIDE, decks_rewritten, pdfs_rewritten, slides_rewritten


def alarms(artefact: Artefact) -> list[Diagnostic]:
    return [problem for problem in check_manifest(artefact) if problem.severity is not Severity.NOTE]


def test_a_hundred_changes_of_slides_that_leave_their_words_raise_no_alarm(deck_pptx: Path) -> None:
    deck = Deck(deck_pptx)
    count = 0
    for name, artefact in slides_rewritten(deck):
        assert alarms(artefact) == [], name
        count += 1
    assert count == len(ON_A_SLIDE) * len(deck.slides) >= 100


def test_decks_saved_anew_raise_no_alarm(deck_pptx: Path, tmp_path: Path) -> None:
    for path in decks_rewritten(deck_pptx, tmp_path):
        assert alarms(read(path)) == [], path.name


def test_leaflets_saved_anew_raise_no_alarm(leaflet_pdf: Path, tmp_path: Path) -> None:
    for path in pdfs_rewritten(leaflet_pdf, tmp_path):
        assert alarms(read(path)) == [], path.name


@pytest.fixture(scope="module")
def resaved(deck_pptx: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The deck after LibreOffice saved it: as PPTX at once, and as ODP and then as PPTX."""
    folder = tmp_path_factory.mktemp("impress")
    office, saved = soffice() or "soffice", {}
    for name, steps in {"at once": ["pptx"], "by way of odp": ["odp", "pptx"]}.items():
        path = deck_pptx
        for number, kind in enumerate(steps):
            out = folder / f"{name} {number}"
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = [office, profile, "--headless", "--convert-to", kind, "--outdir", str(out), str(path)]
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            path = out / f"{path.stem}.{kind}"
        saved[name] = path
    return saved


@needs.office
def test_a_deck_that_impress_saved_raises_no_alarm(resaved: dict[str, Path], edition: Edition) -> None:
    """Impress keeps the manifest, and drops the alternative texts of figures and the workbooks of charts."""
    artefact = read(resaved["at once"])
    assert artefact.manifest
    assert alarms(artefact) == []
    assert {problem.rule for problem in check_manifest(artefact)} <= {"no-alternative"}
    assert check_edition(artefact, edition) == []


@needs.office
def test_a_deck_that_lost_its_manifest_as_odp_is_held_against_the_edition(
    resaved: dict[str, Path], edition: Edition
) -> None:
    artefact = read(resaved["by way of odp"])
    assert artefact.manifest is None
    assert [problem.rule for problem in check_manifest(artefact)] == ["no-manifest"]
    assert [p for p in check_edition(artefact, edition) if p.severity is not Severity.NOTE] == []


@needs.office
@pytest.mark.parametrize("notes", [False, True])
def test_words_edited_in_impress_are_found(resaved: dict[str, Path], notes: bool) -> None:
    @settings(derandomize=True, deadline=None, max_examples=15)
    @given(mutation=Deck(resaved["at once"]).edits(word_deleted, notes=notes))
    def found(mutation: Mutation) -> None:
        named = {problem.id.split(".")[1] for problem in alarms(mutation.artefact)}
        assert named, mutation.name
        assert named <= {key.split(".")[1] for key in mutation.keys}, mutation.name

    found()


def test_an_edit_that_is_saved_to_a_file_is_found_there_too(deck_pptx: Path, tmp_path: Path) -> None:
    """What the other tests edit in memory is what a file holds."""
    deck = Deck(deck_pptx)
    edited = [
        next((number, element) for number, element, text in deck.paragraphs(notes=notes) if len(text.split()) > 6)
        for notes in (False, True)
    ]
    for _, element in edited:
        text = next(element.iter(f"{A}t"))
        text.text = text.text.rpartition(" ")[0]
    deck.presentation.save(str(tmp_path / "edited.pptx"))
    places = {problem.message.partition(":")[0] for problem in alarms(read(tmp_path / "edited.pptx"))}
    assert places == {f"slide {edited[0][0]}", f"slide {edited[1][0]} notes"}
