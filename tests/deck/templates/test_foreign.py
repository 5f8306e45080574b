"""Decks in foreign templates: each of another making, each built and read back, and those that cannot be used."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation

from kaphandout.build import Dress, build_decks, write
from kaphandout.cli.main import main
from kaphandout.cli.preview import slides_to_pdf
from kaphandout.deck import write_deck
from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.metrics import Metrics
from kaphandout.deck.loading import face, fonts, load_layouts
from kaphandout.deck.pptx.lint import lint
from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.reader import read_template
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.design.contrast import contrast
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.packages import MAX_FILE, MAX_PART
from kaphandout.project import Source
from kaphandout.verify import check_edition, check_manifest, read
from support import CONTENT, TEMPLATES, needs
from support import templates as made
from support.foreign import EMU, P14, A, Built, P, words_of
from support.office import inside, squeezed, texts, unhidden
from tools import font_widths

NAMES = tuple(made.TEMPLATES)
NS = f'xmlns:a="{made.A}"'


@pytest.fixture(scope="session")
def built(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Built]:
    """A deck of the real topic on a template of the fixtures, made when it is first asked for."""
    folder, kept = tmp_path_factory.mktemp("templates"), dict[str, Built]()

    def get(name: str) -> Built:
        if name not in kept:
            kept[name] = Built(made.TEMPLATES[name](), folder / f"{name}.pptx", edition)
        return kept[name]

    return get


def matched(template: Template) -> dict[str, tuple[str, str]]:
    """Role → the name of its layout, and how it was found."""
    matches = {role: region.match for role, region in template.regions.items()}
    return {role: (match.candidate.name, match.found_by) for role, match in matches.items()}


# --- What is built ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_validators_lint_and_witness_find_nothing(name: str, built: Callable[[str], Built], edition: Edition):
    deck = built(name)
    assert [f"{e.part_uri} {e.description}" for e in OpenXmlValidator().validate(deck.file).errors] == []
    assert lint(deck.bytes, name) == []
    artefact = read(deck.file)
    assert [str(problem) for problem in (*check_manifest(artefact), *check_edition(artefact, edition))] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_edition_and_that_nobody_has_reviewed_it_stand_on_one_line(name: str, built: Callable[[str], Built]):
    deck = built(name)
    for layout in deck.template.layouts.layouts.values():
        place = layout.placeholder("30")
        left, _, right, _ = place.insets
        needed = layout.metrics.width(deck.plan.footer, place.size, place.bold)
        assert needed <= place.box.w - left - right, layout.name
        assert place.box.right <= deck.template.layouts.width


@pytest.mark.parametrize("name", NAMES)
def test_slides_say_what_is_planned_in_the_templates_size_and_layouts(name: str, built: Callable[[str], Built]):
    deck, original = built(name), Presentation(io.BytesIO(built(name).original))
    assert (deck.deck.slide_width, deck.deck.slide_height) == (original.slide_width, original.slide_height)
    layouts = {layout.name for layout in original.slide_layouts}
    for slide, planned in zip(deck.deck.slides, deck.plan.slides, strict=True):
        assert slide.shapes.title.text_frame.text == planned.title.text
        assert slide.slide_layout.name == deck.template.regions[planned.layout].match.candidate.name
        assert slide.slide_layout.name in layouts
        said = [words_of(paragraph) for paragraph in slide._element.iter(f"{A}p")]
        for words in (*planned.points, *(voice.text for voice in planned.patient)):
            assert words.text in said, planned.id
        assert any("Edition " in text for text in said), planned.id


@pytest.mark.parametrize("name", NAMES)
def test_typefaces_and_colours_are_the_templates(name: str, built: Callable[[str], Built]):
    """Runs name no typeface but the template's, and colours are slots of its theme or mixed from them for contrast."""
    deck = built(name)
    theme = next(data for part, data in deck.parts.items() if re.fullmatch(r"ppt/theme/theme\d+\.xml", part))
    with zipfile.ZipFile(io.BytesIO(deck.original)) as package:
        assert theme == package.read("ppt/theme/theme1.xml") or etree.tostring(
            etree.fromstring(theme), method="c14n"
        ) == etree.tostring(etree.fromstring(package.read("ppt/theme/theme1.xml")), method="c14n")
    named, slots = set[str](), 0
    for part, data in deck.parts.items():
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", part):
            root = etree.fromstring(data)
            named |= {str(node.get("typeface")) for node in root.iter(f"{A}latin")}
            slots += len(list(root.iter(f"{A}schemeClr")))
    assert named <= {"+mn-lt", "+mj-lt"}
    assert slots > 100
    wanted = {str(node.get("typeface")) for node in etree.fromstring(theme).iter(f"{A}latin")}
    letters = [layout.fonts for layout in deck.template.layouts.layouts.values()]
    assert {one.heading.typeface for one in letters} | {one.body.typeface for one in letters} == wanted


