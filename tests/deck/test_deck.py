"""The clinicians' deck, built once from the real topic and read back."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from pptx import Presentation
from pptx.enum.shapes import PP_PLACEHOLDER

from kaphandout.content.loader import load_clinic, load_countries, load_locale, load_topic
from kaphandout.content.placement import in_deck
from kaphandout.content.types import SCALE
from kaphandout.deck import write_deck
from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.shapes import Decoration, Group, Para, TextShape
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.minutes import paces
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.design.contrast import contrast
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition, make_edition
from kaphandout.edition.manifest_builder import build_manifest
from support import CONTENT, ROOT

METRICS = load_layouts().master.metrics
TOPIC = "ketamine-assisted-psychotherapy"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
ADEC = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHAPES = (f"{P}sp", f"{P}cxnSp", f"{P}grpSp", f"{P}graphicFrame", f"{P}pic")


@pytest.fixture(scope="session")
def edition() -> Edition:
    clinic, _ = load_clinic(CONTENT, "default")
    return make_edition(load_topic(CONTENT, TOPIC), load_locale(CONTENT, "en"), clinic, load_countries(CONTENT))


@pytest.fixture(scope="session")
def deck_bytes(edition: Edition) -> bytes:
    return write_deck(edition)


@pytest.fixture(scope="session")
def deck(deck_bytes: bytes):
    return Presentation(io.BytesIO(deck_bytes))


@pytest.fixture(scope="session")
def parts(deck_bytes: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(deck_bytes)) as package:
        return {name: package.read(name) for name in package.namelist()}


def xml_of(parts: dict[str, bytes], pattern: str) -> Iterator[tuple[str, etree._Element]]:
    found = [name for name in parts if re.fullmatch(pattern, name)]
    assert found, f"no part is called {pattern}"
    for name in found:
        yield name, etree.fromstring(parts[name])


def shapes_of(slide) -> list[etree._Element]:
    """All shapes of a slide in reading order, those inside groups too."""
    return [element for element in slide._element.spTree.iterdescendants() if element.tag in SHAPES]


def head_of(shape: etree._Element) -> etree._Element:
    return next(shape.iter(f"{P}cNvPr"))


def words_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{A}t"))


def paragraphs(element: etree._Element) -> list[str]:
    texts = (words_of(p) for p in element.iter(f"{A}p"))
    return [text for text in texts if text]


def with_headline(edition: Edition, id: str, headline: str) -> Edition:
    message = edition.message(id)
    changed = message.model_copy(update={"clinician": message.clinician.model_copy(update={"headline": headline})})
    return replace(edition, topic=replace(edition.topic, messages={**edition.topic.messages, id: changed}))


# --- The file ------------------------------------------------------------------------------------------------------


def test_the_validator_finds_no_error(deck_bytes: bytes, tmp_path: Path):
    path = tmp_path / "deck.pptx"
    path.write_bytes(deck_bytes)
    result = OpenXmlValidator().validate(path)
    assert [f"{e.part_uri} {e.description}" for e in result.errors] == []


def test_the_validator_would_find_a_fault(deck_bytes: bytes, tmp_path: Path):
    path = tmp_path / "deck.pptx"
    with zipfile.ZipFile(io.BytesIO(deck_bytes)) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(
                name, data.replace(b"<a:bodyPr", b"<a:bogus/><a:bodyPr") if "slides/slide2.xml" in name else data
            )
    assert OpenXmlValidator().validate(path).errors


@pytest.mark.parametrize(("zone", "seed", "folder"), [("Asia/Tokyo", "1", "/"), ("America/Lima", "77", "/tmp")])
def test_every_build_is_the_same_bytes(deck_bytes: bytes, zone: str, seed: str, folder: str, tmp_path: Path):
    """…in another time zone, under another hash seed, in another folder."""
    out = tmp_path / "deck.pptx"
    code = (
        f"import pathlib, sys; CONTENT = pathlib.Path({str(CONTENT)!r}); from kaphandout.content.loader import *;"
        "from kaphandout.edition.edition import make_edition; from kaphandout.deck import write_deck;"
        f"clinic, _ = load_clinic(CONTENT, 'default'); topic = load_topic(CONTENT, {TOPIC!r});"
        "e = make_edition(topic, load_locale(CONTENT, 'en'), clinic, load_countries(CONTENT));"
        "pathlib.Path(sys.argv[1]).write_bytes(write_deck(e))"
    )
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")}
    subprocess.run([sys.executable, "-c", code, str(out)], env=environment, cwd=folder, check=True)
    assert out.read_bytes() == deck_bytes


def test_the_package_is_sorted_and_has_no_clock(deck_bytes: bytes, parts: dict[str, bytes]):
    with zipfile.ZipFile(io.BytesIO(deck_bytes)) as package:
        infos = package.infolist()
    names = [info.filename for info in infos]
    assert names == ["[Content_Types].xml", *sorted(names[1:])]
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}
    workbooks = [name for name in names if name.endswith(".xlsx")]
    assert workbooks
    for name in workbooks:
        with zipfile.ZipFile(io.BytesIO(parts[name])) as package:
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert b"2026-11-24T00:00:00Z" in package.read("docProps/core.xml")


def test_the_properties_say_what_the_deck_is(deck, edition: Edition):
    about, properties = edition.topic.about, deck.core_properties
    assert properties.title == about.clinician.title
    assert properties.subject == about.clinician.subtitle
    assert (properties.author, properties.last_modified_by) == (about.publisher, about.publisher)
    assert (properties.identifier, properties.version) == (edition.code, about.version)
    assert properties.language == "en-GB"
    assert properties.created.date() == properties.modified.date() == about.issued


def test_a_file_manager_shows_which_edition_the_deck_is(parts: dict[str, bytes], edition: Edition):
    root = etree.fromstring(parts["docProps/custom.xml"])
    assert {entry.get("name"): "".join(map(str, entry.itertext())) for entry in root} == {
        "kaphandout edition": edition.code,
        "kaphandout topic": edition.topic.about.id,
        "kaphandout locale": "en",
        "kaphandout clinic": "default",
    }


def test_the_manifest_is_a_custom_xml_part(parts: dict[str, bytes], edition: Edition):
    root = etree.fromstring(parts["customXml/item1.xml"])
    assert root.tag == "{urn:kaphandout:manifest}manifest"
    manifest = json.loads(root.text)
    slides = manifest.pop("slides")
    assert sum(slide["texts"] + slide["notes"] for slide in slides) == len(manifest["shows"])
    assert manifest == build_manifest(
        edition, "deck", manifest["shows"], slides=in_deck(edition.topic.deck).by_message()
    )
    claimed = {edition.texts[key] for key in manifest["shows"]}
    assert {edition.texts[key] for key in edition.placed["deck"]} <= claimed
    assert b"itemProps1.xml" in parts["customXml/_rels/item1.xml.rels"]
    assert b"../customXml/item1.xml" in parts["ppt/_rels/presentation.xml.rels"]


def test_the_notes_master_is_named_directly_after_the_slide_master(parts: dict[str, bytes]):
    """Keynote refuses the deck otherwise."""
    root = etree.fromstring(parts["ppt/presentation.xml"])
    assert [etree.QName(child).localname for child in root][:3] == ["sldMasterIdLst", "notesMasterIdLst", "sldIdLst"]


def test_nothing_of_a_foreign_template_is_left(parts: dict[str, bytes]):
    assert not [name for name in parts if "thumbnail" in name or "printerSettings" in name]
    own = "customXml/item1.xml"  # the manifest names the software on purpose
    assert not [name for name, data in parts.items() if b"Canny" in data or (b"python-pptx" in data and name != own)]


def test_the_sections_hold_every_slide_once(parts: dict[str, bytes], deck, edition: Edition):
    root = etree.fromstring(parts["ppt/presentation.xml"])
    p14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    ids = [int(id.get("id")) for id in root.iter(f"{p14}sldId")]
    assert ids == [slide.slide_id for slide in deck.slides]
    names = {section.clinician for section in edition.topic.about.sections} | {edition.topic.about.clinician.title}
    names |= {edition.locale.terms.backup}
    assert {section.get("name") for section in root.iter(f"{p14}section")} <= names


# --- The slides ----------------------------------------------------------------------------------------------------


def test_there_is_a_slide_for_each_of_the_plan(deck, edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    assert [slide._element.cSld.get("name") for slide in deck.slides] == [slide.id for slide in plan.slides]
    assert 16 <= len([s for s in edition.topic.deck.slides if s.layout not in ("references", "backup")]) <= 30


def test_titles_come_first_and_are_unique(deck):
    titles = []
    for slide in deck.slides:
        first = shapes_of(slide)[0]
        assert next(first.iter(f"{P}ph")).get("type") in ("title", "ctrTitle")
        titles += [" ".join(paragraphs(first))]
    assert all(titles)
    assert len(set(titles)) == len(titles)


def test_ids_and_names_are_unique_and_names_mean_something(deck):
    for slide in deck.slides:
        heads = [head_of(shape) for shape in shapes_of(slide)]
        ids, names = [head.get("id") for head in heads], [head.get("name") for head in heads]
        assert len(set(ids)) == len(ids)
        assert len(set(names)) == len(names)
        assert not [name for name in names if not name or "laceholder" in name or "TextBox" in name]


def test_pictures_have_an_alternative_and_marks_are_decorative(deck, edition: Edition):
    alternatives = {figure.alt.clinician for figure in edition.topic.figures.values()}
    alternatives |= {edition.locale.terms.backup_about}
    seen = set()
    for slide in deck.slides:
        for shape in shapes_of(slide):
            head = head_of(shape)
            if shape.tag in (f"{P}graphicFrame", f"{P}grpSp"):
                told = re.sub(r" \(\d+ of \d+\)$", "", head.get("descr"))
                assert told in alternatives
                seen.add(told)
            elif not paragraphs(shape):
                assert head.find(f".//{ADEC}") is not None, head.get("name")
            else:
                assert head.find(f".//{ADEC}") is None, head.get("name")
    used = {slide.figure for slide in edition.topic.deck.slides if slide.figure}
    assert seen - {edition.locale.terms.backup_about} == {edition.topic.figures[id].alt.clinician for id in used}


def test_every_run_says_its_language(parts: dict[str, bytes]):
    for name, root in xml_of(parts, r"ppt/(slides|notesSlides)/\w+\.xml"):
        for run in chain(root.iter(f"{A}r"), root.iter(f"{A}fld")):
            assert run.find(f"{A}rPr").get("lang") == "en-GB", (name, words_of(run))
    for _, root in xml_of(parts, r"ppt/charts/chart\d+\.xml"):
        assert root.find(f"{C}lang").get("val") == "en-GB"


def test_every_slide_has_the_edition_its_number_and_notes(deck, edition: Edition):
    for number, slide in enumerate(deck.slides, 1):
        by_type = {p.placeholder_format.type: p for p in slide.placeholders}
        assert by_type[PP_PLACEHOLDER.FOOTER].text_frame.text == f"Edition {edition.code} · Not yet clinically reviewed"
        field = by_type[PP_PLACEHOLDER.SLIDE_NUMBER]._element.find(f".//{A}fld")
        assert (field.get("type"), words_of(field)) == ("slidenum", str(number))
        assert slide.has_notes_slide
        assert slide.notes_slide.notes_text_frame.text.strip()


def test_slides_fill_placeholders_that_their_layout_has(deck):
    for slide in deck.slides:
        on_layout = {p.placeholder_format.idx for p in slide.slide_layout.placeholders}
        assert {p.placeholder_format.idx for p in slide.placeholders} <= on_layout
        assert any(p.placeholder_format.type not in (None, PP_PLACEHOLDER.TITLE) for p in slide.placeholders)


SMALL_PRINT = {"source", "certainty", "edition", "slide-number", "list-left", "list-right"}


def sizes_of(shape: etree._Element, layout) -> set[float]:
    """The sizes in pt of the runs of a shape; a run without one has that of the layout's placeholder."""
    ph = next(shape.iter(f"{P}ph"), None)
    inherited = None
    if ph is not None:
        idx = ph.get("idx")
        holder = next(h for h in layout.placeholders if h._element.ph.get("idx") == idx)
        inherited = next(holder._element.iter(f"{A}defRPr")).get("sz")
    runs = chain(shape.iter(f"{A}r"), shape.iter(f"{A}fld"))
    return {int(run.find(f"{A}rPr").get("sz") or inherited) / 100 for run in runs}


