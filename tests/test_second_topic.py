"""The second topic is a test, without a source article or crisis lines: it is handed out and taught as the first is."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from kaphandout.cli.main import main
from kaphandout.leaflet.formats import format_names

SCAN = "mri-scan"
PRINTED = [*format_names(), "web", "text"]


@pytest.fixture(scope="module")
def british(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of the leaflet, and the deck, for the made-up British clinic."""
    out = tmp_path_factory.mktemp("british")
    where = ["--topic", SCAN, "--clinic", "sample-uk", "--out", str(out)]
    assert main(["handout", "--format", "all", *where]) == 0
    assert main(["slides", *where]) == 0
    return out


def words_of(path: Path) -> str:
    if path.suffix != ".pdf":
        return " ".join(path.read_text(encoding="utf-8").split())
    with pdfium.PdfDocument(path) as pdf:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


def leaflet(out: Path, format: str) -> str:
    suffix = {"web": "html", "text": "txt"}.get(format, "pdf")
    (path,) = out.glob(f"{SCAN}-leaflet-{format}-en-sample-uk.{suffix}")
    return words_of(path)


def titles(path: Path) -> list[str]:
    return [slide.shapes.title.text_frame.text for slide in Presentation(str(path)).slides]


def test_nothing_is_wrong_with_the_text_but_that_nobody_has_approved_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--topic", SCAN, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in found if one["severity"] != "note"} == {"not-approved"}


def test_every_file_is_verified(british: Path) -> None:
    assert main(["verify", *map(str, sorted(british.iterdir()))]) == 0


@pytest.mark.parametrize("format", PRINTED)
def test_every_format_has_the_emergency_number_and_no_crisis_line(british: Path, format: str) -> None:
    text = leaflet(british, format)
    assert "999" in text
    assert "Samaritans" not in text
    assert "suicide" not in text.lower()


@pytest.mark.parametrize("format", [name for name in PRINTED if not name.startswith("card")])
@pytest.mark.parametrize("warning", ["pacemaker", "Metal in an eye", "Skin patches", "pregnant", "kidneys", "allergy"])
def test_no_format_leaves_out_what_makes_the_scan_unsafe(british: Path, format: str, warning: str) -> None:
    assert warning in leaflet(british, format)


def test_a_harm_that_hardly_happens_is_neither_none_nor_one(british: Path) -> None:
    text = leaflet(british, "a4")
    assert "about 9 in 10,000" in text
    assert "fewer than 1 in 10,000" in text
    assert not re.search(r"\b(?:0|no) in 10", text)


@pytest.mark.parametrize(
    ("clinic", "told", "not_told"),
    [
        ("sample-uk", "Yellow Card", "MedWatch"),
        ("sample-us", "MedWatch", "Yellow Card"),
        ("default", "Ask us how", "FDA"),
    ],
)
def test_each_country_reads_where_to_report(tmp_path: Path, clinic: str, told: str, not_told: str) -> None:
    assert main(["handout", "--topic", SCAN, "--format", "a5", "--clinic", clinic, "--out", str(tmp_path)]) == 0
    text = words_of(next(path for path in tmp_path.iterdir() if "print" not in path.name))
    assert told in text
    assert not_told not in text.partition("Where this comes from")[0]


def test_what_the_clinic_leaves_open_is_a_line_to_write_on(british: Path) -> None:
    assert "Food and drink before my scan: ____" in leaflet(british, "text")


def test_a_short_talk_keeps_safety_evidence_and_doubt(british: Path, tmp_path: Path) -> None:
    (whole,) = british.glob("*.pptx")
    assert main(["slides", "--topic", SCAN, "--minutes", "10", "--out", str(tmp_path)]) == 0
    (short,) = tmp_path.glob("*.pptx")
    kept = " | ".join(titles(short))
    for words in ("Six questions settle", "What the safety of MRI rests on", "Allergic-like reactions", "Nobody knows"):
        assert words in kept
    assert len(titles(short)) < len(titles(whole))
    assert main(["verify", str(short)]) == 0
