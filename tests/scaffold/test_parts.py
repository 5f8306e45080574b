"""A new clinic, message, format and icon: checked before anything is written, and of use at once."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pikepdf
import pytest
import yaml
from PIL import Image

from kaphandout.cli.main import main
from support import CONTENT, TOPIC

DROP = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.6">'
    '<path d="M12 3c3 4 5 7 5 10a5 5 0 0 1-10 0c0-3 2-6 5-10z"/></svg>'
)


@pytest.fixture
def workspace(small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the small topic."""
    monkeypatch.chdir(small.parent)
    return small.parent


def picture(path: Path, width: int, height: int) -> str:
    Image.new("RGB", (width, height), "navy").save(path)
    return str(path)


def new_clinic(*more: str) -> int:
    return main(["new", "clinic", "river", "--name", "River Street", "--countries", "GB", *more])


# --- a clinic ---


def test_a_clinic_is_printed_with_its_logo_at_once(workspace: Path) -> None:
    logo = picture(workspace / "Our Logo.PNG", 300, 100)
    assert new_clinic("--logo", logo, "--phone", "020 7946 0000", "--colour", "#1F4E8C") == 0
    assert (workspace / "content" / "clinics" / "river-logo.png").is_file()
    assert main(["handout", "--format", "web", "--clinic", "river"]) == 0
    page = next((workspace / "build").glob("*.html")).read_text(encoding="utf-8")
    assert "River Street" in page
    assert "020 7946 0000" in page
    assert "data:image/png" in page