@pytest.mark.parametrize("name", NAMES)
def test_body_text_is_18_points_and_small_print_12(name: str, built: Callable[[str], Built]):
    small = re.compile(r"source|certainty$|edition|slide-number|list-(left|right)")
    for slide in built(name).deck.slides:
        for shape in slide._element.iter(f"{P}sp"):
            head = next(shape.iter(f"{P}cNvPr")).get("name")
            sizes = [int(run.get("sz")) for run in shape.iter(f"{A}rPr") if run.get("sz")]
            assert min(sizes, default=1800) >= (1200 if small.match(head) else 1800), (slide.slide_id, head)


@pytest.mark.parametrize("name", NAMES)
def test_shapes_stay_on_the_slide(name: str, built: Callable[[str], Built]):
    deck = built(name).deck
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.left >= 0
            assert shape.top >= 0
            assert shape.left + shape.width <= deck.slide_width + EMU, (slide.slide_id, shape.name)
            assert shape.top + shape.height <= deck.slide_height + EMU, (slide.slide_id, shape.name)


@pytest.mark.parametrize("name", NAMES)
def test_what_a_slide_fills_is_on_its_layout(name: str, built: Callable[[str], Built]):
    for slide in built(name).deck.slides:
        on_layout = {p.placeholder_format.idx for p in slide.slide_layout.placeholders}
        filled = [p.placeholder_format.idx for p in slide.placeholders]
        assert set(filled) <= on_layout
        assert len(set(filled)) == len(filled), "no placeholder is filled twice"


@pytest.mark.parametrize("name", [name for name in NAMES if name != "photo"])
def test_every_text_can_be_read_on_what_is_behind_it(name: str, built: Callable[[str], Built]):
    ratios = list(built(name).contrasts())
    assert [(ratio, *where) for ratio, *where in ratios if ratio < 4.45] == []
    assert len(ratios) > 150


def test_samples_names_and_settings_of_the_template_are_gone(built: Callable[[str], Built]):
    deck = built("klinikum")
    everything = b"".join(deck.parts.values())
    for leftover in (b"SAMPLE", b"Person Of The Hospital", b"Microsoft Macintosh"):
        assert leftover in b"".join(_unzipped(deck.original).values()), "the template has it"
        assert leftover not in everything
    assert not [part for part in deck.parts if "thumbnail" in part or "printerSettings" in part]
    root = etree.fromstring(deck.parts["ppt/presentation.xml"])
    assert root.find(f"{P}custShowLst") is None
    listed = [int(node.get("id")) for node in root.iter(f"{P14}sldId")]
    assert listed == [slide.slide_id for slide in deck.deck.slides]
    media = [part for part in deck.parts if part.startswith("ppt/media/")]
    assert len(media) == 2, "the logos of master and title layout; not the samples' picture"


@pytest.mark.parametrize("name", NAMES)
def test_a_notes_master_is_listed_directly_after_the_slide_masters(name: str, built: Callable[[str], Built]):
    root = etree.fromstring(built(name).parts["ppt/presentation.xml"])
    assert [etree.QName(child).localname for child in root][:3] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst"]
    assert all(slide.notes_slide.notes_text_frame.text.strip() for slide in built(name).deck.slides)


def test_every_build_on_a_template_is_the_same_bytes(built: Callable[[str], Built], edition: Edition):
    deck = built("klinikum")
    assert write_deck(edition, template=read_template(deck.path)) == deck.bytes


# --- What each template is about -------------------------------------------------------------------------------------


def test_german_names_and_types_find_their_roles(built: Callable[[str], Built]):
    found = matched(built("klinikum").template)
    assert found["title"] == ("Titelfolie", "type")
    assert found["statement"] == ("Abschnittsüberschrift", "type")
    assert found["points"] == ("Titel und Inhalt", "type")
    assert found["cards"] == ("Nur Titel", "type")
    assert found["references"] == ("Zwei Inhalte", "type")


