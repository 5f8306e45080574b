"""Pictures of what was built: names that stay, nothing old left over, and a clear word where LibreOffice is missing."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from pptx import Presentation

from kaphandout.cli import preview
from kaphandout.diagnostics import KaphandoutError
from support import needs


def pdf(folder: Path, pages: int) -> Path:
    path = folder / "leaflet.pdf"
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(298, 420))
    document.save(path)
    return path


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "deck.pptx"
    presentation = Presentation()
    for title in ("One", "Two"):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = title
    presentation.save(path)
    return path


def names(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.png"))


def test_each_page_is_a_picture_beside_two_contact_sheets(tmp_path: Path) -> None:
    made = preview.look([pdf(tmp_path, 2)], tmp_path / "look")
    assert names(tmp_path / "look") == [
        "leaflet-grey.png", "leaflet.png", "leaflet/page-01.png", "leaflet/page-02.png"
    ]  # fmt: skip
    assert sorted(made) == sorted((tmp_path / "look").rglob("*.png"))


def test_pictures_of_an_earlier_longer_leaflet_are_removed(tmp_path: Path) -> None:
    preview.look([pdf(tmp_path, 3)], tmp_path / "look")
    preview.look([pdf(tmp_path, 1)], tmp_path / "look")
    assert names(tmp_path / "look") == ["leaflet-grey.png", "leaflet.png", "leaflet/page-01.png"]


def test_a_page_is_rendered_at_the_wanted_resolution(tmp_path: Path) -> None:
    (page,) = preview.render_pages(pdf(tmp_path, 1), tmp_path / "pages", dpi=144)
    with Image.open(page) as picture:
        assert picture.size == (596, 840)


def test_the_grey_sheet_has_no_colour(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    sheet, grey = preview.contact_sheet([tmp_path / "a.png"] * 5, tmp_path / "sheet.png")
    with Image.open(sheet) as colour, Image.open(grey) as copy:
        assert (colour.mode, copy.mode, colour.size) == ("RGB", "L", copy.size)


def test_a_damaged_pdf_is_refused_with_its_name(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pdf"
    damaged.write_bytes(b"%PDF-1.7 and then nothing")
    with pytest.raises(KaphandoutError, match=r"damaged\.pdf.*cannot be read"):
        preview.look([damaged], tmp_path / "look")


def test_without_libreoffice_the_leaflet_is_still_pictured_and_a_word_is_said(
    deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(preview, "soffice", lambda: None)
    with caplog.at_level(logging.WARNING):
        made = preview.look([deck, pdf(tmp_path, 1)], tmp_path / "look")
    assert [path.name for path in made] == ["page-01.png", "leaflet.png", "leaflet-grey.png"]
    assert "deck.pptx: pictures of slides need LibreOffice" in caplog.text


@needs.office
def test_each_slide_is_a_picture(deck: Path, tmp_path: Path) -> None:
    preview.look([deck], tmp_path / "look")
    assert names(tmp_path / "look") == ["deck-grey.png", "deck.png", "deck/page-01.png", "deck/page-02.png"]


@needs.office
def test_a_deck_that_libreoffice_cannot_read_is_refused(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.pptx"
    damaged.write_bytes(b"PK\x03\x04 and then nothing")
    with pytest.raises(KaphandoutError, match="LibreOffice made no PDF"):
        preview.look([damaged], tmp_path / "look")


def test_naming_the_module_loads_no_renderer() -> None:
    code = "import sys, kaphandout.cli.preview; sys.exit(bool({'pypdfium2', 'PIL'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
