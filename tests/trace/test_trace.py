"""From claim to page: where a reader finds what became of each claim, and what leads nowhere or rests on nothing."""

from __future__ import annotations

import contextlib
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pptx
import pypdfium2
import pytest
from lxml import html

from kaphandout.cli.main import main
from kaphandout.deck import write_deck
from kaphandout.leaflet import write_leaflet
from kaphandout.project import Source
from kaphandout.trace.matrix import signed_by
from kaphandout.trace.report import grouped
from kaphandout.verify import read
from kaphandout.verify.locations import Location

COUNTER = re.compile(r" \(\d+ of \d+\)$")
Whole = tuple[int, dict[str, Any], Path]


@pytest.fixture(scope="module")
def whole(leaflet_pdf: Path, deck_pptx: Path, tmp_path_factory: pytest.TempPathFactory) -> Whole:
    """The matrix of the real topic: exit code, JSON, and the page."""
    page, told = tmp_path_factory.mktemp("trace") / "trace.html", io.StringIO()
    with contextlib.redirect_stdout(told):
        code = main(["trace", "--json", "--files", str(leaflet_pdf), str(deck_pptx), "--html", str(page)])
    return code, json.loads(told.getvalue())[0], page


def places(row: dict[str, Any], where: str) -> list[str]:
    return [spot["place"] for spot in row[where]]


def test_every_claim_of_the_real_topic_leads_to_a_place_or_says_why_not(whole: Whole) -> None:
    code, trace, _ = whole
    assert code == 0
    assert [claim["id"] for claim in trace["claims"]] == [f"S{number}" for number in range(1, 27)]
    for claim in trace["claims"]:
        rows = claim["messages"]
        if claim["told"] == "nobody":
            assert (rows, bool(claim["left_out"])) == ([], True)
        if claim["told"] in ("both", "patients"):
            assert any(places(row, "leaflet") for row in rows), claim["id"]
        if claim["told"] in ("both", "clinicians"):
            assert any(places(row, "slides") for row in rows), claim["id"]


def test_each_page_that_the_matrix_names_holds_the_words(whole: Whole, leaflet_pdf: Path, edition: Any) -> None:
    """Read with another library and by another way than the matrix does."""
    with pypdfium2.PdfDocument(leaflet_pdf) as pdf:
        pages = [letters(page.get_textpage().get_text_range()) for page in pdf]
    rows = [row for claim in whole[1]["claims"] for row in claim["messages"]] + whole[1]["beside"]
    checked = 0
    for row in rows:
        if row["what"] == "message" and row["leaflet"]:
            words = letters(edition.texts[f"message.{row['id']}.patient.text"])
            on = [f"page {number}" for number, page in enumerate(pages, 1) if words in page]
            assert places(row, "leaflet") == on, row["id"]
            checked += 1
    assert checked > 50


def test_each_slide_that_the_matrix_names_holds_the_headline_and_its_notes_the_caveat(
    whole: Whole, deck_pptx: Path, edition: Any
) -> None:
    slides = list(pptx.Presentation(str(deck_pptx)).slides)
    rows = {row["id"]: row for claim in whole[1]["claims"] for row in claim["messages"]}
    headlines = {id: edition.texts.get(f"message.{id}.clinician.headline") for id in rows}
    told = [row for row in rows.values() if row["slides"] and headlines[row["id"]]]
    assert len(told) > 15
    for row in told:
        headline = headlines[row["id"]]
        shown = [
            f"slide {number}"
            for number, slide in enumerate(slides, 1)
            if headline in [COUNTER.sub("", shape.text_frame.text) for shape in every_shape(slide.shapes)]
        ]
        assert set(shown) <= set(places(row, "slides")), row["id"]
        assert shown, row["id"]
        for spot in row["slides"]:
            number = int(spot["place"].split()[1])
            assert spot["heading"] == slides[number - 1].shapes.title.text_frame.text
        caveat = edition.texts.get(f"message.{row['id']}.clinician.notes")
        if caveat:
            numbers = [int(place.split()[1]) for place in places(row, "notes")]
            assert all(caveat in slides[n - 1].notes_slide.notes_text_frame.text for n in numbers)
            assert numbers


def letters(text: str) -> str:
    return re.sub(r"[^\w]|\ufffe", "", text)


def every_shape(shapes: Any) -> list[Any]:
    found = []
    for shape in shapes:
        if hasattr(shape, "shapes"):
            found += every_shape(shape.shapes)
        elif shape.has_text_frame:
            found.append(shape)
    return found