def test_no_text_is_smaller_than_18_points_and_no_small_print_than_12(deck, parts: dict[str, bytes]):
    seen = set()
    for slide in deck.slides:
        for shape in shapes_of(slide):
            if shape.tag in (f"{P}sp", f"{P}graphicFrame") and (sizes := sizes_of(shape, slide.slide_layout)):
                name = head_of(shape).get("name")
                seen |= {name} & SMALL_PRINT
                assert min(sizes) >= (12 if name in SMALL_PRINT else 18), (slide._element.cSld.get("name"), name)
    assert seen == SMALL_PRINT
    for name, root in xml_of(parts, r"ppt/charts/chart\d+\.xml"):
        assert {int(p.get("sz")) for p in root.iter(f"{A}defRPr") if p.get("sz")} == {1800}, name


def test_the_deck_says_what_the_outline_places(deck, parts: dict[str, bytes], edition: Edition):
    """Headlines, points, caveats, what the leaflet says, figures and their numbers."""
    told: set[str] = set()
    for slide in deck.slides:
        told.update(paragraphs(slide._element), paragraphs(slide.notes_slide._element))
        told.update(head_of(shape).get("descr") or "" for shape in shapes_of(slide))
    told |= {re.sub(r" \(\d+ of \d+\)$", "", text) for text in told}
    for _, root in xml_of(parts, r"ppt/charts/chart\d+\.xml"):
        told.update(v.text for v in root.iter(f"{C}v"))
    for key in edition.placed["deck"]:
        assert edition.texts[key] in told, key


