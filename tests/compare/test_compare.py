"""What changed between two texts, as an editor meets it: in the terminal, as JSON and as a page."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from kaphandout.cli.main import main
from kaphandout.compare.changes import compare
from kaphandout.compare.marks import mark_words
from kaphandout.compare.page import write_comparisons
from kaphandout.compare.terminal import described
from kaphandout.compare.version import Version, version_of_edition, version_of_manifest
from kaphandout.content.loader import load_topic
from kaphandout.deck import write_deck
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.governance.editions import record
from kaphandout.leaflet import write_leaflet
from kaphandout.leaflet.web import write_web
from kaphandout.project import Source
from kaphandout.terminal import rendered
from support import needs

TOPIC = Path("topics/small")
MARKUP = "<img src=x onerror=alert(1)>"


def changed_copy(content: Path, file: str, old: str, new: str, name: str = "new") -> Path:
    """A copy of a content folder in which one string of one file reads otherwise."""
    copy = Path(shutil.copytree(content, content.parent / name / "content"))
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new), encoding="utf-8")
    return copy


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, dict[str, Any]]]:
    """Run `diff --json` and give its exit code and the first topic's answer (or the problems)."""

    def ask(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        code = main(["diff", "--json", *map(str, arguments)])
        told = capsys.readouterr()
        return code, json.loads(told.out)["topics"][0] if told.out else {"problems": json.loads(told.err)}

    return ask


def keys(answer: dict[str, Any]) -> list[tuple[str, str, str]]:
    return [(change["kind"], change["id"], change["what"]) for change in answer["changes"]]


def the_change(answer: dict[str, Any], kind: str, id: str) -> dict[str, Any]:
    return next(change for change in answer["changes"] if (change["kind"], change["id"]) == (kind, id))


# --- One planted change in each kind of record ---------------------------------------------------------------------


def test_the_same_content_twice_has_no_difference(small: Path, diff: Callable[..., Any]) -> None:
    code, answer = diff(small, small)
    assert (code, answer["changes"]) == (0, [])


def test_a_reworded_message_shows_both_wordings_and_says_that_the_twin_stayed(
    small: Path, diff: Callable[..., Any]
) -> None:
    new = changed_copy(small, "topics/small/messages/risks.yaml", "before you drink", "until it is cool")
    code, answer = diff(small, new)
    assert (code, keys(answer)) == (1, [("message", "burn", "changed")])
    change = the_change(answer, "message", "burn")
    assert (change["reworded"], change["twin_unchanged"]) == (["patient"], "clinician")
    told = {line["name"]: (line["old"], line["new"]) for line in change["words"]}
    assert told["patient.text"] == ("Wait about 1 minute before you drink.", "Wait about 1 minute until it is cool.")
    assert told["clinician.headline"] == ("Scalds are the harm to warn of",) * 2
    marked = next(line["marked"] for line in change["words"] if line["name"] == "patient.text")
    assert ["deleted", "before you drink"] in marked
    assert ["inserted", "until it is cool"] in marked


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("messages/risks.yaml", "certainty: established", "certainty: early", ("message", "burn", "certainty")),
        ("messages/risks.yaml", "claims: [S2]", "claims: [S1, S2]", ("message", "burn", "claims")),
        ("messages/risks.yaml", "evidence: [kettle2019]", "evidence: [teapot2020]", ("message", "burn", "evidence")),
        ("facts.yaml", "evidence: [kettle2019] }", "evidence: [teapot2020] }", ("fact", "wait_minutes", "evidence")),
        ("figures.yaml", "icon: clock", "icon: heart", ("figure", "cup", "steps.steep.icon")),
        ("claims.yaml", "Hot tea can burn.", "Hot tea may burn.", ("claim", "S2", "gist")),
        ("claims.yaml", "9a98c8d6", "00000000", ("claim", "S1", "sha256")),
        ("glossary.yaml", "what makes tea bitter", "the bitter part", ("term", "tannin", "meaning")),
        ("outline/leaflet.yaml", "{ kind: list,", "{ kind: steps,",
         ("outline", "leaflet", "panels.risks.blocks.0.kind")),
        ("outline/deck.yaml", "id: burn, layout: points", "id: burn, layout: cards",
         ("outline", "deck", "slides.burn.layout")),
        ("references.bib", "verified = {part}", "verified = {full}", ("reference", "kettle2019", "verified")),
        ("topic.yaml", "drug_names: [tea]", "drug_names: [tea, coffee]", ("about", "about", "drug_names")),
    ],
)  # fmt: skip
def test_a_changed_decision_beside_the_words_is_named(
    file: str, old: str, new: str, expected: tuple[str, str, str], small: Path, diff: Callable[..., Any]
) -> None:
    kind, id, field = expected
    code, answer = diff(small, changed_copy(small, f"topics/small/{file}", old, new))
    change = the_change(answer, kind, id)
    assert code == 1
    assert field in [line["name"] for line in change["details"]]
    others = [key for key in keys(answer) if key[:2] != (kind, id)]
    assert all(what == "changed" for _, _, what in others)
    assert len(others) == (1 if kind == "term" else 0), "only the hard word is used by another message"


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("topics/small/topic.yaml", "What could go wrong?", "What might go wrong?", ("section", "risks", "patient")),
        ("topics/small/topic.yaml", 'conflicts: "None', 'conflicts: "Nothing', ("about", "about", "conflicts")),
        ("topics/small/references.bib", "Tea or water", "Tea or milk", ("reference", "teapot2020", "full")),
        ("clinics/default.yaml", "Sample Tea Room", "House of Tea", ("clinic", "clinic", "name")),
        ("countries.yaml", 'emergency: "999"', 'emergency: "112"', ("country", "GB", "emergency")),
        ("locales/en.yaml", "well established", "quite certain", ("locale", "locale", "certainty.established")),
    ],
)
def test_changed_words_outside_messages_are_named(
    file: str, old: str, new: str, expected: tuple[str, str, str], small: Path, diff: Callable[..., Any]
) -> None:
    kind, id, field = expected
    code, answer = diff(small, changed_copy(small, file, old, new))
    change = the_change(answer, kind, id)
    assert code == 1
    assert [line["name"] for line in change["words"] if line["old"] != line["new"]] == [field]


