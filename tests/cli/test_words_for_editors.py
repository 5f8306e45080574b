"""What a newcomer gets wrong is answered with the file, the line and what to do, in words of their own trade."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kaphandout.cli.main import main
from kaphandout.governance.signing import confirm_pairs
from support import CONTENT, TEMPLATES

LIBRARIES = re.compile(
    r"String should|Input should|Tuple should|Extra inputs|validation|block mapping|flow sequence|mapping values"
    r"|could not find expected|Parsing of|Traceback|None \[|No such file|\.notdef|fault of kaphandout"
)
"""How the libraries under the hood would put it."""

Say = Callable[..., str]


@pytest.fixture
def say(small: Path, capfd: pytest.CaptureFixture[str]) -> Say:
    """Run a command in the workspace of the small topic: its exit code must be as given; all that it said."""

    def run(code: int, *command: str) -> str:
        given = ["--content", str(small)]
        out = ["--out", str(small.parent / "out")] if command[0] in ("handout", "slides") else []
        found = main([*command, *given, *out])
        said = capfd.readouterr()
        assert found == code, said
        assert not LIBRARIES.search(said.out + said.err), said
        return said.out + said.err

    return run


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def own_template(small: Path, name: str, text: str) -> None:
    """A file of `templates/` in the workspace."""
    path = small.parent / "templates" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "told"),
    [
        ("facts.yaml", "name: warm_tea", "name: Warm Tea", ":1: error: Warm Tea.name: 'Warm Tea' is no name: write"),
        ("messages/risks.yaml", "id: burn", "id: Burn It", ":1: error: Burn It.id: 'Burn It' is no id: write"),
        ("messages/risks.yaml", "claims: [S2]", "claims: [2]", "must be text: put it in quotation marks"),
        ("messages/risks.yaml", "claims: [S2]", "claims: [B2]", "'B2' is no id of a claim: write S and its number"),
        ("messages/risks.yaml", "[kettle2019]", "['2019']", "'2019' is no key of a reference: write letters, digits"),
        ("messages/risks.yaml", "established", "established: yes", ":4: error: not valid YAML: a colon stands"),
        ("messages/risks.yaml", "  certainty", "\tcertainty", ":4: error: not valid YAML: a tab stands here"),
        ("messages/risks.yaml", "claims: [S2]", "claims [S2]", ":3: error: not valid YAML: a name without a colon"),
        ("messages/risks.yaml", "claims: [S2]", "claims: [S2", ":2: error: not valid YAML: a bracket [ is opened here"),
        ("messages/risks.yaml", '"It is hot."', "@home", ":6: error: not valid YAML: a value that begins with @"),
        ("messages/risks.yaml", '"It is hot."', '"It is hot.', "a quotation mark is missing in the line above"),
        ("topic.yaml", "2026-11-24", "2026-02-30", ":9: error: 2026-02-30 is no day of the calendar"),
        ("figures.yaml", "kind: rates", "kind: rate", ":1: error: warmth: there is no `kind` 'rate'; the kinds are"),
        ("figures.yaml", "icon: clock", "icon: clok", "there is no icon 'clok' (did you mean 'clock'?)"),
        ("outline/leaflet.yaml", "kind: list", "kind: liste", ":13: error: panels.1.blocks.0: there is no `kind`"),
        ("references.bib", "title", "titel", ":1: error: reference teapot2020: 'title' is missing"),
        ("references.bib", "verified", "verifyed", "add verified={full}, {part} or {memory}"),
        ("references.bib", "}\n\n@", "\n\n@", "this entry cannot be read: close each brace"),
    ],
)  # fmt: skip
def test_a_slip_in_a_file_is_told_with_its_line_and_what_to_write(
    small: Path, say: Say, file: str, old: str, new: str, told: str
) -> None:
    path = small / "topics" / "small" / file
    change(path, old, new)
    said = say(2, "check")
    assert told in said
    assert f"content/topics/small/{file}:" in said


def test_an_icon_that_is_not_there_is_named_at_its_step_by_every_command(small: Path, say: Say) -> None:
    change(small / "topics" / "small" / "figures.yaml", "icon: clock", "icon: clok")
    for command in (["check"], ["slides"], ["handout", "--format", "a4"]):
        assert "content/topics/small/figures.yaml:25: error: there is no icon 'clok'" in say(2, *command)


def test_a_new_icon_needs_no_more_than_its_drawing(small: Path, say: Say) -> None:
    own_template(small, "icons/cup.svg", (TEMPLATES / "icons" / "heart.svg").read_text(encoding="utf-8"))
    change(small / "topics" / "small" / "figures.yaml", "icon: clock", "icon: cup")
    assert "6 slides" in say(0, "slides", "--handout")


def test_a_file_that_is_no_drawing_is_told(small: Path, say: Say) -> None:
    own_template(small, "icons/cup.svg", "a cup")
    change(small / "topics" / "small" / "figures.yaml", "icon: clock", "icon: cup")
    assert "cup.svg: error: this is no drawing: an icon is an SVG" in say(2, "slides")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("style: wid", "mine.yaml:4: error: mine: there is no style 'wid' (did you mean 'wide'?)"),
        ("style: wide\nsizes: { titel: 3 }", "mine.yaml:5: error: mine: sizes.titel: 'titel' is not a known entry"),
        ("style: wide\nsizes: { body: 6 }", "mine.yaml:5: error: mine: 'body' is 6 pt: set it to at least 12 pt"),
        ("style: wide\nmax_pages: 1", "error: mine: what the leaflet must say takes more than 1 page of this format"),
        ("style: wide\nmax_pages: 1\noutline: tiny", "or say in outline/tiny.yaml, which is not there, what"),
    ],
)  # fmt: skip
def test_a_new_format_that_is_wrong_is_told_in_its_own_file(small: Path, say: Say, lines: str, told: str) -> None:
    own_template(
        small, "leaflet/formats/mine.yaml", f"about: mine\npage: [105, 148]\nmargin: [10, 10, 10, 10]\n{lines}\n"
    )
    assert told in say(2, "handout", "--format", "mine")


def test_a_size_in_the_tokens_that_is_too_small_is_told_once(small: Path, say: Say) -> None:
    tokens = (TEMPLATES / "tokens.yaml").read_text(encoding="utf-8")
    own_template(small, "tokens.yaml", tokens.replace("  body: 12\n", "  body: 6\n"))
    said = say(2, "handout", "--format", "a4,letter")
    assert said.count("error") == 1
    assert "templates/tokens.yaml:14: error: a4, letter: 'body' is 6 pt" in said


def test_every_format_that_does_not_fit_is_named_at_once_and_so_are_those_that_do(small: Path, say: Say) -> None:
    for name in ("tiny", "slip"):
        size = "about: small\npage: [60, 80]\nmargin: [5, 5, 5, 5]\nstyle: narrow\nmax_pages: 1\n"
        own_template(small, f"leaflet/formats/{name}.yaml", size)
    said = say(2, "handout", "--format", "a4,tiny,web,slip")
    assert "error: tiny, slip: what the leaflet must say takes more than 1 page of this format" in said
    assert "nothing was written; to build what fits, ask for it alone: --format a4,web" in said
    assert not (small.parent / "out").exists()


def test_a_format_without_its_outline_is_made_of_the_whole_leaflet_and_says_so(say: Say) -> None:
    assert "note: the topic has no outline/one-page.yaml" in say(0, "handout", "--format", "one-page")


def test_a_clinics_own_words_are_to_blame_for_what_fits_without_them(
    editable_content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = " and ".join(["The Long Clinic Name of a Hospital Trust with Words that Never Seem to End"] * 4)
    (editable_content / "clinics" / "x.yaml").write_text(f'id: x\nname: "{name}"\ncountries: [GB]\n', encoding="utf-8")
    command = ["handout", "--content", str(editable_content), "--out", str(editable_content.parent / "out")]
    assert main([*command, "--clinic", "x", "--format", "card"]) == 2
    said = capsys.readouterr().err
    assert "content/clinics/x.yaml:2: error: card: the text fits this format, but not with the clinic's `name`" in said
    assert "messages/" not in said


@pytest.mark.parametrize("colour", ["#B4441C", "#C00000", "#FFFF00"])
def test_a_colour_that_cannot_be_used_may_be_left_out(small: Path, say: Say, colour: str) -> None:
    with (small / "clinics" / "default.yaml").open("a", encoding="utf-8") as file:
        file.write(f'colour: "{colour}"\n')
    found = main(["handout", "--content", str(small), "--out", str(small.parent / "out"), "--format", "web"])
    if found == 2:
        assert "leave `colour` out" in say(2, "handout", "--format", "web")


def test_a_letter_that_the_font_lacks_is_told_where_it_is_written(small: Path, say: Say) -> None:
    change(small / "topics" / "small" / "messages" / "risks.yaml", '"It is hot."', '"It is 熱 hot."')
    said = say(2, "handout", "--format", "a4")
    assert "messages/risks.yaml:6: error: a4: the leaflet's fonts have no '熱' (U+71B1)" in said


def test_an_unknown_clinic_or_topic_is_answered_with_those_that_there_are(say: Say) -> None:
    assert "there is no clinic 'nowhere'; there are: default" in say(2, "handout", "--clinic", "nowhere")
    assert "there is no topic 'smal' (did you mean 'small'?); the topics here are: small" in say(
        2, "check", "--topic", "smal"
    )


def test_claims_of_a_topic_without_any_are_said_to_be_none(small: Path, say: Say) -> None:
    (small / "topics" / "small" / "claims.yaml").unlink()
    for name in ("what", "risks"):
        path = small / "topics" / "small" / "messages" / f"{name}.yaml"
        path.write_text(re.sub(r"  claims: .*\n", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    assert "small has no claims: claims.yaml, which may be missing" in say(0, "claims")


def test_a_topic_that_only_one_side_has_is_counted_and_not_listed(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(small, small.parent / "other" / "content"))
    shutil.rmtree(other / "topics" / "small")
    (other / "topics" / "kept").mkdir()
    assert main(["diff", str(other), str(small), "--topic", "small", "--content", str(small)]) == 1
    said = capsys.readouterr().out
    assert "the topic is only in" in said
    assert len(said.splitlines()) < 20


def test_one_statement_that_is_signed_is_one(small: Path, say: Say) -> None:
    confirm_pairs(small, "small", [])
    said = say(0, "sign", "--role", "clinician", "--by", "A consultant", "--message", "burn", "--on", "2026-11-24")
    assert "1 statement signed" in said


@pytest.mark.parametrize(("word", "near"), [("capnography", False), ("recieve", True), ("colonscopy", True)])
def test_a_word_of_medicine_is_not_taken_for_another(small: Path, say: Say, word: str, near: bool) -> None:
    change(small / "topics" / "small" / "messages" / "risks.yaml", "Keep cups away", f"Watch {word}, keep cups away")
    lines = [
        line for line in say(0, "check", "--format", "lines").splitlines() if f"'{word}' is in no dictionary" in line
    ]
    assert len(lines) == 1
    assert ("write '" in lines[0]) is near


def test_the_words_of_sign_name_no_speciality(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["sign", "--help"])
    assert "psychiatr" not in capsys.readouterr().out


def test_a_topic_without_drugs_is_not_told_of_their_names(small: Path, say: Say) -> None:
    change(small / "topics" / "small" / "topic.yaml", "drug_names: [tea]", "drug_names: []")
    assert "drug name" not in say(0, "check", "--format", "lines")
    assert (CONTENT / "locales" / "en.yaml").is_file()
