"""The handout of slides and notes, read back and looked at."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from fontTools.ttLib import TTFont
from lxml import etree

from kaphandout.cli.main import main
from kaphandout.content.model.figures import Rates
from kaphandout.content.outline import DeckOutline
from kaphandout.content.placement import deck_texts
from kaphandout.deck.handout.drawing import Plot, drawing
from kaphandout.deck.handout.handout import write_handout
from kaphandout.deck.handout.picture import BOLD, REGULAR
from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.metrics import SAFETY
from kaphandout.deck.layout.shapes import ChartShape
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.plan.slides import Bars, FigureSlide, Grid
from kaphandout.design.tokens import load_tokens
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from kaphandout.verify import check_manifest, check_pair, read
from support import CONTENT, ROOT, TEMPLATES
from support.coverage import unknown_text
from support.standards import failures

TOPIC = "ketamine-assisted-psychotherapy"


@pytest.fixture(scope="session")
def handout(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("handout") / "handout.pdf"
    path.write_bytes(write_handout(edition))
    return path


def only(edition: Edition, *ids: str) -> DeckOutline:
    """A deck of a few slides."""
    slides = tuple(slide for slide in edition.topic.deck.slides if slide.id in ids)
    return edition.topic.deck.model_copy(update={"slides": slides})


def tags(path: Path, *wanted: str) -> list[str]:
    """The tags of a PDF in reading order."""
    found: list[str] = []
    with pikepdf.open(path) as pdf:
        stack = [pdf.Root.StructTreeRoot]
        while stack:
            node = stack.pop()
            if isinstance(node, pikepdf.Array):
                stack += reversed(list(node))
            elif isinstance(node, pikepdf.Dictionary):
                found.append(str(node.get("/S", ""))[1:])
                stack += [node.K] if "/K" in node else []
    return [tag for tag in found if tag in wanted]


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_the_handout_is_accessible_and_can_be_kept(handout: Path, profile: str):
    assert failures(handout, profile) == []


def test_every_slide_of_the_show_is_a_heading(handout: Path, edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    shown = [slide for slide in plan.slides if not slide.hidden and slide.layout != "references"]
    assert tags(handout, "H1", "H2", "H3") == ["H1", *("H2" for _ in shown[1:]), "H2"]


def test_tables_and_charts_are_tables_with_heads(handout: Path, edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    figures = [slide for slide in plan.slides if isinstance(slide, FigureSlide) and not slide.hidden]
    seen = [slide for slide in figures if isinstance(slide.figure, Bars | Grid)]
    counts = Counter(tags(handout, "Table", "TH", "THead"))
    assert counts["Table"] == counts["THead"] == len(seen)
    assert counts["TH"] > 3 * len(seen)


def test_the_handout_says_what_the_deck_says_and_nothing_else(handout: Path, edition: Edition):
    artefact = read(handout)
    assert artefact.kind == "handout"
    assert check_manifest(artefact) == []
    assert unknown_text(artefact, edition.texts, edition.locale.terms) == []
    claimed = {edition.texts[key] for key in artefact.manifest["shows"]}
    shown = edition.topic.deck.without([s.id for s in edition.topic.deck.slides if s.layout == "backup"])
    wanted = [key for key in deck_texts(edition.topic, edition.texts, shown) if not key.endswith(".number")]
    assert {key for key in wanted if ".alt." not in key and edition.texts[key] not in claimed} == set()
    rates = [figure for figure in edition.topic.figures.values() if isinstance(figure, Rates)]
    numbers = [fact for figure in rates for row in figure.rows for fact in row.facts]
    assert {edition.texts[f"fact.{fact}.clinician"] for fact in numbers} <= claimed


def test_the_handout_is_of_the_edition_of_its_deck(handout: Path, deck_pptx: Path):
    assert check_pair(read(deck_pptx), read(handout)) == []


def test_every_page_says_of_which_edition_it_is(handout: Path, edition: Edition):
    margins: dict[str, list[str]] = {}
    for paragraph in read(handout).paragraphs:
        if paragraph.part == "margin":
            margins.setdefault(paragraph.place, []).append(paragraph.text)
    with pikepdf.open(handout) as pdf:
        assert len(margins) == len(pdf.pages)
    assert all(any(edition.code in text for text in texts) for texts in margins.values())


def test_a_word_that_was_altered_in_the_handout_is_named(edition: Edition, tmp_path: Path):
    """The handout of another text, with the manifest of the true one."""
    message = edition.message("wears-off")
    headline = "The benefit is lasting, and a blinded trial of repeated doses was negative"
    wording = message.clinician.model_copy(update={"headline": headline})
    messages = {**edition.topic.messages, "wears-off": message.model_copy(update={"clinician": wording})}
    altered = replace(edition, topic=replace(edition.topic, messages=messages))
    ids = ("title", "duration", "references")
    with (
        pikepdf.open(io.BytesIO(write_handout(edition, only(edition, *ids)))) as true,
        pikepdf.open(io.BytesIO(write_handout(altered, only(altered, *ids)))) as other,
    ):
        manifest = next(iter(true.attachments.values())).get_file().read_bytes()
        next(iter(other.attachments.values())).get_file().obj.write(manifest)
        other.save(tmp_path / "handout.pdf")
    found = {(problem.rule, problem.id) for problem in check_manifest(read(tmp_path / "handout.pdf"))}
    assert found == {("altered-text", "message.wears-off.clinician.headline")}


def test_the_references_are_listed_once_in_full_with_their_addresses(handout: Path, edition: Edition):
    told = [paragraph.text for paragraph in read(handout).paragraphs]
    full = [ref.full for ref in edition.topic.references.values() if any(ref.full in text for text in told)]
    assert len(full) > 20
    assert all(sum(text in line for line in told) == 1 for text in full)
    with pikepdf.open(handout) as pdf:
        actions = [a.A for page in pdf.pages for a in page.get("/Annots", []) if "/A" in a]
        addresses = {str(action.URI) for action in actions if "/URI" in action}
    assert addresses == {r.address for r in edition.topic.references.values() if r.full in full and r.address}


def test_two_slides_stand_on_a_page_and_long_notes_go_on_in_the_next_column(handout: Path):
    with pypdfium2.PdfDocument(handout) as document:
        wide, tall = document[0].get_size()
        pages = len(document)
    assert (round(wide), round(tall)) == (842, 595)
    slides = tags(handout, "H1", "H2")
    assert pages <= len(slides) * 0.75


@pytest.mark.parametrize(("clinic", "size"), [("sample-us", (792, 612)), ("sample-uk", (842, 595))])
def test_the_paper_is_that_of_the_clinics_country(clinic: str, size: tuple[int, int]):
    edition, _ = Source(CONTENT, clinic=clinic).edition(TOPIC)
    with pypdfium2.PdfDocument(write_handout(edition, only(edition, "title", "ect"))) as document:
        assert tuple(round(side) for side in document[0].get_size()) == size


def test_another_process_in_another_place_makes_the_same_bytes(handout: Path, tmp_path: Path):
    out = tmp_path / "handout.pdf"
    code = (
        f"import pathlib, sys; from kaphandout.project import Source; CONTENT = pathlib.Path({str(CONTENT)!r});"
        "from kaphandout.deck.handout.handout import write_handout;"
        f"pathlib.Path(sys.argv[1]).write_bytes(write_handout(Source(CONTENT).edition({TOPIC!r})[0]))"
    )
    environment = {**os.environ, "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code, str(out)], env=environment, cwd=tmp_path, check=True)
    assert out.read_bytes() == handout.read_bytes()


def test_the_command_makes_deck_and_handout(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["slides", "--topic", TOPIC, "--handout", "--minutes", "10", "--json", "--out", str(tmp_path)]) == 0
    deck, handout = json.loads(capsys.readouterr().out)
    assert (deck["kind"], handout["kind"]) == ("deck", "handout")
    assert deck["left_out"] == handout["left_out"] != []
    assert handout["pages"] > 3
    assert main(["verify", deck["file"], handout["file"]]) == 0


# --- The pictures of slides ------------------------------------------------------------------------------------------


def test_bars_are_as_long_as_their_numbers(edition: Edition):
    plan = plan_deck(edition)
    charts = [
        shape
        for slide in plan.slides
        for shape in compose(edition, plan, slide, load_layouts())[0]
        if isinstance(shape, ChartShape)
    ]
    assert charts
    for chart in charts:
        bars = list(Plot(chart, load_layouts().layouts["chart"].metrics).bars())
        lengths = {box.w / chart.bars.values[group][category] for category, group, box in bars}
        assert max(lengths) - min(lengths) < 1e-6
        assert len({round(box.x, 6) for _, _, box in bars}) == 1
        assert all(box.right < chart.box.right and box.bottom <= chart.box.bottom + 0.01 for _, _, box in bars)


def test_all_that_a_slide_draws_is_in_its_picture(edition: Edition):
    """As many discs and arrows as the slide has, and no words: those are real text."""
    plan = plan_deck(edition)
    slide = next(slide for slide in plan.slides if slide.id == "mechanism")
    shapes, _ = compose(edition, plan, slide, load_layouts())
    svg = etree.fromstring(drawing(load_layouts().layouts["diagram"], shapes, load_tokens().colours, False))
    drawn = Counter(etree.QName(node).localname for node in svg)
    steps = edition.topic.figures["cascade"].steps
    assert drawn["ellipse"] >= 2 * len(steps)
    assert drawn["path"] >= 2 * (len(steps) - 1)
    assert "text" not in drawn


def test_the_handouts_font_runs_no_wider_than_the_decks(edition: Edition):
    folder = TEMPLATES / "fonts"
    for name, bold, factor in (("Regular", False, REGULAR), ("Bold", True, BOLD)):
        font = TTFont(folder / f"SourceSansPro-{name}.ttf")
        glyphs, advances, em = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
        for key, text in edition.texts.items():
            if ".clinician" in key and len(text) > 12 and not re.search(r"[^\x20-\x7e]", text):
                wide = sum(advances[glyphs[ord(letter)]][0] for letter in text) / em
                assert wide * factor <= load_layouts().master.metrics.width(text, 1, bold) * SAFETY, text


def test_words_stand_where_the_slide_has_them(handout: Path, edition: Edition):
    """The headline of the first statement slide is light on dark, in the upper half of its picture."""
    headline = edition.message("wears-off").clinician.headline
    with pypdfium2.PdfDocument(handout) as document:
        boxes = [
            (page, page.get_textpage().get_charbox(found[0]))
            for page in document
            if (found := page.get_textpage().search(headline.split(",")[0]).get_next())
        ]
        page, (left, bottom, right, top) = boxes[0]
        tall = page.get_size()[1]
        place = (left - 2, tall - top - 2, right + 2, tall - bottom + 2)
        spot = page.render(scale=4).to_pil().convert("L").crop(tuple(round(side * 4) for side in place))
        assert tall - top < tall / 2
        assert spot.getextrema()[0] < 90
        assert spot.getextrema()[1] > 200