def test_a_changed_label_is_named(small: Path, diff: Callable[..., Any]) -> None:
    code, answer = diff(small, changed_copy(small, "locales/en.yaml", '"Need help now?"', '"In danger?"'))
    assert (code, keys(answer)) == (1, [("label", "label", "changed")])
    (line,) = the_change(answer, "label", "label")["details"]
    assert (line["name"], line["old"], line["new"]) == ("crisis_heading", "Need help now?", "In danger?")


def test_a_changed_fact_names_each_message_and_figure_that_uses_it(small: Path, diff: Callable[..., Any]) -> None:
    new = changed_copy(small, "topics/small/facts.yaml", "name: wait_minutes, value: 1", "name: wait_minutes, value: 2")
    _, answer = diff(small, new)
    assert set(keys(answer)) == {
        ("message", "burn", "changed"),
        ("figure", "cup", "changed"),
        ("fact", "wait_minutes", "changed"),
    }
    assert the_change(answer, "message", "burn")["through"] == ["fact.wait_minutes"]
    assert the_change(answer, "message", "burn")["twin_unchanged"] is None


def test_added_and_removed_messages_are_told_as_such(small: Path, diff: Callable[..., Any]) -> None:
    extra = "- { id: cold-tea, kind: editorial, certainty: unknown, audiences: [patient], patient: 'Cold tea too.' }"
    new = changed_copy(small, "topics/small/messages/risks.yaml", 'denominator."\n', f'denominator."\n\n{extra}\n')
    assert keys(diff(small, new)[1]) == [("message", "cold-tea", "added")]
    assert keys(diff(new, small)[1]) == [("message", "cold-tea", "removed")]