def test_the_deck_says_nothing_else(deck, edition: Edition):
    """Each paragraph is a text of the edition or a label of the locale, unaltered."""
    terms = edition.locale.terms
    shorts = {str(reference.short) for reference in edition.topic.references.values()}
    allowed = {*edition.texts.values(), *terms.model_dump().values(), terms.edition.format(code=edition.code)}
    allowed |= {terms.notes_check.format(unseen=r.unseen) for r in edition.topic.references.values()}
    allowed |= {terms.evidence_level.format(certainty=words) for words in edition.locale.certainty.values()}
    allowed |= set(paces(edition.topic.deck.slides, edition.locale).values())
    allowed.add(f"{terms.edition.format(code=edition.code)} · {terms.not_reviewed}")
    for slide in deck.slides:
        for text in (*paragraphs(slide._element), *paragraphs(slide.notes_slide._element)):
            bare = re.sub(r" \(\d+ of \d+\)$", "", text)
            cited = set(text.replace("\u00a0", " ").split(" · "))
            assert bare in allowed or cited <= shorts or text.isdigit(), text


def test_notes_give_full_references_and_mark_those_not_wholly_seen(deck, edition: Edition):
    terms = edition.locale.terms
    firsts = {re.sub(r"-1$", "", slide._element.cSld.get("name")): slide for slide in deck.slides}
    for outline in edition.topic.deck.slides:
        notes = paragraphs(firsts[outline.id].notes_slide._element)
        for key in [key for id in outline.messages() for key in edition.message(id).evidence]:
            reference = edition.topic.references[key]
            assert reference.full in notes
            if reference.verified == "part":
                assert terms.notes_check.format(unseen=reference.unseen) in notes


