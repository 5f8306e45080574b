"""Too much for one slide: what can be split stands on several, what cannot stops the build with one clear line."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from pptx import Presentation

from kaphandout.cli.main import main
from kaphandout.deck import write_deck
from kaphandout.diagnostics import KaphandoutError, Severity
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from kaphandout.verify import check_edition, check_manifest, read
from support.coverage import unknown_text

WORD_80 = "pneumonoultramicroscopicsilicovolcanoconiosis-less"[:45] + "hepaticocholangiogastrostomyelectroe"[:35]
SENTENCE = "Keep every cup away from children and let it cool before the first sip"


class Content:
    """The small topic, to be made too long; `slide` is the outline's slide of an id, `message` a message of an id."""

    def __init__(self, root: Path):
        self.root, self.topic = root, root / "topics" / "small"

    def change(self, name: str, id: str, **changes: Any) -> None:
        """Change the record `id` of a file of the topic."""
        path = self.topic / name
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        record = next(one for one in (data["slides"] if isinstance(data, dict) else data) if one["id"] == id)
        record.update(changes)
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")

    def say(self, **clinician: Any) -> None:
        """Give the message `burn`, which has a slide of points, another wording for clinicians."""
        path = self.topic / "messages" / "risks.yaml"
        old = yaml.safe_load(path.read_text(encoding="utf-8"))[0]["clinician"]
        self.change("messages/risks.yaml", "burn", clinician={**old, **clinician})

    def fit_table(self, rows: list[list[str]]) -> None:
        """Show a table on the slide `burn`."""
        figure = {
            "id": "cups",
            "kind": "table",
            "title": {"patient": "Cups", "clinician": "Cups by size"},
            "alt": {"patient": "A table of cups.", "clinician": "A table of cups and how long each stays hot."},
            "evidence": ["teapot2020"],
            "clinician": {"columns": ["Cup", "Stays hot for", "Remark"], "rows": rows},
        }
        path = self.topic / "figures.yaml"
        data = [*yaml.safe_load(path.read_text(encoding="utf-8")), figure]
        path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
        self.change("outline/deck.yaml", "burn", layout="table", figure="cups", points=False)

    def edition(self) -> Edition:
        return Source(self.root).edition("small")[0]

    def deck(self) -> list[Any]:
        return list(Presentation(io.BytesIO(write_deck(self.edition()))).slides)

    def refused(self) -> list[str]:
        """What the build says that the deck cannot be made of."""
        with pytest.raises(KaphandoutError) as caught:
            write_deck(self.edition())
        return [str(problem) for problem in caught.value.problems]


@pytest.fixture
def content(small: Path) -> Content:
    return Content(small)


def parts(slides: list[Any], id: str = "burn") -> list[Any]:
    return [slide for slide in slides if slide._element.cSld.get("name").rpartition("-")[0] == id]


def title(slide: Any) -> str:
    return str(slide.shapes.title.text_frame.text)


def named(slide: Any, start: str) -> list[str]:
    return [s.text_frame.text for s in slide.shapes if s.has_text_frame and s.name.startswith(start)]


def rows(slide: Any) -> list[list[str]]:
    table = next(shape.table for shape in slide.shapes if shape.has_table)
    return [[cell.text for cell in row.cells] for row in table.rows]


# --- What can be split ---------------------------------------------------------------------------------------------


def test_25_points_stand_on_five_slides_with_five_each(content: Content):
    points = [f"{SENTENCE}, rule {number} of the house" for number in range(1, 26)]
    content.say(points=points)
    slides = content.deck()
    split = parts(slides)
    assert [len(named(slide, "point-")) for slide in split] == [5, 5, 5, 5, 5]
    assert [point for slide in split for point in named(slide, "point-")] == points
    assert [title(slide) for slide in split] == [
        f"Scalds are the harm to warn of ({number} of 5)" for number in range(1, 6)
    ]
    assert len({title(slide) for slide in slides}) == len(slides)


def test_points_that_are_long_stand_on_more_slides_than_their_number_asks_for(content: Content):
    content.say(points=[f"{SENTENCE}, " * 4 + f"rule {number}" for number in range(5)])
    assert [len(named(slide, "point-")) for slide in parts(content.deck())] == [3, 2]


def test_points_that_fit_are_not_split(content: Content):
    content.say(points=[SENTENCE] * 6)
    assert parts(content.deck()) == []


def test_the_notes_stand_with_the_first_part_and_the_others_say_so(content: Content):
    content.say(points=[f"{SENTENCE} {number}" for number in range(9)])
    first, second = parts(content.deck())
    assert "From a series without a denominator." in first.notes_slide.notes_text_frame.text
    assert second.notes_slide.notes_text_frame.text == "More notes stand with the first of these slides."