def test_french_names_without_types_find_their_roles(built: Callable[[str], Built]):
    found = matched(built("hopital").template)
    assert found["title"] == ("Diapositive de titre", "name")
    assert found["statement"] == ("Titre de section", "name")
    assert found["points"] == ("Titre et contenu", "name")
    assert found["cards"] == ("Titre seul", "name")
    assert found["references"] == ("Deux contenus", "name")


def test_every_kind_of_slide_has_a_role_in_a_template(built: Callable[[str], Built]):
    assert set(built("klinikum").template.styles) == set(load_layouts().layouts)


def test_names_that_say_nothing_leave_the_placeholders_to_decide_and_are_reported(built: Callable[[str], Built]):
    deck = built("photo")
    found = {role: found_by for role, (_, found_by) in matched(deck.template).items()}
    assert (found["points"], found["references"], found["statement"]) == ("placeholders", "placeholders", "fallback")
    assert [words for words in deck.described("template-role") if "'statement'" in words and "secHead" in words]


def test_points_are_a_list_in_the_templates_placeholder_with_its_marks(built: Callable[[str], Built]):
    deck = built("klinikum")
    for slide, planned in zip(deck.deck.slides, deck.plan.slides, strict=True):
        if planned.layout == "points":
            listed = next(p for p in slide.placeholders if p.placeholder_format.idx == 1)
            paragraphs = list(listed._element.iter(f"{A}p"))
            assert [words_of(paragraph) for paragraph in paragraphs] == [words.text for words in planned.points]
            assert not list(listed._element.iter(f"{A}buNone"))


def test_without_a_footer_the_edition_code_gets_a_text_box(built: Callable[[str], Built], edition: Edition):
    deck = built("hopital")
    for slide in deck.deck.slides:
        boxes = [shape for shape in slide.shapes if shape.name == "edition"]
        assert [box.text_frame.text for box in boxes] == [f"Edition {edition.code} · Not yet clinically reviewed"]
        assert not boxes[0].is_placeholder
    assert deck.described("template-foot")
    assert not built("klinikum").described("template-foot")


def test_headlines_in_capitals_are_measured_as_capitals(built: Callable[[str], Built]):
    letters = {role: layout.fonts for role, layout in built("klinikum").template.layouts.layouts.items()}
    assert letters["statement"].capitals
    assert not letters["points"].capitals
    metrics = Metrics(letters["statement"])
    shown = metrics.width("ketamine", 20, True, heading=True)
    assert shown == metrics.width("KETAMINE", 20, True)
    assert shown > metrics.width("ketamine", 20, True)


def test_light_text_stands_on_a_dark_template_and_its_gradient(built: Callable[[str], Built]):
    template = built("night").template
    candidate, colours = template.regions["points"].match.candidate, template.styles["points"].colours
    ground = candidate.behind(template.layouts.layouts["points"].body)
    assert len(ground.colours) == 2
    for name in ("ink", "teal", "muted"):
        assert min(contrast(colours[name].rgb, behind) for behind in ground.colours) >= 4.5, name
    for name in ("ink", "teal"):
        assert contrast(colours[name].rgb, colours["tint_cool"].rgb) >= 4.5
    assert contrast(colours["paper"].rgb, colours["teal"].rgb) >= 4.5


def test_a_typeface_of_which_no_widths_are_known_is_measured_wide_and_reported(built: Callable[[str], Built]):
    assert built("night").described("template-font") == [
        "the widths of 'Aptos Display' are not known: measured with DejaVu Sans"
    ]
    assert built("klinikum").described("template-font") == []


def test_two_placeholders_of_one_idx_are_reported_and_not_both_filled(built: Callable[[str], Built]):
    deck = built("a4")
    assert [words for words in deck.described("template-idx") if "'Two Content'" in words and "idx 1" in words]


def test_a_title_that_cannot_be_read_is_reported_and_gets_another_colour(built: Callable[[str], Built]):
    deck = built("a4")
    assert [words for words in deck.described("template-contrast") if words.startswith("title on") and "2.2:1" in words]
    for slide in deck.deck.slides:
        colours = [node.get("val") for node in slide.shapes.title._element.iter(f"{A}schemeClr")]
        assert colours == ["tx1"] * len(colours)
        assert colours


