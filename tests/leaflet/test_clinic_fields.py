"""What a clinic fills in for itself: its words where it has some, else lines to write on."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.project import Source


def printed(path: Path) -> str:
    with pdfium.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


FIELDS = """
- name: cups
  label: "How many cups you may have"
  lines: 2
  suggestions: ["One cup, as in the trial"]
  evidence: [teapot2020]
- { name: company, label: "Who drinks with you", essential: may }
"""


@pytest.fixture
def fields(small: Path) -> Path:
    """The small topic with two fields in its leaflet."""
    topic = small / "topics" / "small"
    (topic / "fields.yaml").write_text(FIELDS)
    outline = topic / "outline" / "leaflet.yaml"
    text = outline.read_text()
    block = "      - { kind: fields, fields: [cups, company] }\n"
    outline.write_text(text.replace("      - { kind: contact }\n", "      - { kind: contact }\n" + block))
    return small


def fill_in(content: Path, words: str) -> None:
    profile = content / "clinics" / "default.yaml"
    profile.write_text(profile.read_text() + f"fields:\n  small:\n    {words}\n")


def build(content: Path, out: Path, format: str) -> Path:
    where = ["--content", str(content), "--out", str(out)]
    assert main(["handout", "--topic", "small", "--format", format, *where]) == 0
    return next(path for path in out.glob(f"small-leaflet-{format}-en*") if "print" not in path.name)


def test_a_clinics_words_stand_beside_the_fields_name(fields: Path, tmp_path: Path) -> None:
    fill_in(fields, 'cups: "Two, with milk"')
    text = printed(build(fields, tmp_path / "out", "a5"))
    assert "How many cups you may have" in text
    assert "Two, with milk" in text


def test_where_the_clinic_says_nothing_there_are_lines_to_write_on(fields: Path, tmp_path: Path) -> None:
    page = build(fields, tmp_path / "out", "web").read_text()
    entry = page.partition("<main")[2].partition("How many cups you may have")[2].partition("Who drinks with you")[0]
    assert entry.count('class="value rule"') == 2
    assert "Who drinks with you: ____" in build(fields, tmp_path / "text", "text").read_text()


@pytest.mark.parametrize("format", ["a5", "web", "text"])
def test_an_unedited_leaflet_with_fields_is_verified(fields: Path, tmp_path: Path, format: str) -> None:
    fill_in(fields, 'cups: "Two, with milk"')
    made = build(fields, tmp_path / "out", format)
    assert main(["verify", str(made), "--content", str(fields)]) == 0


def test_a_suggestion_to_staff_is_not_printed(fields: Path, tmp_path: Path) -> None:
    for format in ("text", "web"):
        words = " ".join(build(fields, tmp_path / "out", format).read_text().split())
        assert "How many cups you may have" in words
        assert "as in the trial" not in words


def test_a_field_that_the_topic_does_not_have_is_an_error(fields: Path) -> None:
    fill_in(fields, 'cup: "Two"')
    with pytest.raises(KaphandoutError, match=r"default.yaml:9: error: topic 'small' has no field 'cup' .*'cups'"):
        Source(fields).edition("small")


def test_changing_a_fields_name_makes_a_signature_stale(fields: Path) -> None:
    before = Source(fields).edition("small")[0].bases["topic.outline"].digest
    file = fields / "topics" / "small" / "fields.yaml"
    file.write_text(file.read_text().replace("you may have", "you must have"))
    assert Source(fields).edition("small")[0].bases["topic.outline"].digest != before