def test_the_heading_above_a_message_is_the_question_that_the_patient_reads(whole: Whole) -> None:
    rows = {row["id"]: row for claim in whole[1]["claims"] for row in claim["messages"]}
    assert rows["mechanism"]["leaflet"] == [{"place": "page 2", "heading": "How might it work?"}]
    assert rows["know-ptsd"]["leaflet"][0]["heading"] == "What do we know?"
    assert rows["main-message"]["leaflet"][0]["heading"] == "Ketamine-assisted therapy"


def test_references_say_whether_they_were_seen_and_nobody_has_signed(whole: Whole) -> None:
    rows = {row["id"]: row for claim in whole[1]["claims"] for row in claim["messages"]}
    assert [(cited["key"], cited["verified"]) for cited in rows["mechanism"]["references"]] == [
        ("yang2019", "full"),
        ("modasava2019", "part"),
        ("holmes2022", "part"),
    ]
    assert {row["signed"] for row in rows.values()} == {"not signed"}


def test_a_message_of_a_short_format_alone_names_it(whole: Whole) -> None:
    row = next(row for row in whole[1]["beside"] if row["id"] == "after-today")
    assert (row["leaflet"], row["outlines"]) == ([], ["card"])


def test_the_page_is_one_table_a_reader_can_walk_through(whole: Whole) -> None:
    page = html.fromstring(whole[2].read_bytes())
    assert page.get("lang") == "en"
    table = page.xpath("//table")[0]
    assert [cell.text_content() for cell in table.xpath("./thead//th[@scope='col']")][:4] == [
        "Claim",
        "Message",
        "Leaflet",
        "Deck",
    ]
    heads = table.xpath("./tbody//th[@scope='rowgroup' or @scope='row']")
    assert [re.match(r"S\d+", head.text_content().strip())[0] for head in heads] == [f"S{n}" for n in range(1, 27)]
    for body in table.xpath("./tbody"):
        head = body.xpath(".//th[@rowspan]")
        assert not head or int(head[0].get("rowspan")) == len(body.xpath("./tr"))
    assert page.xpath("//script | //link | //img") == []


def test_slides_that_continue_under_one_title_are_told_together() -> None:
    spots = [
        Location("slide 7", "Trials (1 of 2)"),
        Location("slide 8", "Trials (2 of 2)"),
        Location("slide 9", "Two (or more)"),
    ]
    assert grouped(spots) == [("slide 7, 8", "Trials"), ("slide 9", "Two (or more)")]


# --- Narrowed ------------------------------------------------------------------------------------------------------


@pytest.fixture
def built(small: Path, tmp_path: Path) -> list[str]:
    """Leaflet and deck of the small topic."""
    edition = Source(small).edition("small")[0]
    (tmp_path / "small.pdf").write_bytes(write_leaflet(edition, "a4").pdf)
    (tmp_path / "small.pptx").write_bytes(write_deck(edition))
    return [str(tmp_path / "small.pdf"), str(tmp_path / "small.pptx")]


@pytest.fixture
def trace(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    def ask(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code = main(["trace", "--json", *map(str, arguments)])
        told = capsys.readouterr()
        return code, json.loads(told.out)[0] if told.out else json.loads(told.err)[0]

    return ask


def ids(trace: dict[str, Any]) -> tuple[list[str], list[str], list[str]]:
    claims = trace["claims"]
    return (
        [claim["id"] for claim in claims],
        [row["id"] for claim in claims for row in claim["messages"]],
        [row["id"] for row in trace["beside"]],
    )


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (["S2"], (["S2"], ["burn"], [])),
        (["what-tea"], (["S1"], ["what-tea"], [])),
        (["cup"], ([], [], ["cup"])),
        (["S1", "taste"], (["S1"], ["what-tea"], ["taste"])),
        (["--reference", "kettle2019"], (["S2"], ["burn"], ["cup"])),
        (["S1", "--reference", "kettle2019"], ([], [], [])),
    ],
)
def test_one_claim_message_figure_or_reference_is_shown_alone(
    wanted: list[str], expected: tuple[list[str], ...], small: Path, built: list[str], trace: Callable[..., Any]
) -> None:
    assert ids(trace(*wanted, "--content", small, "--files", *built)[1]) == expected


@pytest.mark.parametrize("wanted", [["S99"], ["nothing-here"], ["--reference", "nobody2000"]])
def test_an_unknown_name_is_refused(
    wanted: list[str], small: Path, built: list[str], trace: Callable[..., Any]
) -> None:
    code, problem = trace(*wanted, "--content", small, "--files", *built)
    assert code == 2
    assert wanted[-1] in problem["message"]