def test_text_on_a_photograph_gets_a_plain_panel(built: Callable[[str], Built]):
    deck = built("photo")
    assert deck.described("template-picture")
    for slide, planned in zip(deck.deck.slides, deck.plan.slides, strict=True):
        names = [shape.name for shape in slide.shapes]
        assert ("panel" in names) == (planned.layout != "statement"), planned.id
        if "panel" in names:
            panel = next(shape for shape in slide.shapes if shape.name == "panel")
            small = [shape for shape in slide.shapes if shape.name in ("source", "certainty")]
            assert all(shape.top + shape.height <= panel.top + panel.height for shape in small)


def test_a_deck_that_is_read_from_the_right_is_mirrored_within_the_templates_slides(
    built: Callable[[str], Built], edition: Edition
):
    mirrored = replace(edition, locale=edition.locale.model_copy(update={"direction": "rtl"}))
    here, template = built("hopital"), read_template(built("hopital").path, rtl=True)
    there = Presentation(io.BytesIO(write_deck(mirrored, template=template)))
    for one, two in zip(here.deck.slides, there.slides, strict=True):
        for a, b in zip(one.shapes, two.shapes, strict=True):
            if a.is_placeholder and a.name in ("title", "subtitle", "edition", "slide-number"):
                continue
            assert abs((a.left + a.width) - (there.slide_width - b.left)) <= 2, a.name


def test_our_own_deck_also_comes_in_4_to_3(edition: Edition, tmp_path: Path):
    source = Source(CONTENT)
    (product,) = write(build_decks(source, [edition.topic.about.id], tmp_path, dress=Dress(size="4:3")))
    deck = Presentation(product.path)
    assert deck.slide_width / deck.slide_height == pytest.approx(4 / 3)
    assert [str(e.description) for e in OpenXmlValidator().validate(product.path).errors] == []
    for slide in deck.slides:
        assert all(shape.top + shape.height <= deck.slide_height + EMU for shape in slide.shapes)


@needs.office
@needs.carlito
@needs.liberation
@pytest.mark.parametrize("name", ["klinikum", "a4"])
def test_libreoffice_sets_every_text_whole_into_its_box(
    name: str, built: Callable[[str], Built], edition: Edition, tmp_path: Path
):
    """…in the letters of these templates, which LibreOffice has, or has others of the same widths."""
    deck, missing = built(name), []
    shown = tmp_path / "shown.pptx"
    shown.write_bytes(unhidden(deck.bytes))
    with pypdfium2.PdfDocument(slides_to_pdf(shown, tmp_path)) as document:
        assert len(document) == len(deck.plan.slides)
        for planned, page in zip(deck.plan.slides, document, strict=True):
            shapes, _ = compose(edition, deck.plan, planned, deck.template.layouts)
            for shape in texts(shapes):
                described = inside(page, shape.box, deck.template.layouts.width).casefold()
                missing += [(planned.id, shape.name, p.text) for p in shape.paras if _squeezed(p.text) not in described]
    assert missing == []


def _squeezed(text: str) -> str:
    return squeezed(text).casefold()


# --- The commands ----------------------------------------------------------------------------------------------------