def test_a_new_first_point_does_not_make_the_others_look_reworded(small: Path, diff: Callable[..., Any]) -> None:
    new = changed_copy(
        small, "topics/small/messages/risks.yaml", "    points:\n", '    points:\n      - "Lids come off in the hand"\n'
    )
    change = the_change(diff(small, new)[1], "message", "burn")
    changed = [(line["old"], line["new"]) for line in change["words"] if line["old"] != line["new"]]
    assert changed == [(None, "Lids come off in the hand")]


def test_a_message_that_is_for_safety_is_marked_as_such(small: Path, diff: Callable[..., Any]) -> None:
    risks = "topics/small/messages/risks.yaml"
    old = changed_copy(small, risks, "certainty: established", "certainty: established\n  essential: safety", "old")
    new = changed_copy(old, risks, "Keep cups away", "Keep mugs away")
    _, answer = diff(old, new)
    assert the_change(answer, "message", "burn")["safety"] is True
    _, answer = diff(small, changed_copy(small, risks, "Keep cups away", "Keep mugs away", "other"))
    assert the_change(answer, "message", "burn")["safety"] is False


def test_a_kind_of_text_that_is_yet_to_come_is_told_too() -> None:
    old, new = Version("a", "", {"voice.x.text": "Old", "message.x.patient.text": "Old"}), Version("b", "", {})
    found = compare("t", old, new)
    assert found.kinds == {"message": "Messages", "voice": "Voice"}
    assert "  1 voice removed" in rendered(described(found, colour=False), 80).splitlines()
    assert b"voice x" in write_comparisons([found], [])


def test_a_topic_on_one_side_only_is_all_new(small: Path, diff: Callable[..., Any]) -> None:
    other = Path(shutil.copytree(small, small.parent / "two" / "content"))
    shutil.copytree(other / TOPIC, other / "topics" / "tisane")
    topic = other / "topics/tisane/topic.yaml"
    topic.write_text(topic.read_text(encoding="utf-8").replace("id: small", "id: tisane"), encoding="utf-8")
    code, answer = diff(small, other, "--topic", "tisane")
    assert code == 1
    assert {change["what"] for change in answer["changes"]} == {"added"}


# --- Leaflets and decks --------------------------------------------------------------------------------------------


@pytest.fixture
def artefacts(small: Path, tmp_path: Path) -> dict[str, Path]:
    """A leaflet of the small topic as PDF and as web page, and a deck of it after one word of a message changed."""
    edition, logo = Source(small).edition("small")
    files = {"pdf": tmp_path / "old.pdf", "html": tmp_path / "old.html", "pptx": tmp_path / "new.pptx"}
    files["pdf"].write_bytes(write_leaflet(edition, "a4").pdf)
    files["html"].write_bytes(write_web(edition, logo))
    new = changed_copy(small, "topics/small/messages/risks.yaml", "Keep cups away", "Keep mugs away", "deck")
    files["pptx"].write_bytes(write_deck(Source(new).edition("small")[0]))
    return files


@pytest.mark.parametrize("kind", ["pdf", "html"])
def test_a_leaflet_and_a_deck_of_another_text_differ_in_just_that_message(
    kind: str, artefacts: dict[str, Path], diff: Callable[..., Any]
) -> None:
    code, answer = diff(artefacts[kind], artefacts["pptx"])
    assert (code, keys(answer)) == (1, [("message", "burn", "changed")])
    assert answer["complete"] is False
    change = the_change(answer, "message", "burn")
    assert not change["safety"]
    assert change["shown"] is False, "the leaflet does not show what clinicians are told"