def test_the_list_of_references_is_numbered_through_and_complete(deck, edition: Edition):
    listed, numbers = [], []
    for slide in deck.slides:
        for p in slide._element.iter(f"{A}p"):
            if (number := p.find(f".//{A}buAutoNum")) is not None:
                numbers.append(int(number.get("startAt")))
                listed.append(words_of(p))
    assert numbers == list(range(1, len(numbers) + 1))
    assert listed == sorted(set(listed))
    used = {k for s in edition.topic.deck.slides for id in s.messages() for k in edition.message(id).evidence}
    assert {edition.topic.references[key].full for key in used} <= set(listed)


def test_a_confidence_interval_is_drawn_as_native_error_bars_and_named(small_edition: Edition):
    deck = Presentation(io.BytesIO(write_deck(small_edition)))
    [slide] = [slide for slide in deck.slides if any(shape.has_chart for shape in slide.shapes)]
    [chart] = [shape.chart for shape in slide.shapes if shape.has_chart]
    tea, water = chart.plots[0].series
    lengths = {
        side: [float(value.text) for value in tea._element.find(f"{C}errBars/{C}{side}").iter(f"{C}v")]
        for side in ("minus", "plus")
    }
    assert lengths == {"minus": [6.2], "plus": [6.7]}, "38.3, from 32.1 to 45.0"
    assert water._element.find(f"{C}errBars") is None
    told = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
    assert small_edition.locale.terms.interval in told
    assert chart.value_axis.maximum_scale >= 45


