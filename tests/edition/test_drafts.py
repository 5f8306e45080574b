"""Work in progress: it can be built and looked at, says so on every page, is never released, and stops nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from kaphandout.cli.main import main

DRAFT = "Draft: do not hand out"


@pytest.fixture
def unseen(small: Path) -> Path:
    """The small topic, with a message that rests on a reference that nobody has seen."""
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace("[kettle2019]", "[hearsay1999]"))
    return small


@pytest.fixture
def two(small: Path) -> Path:
    """The small topic, and beside it one whose messages cannot be read."""
    shutil.copytree(small / "topics" / "small", small / "topics" / "broken")
    about = small / "topics" / "broken" / "topic.yaml"
    about.write_text(about.read_text().replace("id: small", "id: broken", 1))
    (small / "topics" / "broken" / "messages" / "risks.yaml").write_text("- id: burn\n  certainty: sure\n")
    return small


def where(content: Path, out: Path) -> list[str]:
    return ["--content", str(content), "--out", str(out)]


def test_a_leaflet_on_an_unseen_source_is_a_draft_on_every_page(unseen: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["handout", "--topic", "small", "--format", "a5", *where(unseen, out)]) == 0
    with pdfium.PdfDocument(next(out.glob("*a5-en.pdf"))) as pdf:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    assert [DRAFT in page for page in pages] == [True] * len(pages)
    assert not any("Hearsay" in page for page in pages)


def test_a_deck_on_an_unseen_source_is_a_draft_on_every_slide(unseen: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["slides", "--topic", "small", *where(unseen, out)]) == 0
    slides = Presentation(str(next(out.glob("*.pptx")))).slides
    words = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert [DRAFT in text for text in words] == [True] * len(words)


def test_a_draft_is_not_released_and_check_names_its_source(
    unseen: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main(["handout", "--topic", "small", "--release", *where(unseen, out)]) == 1
    assert "reference 'hearsay1999' was never seen" in capsys.readouterr().err
    assert not list(out.glob("*"))


@pytest.mark.parametrize("command", ["handout", "slides"])
def test_a_broken_topic_stops_no_other(
    two: Path, tmp_path: Path, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    assert main([command, *where(two, out)]) == 2
    assert {path.name.split("-")[0] for path in out.iterdir()} == {"small"}
    answer = capsys.readouterr().err
    assert "topics/broken/messages/risks.yaml:2: error" in answer
    assert "were left out" in answer


def test_check_reports_the_broken_topic_beside_the_findings_of_the_others(
    two: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(two)]) == 2
    answer = capsys.readouterr().out
    assert "topics/broken/messages/risks.yaml:2: error" in answer
    assert "topics/small/" in answer


def test_a_broken_topic_that_is_asked_for_is_an_error_and_writes_nothing(two: Path, tmp_path: Path) -> None:
    assert main(["handout", "--topic", "broken", *where(two, tmp_path / "out")]) == 2
    assert not (tmp_path / "out").exists()