def test_a_leaflet_alone_is_held_against_the_content_folder_in_its_own_language_and_clinic(
    artefacts: dict[str, Path], small: Path, diff: Callable[..., Any]
) -> None:
    assert diff(artefacts["pdf"], "--content", small)[0] == 0
    code, answer = diff(artefacts["pptx"], "--content", small)
    assert (code, keys(answer)) == (1, [("message", "burn", "changed")])
    assert the_change(answer, "message", "burn")["safety"] is False, "the content folder knows it"


def test_a_deck_whose_words_were_edited_by_hand_is_no_silent_equal(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import pptx

    path = tmp_path / "deck.pptx"
    path.write_bytes(write_deck(Source(small).edition("small")[0]))
    deck = pptx.Presentation(str(path))
    frames = [shape.text_frame for slide in deck.slides for shape in slide.shapes if shape.has_text_frame]
    runs = [run for frame in frames for paragraph in frame.paragraphs for run in paragraph.runs]
    run = next(run for run in runs if "Keep cups" in run.text)
    run.text = run.text.replace("away from", "close to")
    deck.save(str(path))
    assert main(["diff", str(path), "--content", str(small)]) == 1
    told = capsys.readouterr().out
    assert "only the manifests were compared" in told
    assert "“cups away from children” became “cups close to children”" in told


@pytest.mark.parametrize(
    ("operands", "words"),
    [
        (["nothing-of-the-kind"], "no Git revision"),
        (["missing.pdf"], "cannot be read"),
        (["{tmp}/empty"], "this is no content folder"),
        (["{tmp}/plain.txt"], "carries no manifest"),
        (["{tmp}/notes.pdf"], "not a kaphandout artefact"),
    ],
)
def test_what_cannot_be_compared_is_refused_with_one_clear_line(
    operands: Sequence[str], words: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "plain.txt").write_text("Edition 7F3A-2C9D\n", encoding="utf-8")
    (tmp_path / "notes.pdf").write_text("no PDF at all", encoding="utf-8")
    given = [operand.format(tmp=tmp_path) for operand in operands]
    assert main(["diff", *given, "--content", str(small)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert words in told.err


def test_two_topics_are_not_compared_with_each_other(
    artefacts: dict[str, Path], leaflet_pdf: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(artefacts["pdf"]), str(leaflet_pdf)]) == 2
    assert "the topic is 'small' on one side and 'ketamine-assisted-psychotherapy'" in capsys.readouterr().err


def test_what_manifests_say_beside_the_texts_is_compared_where_both_sides_know_it(
    small_edition: Edition, small: Path
) -> None:
    """A content folder knows more than a manifest, and a later manifest more than an earlier one."""
    messages = {id: {"certainty": str(m.certainty), "essential": str(m.essential), "audiences": list(m.audiences)}
                for id, m in small_edition.topic.messages.items()}  # fmt: skip
    facts = {name: {"value": fact.value, "unit": str(fact.unit)} for name, fact in small_edition.topic.facts.items()}
    beside = ("messages", "figures", "facts", "references")
    first = {key: value for key, value in build_manifest(small_edition, "x", ()).items() if key not in beside}
    second = {**first, "messages": messages, "facts": facts, "references": {"kettle2019": "part", "teapot2020": "full"}}
    now = version_of_edition("now", load_topic(small, "small"), small_edition)
    for manifest in (first, second):
        assert compare("small", version_of_manifest("then", manifest), now).changes == ()
    messages["burn"] = {**messages["burn"], "certainty": "early", "essential": "safety"}
    (change,) = compare("small", version_of_manifest("then", second), now).changes
    assert change.safety is True
    assert {line.name: (line.old, line.new) for line in change.details} == {
        "certainty": ("early", "established"),
        "essential": ("safety", "should"),
    }
    assert compare("small", version_of_manifest("then", second), version_of_manifest("old", first)).changes == ()


def test_an_edition_that_was_logged_is_compared_by_its_code(small: Path, diff: Callable[..., Any]) -> None:
    edition = Source(small).edition("small")[0]
    log = record(small, edition, date(2026, 12, 1))
    assert log is not None
    new = changed_copy(small, "topics/small/messages/risks.yaml", "Keep cups away", "Keep mugs away")
    code, answer = diff(edition.code, "--content", new)
    assert (code, keys(answer)) == (1, [("message", "burn", "changed")])
    assert answer["old"] == {"name": f"edition {edition.code}", "edition": edition.code}
    assert diff(edition.code.lower().replace("-", " "), "--content", new) == (1, answer), "as it is read out"
    log.write_text("{}", encoding="utf-8")
    assert diff(edition.code, "--content", small)[0] == 2


# --- Git -----------------------------------------------------------------------------------------------------------


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=tests", "-c", "user.email=tests@example.org", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture
def repository(small: Path) -> Path:
    """The small content folder in a repository: a first commit, tagged `first`, and a second with one word changed."""
    needs.skip_unless(shutil.which("git") is not None, "Git is not installed")
    git(small.parent, "init", "-q")
    git(small.parent, "add", "content")
    git(small.parent, "commit", "-qm", "first")
    git(small.parent, "tag", "first")
    risks = small / "topics/small/messages/risks.yaml"
    risks.write_text(risks.read_text(encoding="utf-8").replace("Keep cups away", "Keep mugs away"), encoding="utf-8")
    git(small.parent, "commit", "-qam", "second")
    return small


@pytest.mark.parametrize("revision", ["first", "HEAD~1", "hash"])
def test_a_tag_a_hash_or_an_ancestor_is_compared_with_the_present_text(
    revision: str, repository: Path, diff: Callable[..., Any]
) -> None:
    named = git(repository, "rev-parse", "first").strip()[:9] if revision == "hash" else revision
    before = git(repository, "status", "--porcelain")
    code, answer = diff(named, "--content", repository)
    assert (code, keys(answer)) == (1, [("message", "burn", "changed")])
    assert answer["old"]["name"].startswith(f"{named} (")
    assert answer["complete"] is True
    assert git(repository, "status", "--porcelain") == before == ""
    assert diff("HEAD", "--content", repository)[0] == 0
    assert diff("first", "HEAD~1", "--content", repository)[0] == 0


def test_a_revision_older_than_a_label_is_still_readable(repository: Path, diff: Callable[..., Any]) -> None:
    locale = repository / "locales/en.yaml"
    now = locale.read_text(encoding="utf-8")
    locale.write_text(now.replace('  print_copy: "Print copy"\n', ""), encoding="utf-8")
    git(repository, "commit", "-qam", "without a label")
    locale.write_text(now, encoding="utf-8")
    _, answer = diff("HEAD", "--content", repository)
    (line,) = the_change(answer, "label", "label")["details"]
    assert (line["name"], line["old"], line["new"]) == ("print_copy", None, "Print copy")


def test_a_broken_revision_says_in_which_revision_the_fault_is(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    risks = repository / "topics/small/messages/risks.yaml"
    good = risks.read_text(encoding="utf-8")
    risks.write_text(good.replace("certainty: established", "certainty: sure"), encoding="utf-8")
    git(repository, "commit", "-qam", "broken")
    risks.write_text(good, encoding="utf-8")
    assert main(["diff", "HEAD", "--content", str(repository)]) == 2
    told = capsys.readouterr().err
    assert told.startswith("HEAD (")
    assert "content/topics/small/messages/risks.yaml:4: error:" in told


def test_without_git_a_revision_is_refused_with_what_to_do(
    small: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["diff", "HEAD", "--content", str(small)]) == 2
    assert "install Git" in capsys.readouterr().err


# --- How it is told ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Do not stop.", "Do stop.", [("same", "Do "), ("deleted", "not"), ("same", " stop.")]),
        ("one 1,000", "one 1,001", [("same", "one "), ("deleted", "1,000"), ("same", " "), ("inserted", "1,001")]),
        (None, "New words.", [("inserted", "New words.")]),
        ("Same.", "Same.", [("same", "Same.")]),
        ("薬を飲む", "薬を飲まない", None),
    ],
)
def test_words_are_marked_one_by_one(old: str | None, new: str, expected: list[tuple[str, str]] | None) -> None:
    runs = mark_words(old, new)
    if expected is not None:
        assert [tuple(run) for run in runs] == expected
    kept = "".join(run.text for run in runs if run.mark != "deleted")
    gone = "".join(run.text for run in runs if run.mark != "inserted")
    assert ("".join(kept.split()), "".join(gone.split())) == ("".join(new.split()), "".join((old or "").split()))


def test_the_terminal_marks_words_with_signs_where_there_is_no_colour(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = changed_copy(small, "topics/small/messages/risks.yaml", "Keep cups away", "Keep mugs away")
    assert main(["diff", str(small), str(new)]) == 1
    told = capsys.readouterr().out
    assert "Keep [-cups-] {+mugs+} away from children" in told
    assert "\x1b" not in told


def test_the_terminal_obeys_no_text_and_wraps_to_its_width() -> None:
    """A manifest may hold anything; a colour mark takes no room."""
    old = Version("a", "", {"message.x.patient.text": "Keep cups away from children. " * 9})
    new = Version("b", "", {"message.x.patient.text": "Keep mugs away\x1b[2J from children. " * 9})
    told = rendered(described(compare("t", old, new), colour=True), 80, colour=True).splitlines()
    assert "\x1b[2J" not in "".join(told)
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in told]
    assert any(line != marked for line, marked in zip(plain, told, strict=True))
    assert max(map(len, plain)) <= 80
    assert max(map(len, plain)) > 70


def test_a_control_character_in_a_content_file_is_told_with_its_line(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = changed_copy(small, "topics/small/messages/risks.yaml", "Keep cups away", "Keep mugs\x1b[2J away")
    assert main(["diff", str(small), str(new)]) == 2
    assert "messages/risks.yaml:12: error: there is a control character here" in capsys.readouterr().err


@pytest.fixture
def page(small: Path, tmp_path: Path) -> html.HtmlElement:
    new = changed_copy(small, "topics/small/messages/risks.yaml", "before you drink", "if 5 < 6 & you drink")
    path = tmp_path / "changes.html"
    assert main(["diff", str(small), str(new), "--html", str(path)]) == 1
    return html.fromstring(path.read_bytes())


def test_the_page_has_a_language_and_headings_without_a_gap(page: html.HtmlElement) -> None:
    assert page.get("lang") == "en"
    levels = [int(node.tag[1]) for node in page.iter("h1", "h2", "h3", "h4", "h5")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert next(page.iter("h2")).text_content() == "In short"
    assert "message burn" in [" ".join(node.text_content().split()) for node in page.iter("h3")]


def test_the_page_tells_a_screen_reader_what_was_deleted_and_inserted(page: html.HtmlElement) -> None:
    (gone,), (come,) = page.xpath("//article//del"), page.xpath("//article//ins")
    assert " ".join(gone.text_content().split()) == "deleted: before end of deletion"
    assert " ".join(come.text_content().split()) == "inserted: if 5 < 6 & end of insertion"
    both = page.xpath("//article//div[@class='pair']/div")
    assert [node.find("h4").text for node in both] == ["Patients read", "Clinicians read"]
    assert "Scalds are the harm to warn of" in both[1].text_content()
    assert [node.get("lang") for node in both[0].xpath(".//span[@lang]")] == ["en", "en"]


def test_the_page_runs_nothing_and_shows_markup_as_words(page: html.HtmlElement) -> None:
    assert page.xpath("//script | //link | //img | //iframe") == []
    old, new = Version("a", "", {"message.x.patient.text": "Old"}), Version("b", "", {"message.x.patient.text": MARKUP})
    written = html.fromstring(write_comparisons([compare("<b>tea</b>", old, new)], []))
    assert written.xpath("//b | //img") == []
    assert MARKUP in written.text_content()
