"""The readers of the witness: text in logical order from any tagged PDF or PPTX, and no harm from a hostile one."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pikepdf
import pptx
import pytest
import weasyprint
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.verify import Artefact, read
from kaphandout.verify.tokens import differing, fold, likeness, stands_in

CODE = "7F3A-2C9D"
MANIFEST = {
    "format": "kaphandout manifest 1",
    "topic": "t",
    "version": "1",
    "locale": "en",
    "clinic": "default",
    "edition": CODE,
    "texts": {"message.a.patient.text": "Tea."},
    "artefact": "leaflet a4",
    "shows": ["message.a.patient.text"],
}


def pdf(path: Path, body: str, style: str = "", manifest: bytes | None = None) -> Path:
    html = f"<html lang=en><title>t</title><style>{style}</style><body>{body}"
    attached = [weasyprint.Attachment(string=manifest, name="kaphandout-manifest.json")] if manifest else []
    weasyprint.HTML(string=html).write_pdf(path, pdf_variant="pdf/ua-1", attachments=attached)
    return path


def page_text(artefact: Artefact) -> list[str]:
    return [paragraph.text for paragraph in artefact.paragraphs if not paragraph.part]


# --- PDF -----------------------------------------------------------------------------------------------------------


def test_blocks_are_read_one_by_one_and_lines_are_joined(tmp_path: Path) -> None:
    body = f"""<h1>Tea</h1><p><strong>Hot.</strong> Wait before <a href="https://example.org">you drink</a>.</p>
      <ul><li>one</li><li>two</li></ul>
      <table><tr><th>head</th><td>cell</td></tr></table>
      <p style="width: 6em">A short-lived pause of a few minutes</p><p>{CODE}</p>"""
    assert page_text(read(pdf(tmp_path / "a.pdf", body))) == [
        "Tea",
        "Hot. Wait before you drink.",
        "•",
        "one",
        "•",
        "two",
        "head",
        "cell",
        "A short-lived pause of a few minutes",
        CODE,
    ]


def test_the_alternative_of_a_picture_is_read(tmp_path: Path) -> None:
    svg = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>"
    image = f"data:image/svg+xml,{svg}"
    artefact = read(pdf(tmp_path / "a.pdf", f'<p>{CODE}</p><img alt="A small square" src="{image}">'))
    assert ("page 1 alternative text", "A small square") in artefact.paragraphs


def test_running_heads_are_the_margin_of_their_page(tmp_path: Path) -> None:
    style = f'@page {{ @bottom-left {{ content: "Edition {CODE}" }} }}'
    artefact = read(pdf(tmp_path / "a.pdf", "<p>one</p><p style='break-before: page'>two</p>", style))
    assert artefact.paragraphs == (
        ("page 1", "one"),
        ("page 2", "two"),
        ("page 1 margin", f"Edition {CODE}"),
        ("page 2 margin", f"Edition {CODE}"),
    )
    assert artefact.codes == (CODE,)


def test_side_by_side_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    body = f"""<div style="display: flex"><div style="width: 8em"><p>left one</p><p>left two</p></div>
      <div style="width: 8em"><p>right one</p><p>right two</p></div></div><p>{CODE}</p>"""
    assert page_text(read(pdf(tmp_path / "a.pdf", body))) == ["left one", "left two", "right one", "right two", CODE]


# --- PPTX ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = f"Tea is warm ({CODE})"
    group = slide.shapes.add_group_shape()
    group.shapes.add_textbox(0, 0, Inches(1), Inches(1)).text_frame.text = "in a group"
    table = slide.shapes.add_table(1, 2, 0, 0, Inches(2), Inches(1)).table
    table.cell(0, 0).text, table.cell(0, 1).text = "head", "two\vlines"
    data = CategoryChartData()
    data.categories = ["Warm", "Cold"]
    data.add_series("Tea group", (38.3, 12))
    chart = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, 0, 0, Inches(2), Inches(2), data)
    chart._element.nvGraphicFramePr.cNvPr.set("descr", "A chart of warmth")
    slide.notes_slide.notes_text_frame.text = "say this"
    path = tmp_path / "deck.pptx"
    presentation.save(str(path))
    return path


def test_titles_groups_tables_charts_alternatives_and_notes_are_read(deck: Path) -> None:
    paragraphs = read(deck).paragraphs
    assert {
        ("slide 1", f"Tea is warm ({CODE})"),
        ("slide 1", "in a group"),
        ("slide 1", "head"),
        ("slide 1", "two lines"),
        ("slide 1 chart", "Warm"),
        ("slide 1 chart", "Tea group"),
        ("slide 1 chart", "38.3"),
        ("slide 1 chart", "12"),
        ("slide 1 alternative text", "A chart of warmth"),
        ("slide 1 notes", "say this"),
    } <= set(paragraphs)


def repacked(deck: Path, extra: dict[str, bytes]) -> Path:
    path = deck.with_name("repacked.pptx")
    with zipfile.ZipFile(deck) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in extra:
                new.writestr(name, old.read(name))
        for name, data in extra.items():
            new.writestr(name, data)
    return path


def test_the_manifest_is_found_by_its_namespace_wherever_it_stands(deck: Path) -> None:
    text = json.dumps(MANIFEST).replace("<", "&lt;")
    part = f'<manifest xmlns="urn:kaphandout:manifest">{text}</manifest>'.encode()
    assert read(repacked(deck, {"customXml/item7.xml": part})).manifest == MANIFEST


# --- Foreign, damaged and hostile files ----------------------------------------------------------------------------

BOMB = b"<a>" + b" " * 60_000_000 + b"</a>"
ENTITIES = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'


def refusal(path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What a user is told: one line, and exit code 2."""
    assert main(["verify", "--offline", str(path)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{path}: error: ")
    return line


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.pdf", b"", "the file is empty"),
        ("letter.txt", b"Dear all", "this is not a kaphandout artefact"),
        ("cut.pdf", b"%PDF-1.7\n1 0 obj", "cannot be read"),
        ("cut.pptx", b"PK\x03\x04", "it is damaged"),
    ],
)
def test_what_is_no_leaflet_or_deck_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, data: bytes, words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert words in refusal(path, capsys)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "No such file" in refusal(tmp_path / "nothing.pdf", capsys)