def test_charts_show_the_facts_natively(deck, edition: Edition):
    charts = [shape for slide in deck.slides for shape in slide.shapes if shape.has_chart]
    assert charts
    for shape in charts:
        figure = edition.topic.figures[shape.name.removeprefix("chart-")]
        series = shape.chart.plots[0].series
        for index, one in enumerate(series):
            assert list(one.values) == [edition.number(row.facts[index]) for row in figure.rows]
        axes = [int(axis.get("val")) for axis in shape.chart._chartSpace.iter(f"{C}axId")]
        assert min(axes) > 0
        looks = [etree.tostring(one._element.find(f"{C}spPr")) for one in series]
        assert len(set(looks)) == len(looks)
        patterned = [b"pattFill" in look for look in looks]
        assert len(looks) == 1 or patterned[:2] == [False, True], "two series must differ without colour"


def test_tables_have_a_header_row_and_a_whole_grid(deck):
    tables = [shape.table for slide in deck.slides for shape in slide.shapes if shape.has_table]
    assert tables
    for table in tables:
        assert table.first_row
        assert table.first_col
        assert {len(row.cells) for row in table.rows} == {len(table.columns)}
        assert all(cell.text for row in table.rows for cell in row.cells)


def test_the_cascade_tells_certainty_without_colour(deck, edition: Edition):
    for slide in deck.slides:
        for group in (shape for shape in shapes_of(slide) if shape.tag == f"{P}grpSp"):
            figure = edition.topic.figures[head_of(group).get("name").split("-", 1)[1]]
            words = paragraphs(group)
            looks = {}
            for number, step in enumerate(figure.steps, 1):
                if step.certainty:
                    assert edition.locale.certainty[step.certainty] in words
                    box = next(s for s in group.iter(f"{P}sp") if head_of(s).get("name") == f"step-{number}")
                    line = box.find(f".//{P}spPr/{A}ln")
                    looks[step.certainty] = (line.get("w"), line.find(f"{A}prstDash").get("val"))
            assert len(set(looks.values())) == len(looks)


# --- Measuring and arranging ---------------------------------------------------------------------------------------


def test_text_that_does_not_fit_is_refused_with_its_place(edition: Edition):
    long = with_headline(edition, "wears-off", "A headline that is much too long for any slide " * 8)
    with pytest.raises(KaphandoutError) as caught:
        write_deck(long)
    problem = caught.value.problems[0]
    assert problem.rule == "slide-overflow"
    assert "messages/" in problem.place.file
    assert problem.place.line > 0
    assert "A headline that is much too long" in problem.message