def test_a_part_has_the_notes_of_the_messages_on_it(content: Content):
    content.change("outline/deck.yaml", "burn", layout="two-voices", patient=["what-tea", "taste"])
    content.say(points=[f"{SENTENCE}, rule {number}, as the house has it" for number in range(10)])
    first, second = (slide.notes_slide.notes_text_frame.text for slide in parts(content.deck()))
    for told, untold, words in (
        (first, second, ("From a series without a denominator.", "Tea may warm you", "Kettle C. Burns")),
        (second, first, ("It may taste bitter.", "The taste of tannin unblinds every trial")),
    ):
        for word in words:
            assert word in told
            assert word not in untold


def test_a_split_deck_still_proves_what_it_says(content: Content, tmp_path: Path):
    content.say(points=[f"{SENTENCE} {number}" for number in range(25)])
    edition = content.edition()
    path = tmp_path / "deck.pptx"
    path.write_bytes(write_deck(edition))
    artefact = read(path)
    found = [*check_manifest(artefact), *check_edition(artefact, edition)]
    found += unknown_text(artefact, edition.texts, edition.locale.terms)
    assert found == []


def test_every_part_is_in_its_section(content: Content):
    content.say(points=[f"{SENTENCE} {number}" for number in range(9)])
    deck = Presentation(io.BytesIO(write_deck(content.edition())))
    p14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
    sections = {
        section.get("name"): [int(id.get("id")) for id in section.iter(f"{p14}sldId")]
        for section in deck.part._element.iter(f"{p14}section")
    }
    harms = [slide.slide_id for slide in parts(list(deck.slides))]
    assert set(harms) <= set(sections["Harms"])
    assert [id for ids in sections.values() for id in ids] == [slide.slide_id for slide in deck.slides]


def test_a_table_of_30_rows_repeats_its_header_and_its_columns(content: Content):
    given = [[f"Cup number {n}", f"{n} min", "A lid keeps it hot for longer" if n % 7 == 0 else "-"] for n in range(30)]
    content.fit_table(given)
    slides = parts(content.deck())
    tables = [rows(slide) for slide in slides]
    assert len(tables) >= 4
    assert {tuple(table[0]) for table in tables} == {("Cup", "Stays hot for", "Remark")}
    assert [row for table in tables for row in table[1:]] == given
    lengths = [len(table) for table in tables]
    assert max(lengths) - min(lengths) <= 1
    widths = [[c.width for c in s.table.columns] for slide in slides for s in slide.shapes if s.has_table]
    assert all(one == widths[0] for one in widths)
    assert all(s.table.first_row for slide in slides for s in slide.shapes if s.has_table)


def test_the_alternative_of_a_part_of_a_table_says_which_part_it_is(content: Content):
    content.fit_table([[f"Cup {n}", "3 min", "-"] for n in range(12)])
    told = [s._element.nvGraphicFramePr.cNvPr.get("descr") for one in parts(content.deck()) for s in one.shapes
            if s.has_table]  # fmt: skip
    assert told == [f"A table of cups and how long each stays hot. ({n} of 2)" for n in (1, 2)]


def test_nine_cards_stand_on_three_slides(content: Content):
    content.change("outline/deck.yaml", "burn", layout="cards")
    content.say(points=[f"{SENTENCE} {number}" for number in range(9)])
    assert [len(named(slide, "card-")) for slide in parts(content.deck())] == [3, 3, 3]


def test_two_voices_are_split_side_by_side(content: Content):
    content.change("outline/deck.yaml", "burn", layout="two-voices", patient=["burn", "what-tea", "taste"])
    content.say(points=[f"{SENTENCE}, rule {number}, as the house has it" for number in range(10)])
    slides = parts(content.deck())
    assert len(slides) >= 2
    assert all(named(slide, "text-left") for slide in slides)
    left = [line for slide in slides for text in named(slide, "text-left") for line in text.split("\n")]
    assert left == [f"{SENTENCE}, rule {number}, as the house has it" for number in range(10)]
    right = "\n".join(text for slide in slides for text in named(slide, "text-right"))
    for told in ("Tea may warm you", "It is hot.", "It may taste bitter."):
        assert right.count(told) == 1
    for slide in slides:
        assert bool(named(slide, "label-right")) == bool(named(slide, "text-right"))


# --- What cannot ---------------------------------------------------------------------------------------------------


def test_a_title_of_60_words_is_one_line_with_slide_box_and_lines(content: Content):
    content.say(headline="Scalds are what to warn of " * 10, points=[f"{SENTENCE} {n}" for n in range(25)])
    (told,) = content.refused()
    assert "messages/risks.yaml:" in told
    assert "box 'title' needs " in told
    assert "lines at 26 pt, the least there, and has room for 2" in told
    assert "slide 'burn" in told


