"""The leaflet as a web page and as plain text, read back from the file."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.plain import WIDTH, write_plain
from kaphandout.leaflet.web import link, write_web
from kaphandout.project import Source
from kaphandout.verify import Artefact, check_edition, check_manifest, read
from kaphandout.verify.tokens import fold
from support import CONTENT
from support.coverage import unknown_text

TOPIC = "ketamine-assisted-psychotherapy"
WRITERS: dict[str, Callable[[Edition], bytes]] = {"web": write_web, "text": write_plain}
SUFFIX = {"web": ".html", "text": ".txt"}


@pytest.fixture(scope="module", params=["default", "sample-us", "sample-uk"])
def any_edition(request: pytest.FixtureRequest) -> Edition:
    return Source(CONTENT, clinic=request.param).edition(TOPIC)[0]


def page(edition: Edition) -> etree._Element:
    return etree.fromstring(write_web(edition).decode(), etree.HTMLParser())


def written(kind: str, edition: Edition, folder: Path, old: str = "", new: str = "") -> Path:
    """The file, after someone replaced `old` in what it shows."""
    text = WRITERS[kind](edition).decode()
    head, body, shown = text.rpartition("<body>")
    assert old in shown
    path = folder / f"leaflet{SUFFIX[kind]}"
    path.write_text(head + body + shown.replace(old, new), encoding="utf-8")
    return path


def read_back(kind: str, edition: Edition, folder: Path) -> Artefact:
    return read(written(kind, edition, folder))


# --- The web page --------------------------------------------------------------------------------------------------


def test_the_page_runs_nothing_and_asks_for_no_other_file(any_edition: Edition) -> None:
    root = page(any_edition)
    names = {str(node.tag) for node in root.iter()}
    assert not names & {"script", "link", "iframe", "object", "embed", "form", "img", "svg", "base", "audio", "video"}
    for node in root.iter():
        assert not [name for name in node.attrib if name.startswith("on") or name in ("src", "srcset", "action")]
        for name in ("style", "href"):
            value = str(node.get(name) or "")
            assert all(part.startswith("data:image/svg+xml") for part in re.findall(r"url\('?([^)]*)", value))
            assert name == "style" or node.tag == "a" or not value
    style = "".join(node.text or "" for node in root.iter("style"))
    assert "@import" not in style
    assert all(part.startswith("data:") for part in re.findall(r"url\(([^)]*)", style))
    policy = root.find(".//meta[@http-equiv='Content-Security-Policy']")
    assert str(policy.get("content")).startswith("default-src 'none'; style-src 'unsafe-inline'; img-src data:;")


def test_the_page_has_a_language_a_title_and_landmarks(any_edition: Edition) -> None:
    root = page(any_edition)
    assert (root.get("lang"), root.get("dir")) == ("en-GB", "ltr")
    assert root.findtext("head/title") == any_edition.topic.about.patient.title
    assert [node.tag for node in root.find("body")] == ["header", "main", "footer"]
    assert "width=device-width" in root.find(".//meta[@name='viewport']").get("content")
    assert "maximum-scale" not in write_web(any_edition).decode()


def test_the_page_has_one_first_heading_and_no_level_is_skipped(any_edition: Edition) -> None:
    levels = [int(node.tag[1]) for node in page(any_edition).iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(later <= level + 1 for level, later in pairwise(levels))


def test_every_header_of_a_table_says_what_it_heads(any_edition: Edition) -> None:
    headers = list(page(any_edition).iter("th"))
    assert headers
    assert {(node.getparent().getparent().tag, node.get("scope")) for node in headers} == {
        ("thead", "col"),
        ("tbody", "row"),
    }


def test_every_id_is_there_once_and_every_link_within_the_page_leads_somewhere(any_edition: Edition) -> None:
    root = page(any_edition)
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    within = [str(node.get("href"))[1:] for node in root.iter("a") if str(node.get("href")).startswith("#")]
    assert within
    assert set(within) <= set(ids)


def test_numbers_that_one_can_call_can_be_tapped() -> None:
    edition = Source(CONTENT, clinic="sample-uk").edition(TOPIC)[0]
    links = {str(node.get("href")): node.text for node in page(edition).iter("a")}
    assert links == {
        "#crisis": "Need help now?",
        "tel:999": "999",
        "tel:111": "111",
        "tel:116123": "116 123",
        "tel:02079460123": "020 7946 0123",
        "tel:01632960123": "01632 960123",
        "https://www.example.org": "www.example.org",
    }


@pytest.mark.parametrize(
    ("kind", "text", "linked"),
    [
        ("call", "112 or 999", '<a href="tel:112">112</a> or <a href="tel:999">999</a>'),
        ("call", "Call 111, option 2", 'Call <a href="tel:111">111</a>, option 2'),
        ("call", "Open 9-17 & 18:00-22:00", "Open 9-17 &amp; 18:00-22:00"),
        ("phone", "+44 20 7946 0123", '<a href="tel:+442079460123">+44 20 7946 0123</a>'),
        ("phone", "Ask at the desk, 9-17", "Ask at the desk, 9-17"),
        (
            "web",
            "https://www.example.org/help",
            '<a href="https://www.example.org/help">https://www.example.org/help</a>',
        ),
        ("web", "http://example.org", "http://example.org"),
        ("web", "see example.org", "see example.org"),
        ("web", "example.org/?a=b", "example.org/?a=b"),
    ],
)
def test_only_what_is_plainly_a_number_or_an_address_becomes_a_link(kind: str, text: str, linked: str) -> None:
    assert str(link(text, kind)) == linked


def test_what_a_clinic_writes_cannot_become_markup(edition: Edition, tmp_path: Path) -> None:
    clinic = edition.clinic.model_copy(update={"name": 'A & B\'s "best" <clinic>'})
    texts = {**edition.texts, "clinic.name": 'A & B\'s "best" <clinic>'}
    odd = replace(edition, clinic=clinic, texts=texts)
    artefact = read_back("web", odd, tmp_path)
    assert artefact.manifest
    assert artefact.manifest["texts"] == texts
    assert any(paragraph.text == clinic.name for paragraph in artefact.paragraphs)


# --- The plain text ------------------------------------------------------------------------------------------------


def test_no_line_of_the_plain_text_is_wider_than_72_letters(any_edition: Edition) -> None:
    lines = write_plain(any_edition).decode("utf-8").splitlines()
    assert max(map(len, lines)) <= WIDTH == 72
    assert [line for line in lines if line != line.rstrip()] == []


def test_no_telephone_number_is_broken_over_two_lines(any_edition: Edition) -> None:
    text = write_plain(any_edition).decode("utf-8")
    assert all(line.how in text for country in any_edition.countries for line in country.lines)


def test_help_in_a_crisis_stands_on_the_first_screen(any_edition: Edition) -> None:
    first = "\n".join(write_plain(any_edition).decode("utf-8").splitlines()[:32])
    assert any_edition.locale.terms.crisis_heading in first
    assert all(country.emergency in first for country in any_edition.countries)


def test_the_code_stands_at_the_top_and_at_the_end(any_edition: Edition) -> None:
    lines = write_plain(any_edition).decode("utf-8").splitlines()
    assert any(any_edition.code in line for line in lines[:12])
    assert any_edition.code in lines[-1]


def test_questions_can_be_ticked_and_steps_are_numbered(edition: Edition) -> None:
    text = write_plain(edition).decode("utf-8")
    for block in edition.topic.leaflet.blocks():
        if block.kind == "checklist":
            assert all(f"\n[ ] {edition.message(id).patient.text[:40]}" in text for id in block.messages)
    for number, step in enumerate(edition.topic.figures["visit"].steps, 1):
        assert f"\n{number}. {step.patient.title}: " in text
    assert "- Dizzy: Esketamine spray about 38 in 100; Dummy spray about 14 in 100\n" in text


# --- Both ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", WRITERS)
def test_it_is_what_it_says_and_is_of_the_present_text(kind: str, any_edition: Edition, tmp_path: Path) -> None:
    artefact = read_back(kind, any_edition, tmp_path)
    assert (artefact.kind, artefact.codes) == ("leaflet", (any_edition.code,))
    assert artefact.content == (TOPIC, "en", any_edition.clinic.id)
    assert check_manifest(artefact) == []
    assert check_edition(artefact, any_edition) == []
    assert unknown_text(artefact, any_edition.texts, any_edition.locale.terms) == []


@pytest.mark.parametrize("kind", WRITERS)
def test_every_message_stands_in_it_once_and_in_the_order_of_the_outline(
    kind: str, any_edition: Edition, tmp_path: Path
) -> None:
    told = fold(" ".join(p.text for p in read_back(kind, any_edition, tmp_path).paragraphs if p.part != "margin"))
    keys = [key for key in any_edition.placed["leaflet"] if key.startswith("message.") and key.endswith(".text")]
    places = [told.find(fold(any_edition.texts[key])) for key in keys]
    assert -1 not in places
    long = [key for key in keys if len(any_edition.texts[key].split()) > 3]
    assert [key for key in long if told.count(fold(any_edition.texts[key])) != 1] == []
    by_outline = list(dict.fromkeys(outline_messages(any_edition)))
    found = {key.split(".")[1]: place for key, place in zip(keys, places, strict=True)}
    assert [found[id] for id in by_outline] == sorted(found[id] for id in by_outline)


def outline_messages(edition: Edition) -> list[str]:
    from kaphandout.content.outline import block_messages

    outline = edition.topic.leaflet
    return [outline.front, *(id for block in outline.blocks() for id in block_messages(block))]


@pytest.mark.parametrize("kind", WRITERS)
def test_one_altered_word_is_named(kind: str, edition: Edition, tmp_path: Path) -> None:
    path = written(kind, edition, tmp_path, "An adult must take you.", "An adult may take you.")
    problems = [*check_manifest(read(path)), *check_edition(read(path), edition)]
    assert [(problem.rule, problem.id) for problem in problems] == [("altered-text", "message.go-home.patient.text")]
    assert "“adult must take” became “adult may take”" in problems[0].message
    assert re.search(r": line \d+", str(problems[0]))


@pytest.mark.parametrize("kind", WRITERS)
def test_a_message_that_was_taken_out_is_named(kind: str, edition: Edition, tmp_path: Path) -> None:
    path = written(kind, edition, tmp_path, "Bring a list of every drug you take.", "")
    problems = [*check_manifest(read(path)), *check_edition(read(path), edition)]
    named = [(problem.rule, problem.id) for problem in problems]
    assert named == [("missing-text", "message.ready-list.patient.text")]


@pytest.mark.parametrize("kind", WRITERS)
def test_an_altered_number_to_call_is_named(kind: str, tmp_path: Path) -> None:
    edition = Source(CONTENT, clinic="sample-uk").edition(TOPIC)[0]
    path = written(kind, edition, tmp_path, "116 123", "116 321")
    problems = [*check_manifest(read(path)), *check_edition(read(path), edition)]
    assert {problem.id for problem in problems} == {"country.GB.lines.1.how"}


@pytest.mark.parametrize("kind", WRITERS)
def test_another_code_is_named(kind: str, edition: Edition, tmp_path: Path) -> None:
    path = written(kind, edition, tmp_path, edition.code, "ACDE-FGHJ")
    problems = [*check_manifest(read(path)), *check_edition(read(path), edition)]
    assert {problem.rule for problem in problems} == {"edition-code"}


def test_text_that_is_hidden_from_sight_does_not_count_as_said(edition: Edition, tmp_path: Path) -> None:
    said = "Bring a list of every drug you take."
    for hidden in (f"<span hidden>{said}</span>", f'<i style="display: none">{said}</i>', f"<!-- {said} -->"):
        path = written("web", edition, tmp_path, said, hidden)
        assert [problem.id for problem in check_manifest(read(path))] == ["message.ready-list.patient.text"]


def test_a_mail_that_quotes_the_text_and_breaks_its_lines_anew_is_still_clean(edition: Edition, tmp_path: Path) -> None:
    import textwrap

    given = write_plain(edition).decode("utf-8").splitlines()
    broken = [part for line in given for part in textwrap.wrap(line, 50, subsequent_indent="  ") or [""]]
    path = tmp_path / "mail.txt"
    path.write_bytes(("\ufeff" + "\r\n".join(f"> {line}" for line in broken)).encode())
    assert [str(problem) for problem in check_edition(read(path), edition)] == []


@pytest.mark.parametrize("kind", WRITERS)
def test_the_bytes_are_the_same_in_another_time_zone_and_with_another_hash_seed(
    kind: str, edition: Edition, tmp_path: Path
) -> None:
    path = tmp_path / f"{TOPIC}-leaflet-{kind}-en{SUFFIX[kind]}"
    command = [sys.executable, "-m", "kaphandout", "handout", "--format", kind, "--out", str(tmp_path)]
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "LC_ALL": "C"}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert f"{path.name}: 1 page, edition {edition.code}" in done.stdout
    assert path.read_bytes() == WRITERS[kind](edition)


def test_verify_is_content_with_both_and_tells_of_text_that_it_could_not_compare(
    edition: Edition, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    web, text = (str(written(kind, edition, tmp_path)) for kind in ("web", "text"))
    assert main(["verify", web, text]) == 0
    assert capsys.readouterr().out.count("is of the present text") == 2
    assert main(["verify", "--offline", web]) == 0
    assert main(["verify", "--offline", text]) == 1
    assert "plain text was compared with nothing" in capsys.readouterr().out


def test_the_small_topic_is_read_back_too(small_edition: Edition, tmp_path: Path) -> None:
    for kind in WRITERS:
        artefact = read_back(kind, small_edition, tmp_path)
        assert [*check_manifest(artefact), *check_edition(artefact, small_edition)] == []


# --- Foreign, damaged and hostile files ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<!doctype html><p>Dear all", "not a kaphandout artefact"),
        (b"<!DOCTYPE html><p>\xff\xfe 7F3A-2C9D", "cannot be read"),
        (b"<html><meta name=kaphandout-manifest content='{'><p>7F3A-2C9D", "is not JSON"),
        (b"<html><meta name=kaphandout-manifest content='{}'><p>7F3A-2C9D", "not one of this program"),
        (b"<html><meta name=kaphandout-manifest content='" + b"1" * 6_000_000 + b"'>", "larger than 5,000,000"),
        (b"<html>" + b" " * 21_000_000, "larger than 20,000,000 bytes"),
        (b"Dear all, no code here", "not a kaphandout artefact"),
        (b"7F3A-2C9D " * 300_000, "larger than 2,000,000 bytes"),
        (b"7F3A-2C9D " * 200 + b"\xff", "not UTF-8"),
        (b"\x00\x01\x02 7F3A-2C9D", "not a kaphandout artefact"),
    ],
)
def test_what_cannot_be_a_leaflet_is_refused_with_a_reason(data: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "some.file"
    path.write_bytes(data)
    with pytest.raises(KaphandoutError, match=words):
        read(path)


def test_a_page_that_is_nested_a_hundred_thousand_deep_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "deep.html"
    path.write_bytes(b"<html><body>" + b"<div>" * 100_000 + b"7F3A-2C9D")
    with pytest.raises(KaphandoutError):
        read(path)


def test_an_entity_of_a_page_reaches_for_no_file(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("a secret", encoding="utf-8")
    path = tmp_path / "entity.html"
    path.write_text(
        f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><p>&x; 7F3A-2C9D</p>', encoding="utf-8"
    )
    assert "a secret" not in str(read(path).paragraphs)
