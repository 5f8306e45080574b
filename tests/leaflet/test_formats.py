"""Every page format that a clinic hands out, and what a format may leave out."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from kaphandout.content import paths
from kaphandout.content.outline import LeafletOutline
from kaphandout.content.types import Essential, Text
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.leaflet import Leaflet, fit, formats, write_leaflet
from kaphandout.leaflet.layout import check_layout
from kaphandout.pdf.renderer import lay_out
from kaphandout.project import Source
from kaphandout.verify import check_manifest, read
from support.pages import sized_text
from support.standards import failures

TOPIC = "ketamine-assisted-psychotherapy"
NAMES = formats.format_names()
LONG_WORD = "Pneumonoultramicroscopicsilicovolcanoconiosisundsoweiterendlo"


@pytest.fixture(scope="module")
def made(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Leaflet, Path]]:
    """Every format of the real topic, built when it is first asked for."""
    folder = tmp_path_factory.mktemp("formats")

    class Made(dict[str, tuple[Leaflet, Path]]):
        def __missing__(self, name: str) -> tuple[Leaflet, Path]:
            leaflet = write_leaflet(edition, name)
            path = folder / f"{name}.pdf"
            path.write_bytes(leaflet.pdf)
            self[name] = leaflet, path
            return self[name]

    return Made()


@pytest.mark.parametrize("name", NAMES)
def test_each_format_has_its_pages_and_no_page_that_a_person_must_look_at(name: str, made) -> None:
    leaflet, path = made[name]
    format = formats.load_format(name)
    assert [str(problem) for problem in leaflet.problems] == []
    with pikepdf.open(path) as pdf:
        assert format.max_pages is None or len(pdf.pages) <= format.max_pages
        for number, page in enumerate(pdf.pages, 1):
            width, height = (float(side) * 25.4 / 72 for side in page.mediabox[2:])
            assert width == pytest.approx(format.widths.get(number, format.page[0]), abs=0.1)
            assert height == pytest.approx(format.page[1], abs=0.1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_each_format_is_accessible_and_lasting(name: str, profile: str, made) -> None:
    assert failures(made[name][1], profile) == []


@pytest.mark.parametrize("name", NAMES)
def test_each_format_says_what_its_manifest_says_it_does(name: str, made) -> None:
    assert [str(problem) for problem in check_manifest(read(made[name][1]))] == []


@pytest.mark.parametrize("name", [name for name in NAMES if formats.load_format(name).outline == "leaflet"])
def test_no_format_leaves_out_what_is_for_safety_or_must_be_said(name: str, made, edition: Edition) -> None:
    leaflet, _ = made[name]
    lost = [id for id in leaflet.left_out if id in edition.topic.messages]
    degrees = {edition.message(id).essential for id in lost}
    assert degrees <= {Essential.MAY, Essential.SHOULD}


def test_a_folded_leaflet_leaves_something_out_and_a_booklet_nothing(made) -> None:
    assert made["trifold-a4"][0].left_out
    assert made["a5"][0].left_out == made["large-print-a4"][0].left_out == made["a4"][0].left_out == ()


def test_the_flap_and_the_panel_behind_it_are_narrower_and_all_panels_fill_the_sheet() -> None:
    for name in ("trifold-a4", "trifold-letter"):
        format = formats.load_format(name)
        widths = [format.widths.get(number, format.page[0]) for number in range(1, 7)]
        assert widths[1] == widths[4] <= format.page[0] - 2
        assert format.imposition
        outside, inside = widths[1] + widths[5] + widths[0], sum(widths[2:5])
        assert outside == pytest.approx(format.imposition.sheet[0], abs=0.1)
        assert inside == pytest.approx(format.imposition.sheet[0], abs=0.1)


def test_large_print_is_eighteen_points_and_more_throughout(made) -> None:
    small = "".join(letter for size, letter in sized_text(made["large-print-a4"][1]) if size < 17.9).split()
    foot = r"(Notyetclinicallyreviewed)?(Edition[\w-]{9}(·Notyetclinicallyreviewed)?Page\d+of\d+)+"
    assert re.fullmatch(foot, "".join(small)), "only the running foot may be smaller"


def add_format(workspace: Path, monkeypatch: pytest.MonkeyPatch, name: str, text: str) -> None:
    """A page format of a workspace of its own."""
    path = workspace / "templates" / "leaflet" / "formats" / f"{name}.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(paths, "_content", workspace / "content")


def test_a_new_format_is_a_new_file(edition: Edition, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "about: square\npage: [210, 210]\nmargin: [12, 12, 14, 12]\nstyle: wide\n"
    add_format(tmp_path, monkeypatch, "square", text)
    assert "square" in formats.format_names()
    assert write_leaflet(edition, "square").pdf.startswith(b"%PDF")


def test_a_format_with_type_below_twelve_points_is_refused_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "about: tiny\npage: [210, 210]\nmargin: [12, 12, 14, 12]\nstyle: wide\nsmallest: 9\n"
    add_format(tmp_path, monkeypatch, "tiny", text)
    with pytest.raises(KaphandoutError, match=r"tiny\.yaml:5: error: smallest: 9 must be 12 or more"):
        formats.load_format("tiny")


# --- what is left out, and in which order --------------------------------------------------------------------------


def test_the_least_essential_goes_first_and_from_the_back(edition: Edition) -> None:
    order = fit.drop_order(edition.topic, edition.topic.leaflet)
    degrees = [fit._essential(edition.topic, part) for part in order]
    assert degrees == sorted(degrees, key=[Essential.MAY, Essential.SHOULD].index)
    may = [part for part, degree in zip(order, degrees, strict=True) if degree is Essential.MAY]
    places = {id: place for place, id in enumerate(_ids(edition.topic.leaflet))}
    assert may.pop(0) == ("certainty",)
    assert [places[part[0]] for part in may] == sorted((places[part[0]] for part in may), reverse=True)


def test_benefits_and_risks_stay_or_go_together(edition: Edition) -> None:
    without = edition.topic.leaflet.without({"fast-relief"})
    said = {id for block in without.blocks() for id in getattr(block, "right_messages", ())}
    assert "no-help" not in said


def test_only_as_much_is_left_out_as_must_be(edition: Edition) -> None:
    format = formats.load_format("a4").model_copy(update={"max_pages": 4})
    whole = len(_ids(edition.topic.leaflet))

    def pages(outline: LeafletOutline) -> int:
        return 5 if len(_ids(outline)) > whole - 3 else 4

    _, left_out = fit.fit_outline(edition, format, pages)
    assert 3 <= len(left_out) <= 4


def _ids(outline: LeafletOutline) -> list[str]:
    return [part[0] for block in outline.blocks() for part in fit._parts(block)]


# --- what the pages are measured for -------------------------------------------------------------------------------

PAGE = "@page { size: 100mm 60mm; margin: 10mm } html { font: 12pt sans-serif } p, h2 { margin: 0 }"
KEPT = "h2 { break-after: auto } p { break-inside: avoid }"


@pytest.mark.parametrize(
    ("html", "css", "rule", "words"),
    [
        ('<p data-id="off-label" style="font-size: 9pt">small</p>', "", "type-size", "set in 9.0 pt"),
        (f'<p data-id="off-label">{LONG_WORD * 2}</p>', "", "overflow", "outside its page"),
        (f'<p style="height: 30mm">a</p><h2>Why?</h2><p>{"b<br>" * 6}</p>', KEPT, "lonely-heading", "'Why?'"),
        ('<p style="height: 40mm">a</p><p>b</p>', "", "empty-page", "page 2 is nearly empty"),
    ],
)
def test_a_fault_of_a_page_is_found(edition: Edition, html: str, css: str, rule: str, words: str) -> None:
    document = lay_out(f'<html lang="en"><title>t</title><body>{html}</body></html>', PAGE + css)
    found = list(check_layout(document, edition, 12))
    assert [problem.rule for problem in found] == [rule]
    assert words in found[0].message
    if "off-label" in html:
        assert found[0].id == "off-label"
        assert found[0].place.file.endswith(".yaml")


# --- text that is not as one expected ------------------------------------------------------------------------------


def changed(edition: Edition, id: str, text: str) -> Edition:
    """The edition with other words in one message."""
    message = edition.message(id)
    assert message.patient
    told = message.model_copy(update={"patient": message.patient.model_copy(update={"text": Text(text)})})
    return replace(edition, topic=replace(edition.topic, messages={**edition.topic.messages, id: told}))


@pytest.mark.parametrize("name", ["a4", "large-print-a4", "trifold-a4", "card"])
def test_a_word_of_sixty_letters_breaks_instead_of_leaving_its_page(name: str, edition: Edition) -> None:
    id = "go-home" if name == "card" else "off-label"
    leaflet = write_leaflet(changed(edition, id, f"See {LONG_WORD} first."), name)
    assert [problem.rule for problem in leaflet.problems] == []


def test_a_text_twice_as_long_fits_by_leaving_less_essential_parts_out(edition: Edition) -> None:
    said = edition.message("what-kap").patient
    assert said
    leaflet = write_leaflet(changed(edition, "what-kap", " ".join([said.text] * 4)), "a4")
    assert leaflet.left_out


def test_a_clinic_name_of_120_characters_is_printed_whole(edition: Edition, tmp_path: Path) -> None:
    name = "The Clinic for Careful and Patient Treatment of Long and Heavy Sorrow at Saint Somebody's Hospital"
    name += " of the Old Town, West"
    assert len(name) == 120
    texts = {**edition.texts, "clinic.name": name}
    named = replace(edition, clinic=edition.clinic.model_copy(update={"name": Text(name)}), texts=texts)
    for format in ("a4", "letter", "trifold-a4"):
        path = tmp_path / f"{format}.pdf"
        path.write_bytes(write_leaflet(named, format).pdf)
        assert any(name in paragraph.text for paragraph in read(path).paragraphs)


@pytest.mark.parametrize(
    ("size", "words"), [((1, 1), "is 1 × 1 pixels"), ((10_000, 90), "is 10000 × 90 pixels"), ((600, 200), None)]
)
def test_a_logo_is_printed_or_refused_with_its_size(
    size: tuple[int, int], words: str | None, editable_content: Path, tmp_path: Path
) -> None:
    Image.new("RGB", size, "#0B4F57").save(editable_content / "clinics" / "logo.png")
    profile = editable_content / "clinics" / "sample-uk.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + "logo: logo.png\n", encoding="utf-8")
    source = Source(editable_content, clinic="sample-uk")
    if words:
        with pytest.raises(KaphandoutError, match=rf"sample-uk\.yaml:\d+: error: the logo 'logo\.png' {words}"):
            source.edition(TOPIC)
        return
    edition, logo = source.edition(TOPIC)
    path = tmp_path / "logo.pdf"
    path.write_bytes(write_leaflet(edition, "a4", logo).pdf)
    with pikepdf.open(path) as pdf:
        images = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and item.get("/Subtype") == "/Image"]
    assert images


# --- sheets to print on ---------------------------------------------------------------------------------------------

FOLDED = [name for name in NAMES if formats.load_format(name).imposition]


@pytest.mark.parametrize("name", FOLDED)
def test_folded_and_cut_formats_come_with_sheets_that_say_the_same_and_point_to_the_accessible_file(
    name: str, made, tmp_path: Path
) -> None:
    sheets = made[name][0].sheets
    assert sheets
    path = tmp_path / "print.pdf"
    path.write_bytes(sheets)
    assert [str(problem) for problem in check_manifest(read(path))] == []
    with pikepdf.open(path) as pdf:
        assert "/StructTreeRoot" not in pdf.Root
        assert f"leaflet-{name}-en.pdf" in pdf.Root.Metadata.read_bytes().decode("utf-8")
        size = [float(side) * 25.4 / 72 for side in pdf.pages[0].mediabox[2:]]
    assert size == pytest.approx(formats.load_format(name).imposition.sheet, abs=0.1)


def test_a_booklet_opens_as_spreads_with_the_cover_alone(made) -> None:
    with pikepdf.open(made["a5"][1]) as pdf:
        assert pdf.Root.PageLayout == pikepdf.Name.TwoPageRight
    with pikepdf.open(made["a4"][1]) as pdf:
        assert "/PageLayout" not in pdf.Root


def test_whole_pages_have_no_sheets(made) -> None:
    assert made["a4"][0].sheets is None


def test_a_changed_word_on_a_sheet_is_found(edition: Edition, tmp_path: Path) -> None:
    said = edition.message("off-label").patient
    assert said
    other = write_leaflet(changed(edition, "off-label", said.text.replace("approved", "praised")), "trifold-a4")
    assert other.sheets
    path = tmp_path / "other.pdf"
    path.write_bytes(other.sheets)
    assert {problem.id for problem in check_manifest(read(path))} == {"message.off-label.patient.text"}


def test_a_print_shop_gets_bleed_and_crop_marks(edition: Edition) -> None:
    leaflet = write_leaflet(edition, "letter", print_shop=True)
    with pikepdf.open(io.BytesIO(leaflet.pdf)) as pdf:
        trim, bleed, media = (
            [float(side) for side in box]
            for box in (pdf.pages[0].trimbox, pdf.pages[0].bleedbox, pdf.pages[0].mediabox)
        )
    assert trim[2] - trim[0] == pytest.approx(215.9 * 72 / 25.4, abs=0.3)
    assert trim[0] - bleed[0] == pytest.approx(3 * 72 / 25.4, abs=0.3)
    assert media[2] - media[0] > bleed[2] - bleed[0]


def test_the_gallery_shows_every_component_with_its_name(edition: Edition, tmp_path: Path) -> None:
    from kaphandout.leaflet.gallery import gallery_outline, write_gallery

    path = tmp_path / "gallery.pdf"
    path.write_bytes(write_gallery(edition).pdf)
    shown = " ".join(paragraph.text for paragraph in read(path).paragraphs)
    names = [panel.id for panel in gallery_outline(edition).panels]
    assert len(names) > 18
    assert [name for name in names if name not in shown] == []
