"""The leaflet as a clinic prints it, read back from the PDF."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kaphandout.content.placement import in_leaflet
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.leaflet import write_leaflet
from kaphandout.leaflet.figures import qr_code
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_html
from kaphandout.pdf.renderer import MANIFEST_NAME, lay_out, write_pdf
from kaphandout.project import Source
from support import CONTENT
from support.pages import sized_text
from support.standards import failures

TOPIC = "ketamine-assisted-psychotherapy"
FORMATS = {"a4": (210.0, 297.0), "letter": (215.9, 279.4)}


@pytest.fixture(scope="module", params=FORMATS)
def leaflet(request: pytest.FixtureRequest, edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("leaflet") / f"{request.param}.pdf"
    path.write_bytes(write_leaflet(edition, request.param).pdf)
    return path


def test_it_has_at_most_four_pages_of_the_size_that_its_name_says(leaflet: Path) -> None:
    with pikepdf.open(leaflet) as pdf:
        assert 1 <= len(pdf.pages) <= 4
        for page in pdf.pages:
            size = [float(side) * 25.4 / 72 for side in page.mediabox[2:]]
            assert size == pytest.approx(FORMATS[leaflet.stem], abs=0.1)


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_it_meets_the_standards_for_accessible_and_for_lasting_pdf(leaflet: Path, profile: str) -> None:
    assert failures(leaflet, profile) == []


def test_the_validator_sees_a_leaflet_whose_language_was_taken_out(leaflet: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.pdf"
    with pikepdf.open(leaflet) as pdf:
        del pdf.Root.Lang
        pdf.save(broken)
    assert failures(broken, "PDF_UA_1")


def test_all_its_letters_come_from_the_font_that_is_pinned(leaflet: Path) -> None:
    with pikepdf.open(leaflet) as pdf:
        fonts = {
            str(item.FontName).lstrip("/").partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        }
        embedded = [
            "/FontFile2" in item or "/FontFile3" in item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"
        ]
    assert fonts
    assert all(name.startswith("Source-Sans-Pro") for name in fonts), fonts
    assert all(embedded)


def test_no_message_stands_in_type_smaller_than_twelve_points(leaflet: Path, edition: Edition) -> None:
    small = "".join(text for size, text in sized_text(leaflet) if size < 11.95)
    squeezed = "".join(small.split())
    told = [edition.texts[key] for key in edition.placed["leaflet"] if key.startswith("message.")]
    assert [text for text in told if "".join(text.split()) in squeezed] == []
    assert "".join(edition.locale.terms.about_feedback.split()) in squeezed, "the small print should be found as small"


def test_every_table_header_says_what_it_heads(leaflet: Path) -> None:
    with pikepdf.open(leaflet) as pdf:
        headers = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and str(item.get("/S", "")) == "/TH"
        ]
        scopes = {str(header.A.Scope) for header in headers}
    assert scopes == {"/Column", "/Row"}


def test_it_carries_the_manifest_of_its_edition(leaflet: Path, edition: Edition) -> None:
    with pikepdf.open(leaflet) as pdf:
        carried = json.loads(pdf.attachments[MANIFEST_NAME].get_file().read_bytes())
        assert len(pdf.Root.AF) == 1
    assert carried == build_manifest(
        edition, f"leaflet {leaflet.stem}", edition.placed["leaflet"], in_leaflet(edition.topic.leaflet).by_message()
    )


def test_the_same_text_gives_the_same_bytes_anywhere(leaflet: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "4711", "LANG": "C"}
    command = [sys.executable, "-m", "kaphandout", "handout", "--format", leaflet.stem, "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=tmp_path, env=environment, capture_output=True)
    built = tmp_path / f"{TOPIC}-leaflet-{leaflet.stem}-en.pdf"
    assert built.read_bytes() == leaflet.read_bytes()


def test_a_clinic_prints_its_own_country_s_numbers_and_no_others(tmp_path: Path) -> None:
    edition, logo = Source(CONTENT, clinic="sample-uk").edition(TOPIC)
    path = tmp_path / "uk.pdf"
    path.write_bytes(write_leaflet(edition, "a4", logo).pdf)
    text = _text(path)
    assert "999" in text
    assert "116 123" in text
    assert "911" not in text
    assert "988" not in text
    assert str(edition.clinic.phone) in text


def test_without_a_clinic_there_are_lines_to_write_on_and_every_country_has_its_numbers(leaflet: Path) -> None:
    text = _text(leaflet)
    for words in ("United States", "911", "999", "112 or 999", "000", "13 11 14", "1737"):
        assert words in text


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/x.png", "https://example.org/x.css", "ftp://example.org/a"]
)
@pytest.mark.parametrize(
    "html",
    ['<img src="{}" alt="x">', '<link rel="stylesheet" href="{}">', '<a rel="attachment" href="{}">x</a>'],
)
def test_the_renderer_fetches_nothing(edition: Edition, address: str, html: str) -> None:
    page = f'<html lang="en"><title>t</title><body>{html.format(address)}</body></html>'
    with pytest.raises(KaphandoutError, match="fetch"):
        write_pdf(lay_out(page, ""), {}, edition.topic.about.issued)


def test_a_clinic_s_name_is_printed_as_it_is_typed_and_never_read_as_markup(edition: Edition) -> None:
    from dataclasses import replace

    name = 'O\'Brien & Sons "Mind > Matter" {{ 7 * 7 }} Clinic'
    named = replace(edition, clinic=edition.clinic.model_copy(update={"name": name}))
    html = leaflet_html(named, named.topic.leaflet, load_format("a4"), "x", None)
    assert "O&#39;Brien &amp; Sons &#34;Mind &gt; Matter&#34; {{ 7 * 7 }} Clinic" in html


def test_a_text_that_needs_a_fifth_page_is_refused_with_what_to_do(edition: Edition) -> None:
    from dataclasses import replace

    texts = dict(edition.topic.messages)
    long = texts["what-kap"]
    patient = long.patient.model_copy(update={"text": long.patient.text * 120})
    texts["what-kap"] = long.model_copy(update={"patient": patient})
    longer = replace(edition, topic=replace(edition.topic, messages=texts))
    with pytest.raises(KaphandoutError, match=r"more than 4 pages of this format: shorten the longest .*\(what-kap"):
        write_leaflet(longer, "a4")


def test_it_prints_who_wrote_it_when_and_that_nobody_has_signed_it_yet(leaflet: Path, edition: Edition) -> None:
    text = _text(leaflet)
    for words in ("24 November 2026", "24 November 2027", "Not yet clinically reviewed", edition.code, "Version"):
        assert words in text


def _text(path: Path) -> str:
    pdf = pypdfium2.PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())


@pytest.mark.parametrize(("clinic", "format"), [("sample-uk", "a4"), ("sample-us", "letter"), ("sample-uk", "a5")])
def test_a_clinic_s_website_stands_in_words_and_as_a_code_that_a_telephone_reads(clinic: str, format: str) -> None:
    import zxingcpp

    edition, logo = Source(CONTENT, clinic=clinic).edition(TOPIC)
    website = str(edition.clinic.website)
    with pypdfium2.PdfDocument(write_leaflet(edition, format, logo).pdf) as pdf:
        (page,) = [page for page in pdf if website in page.get_textpage().get_text_range()]
        picture = page.render(scale=4).to_pil().convert("L")
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [f"https://{website}"]


@pytest.mark.parametrize(
    ("website", "has_code"),
    [
        ("www.example.org", True),
        ("https://example.org/a-b/c.html", True),
        ("HTTPS://Example.org", True),
        ("http://example.org", False),
        ("javascript:alert(1)", False),
        ("example.org?q=1", False),
        ("ask at the desk", False),
        (f"example.org/{'a' * 200}", False),
    ],
)
def test_only_a_plain_address_that_is_short_enough_gets_a_code(website: str, has_code: bool) -> None:
    assert (qr_code(website, "#000000") is not None) == has_code


def test_an_address_is_not_given_its_scheme_twice() -> None:
    assert qr_code("HTTPS://example.org", "#000000") == qr_code("example.org", "#000000")