@pytest.mark.parametrize(
    ("colour", "words"),
    [("#1F4E8C", "is used as it is"), ("#5B9BD5", "it is printed as"), ("", "the leaflet keeps its own")],
)
@pytest.mark.usefixtures("workspace")
def test_a_colour_gets_its_verdict(colour: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_clinic("--colour", colour) == 0
    assert words in capsys.readouterr().out


def test_a_bad_logo_and_a_bad_colour_are_named_together_and_nothing_is_written(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted((workspace / "content" / "clinics").iterdir())
    assert new_clinic("--logo", picture(workspace / "tiny.png", 30, 30), "--colour", "#B4441C") == 2
    told = capsys.readouterr().err
    assert "30 × 30 pixels" in told
    assert "choose another, or leave it out" in told
    assert sorted((workspace / "content" / "clinics").iterdir()) == before


def test_the_comments_list_what_a_clinic_may_change_and_are_right_when_they_are_taken_in(tmp_path: Path) -> None:
    import shutil

    content = Path(shutil.copytree(CONTENT, tmp_path / "content"))
    assert main(["new", "clinic", "river", "--name", "R", "--countries", "GB", "--content", str(content)]) == 0
    profile = content / "clinics" / "river.yaml"
    text = profile.read_text()
    assert re.search(r"#     food_hours: 2 +# hours, from 1 to 24", text)
    start = text.index("# facts:")
    profile.write_text(text[:start] + re.sub(r"^# ", "", text[start:], flags=re.MULTILINE))
    facts = yaml.safe_load((content / "topics" / TOPIC / "facts.yaml").read_text())
    allowed = {fact["name"] for fact in facts if "clinic_may_change" in fact}
    assert yaml.safe_load(profile.read_text())["facts"][TOPIC].keys() == allowed
    assert main(["handout", "--format", "text", "--clinic", "river", "--topic", TOPIC, "--content", str(content)]) == 0


def test_a_topic_that_cannot_be_read_does_not_keep_a_clinic_from_beginning(workspace: Path) -> None:
    (workspace / "content" / "topics" / "small" / "facts.yaml").write_text("- name: [")
    assert new_clinic() == 0
    assert "small cannot be read yet" in (workspace / "content" / "clinics" / "river.yaml").read_text()


# --- a message ---


def test_a_message_is_added_at_the_end_and_check_asks_for_its_words(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = workspace / "content" / "topics" / "small" / "messages" / "risks.yaml"
    before = file.read_text()
    assert main(["new", "message", "too-much", "--section", "risks", "--says", "how much is too much"]) == 0
    assert file.read_text().startswith(before.rstrip("\n"))
    assert "nobody reads it before" in capsys.readouterr().out
    main(["check", "--json"])
    found = [one for one in json.loads(capsys.readouterr().out) if one["id"] == "too-much"]
    assert {one["rule"] for one in found} == {"todo", "not-placed"}


@pytest.mark.parametrize(
    ("id", "section", "words"),
    [("burn", "risks", "message 'burn' is there already"), ("new", "rsks", "did you mean 'risks'?")],
)
def test_a_message_that_cannot_be_added_changes_no_file(
    workspace: Path, id: str, section: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = workspace / "content" / "topics" / "small" / "messages"
    before = {path: path.read_bytes() for path in folder.iterdir()}
    assert main(["new", "message", id, "--section", section]) == 2
    assert words in capsys.readouterr().err
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_a_message_for_one_audience_has_no_words_for_the_other(workspace: Path) -> None:
    assert main(["new", "message", "aside", "--section", "what", "--audience", "clinician", "--kind", "advice"]) == 0
    messages = yaml.safe_load((workspace / "content/topics/small/messages/what.yaml").read_text())
    assert messages[-1]["audiences"] == ["clinician"]
    assert "patient" not in messages[-1]


# --- a format ---


def test_a_format_says_what_fits_and_is_built_in_its_size(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "format", "pocket", "--size", "a6", "--fold", "booklet", "--sheets", "2"]) == 0
    assert re.search(r"small: fits on \d pages", capsys.readouterr().out)
    assert main(["handout", "--format", "pocket"]) == 0
    with pikepdf.open(workspace / "build" / "small-leaflet-pocket-en.pdf") as pdf:
        width, height = (float(number) / 72 * 25.4 for number in pdf.pages[0].mediabox[2:])
        assert (round(width), round(height), len(pdf.pages) <= 8) == (105, 148, True)
    assert (workspace / "build" / "small-leaflet-pocket-en-print.pdf").is_file()


@pytest.mark.usefixtures("workspace")
def test_a_format_that_cannot_hold_a_topic_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "format", "strip", "--size", "60x70", "--pages", "1", "--json"]) == 1
    (tried,) = json.loads(capsys.readouterr().out)["topics"]
    assert tried["topic"] == "small"
    assert tried["why"]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["a4", "--size", "a4"], "there is a format 'a4' already"),
        (["web", "--size", "a4"], "there is a format 'web' already"),
        (["new", "--size", "a0"], "or width x height in mm: 100x150"),
        (["new", "--size", "10x1000"], "each side must be 60 to 900 mm long"),
        (["new", "--size", "a4", "--style", "fancy"], "the styles are: card, folded"),
        (["new", "--size", "a4", "--sheets", "many"], "write a whole number"),
    ],
)
def test_a_format_that_cannot_be_is_refused(
    workspace: Path, options: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", "format", *options]) == 2
    assert words in capsys.readouterr().err
    assert not (workspace / "templates").exists()


# --- an icon ---


def test_an_icon_has_its_mask_and_is_drawn_on_a_slide(workspace: Path) -> None:
    (workspace / "drop.svg").write_text(DROP)
    assert main(["new", "icon", "drop", "--svg", "drop.svg"]) == 0
    with Image.open(workspace / "templates" / "icons" / "masks" / "drop.png") as mask:
        assert (mask.mode, mask.size) == ("L", (192, 192))
        inked = sum(mask.histogram()[128:]) / (192 * 192)
    assert 0.02 < inked < 0.3
    figures = workspace / "content" / "topics" / "small" / "figures.yaml"
    changed = re.sub(r"icon: [a-z-]+", "icon: drop", figures.read_text())
    assert "icon: drop" in changed
    figures.write_text(changed)
    assert main(["slides"]) == 0
    assert main(["handout", "--format", "a5"]) == 0


@pytest.mark.parametrize(
    ("was", "now", "words"),
    [
        ("0 0 24 24", "0 0 48 48", 'set viewBox="0 0 24 24"'),
        ("<path", "<script>x()</script><path", "<script> is not allowed"),
        ("<path", '<path onclick="x()"', "onclick= is not allowed"),
        ("<path", '<path style="fill:red"', "style= is not allowed"),
        ("<path", '<path fill="#f00"', "write currentColor or none"),
        ('stroke-width="1.6"', 'stroke-width="5"', "the icons are drawn with 1.6"),
        ("</svg>", '<image href="https://example.org/x.png"/></svg>', "<image> is not allowed"),
        ("</svg>", "", "this is no SVG"),
    ],
)
def test_a_drawing_that_is_no_icon_is_refused(
    workspace: Path, was: str, now: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert was in DROP
    (workspace / "bad.svg").write_text(DROP.replace(was, now, 1))
    assert main(["new", "icon", "bad", "--svg", "bad.svg"]) == 2
    assert words in capsys.readouterr().err
    assert not (workspace / "templates").exists()


def test_an_icon_of_the_package_is_not_replaced(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (workspace / "drop.svg").write_text(DROP)
    assert main(["new", "icon", "phone", "--svg", "drop.svg"]) == 2
    assert "there is an icon 'phone' already" in capsys.readouterr().err
