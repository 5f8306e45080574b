"""What makes a presenter's day easier: minutes, what to say, backup slides, links, twins."""

from __future__ import annotations

import io
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from lxml import etree
from pptx import Presentation

from kaphandout.cli.main import main
from kaphandout.content.outline import DeckOutline, Slide
from kaphandout.content.placement import evidenced
from kaphandout.content.types import Essential
from kaphandout.deck import write_deck
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.minutes import choose, essential, paces
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.design.contrast import TEXT, contrast
from kaphandout.design.palette import clinic_colours
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from kaphandout.verify import check_manifest, read
from support import TOPIC

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WORDS_A_MINUTE = 140
"""A calm pace of speech."""


@pytest.fixture(scope="session")
def deck(deck_pptx: Path):
    return Presentation(str(deck_pptx))


@pytest.fixture(scope="session")
def short(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> tuple[DeckOutline, Path]:
    """The outline and the deck of a talk of 20 minutes."""
    outline, _ = choose(edition.topic, 20)
    path = tmp_path_factory.mktemp("short") / "deck.pptx"
    path.write_bytes(write_deck(edition, outline))
    return outline, path


def paragraphs(element) -> list[str]:
    texts = ("".join(t.text or "" for t in p.iter(f"{A}t")) for p in element.iter(f"{A}p"))
    return [text for text in texts if text]


def notes_of(slide) -> list[str]:
    return paragraphs(slide.notes_slide._element)


def name_of(slide) -> str:
    return slide._element.cSld.get("name")


def as_outlined(name: str) -> str:
    """The id of the slide in the outline, of which this may be a part."""
    return re.sub(r"-\d+$", "", name)


def hidden(slide) -> bool:
    return slide._element.get("show") == "0"


# --- Minutes -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("minutes", [10, 14, 20, 25, 60])
def test_a_talk_takes_no_longer_than_asked_and_keeps_its_order(edition: Edition, minutes: int):
    outline, left_out = choose(edition.topic, minutes)
    assert sum(slide.time for slide in outline.slides) <= minutes
    kept = [slide.id for slide in outline.slides]
    assert kept == [slide.id for slide in edition.topic.deck.slides if slide.id not in left_out]
    assert left_out or minutes == 60


@pytest.mark.parametrize("minutes", [10, 14, 20, 25])
def test_what_is_for_safety_and_what_every_talk_needs_is_never_left_out(edition: Edition, minutes: int):
    _, left_out = choose(edition.topic, minutes)
    degrees = {slide.id: essential(edition.topic, slide) for slide in edition.topic.deck.slides}
    assert Essential.SAFETY not in {degrees[id] for id in left_out}
    assert not {"title", "disclosure", "objectives", "off-label", "take-home", "references"} & set(left_out)


@pytest.mark.parametrize("minutes", [10, 11, 13, 15, 19, 21, 25])
def test_no_slide_is_shown_in_place_of_a_more_essential_one(edition: Edition, minutes: int):
    outline, left_out = choose(edition.topic, minutes)
    order = list(Essential)
    chosen = [order.index(essential(edition.topic, slide)) for slide in outline.slides if not slide.always]
    missed = [order.index(essential(edition.topic, s)) for s in edition.topic.deck.slides if s.id in left_out]
    assert max(chosen) <= min(missed)


def test_a_talk_that_is_too_short_for_safety_is_refused_with_the_minutes_that_it_needs(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    assert main(["slides", "--minutes", "9", "--out", str(tmp_path)]) == 2
    assert "10 minutes" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("given", ["0", "-5", "nan", "twenty", "1e3"])
def test_minutes_that_are_no_minutes_are_refused(given: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as stopped:
        main(["slides", f"--minutes={given}"])
    assert stopped.value.code == 2
    assert "whole number of minutes" in capsys.readouterr().err


def test_the_command_says_what_it_left_out(capsys: pytest.CaptureFixture[str], tmp_path: Path):
    assert main(["slides", "--topic", TOPIC, "--minutes", "20", "--json", "--out", str(tmp_path)]) == 0
    (product,) = json.loads(capsys.readouterr().out)
    assert product["left_out"]
    assert Path(product["file"]).name == "ketamine-assisted-psychotherapy-deck-20min-en.pptx"


def test_a_short_deck_claims_what_it_shows_and_shows_what_it_claims(edition: Edition, short: tuple[DeckOutline, Path]):
    artefact = read(short[1])
    assert check_manifest(artefact) == []
    left = {slide.title for slide in edition.topic.deck.slides} - {slide.title for slide in short[0].slides}
    assert left
    shown = set(artefact.manifest["shows"])
    assert not {f"message.{title}.clinician.notes" for title in left} & shown
    assert artefact.codes == (edition.code,)


def test_the_notes_tell_where_the_talk_should_be(edition: Edition, deck, short: tuple[DeckOutline, Path]):
    for slides, outline in ((deck.slides, edition.topic.deck), (Presentation(str(short[1])).slides, short[0])):
        told = paces(outline.slides, edition.locale)
        firsts = {as_outlined(name_of(slide)): notes_of(slide)[0] for slide in reversed(list(slides))}
        found = {id: firsts[id] for id in told}
        assert found == told
        numbers = [[float(n) for n in re.findall(r"[\d.]+", text)] for text in found.values()]
        assert all(one[1] + two[0] == two[1] for one, two in pairwise(numbers))
        assert numbers[-1][1] == numbers[-1][2] == sum(slide.time for slide in outline.slides)


def test_what_is_to_be_said_can_be_said_in_the_minutes_of_its_slide(edition: Edition):
    for slide in edition.topic.deck.slides:
        says = [w.say for id in slide.messages() if slide.title and (w := edition.message(id).clinician) and w.say]
        if slide.time:
            assert sum(len(say.split()) for say in says) <= slide.time * WORDS_A_MINUTE, slide.id


# --- What to say ---------------------------------------------------------------------------------------------------


def test_every_slide_in_the_show_has_a_talk_track(deck, edition: Edition):
    drawn = {as_outlined(name_of(slide)): notes_of(slide) for slide in reversed(list(deck.slides))}
    for slide in edition.topic.deck.slides:
        if slide.title:
            say = edition.message(slide.title).clinician.say
            notes = drawn[slide.id]
            assert say
            assert notes[notes.index(edition.locale.terms.notes_say) + 1] == say


def test_where_nothing_is_written_the_points_are_what_to_say(small_edition: Edition):
    deck = Presentation(io.BytesIO(write_deck(small_edition)))
    burn = next(slide for slide in deck.slides if name_of(slide) == "burn")
    notes, points = notes_of(burn), small_edition.message("burn").clinician.points
    start = notes.index(small_edition.locale.terms.notes_say) + 1
    assert notes[start : start + len(points)] == list(points)


def test_a_changed_talk_track_is_noticed_in_the_deck(deck_pptx: Path, tmp_path: Path):
    deck = Presentation(str(deck_pptx))
    slide = next(slide for slide in deck.slides if name_of(slide) == "duration")
    words = next(t for t in slide.notes_slide._element.iter(f"{A}t") if t.text.startswith("The relief is brief."))
    words.text = words.text.replace("The relief is brief.", "The relief lasts for years.")
    path = tmp_path / "deck.pptx"
    deck.save(str(path))
    assert {problem.id for problem in check_manifest(read(path))} == {"message.wears-off.clinician.say"}


# --- Backup --------------------------------------------------------------------------------------------------------


def backup(deck) -> list:
    return [slide for slide in deck.slides if hidden(slide)]


def test_backup_slides_are_hidden_stand_last_and_have_a_section(deck, edition: Edition):
    shown = [not hidden(slide) for slide in deck.slides]
    assert shown == sorted(shown, reverse=True)
    assert len(backup(deck)) >= 4
    root = deck.part._element
    p14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    section = list(root.iter(f"{p14}section"))[-1]
    assert section.get("name") == edition.locale.terms.backup
    assert [int(id.get("id")) for id in section.iter(f"{p14}sldId")] == [slide.slide_id for slide in backup(deck)]


def test_the_backup_has_a_row_for_every_statement_that_rests_on_evidence(deck, edition: Edition):
    rows = {}
    for slide in backup(deck):
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        assert table.first_row
        for row in list(table.rows)[1:]:
            cells = [cell.text.replace("\u00a0", " ") for cell in row.cells]
            rows[cells[0], *cells[1:-1]] = cells[-1]
    for message in evidenced(edition.topic):
        certainty = edition.locale.certainty[message.certainty]
        shorts = " · ".join(edition.topic.references[key].short for key in message.evidence)
        assert rows[message.clinician.headline, certainty] == shorts
    figure = edition.topic.figures["evidence-by-condition"]
    for row, key in zip(figure.clinician.rows, figure.sources, strict=True):
        assert rows[tuple(row)] == edition.topic.references[key].short


def test_the_backup_repeats_its_header_and_stays_at_18_points(deck):
    heads = []
    for slide in backup(deck):
        table = next(shape.table for shape in slide.shapes if shape.has_table)
        heads.append([cell.text for cell in table.rows[0].cells])
        sizes = [int(run.get("sz")) for run in table._tbl.iter(f"{A}rPr") if run.get("sz")]
        assert min(sizes) >= 1800
    assert len({tuple(head) for head in heads}) == 2


# --- Links ---------------------------------------------------------------------------------------------------------


def links(slide):
    """Each linked run: its words, its link, the relationship."""
    for run in slide._element.iter(f"{A}r"):
        link = run.find(f"{A}rPr/{A}hlinkClick")
        if link is not None:
            yield run.findtext(f"{A}t").replace("\u00a0", " "), link, slide.part.rels[link.get(f"{R}id")]


def test_citations_lead_to_their_full_references_and_certainty_to_what_it_rests_on(deck, edition: Edition):
    full = {str(reference.short): reference.full for reference in edition.topic.references.values()}
    jumps = certainties = 0
    for slide in deck.slides:
        linked = {}
        for words, link, relation in links(slide):
            if link.get("action"):
                assert link.get("action") == "ppaction://hlinksldjump"
                target = next(s for s in deck.slides if s.part is relation.target_part)
                if words not in full:  # the words of certainty
                    assert hidden(target)
                    title = re.sub(r" \(\d+ of \d+\)$", "", slide.shapes.title.text_frame.text)
                    assert title in paragraphs(target._element)
                    certainties += 1
                    continue
                assert full[words] in paragraphs(target._element)
                linked[words] = target
                jumps += 1
        for shape in slide.shapes:
            if shape.name == "source":
                assert set(shape.text_frame.text.split(" · ")) == set(linked)
    assert jumps > 60
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    assert certainties == sum(bool(slide.certainty) for slide in plan.slides)


def test_each_full_reference_leads_to_the_web(deck, edition: Edition):
    found: dict[str, str] = {}
    for slide in deck.slides:
        found |= {words: relation.target_ref for words, link, relation in links(slide) if not link.get("action")}
    used = {text for slide in deck.slides for text in paragraphs(slide._element)}
    references = [r for r in edition.topic.references.values() if r.full in used and r.address]
    assert len(references) > 20
    for reference in references:
        last = reference.full.rsplit(" ", 1)[1]
        assert found[last] == reference.address
        assert found[last].startswith("https://doi.org/10." if last.startswith("doi:") else "https://")


def test_links_can_be_read_on_every_ground(deck, edition: Edition):
    """They keep the colour of the text; where a program takes that of the theme, it must do as well."""
    colours = clinic_colours(edition.clinic)
    theme = {"lt2": colours.tint_cool, "dk2": colours.teal, "hlink": colours.teal_mid, "folHlink": colours.muted}
    grounds = set()
    for slide in deck.slides:
        if not list(links(slide)):
            continue
        for _, link, _ in links(slide):
            assert b"hlinkClr" in etree.tostring(link)
            assert b'val="tx"' in etree.tostring(link)
        layout = next(one for one in load_layouts().layouts.values() if one.name == slide.slide_layout.name)
        ground = getattr(colours, layout.background)
        override = slide._element.find(f"{P}clrMapOvr/{A}overrideClrMapping")
        for slot in ("hlink", "folHlink"):
            assert contrast(theme[override.get(slot) if override is not None else slot], ground) >= TEXT
        grounds.add(ground)
    assert len(grounds) == 3


# --- Twins, and what a slide does not do ------------------------------------------------------------------------------


def test_a_twin_asks_the_patients_question_and_answers_in_their_words(deck, edition: Edition):
    twins = [slide for slide in edition.topic.deck.slides if slide.layout == "twin"]
    assert twins
    for twin in twins:
        slide = next(slide for slide in deck.slides if name_of(slide) == twin.id)
        section = next(section for section in edition.topic.about.sections if section.id == twin.section)
        told = paragraphs(slide._element)
        assert slide.shapes.title.text_frame.text == section.patient
        assert edition.locale.terms.patient_reads in told
        for id in twin.patient:
            assert edition.message(id).patient.text in told


def test_no_slide_moves(deck):
    """No transitions, no animations, on slides, layouts or masters."""
    parts = [*deck.slides, *deck.slide_layouts, *deck.slide_masters]
    for part in parts:
        assert not [e.tag for e in part._element.iter() if str(e.tag).endswith(("}transition", "}timing"))]


# --- Content that is wrong -------------------------------------------------------------------------------------------


def with_slide(content: Path, **slide: object) -> Path:
    path = content / "topics" / "small" / "outline" / "deck.yaml"
    outline = yaml.safe_load(path.read_text(encoding="utf-8"))
    outline["slides"].append({"id": "more", **slide})
    path.write_text(yaml.safe_dump(outline), encoding="utf-8")
    return content


@pytest.mark.parametrize(
    ("slide", "words"),
    [
        ({"layout": "twin", "section": "risks"}, "a twin has a section and `patient` messages"),
        ({"layout": "twin", "section": "risks", "patient": ["burn"], "title": "taste"}, "a twin has a section"),
        ({"layout": "twin", "section": "nowhere", "patient": ["burn"]}, "there is no section 'nowhere'"),
        ({"layout": "points"}, "name the message whose headline is the title"),
        ({"layout": "points", "title": "making-a-cup", "minutes": 0.3}, "multiple of 0.5"),
        ({"layout": "points", "title": "making-a-cup", "essential": "very"}, "'safety', 'must', 'should' or 'may'"),
    ],
)
def test_a_slide_that_makes_no_sense_is_named_with_its_place(
    small: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, slide: dict[str, object], words: str
):
    content = with_slide(small, **slide)
    assert main(["slides", "--content", str(content), "--out", str(tmp_path / "out")]) == 2
    told = capsys.readouterr().err
    assert words in told
    assert re.search(r"outline/deck\.yaml:\d+: error", told)


def test_a_table_with_a_source_too_few_is_named(
    editable_content: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    path = editable_content / "topics" / "ketamine-assisted-psychotherapy" / "figures.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("  sources: [murrough2013ajp, ", "  sources: ["), encoding="utf-8")
    assert main(["slides", "--content", str(editable_content), "--out", str(tmp_path)]) == 2
    assert "7 sources for 8 rows" in capsys.readouterr().err


def test_a_topic_of_any_kind_can_have_twins_and_a_backup(small: Path, tmp_path: Path):
    with_slide(small, layout="twin", section="risks", patient=["burn"])
    path = small / "topics" / "small" / "messages" / "this.yaml"
    messages = small / "topics" / "small" / "messages"
    path = sorted(messages.glob("*.yaml"))[0]
    more = {
        "id": "talk-backup", "kind": "editorial", "certainty": "established", "audiences": ["clinician"],
        "clinician": {"headline": "What the talk rests on"},
    }  # fmt: skip
    path.write_text(path.read_text(encoding="utf-8") + "\n" + yaml.safe_dump([more]), encoding="utf-8")
    outline = messages.parent / "outline" / "deck.yaml"
    slides = yaml.safe_load(outline.read_text(encoding="utf-8"))
    slides["slides"].append({"id": "backup", "layout": "backup", "title": "talk-backup", "points": False})
    outline.write_text(yaml.safe_dump(slides), encoding="utf-8")
    edition, _ = Source(small).edition("small")
    target = tmp_path / "deck.pptx"
    target.write_bytes(write_deck(edition))
    assert check_manifest(read(target)) == []
    deck = Presentation(str(target))
    assert [name_of(slide) for slide in deck.slides][-2:] == ["more", "backup"]
    assert hidden(deck.slides[len(deck.slides) - 1])


def test_a_slide_is_as_essential_as_its_most_essential_message_unless_the_outline_says_otherwise(edition: Edition):
    slide = Slide(id="x", layout="cards", title="serious-risks", headlines=("risk-bladder",))
    assert essential(edition.topic, slide) is Essential.SAFETY
    assert essential(edition.topic, slide.model_copy(update={"essential": Essential.MAY})) is Essential.MAY
