"""Who knows the README alone, in an empty folder with the installed wheel: the commands do what the page says."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from pptx import Presentation

from kaphandout.cli.main import main
from support import ROOT
from support.installed import run

DRAFT = "Draft: do not hand out"
DOCS = ROOT / "docs" / "your-own-topic.md"


def page_commands(page: Path, heading: str) -> list[list[str]]:
    """The commands of the first shell block below a heading, without the name of the tool."""
    block = page.read_text(encoding="utf-8").partition(heading)[2].partition("```sh\n")[2].partition("```")[0]
    return [shlex.split(line)[1:] for line in block.splitlines()]


def test_the_five_commands_of_the_readme_make_a_draft_of_leaflet_and_deck(installed: Path, tmp_path: Path) -> None:
    commands = page_commands(ROOT / "README.md", "## A topic of your own")
    assert [command[0] for command in commands] == ["new", "new", "handout", "slides", "check"]
    codes = {}
    for command in commands:
        done = run(installed, *command, cwd=tmp_path)
        codes[" ".join(command[:2])] = done.returncode
        assert "Traceback" not in done.stderr
    assert [*codes.values()] == [0, 0, 0, 0, 1], codes
    pages = [page for path in (tmp_path / "build").glob("*.pdf") for page in pdfium.PdfDocument(path)]
    assert pages
    assert all(DRAFT in page.get_textpage().get_text_range() for page in pages)
    slides = Presentation(str(next((tmp_path / "build").glob("*.pptx")))).slides
    words = [" ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame) for slide in slides]
    assert all(DRAFT in text for text in words)


def test_all_that_the_check_says_of_the_new_topic_is_what_the_page_foretells(installed: Path, tmp_path: Path) -> None:
    foretold = {"todo", "not-approved", "unconfirmed-pair"}
    assert all(f"`{rule}`" in DOCS.read_text(encoding="utf-8") for rule in foretold)
    run(installed, *page_commands(DOCS, "## In ten minutes")[0], cwd=tmp_path)
    found = json.loads(run(installed, "check", "--json", cwd=tmp_path).stdout)
    assert {one["rule"] for one in found if one["severity"] != "note"} == foretold


def test_both_pages_begin_with_the_same_commands() -> None:
    assert page_commands(ROOT / "README.md", "## A topic of your own") == page_commands(DOCS, "## In ten minutes")


def test_the_least_example_of_the_page_can_be_built(tmp_path: Path) -> None:
    files = re.findall(r"```yaml\n# (\S+)\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(files) == 4
    content = tmp_path / "content"
    for name, text in files:
        path = content / "topics" / "tea" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    where = ["--content", str(content), "--out", str(tmp_path / "out")]
    assert main(["handout", "--format", "a4", *where]) == 0
    assert main(["slides", *where]) == 0


def test_the_page_names_every_block_layout_and_key_that_there_is() -> None:
    from typing import get_args

    from kaphandout.content.outline.deck import SlideLayout
    from kaphandout.design.tokens import Colours, DeckType, LeafletType
    from kaphandout.leaflet.formats import LeafletFormat
    from kaphandout.leaflet.gallery import BOXES, FURNITURE, LISTS

    named = set(re.findall(r"`([a-z_-]+)`", DOCS.read_text(encoding="utf-8")))
    keys = {key for kind in (LeafletFormat, Colours, LeafletType, DeckType) for key in kind.model_fields}
    blocks = {*LISTS, *BOXES, *FURNITURE, "box", "figure", "compare", "lines", "fields"}
    missing = ({*get_args(SlideLayout)} | blocks | keys) - named - {"font", "leaflet", "deck"}
    assert missing == set()


@pytest.mark.parametrize("kind", ["treatment", "test", "skill", "condition"])
def test_a_new_topic_of_each_kind_is_built_at_once_and_has_nothing_wrong_but_its_todos(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    begun = ["new", "topic", "knee", "--title", "A knee", "--kind", kind, "--countries", "GB,US"]
    assert main([*begun, "--emergency", "mental-health"]) == 0
    assert main(["handout", "--format", "a4,one-page,card,web,text"]) == 0
    assert main(["slides"]) == 0
    capsys.readouterr()
    assert main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["rule"] for one in found if one["severity"] == "error"} == {"todo"}
    built = [str(path) for path in (tmp_path / "build").iterdir() if "print" not in path.name]
    assert main(["verify", *built]) == 0