def test_one_point_that_fills_more_than_a_slide_is_named_and_no_other(content: Content):
    content.say(points=[SENTENCE, SENTENCE * 30, SENTENCE])
    (told,) = content.refused()
    assert "box 'points' needs " in told
    assert SENTENCE[:60] in told


def test_a_statement_is_never_split(content: Content):
    content.change("outline/deck.yaml", "burn", layout="statement")
    content.say(points=[SENTENCE] * 12)
    (told,) = content.refused()
    assert "slide 'burn': box 'text' needs " in told


def test_a_word_of_80_letters_stands_where_it_fits_and_is_named_where_it_does_not(content: Content):
    assert len(WORD_80) == 80
    content.say(points=[WORD_80, SENTENCE])
    assert WORD_80 in "".join(text for slide in content.deck() for text in named(slide, "point-"))
    content.change("outline/deck.yaml", "burn", layout="cards")
    assert [named(slide, "card-") for slide in parts(content.deck())] == [[WORD_80], [SENTENCE]]
    content.change("outline/deck.yaml", "burn", layout="two-voices", patient=["taste"])
    (told,) = content.refused()
    assert "box 'text-left' has room for " in told
    assert "a word of 80" in told
    assert "messages/risks.yaml:" in told


def test_a_word_of_80_letters_in_a_cell_is_named(content: Content):
    content.fit_table([["Mug", WORD_80, WORD_80], ["Glass", "2 min", "-"]])
    (told,) = content.refused()
    assert "box 'table-cups' has room for " in told
    assert "a word of 80" in told


def test_no_points_at_all_is_one_clear_line(content: Content):
    content.say(points=[])
    (told,) = content.refused()
    assert "slide 'burn': it has nothing but its headline" in told
    assert "messages/risks.yaml:" in told


def test_points_on_a_quote_are_not_lost_in_silence(content: Content):
    content.change("outline/deck.yaml", "burn", layout="quote", patient=["burn"])
    assert any("a quote has no place for points" in told for told in content.refused())
    content.change("outline/deck.yaml", "burn", points=False)
    (quote,) = [text for slide in content.deck() for text in named(slide, "quote")]
    assert quote == "It is hot.\nWait about 1 minute before you drink."


def test_more_points_than_stand_beside_a_chart_follow_it_on_a_slide_of_their_own(content: Content):
    what = yaml.safe_load((content.topic / "messages" / "what.yaml").read_text(encoding="utf-8"))[0]["clinician"]
    given = [f"Warm {number}" for number in range(5)]
    content.change("messages/what.yaml", "what-tea", clinician={**what, "points": given})
    chart, words = parts(content.deck(), "trial")
    assert any(shape.has_chart for shape in chart.shapes)
    assert named(chart, "point-") == []
    assert named(words, "point-") == given
    content.change("messages/what.yaml", "what-tea", clinician={**what, "points": ["Warm"] * 7})
    (told,) = content.refused()
    assert "slide 'trial': box 'points' has places for 4 and 7 are given" in told


def test_a_name_beside_the_bars_of_a_chart_that_takes_too_many_lines_is_named(content: Content):
    figure = yaml.safe_load((content.topic / "figures.yaml").read_text(encoding="utf-8"))[0]
    row = {**figure["rows"][0], "label": {"patient": "Felt warm", "clinician": SENTENCE * 8}}
    content.change("figures.yaml", "warmth", rows=[row])
    (told,) = content.refused()
    assert "slide 'trial': box 'chart' needs " in told
    assert "figures.yaml:" in told


def test_the_longest_notes_are_kept_whole_and_longer_ones_are_refused(content: Content, tmp_path: Path):
    notes = " ".join(f"Remark {number}: {SENTENCE}." for number in range(46))
    content.say(notes=notes + " " + notes)
    with pytest.raises(
        KaphandoutError, match=r"risks.yaml:\d+: error: burn.clinician.notes: this text must have 4000 letters or fewer"
    ):
        content.edition()
    content.say(notes=notes)
    edition = content.edition()
    path = tmp_path / "deck.pptx"
    path.write_bytes(write_deck(edition))
    slide = next(s for s in Presentation(path).slides if s._element.cSld.get("name") == "burn")
    assert notes in slide.notes_slide.notes_text_frame.text
    assert check_manifest(read(path)) == []


def test_a_user_reads_file_line_and_remedy_and_gets_no_deck(
    content: Content, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    content.say(headline="Scalds are what to warn of " * 10)
    out = tmp_path / "out"
    assert main(["slides", "--content", str(content.root), "--out", str(out), "--json"]) == 2
    (found,) = json.loads(capsys.readouterr().err)
    assert found["severity"] == Severity.ERROR
    assert found["file"].endswith("messages/risks.yaml")
    assert found["line"] > 0
    assert "shorten it" in found["message"]
    assert list(out.rglob("*.pptx")) == []