def test_without_files_a_leaflet_and_a_deck_are_built_and_nothing_is_left(
    small: Path, trace: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    code, found = trace("S2", "--content", small)
    (row,) = found["claims"][0]["messages"]
    assert (code, places(row, "leaflet"), places(row, "slides")) == (0, ["page 1"], ["slide 5"])
    assert list((tmp_path / "temporary").glob("kaphandout-*")) == []


def test_who_signed_a_message_is_read_from_the_manifest_of_this_edition(built: list[str]) -> None:
    artefact = read(Path(built[0]))
    assert artefact.manifest
    messages = {"burn": {"signed": ["clinician", "patient adviser"]}, "taste": {}}
    signed = replace(artefact, manifest={**artefact.manifest, "messages": messages})
    code = artefact.manifest["edition"]
    assert signed_by([signed], code) == {"burn": "signed by clinician, patient adviser"}
    assert signed_by([artefact], code) == signed_by([signed], "7F3A-2C9D") == {}


# --- Faults --------------------------------------------------------------------------------------------------------


def faults(trace: dict[str, Any], rule: str) -> list[str]:
    return [problem["id"] for problem in trace["problems"] if problem["rule"] == rule and problem["severity"] != "note"]


def change(content: Path, file: str, old: str, new: str) -> None:
    path = content / "topics/small" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_small_topic_is_without_a_fault(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    code, found = trace("--content", small, "--files", *built)
    assert (code, found["problems"]) == (0, [])


def test_a_statement_that_rests_on_nothing_is_named(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    change(small, "messages/what.yaml", "  kind: editorial\n  certainty: unknown", "  certainty: unknown")
    code, found = trace("--content", small, "--files", *built)
    assert (code, faults(found, "rests-on-nothing")) == (1, ["taste"])


def test_a_fact_without_a_reference_is_named(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    change(small, "facts.yaml", "about: true, evidence: [kettle2019]", "about: true")
    code, found = trace("--content", small, "--files", *built)
    assert (code, faults(found, "rests-on-nothing")) == (1, ["wait_minutes"])


def test_advice_that_rests_on_nothing_is_only_noted(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    change(small, "messages/what.yaml", "kind: editorial", "kind: advice")
    code, found = trace("taste", "--content", small, "--files", *built)
    assert (code, [(p["severity"], p["id"]) for p in found["problems"]]) == (0, [("note", "taste")])


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("claims: [S2]", "claims: []", "leads to no place in the leaflet (by no message)"),
        ("claims: [S2]", "claims: []", "leads to no place in the deck (by no message)"),
    ],
)
def test_a_claim_that_no_message_tells_leads_nowhere(
    old: str, new: str, words: str, small: Path, built: list[str], trace: Callable[..., Any]
) -> None:
    change(small, "messages/risks.yaml", old, new)
    code, found = trace("--content", small, "--files", *built)
    assert (code, faults(found, "leads-nowhere")) == (1, ["S2", "S2"])
    assert any(words in problem["message"] for problem in found["problems"])


def test_a_claim_whose_words_are_not_in_the_file_leads_nowhere_there(
    small: Path, built: list[str], trace: Callable[..., Any]
) -> None:
    """The outline says that the message stands in the leaflet; the leaflet at hand is an older one, without it."""
    change(small, "messages/risks.yaml", "before you drink", "until it is cool")
    code, found = trace("S2", "--content", small, "--files", built[0])
    assert (code, faults(found, "leads-nowhere")) == (1, ["S2"])
    assert [problem["rule"] for problem in found["problems"]] == ["leads-nowhere", "other-edition"]


def test_without_a_deck_no_claim_is_missed_on_a_slide(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    code, found = trace("--content", small, "--files", built[0])
    assert (code, found["problems"]) == (0, [])
    assert list(found["read_from"].values()) == ["leaflet"]


def test_a_claim_told_to_nobody_must_say_why(small: Path, built: list[str], trace: Callable[..., Any]) -> None:
    change(small, "messages/risks.yaml", "claims: [S2]", "claims: []")
    text = (small / "topics/small/claims.yaml").read_text(encoding="utf-8")
    head, tail = text.rsplit("told: both", 1)
    (small / "topics/small/claims.yaml").write_text(f"{head}told: nobody{tail}", encoding="utf-8")
    code, found = trace("S2", "--content", small, "--files", *built)
    assert (code, faults(found, "leads-nowhere")) == (1, ["S2"])


def test_a_file_of_another_topic_is_refused(leaflet_pdf: Path, small: Path, trace: Callable[..., Any]) -> None:
    code, problem = trace("--content", small, "--files", leaflet_pdf)
    assert (code, problem["message"]) == (2, "none of the files is of these topics")