def test_another_zip_file_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "letter.docx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", "<a/>")
    assert "this is not a kaphandout artefact" in refusal(path, capsys)


def test_a_pdf_from_elsewhere_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "this is not a kaphandout artefact" in refusal(pdf(tmp_path / "a.pdf", "<p>Dear all</p>"), capsys)


@pytest.mark.parametrize(
    ("part", "data", "words"),
    [
        ("customXml/item1.xml", BOMB, "larger than 50,000,000 bytes"),
        ("customXml/item1.xml", ENTITIES, "declares entities"),
        ("ppt/slides/slide1.xml", ENTITIES, "declares entities"),
        ("ppt/slides/slide1.xml", b"<p:sld", "cannot be read"),
        ("[Content_Types].xml", b"<a/>", "cannot be read"),
        ("customXml/item1.xml", b'<manifest xmlns="urn:kaphandout:manifest">{"format": 1</manifest>', "is not JSON"),
        ("customXml/item1.xml", b'<manifest xmlns="urn:kaphandout:manifest">{}</manifest>', "not one of this program"),
    ],
)
def test_a_hostile_or_broken_part_is_refused(
    deck: Path, capsys: pytest.CaptureFixture[str], part: str, data: bytes, words: str
) -> None:
    assert words in refusal(repacked(deck, {part: data}), capsys)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"format": "kaphandout manifest 3"}, "format"),
        ({"texts": {"a": 1}}, "texts"),
        ({"shows": "a"}, "shows"),
        ({"edition": None}, "edition"),
    ],
)
def test_a_manifest_of_another_form_is_refused(tmp_path: Path, change: dict[str, object], words: str) -> None:
    data = json.dumps({**MANIFEST, **change}).encode()
    with pytest.raises(KaphandoutError, match=f"not one of this program: {words}"):
        read(pdf(tmp_path / "a.pdf", f"<p>{CODE}</p>", manifest=data))


def test_a_swollen_manifest_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = pdf(tmp_path / "a.pdf", f"<p>{CODE}</p>", manifest=b" " * 6_000_000)
    assert path.stat().st_size < 100_000
    assert "larger than 5,000,000 bytes" in refusal(path, capsys)


def test_a_locked_pdf_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "locked.pdf"
    with pikepdf.open(pdf(tmp_path / "a.pdf", f"<p>{CODE}</p>")) as document:
        document.save(path, encryption=pikepdf.Encryption(owner="owner", user="user"))
    assert "locked with a password" in refusal(path, capsys)


def test_a_structure_tree_that_bites_its_tail_is_read(tmp_path: Path) -> None:
    path = tmp_path / "ring.pdf"
    with pikepdf.open(pdf(tmp_path / "a.pdf", f"<p>{CODE}</p>")) as document:
        root = document.Root.StructTreeRoot
        root.K = pikepdf.Array([*(root.K if isinstance(root.K, pikepdf.Array) else [root.K]), root])
        document.save(path)
    assert read(path).codes == (CODE,)


# --- Words ---------------------------------------------------------------------------------------------------------


def test_the_normal_form_drops_what_nobody_sees() -> None:
    given = "de\u00adpres\u200bsion \ufb01nds\u00a0 a\nshort- lived – pause"
    assert fold(given) == "depression finds a short-lived – pause"


def test_a_text_stands_in_a_paragraph_by_whole_words() -> None:
    assert stands_in("4 in 100", "Dizzy: 4 in 100 people")
    assert not stands_in("4 in 100", "Dizzy: 14 in 100 people")
    assert not stands_in("4 in 100", "Dizzy: 4 in 1000 people")


def test_the_differing_words_are_short() -> None:
    two, six = "Wait two hours before you eat", "Wait six hours before you eat"
    assert differing(two, six) == ("Wait two hours", "Wait six hours")
    assert differing("a b", "a b c") == ("b", "b c")
    assert differing("x " * 40, "y " * 40)[0].endswith(" …")


def test_likeness_finds_the_part_of_a_paragraph() -> None:
    like, part = likeness("You may feel sick after it", "Before that. You may feel ill after it. Then rest.")
    assert like > 0.6
    assert part == "You may feel ill after it."
    assert likeness("You may feel sick after it", "Quite another thing")[0] == 0
