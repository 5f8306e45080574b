"""The trace as an editor reads it in the terminal: the whole matrix, or one claim from close by."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaphandout.cli.main import main


@pytest.fixture
def files(leaflet_pdf: Path, deck_pptx: Path) -> list[str]:
    return ["--files", str(leaflet_pdf), str(deck_pptx)]


def test_the_matrix_has_a_line_for_each_claim_and_below_it_one_for_each_message(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", *files]) in (0, 1)
    said = capsys.readouterr().out
    lines = said.splitlines()
    assert "edition" in lines[0]
    assert [line for line in lines if line.startswith("  places of the ")]
    for number in range(1, 27):
        assert any(line.startswith(f"S{number} ") for line in lines), number
    assert "left out:" in said
    assert "beside the article" in said
    (off_label,) = [line for line in lines if line.strip().startswith("off-label ")][:1]
    assert "page" in off_label
    assert "slide" in off_label


def test_one_claim_is_shown_from_close_by_with_places_headings_and_sources(
    files: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["trace", "S6", *files]) in (0, 1)
    said = capsys.readouterr().out
    assert "S6 " in said
    assert "S7 " not in said
    assert "rests on" in said
    assert "slide" in said


def test_a_reference_leads_to_all_that_rests_on_it(files: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "--reference", "canuso2021", *files]) in (0, 1)
    said = capsys.readouterr().out
    assert "side-effect" in said or "rates" in said
    assert main(["trace", "--reference", "nobody1900", *files]) == 2
    assert "nobody1900" in capsys.readouterr().err