def test_the_doctor_reports_the_fitness_of_a_template(
    built: Callable[[str], Built], capsys: pytest.CaptureFixture[str]
):
    assert main(["doctor", "--template", str(built("hopital").path), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["slide"] == {"width": 10.0, "height": 7.5, "proportion": "4:3"}
    assert {(one["use"], one["typeface"], one["known"]) for one in found["typefaces"]} == {
        ("headlines", "Georgia", False), ("text", "Arial", True),
    }  # fmt: skip
    assert {role["role"] for role in found["roles"]} == set(built("hopital").template.styles)
    assert all("footer" in role["lacks"] for role in found["roles"])
    assert main(["doctor", "--template", str(built("hopital").path)]) == 1
    assert re.search(r"statement +Titre de section +name", capsys.readouterr().out)


def test_a_fit_template_is_reported_to_be_fit(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    """With its greys darkened, the German hospital's template has nothing that a person must look at."""

    def darker(parts: dict[str, bytes]) -> None:
        for name, data in parts.items():
            if "slideLayout" in name or "slideMaster" in name:
                parts[name] = re.sub(rb'<a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr>',
                                     b'<a:schemeClr val="tx1"/>', data)  # fmt: skip

    path = tmp_path / "fit.pptx"
    path.write_bytes(made.changed(made.klinikum(), darker))
    assert main(["doctor", "--template", str(path)]) == 0
    assert "warning" not in capsys.readouterr().out


def test_a_person_can_choose_layouts_and_placeholders(built: Callable[[str], Built], tmp_path: Path):
    roles = tmp_path / "roles.yaml"
    roles.write_text("points: Zwei Inhalte\ncards: {layout: Vergleich, placeholders: [4, 2]}\n", encoding="utf-8")
    template = read_template(built("klinikum").path, roles)
    assert matched(template)["points"] == ("Zwei Inhalte", "map")
    assert [template.regions["cards"].filled[idx].idx for idx in ("10", "11")] == [4, 2]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("points: Nirgends\n", 1, "the template has no layout 'Nirgends'; it has: 'Titelfolie'"),
        ("title: Titelfolie\npints: Nur Titel\n", 2, "the roles are: title, statement, points"),
        ("cards: Leer\n", 1, "layout 'Leer' lacks a placeholder for the title"),
        ("cards: {layout: Vergleich, placeholders: [99]}\n", 1, "has no placeholder with idx 99"),
        ("cards: [a, b\n", 1, "not valid YAML"),
    ],
)
def test_a_wrong_map_of_roles_is_reported_with_its_line(
    text: str, line: int, words: str, built: Callable[[str], Built], tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    roles = tmp_path / "roles.yaml"
    roles.write_text(text, encoding="utf-8")
    assert main(["doctor", "--template", str(built("klinikum").path), "--roles", str(roles)]) == 2
    described = capsys.readouterr().err
    assert words in described
    assert f"roles.yaml:{line}: error" in described


def test_roles_without_a_template_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["slides", "--roles", "roles.yaml", "--out", str(tmp_path)]) == 2
    assert "name the template with --template" in capsys.readouterr().err


# --- Files that cannot be used ---------------------------------------------------------------------------------------


def _unzipped(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _declared(parts: dict[str, bytes]) -> None:
    parts["ppt/theme/theme1.xml"] = b'<!DOCTYPE a [<!ENTITY x "y">]>' + parts["ppt/theme/theme1.xml"].split(b"?>", 1)[1]


def _swollen(parts: dict[str, bytes]) -> None:
    parts["ppt/media/bomb.png"] = bytes(MAX_PART + 1)


def _cut(parts: dict[str, bytes]) -> None:
    parts["ppt/slideMasters/slideMaster1.xml"] = parts["ppt/slideMasters/slideMaster1.xml"][:500]


def _programmed(parts: dict[str, bytes]) -> None:
    parts["ppt/vbaProject.bin"] = b"Sub AutoOpen()"
    kind = b'<Override PartName="/ppt/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", kind)


def _without_layouts(parts: dict[str, bytes]) -> None:
    name = "ppt/slideMasters/slideMaster1.xml"
    parts[name] = re.sub(rb"<p:sldLayoutIdLst>.*</p:sldLayoutIdLst>", b"<p:sldLayoutIdLst/>", parts[name], flags=re.S)


def _without_masters(parts: dict[str, bytes]) -> None:
    name = "ppt/presentation.xml"
    parts[name] = re.sub(rb"<p:sldMasterIdLst>.*</p:sldMasterIdLst>", b"", parts[name], flags=re.S)


def _odd(parts: dict[str, bytes]) -> None:
    name = "ppt/presentation.xml"
    parts[name] = re.sub(rb'<p:sldSz cx="\d+"', b'<p:sldSz cx="wide"', parts[name])


def _linked(parts: dict[str, bytes]) -> None:
    name = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
    link = b'<Relationship Id="rId99" Type="%s" Target="http://example.org/logo.png" TargetMode="External"/>' % kind
    parts[name] = parts[name].replace(b"</Relationships>", link + b"</Relationships>")


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-powerpoint.presentation.macroEnabled.main+xml"
UNFIT: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "no title": (made.untitled, "no layout of the template has a placeholder for the title"),
    "cut short": (lambda: made.klinikum()[:20_000], "damaged or no PowerPoint file"),
    "no zip": (lambda: b"%PDF-1.7 and so on", "damaged or no PowerPoint file"),
    "empty": (lambda: b"", "damaged or no PowerPoint file"),
    "encrypted": (lambda: bytes.fromhex("D0CF11E0A1B11AE1") + bytes(600), "encrypted or in the format of before 2007"),
    "macros, renamed": (lambda: made.retyped(made.klinikum(), MACRO), "contains macros"),
    "a program part": (lambda: made.changed(made.klinikum(), _programmed), "contains macros"),
    "entities": (lambda: made.changed(made.klinikum(), _declared), "declares entities"),
    "a bomb": (lambda: made.changed(made.klinikum(), _swollen), "is larger than 50,000,000 bytes"),
    "half a part": (lambda: made.changed(made.klinikum(), _cut), "'ppt/slideMasters/slideMaster1.xml' is not XML"),
    "a linked logo": (lambda: made.changed(made.klinikum(), _linked), "embed it in the template"),
    "no layouts": (lambda: made.changed(made.klinikum(), _without_layouts), "the template has no layouts"),
    "no master": (lambda: made.changed(made.klinikum(), _without_masters), "has no slide master"),
    "odd numbers": (lambda: made.changed(made.klinikum(), _odd), "is not read here (ValueError): open it in"),
    "a Word type": (lambda: made.retyped(made.klinikum(), WORD), "is no PowerPoint template but"),
    "a word file": (lambda: made.changed(made.klinikum(), lambda parts: parts.pop("ppt/presentation.xml")),
                    "has no presentation in it"),
}  # fmt: skip


@pytest.mark.parametrize("case", UNFIT)
def test_a_file_that_cannot_be_used_ends_with_one_clear_line(
    case: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    make, words = UNFIT[case]
    path, out = tmp_path / "hospital.pptx", tmp_path / "out"
    path.write_bytes(make())
    for command in (["doctor", "--template", str(path)], ["slides", "--template", str(path), "--out", str(out)]):
        assert main(command) == 2
        described = [line for line in capsys.readouterr().err.splitlines() if "error:" in line]
        assert len(described) == 1
        assert words in described[0]
        assert "hospital.pptx" in described[0]
    assert not out.exists()


def test_a_potx_is_a_template_too(tmp_path: Path):
    path = tmp_path / "hospital.potx"
    kind = "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml"
    path.write_bytes(made.retyped(made.klinikum(), kind))
    with zipfile.ZipFile(io.BytesIO(read_template(path).pptx)) as package:
        assert kind.encode() not in package.read("[Content_Types].xml")


def test_a_file_beyond_the_limit_is_refused_unread(tmp_path: Path):
    path = tmp_path / "hospital.pptx"
    with path.open("wb") as file:
        file.truncate(MAX_FILE + 1)
    with pytest.raises(KaphandoutError, match="larger than 200,000,000 bytes"):
        read_template(path)


def test_a_file_that_is_not_there_is_reported(tmp_path: Path):
    with pytest.raises(KaphandoutError, match="cannot be read: No such file"):
        read_template(tmp_path / "nothing.pptx")


# --- Colours and letters ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "colour"),
    [
        ('<a:schemeClr val="tx1"><a:tint val="75000"/></a:schemeClr>', "#898989"),  # PowerPoint's usual grey
        ('<a:schemeClr val="accent1"><a:lumMod val="50000"/></a:schemeClr>', "#800000"),
        ('<a:schemeClr val="tx1"><a:lumMod val="50000"/><a:lumOff val="50000"/></a:schemeClr>', "#808080"),
        ('<a:srgbClr val="0a0b0c"/>', "#0A0B0C"),
        ('<a:sysClr val="window" lastClr="FEFEFE"/>', "#FEFEFE"),
        ('<a:sysClr val="window"/>', "#FFFFFF"),
        ('<a:sysClr val="windowText"/>', "#000000"),
        ('<a:prstClr val="white"/>', "#FFFFFF"),
        ('<a:prstClr val="mistyRose"/>', "#808080"),  # of the many names only two are known; the others count as grey
        ('<a:schemeClr val="phClr"/>', "#000000"),
        ('<a:scrgbClr r="100%" g="0" b="0" val=""/>', "#FF0000"),
        ('<a:hslClr hue="14400000" sat="100000" lum="50000" val=""/>', "#0000FF"),
        ('<a:srgbClr val="FFFFFF"><a:shade val="50000"/></a:srgbClr>', "#BCBCBC"),  # half the light
        ('<a:schemeClr val="accent1"><a:satMod val="0"/></a:schemeClr>', "#808080"),
        ('<a:srgbClr val="BF4040"><a:satOff val="60000"/></a:srgbClr>', "#FF0000"),
        ('<a:schemeClr val="accent1"><a:gamma/></a:schemeClr>', "#FF0000"),  # a change that hardly anyone uses
    ],
)
def test_colours_are_worked_out_as_powerpoint_shows_them(xml: str, colour: str):
    theme = Theme({"tx1": "#000000", "accent1": "#FF0000"}, "", "")
    node = etree.fromstring(xml.replace(" val", f' xmlns:a="{A.strip("{}")}" val', 1))
    found = theme.colour(node)
    assert found is not None
    assert found[0] == colour


def test_a_colour_that_lets_the_ground_through_says_how_much():
    theme = Theme({}, "", "")
    assert theme.colour(etree.XML(f'<a:srgbClr {NS} val="FF0000"><a:alpha val="40%"/></a:srgbClr>')) == ("#FF0000", 0.4)
    assert theme.colour(etree.XML(f"<a:effectLst {NS}/>")) is None, "no colour"


SYSTEM = {
    "dk1": '<a:sysClr val="windowText" lastClr="101010"/>',
    "lt1": '<a:sysClr val="window"/>',
    "dk2": '<a:hslClr hue="13200000" sat="60000" lum="20000"/>',
    "lt2": '<a:scrgbClr r="80%" g="85%" b="90%"/>',
    "accent1": '<a:srgbClr val="0B6E4F"/>',
}


def test_a_theme_in_colours_of_the_system_in_light_and_in_hue_can_be_read(edition: Edition, tmp_path: Path):
    """Its titles are in a colour of their own and its lists in a share of black, as some programs write it."""

    def change(parts: dict[str, bytes]) -> None:
        theme, master = "ppt/theme/theme1.xml", "ppt/slideMasters/slideMaster1.xml"
        for slot, colour in SYSTEM.items():
            written = re.compile(f"<a:{slot}>.*?</a:{slot}>".encode(), re.DOTALL)
            parts[theme] = written.sub(f"<a:{slot}>{colour}</a:{slot}>".encode(), parts[theme])
        root = etree.fromstring(parts[master])
        for path, colour in (
            ("titleStyle", '<a:srgbClr val="7A0019"/>'),
            ("bodyStyle", '<a:schemeClr val="tx1"><a:lumMod val="85%"/><a:lumOff val="15%"/></a:schemeClr>'),
        ):
            fill = root.find(f".//{P}{path}/{A}lvl1pPr/{A}defRPr/{A}solidFill")
            fill.replace(fill[0], etree.XML(colour.replace(" val", f" {NS} val", 1)))
        parts[master] = etree.tostring(root)

    deck = Built(made.changed(made.make(made.sized(960, 540)), change), tmp_path / "hospital.pptx", edition)
    assert min(deck.contrasts())[0] >= 4.45
    titles = {colour for _, role, name, _, _, colour in deck.runs() if name == "title" and role == "points"}
    assert titles == {"#7A0019"}
    assert not [words for words in deck.described("template-contrast") if words.startswith("title on")]


def test_titles_at_the_foot_leave_the_body_above_them(edition: Edition, tmp_path: Path):
    """The body is that of the layout, or begins near the upper edge where the layout has none."""
    foot = made.moved({"title": (48, 400, 864, 60), "body": (48, 40, 864, 340)}, (-1, 5))
    deck = Built(made.make(made.sized(960, 540), foot), tmp_path / "hospital.pptx", edition)
    for role in ("cards", "diagram"):
        layout = deck.template.layouts.layouts[role]
        assert layout.body.bottom <= layout.placeholder("title").box.y
        assert layout.body.h > 250
    assert any(role == "cards" for _, role, *_ in deck.runs())


def test_typefaces_are_measured_with_their_own_widths_or_wider_ones():
    assert (face("Helvetica").source, face("helvetica").known) == ("Liberation Sans", True)
    assert face("Cambria").source == "Caladea"
    assert not face("Gill Sans MT").known
    unknown, arial = (Metrics(fonts(name, name)).width("The quick brown fox", 20) for name in ("Gill Sans MT", "Arial"))
    assert unknown > arial


@pytest.mark.parametrize("name", font_widths.SOURCES)
def test_the_committed_widths_are_those_of_the_installed_font(name: str):
    table = font_widths.table(name)
    words = font_widths.SOURCES[name][0]
    needs.skip_unless(table is not None, f"not installed: {words}")
    assert table is not None, words
    assert (TEMPLATES / "deck" / f"{name}-widths.json").read_text(encoding="utf-8") == font_widths.text(table)