def test_all_texts_that_do_not_fit_are_told_at_once(edition: Edition):
    long = "A headline that is much too long for any slide " * 8
    with pytest.raises(KaphandoutError) as caught:
        write_deck(with_headline(with_headline(edition, "wears-off", long), "serious-risks", long))
    assert len({problem.id for problem in caught.value.problems}) >= 2


def test_shapes_stay_on_the_slide_and_texts_do_not_overlap(edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    for slide in plan.slides:
        shapes, problems = compose(edition, plan, slide, load_layouts())
        assert problems == []
        for shape in shapes:
            assert shape.box.x >= 0
            assert shape.box.y >= 0
            assert shape.box.right <= 960.01
            assert shape.box.bottom <= 540.01
        boxes = [(s.name, s.box) for s in shapes if isinstance(s, TextShape | Group)]
        for index, (one, a) in enumerate(boxes):
            for two, b in boxes[index + 1 :]:
                apart = a.right <= b.x + 1 or b.right <= a.x + 1 or a.bottom <= b.y + 1 or b.bottom <= a.y + 1
                assert apart, (slide.id, one, two)


def test_headlines_take_two_lines_at_most_and_26_points_at_least(edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    for slide in plan.slides:
        shapes, _ = compose(edition, plan, slide, load_layouts())
        title = next(shape for shape in shapes if shape.name == "title")
        para = title.paras[0]
        assert para.size >= 26
        if slide.layout not in ("title", "statement"):
            assert len(METRICS.wrap(replace(para, bold=True), title.inner.w)) <= 2


def test_widths_are_those_of_calibri():
    assert METRICS.width("Hello", 2048) == 1276 + 1019 + 470 + 470 + 1080
    assert METRICS.width("Hello", 20, bold=True) > METRICS.width("Hello", 20)
    assert METRICS.width("\u4e00", 20) == 20  # unknown: one em


def test_wrapping_is_greedy_and_keeps_every_word():
    text = "ketamine and esketamine are not the same medicine, and neither is a cure"
    lines = METRICS.wrap(Para(text, 20, 20), 200)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(METRICS.width(line, 20) <= 200 for line in lines)


def test_text_steps_down_to_its_floor_and_no_further():
    para = Para("word " * 60, 24, 18)
    assert METRICS.fit([para], 400, 2000).paras[0].size == 24
    found = METRICS.fit([para], 400, 40)
    assert found.paras[0].size == 18
    assert found.excess > 0


def test_right_to_left_mirrors_the_slides(edition: Edition):
    mirrored = replace(edition, locale=edition.locale.model_copy(update={"direction": "rtl"}))
    there, here = (Presentation(io.BytesIO(write_deck(e))) for e in (mirrored, edition))
    for one, two in zip(here.slides, there.slides, strict=True):
        for a, b in zip(one.shapes, two.shapes, strict=True):
            assert abs((a.left + a.width) - (there.slide_width - b.left)) <= 2
        assert all(p.get("rtl") == "1" for p in two._element.iter(f"{A}pPr"))


def test_certainty_is_marked_by_a_shape_and_in_words(edition: Edition):
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    for slide in plan.slides:
        shapes, _ = compose(edition, plan, slide, load_layouts())
        words = [s for s in shapes if isinstance(s, TextShape) and s.name == "certainty"]
        marks = [s for s in shapes if isinstance(s, Decoration) and s.name == "certainty-mark"]
        assert len(words) == bool(slide.certainty)
        assert len(marks) == (slide.certainty in SCALE)  # a label, a practice and trials that disagree are no degree


@pytest.mark.parametrize("layout", ["points", "statement", "quote"])
def test_the_mark_of_certainty_stands_out_from_its_ground(edition: Edition, layout: str):
    plan = plan_deck(edition)
    slide = replace(next(s for s in plan.slides if s.certainty in SCALE and s.title), layout=layout)
    mark = next(
        s
        for s in compose(edition, plan, slide, load_layouts())[0]
        if isinstance(s, Decoration) and s.name == "certainty-mark"
    )
    colours, ground = load_tokens().colours, load_layouts().layouts[layout].background
    assert contrast(getattr(colours, mark.line.colour), getattr(colours, ground)) >= 3
