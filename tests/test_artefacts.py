"""The tool that holds what two revisions build side by side names each difference, and builds nothing twice."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support import CONTENT
from tools import artefacts

TOOL = """#!/bin/sh
for word; do
  case "$word" in */job-*) out="$word" ;; esac
done
echo "$*" >> "{tree}/asked"
[ -f "{tree}/broken" ] && {{ echo "Traceback (most recent call last)" >&2; exit 1; }}
printf '%s' "$(cat "{tree}/words")" > "$out/made.txt"
echo "wrote $out/made.txt"
exit 1
"""
"""A command line that writes what its tree's file `words` says, notes how it was called, and has a finding."""


def tree_of(folder: Path, words: str) -> Path:
    """A tree with small topics and a command line of its own, which builds a file that says `words`."""
    folder.mkdir()
    for part in ("tests/fixtures/content/topics/small/messages", "tests/fixtures/kinds", "content/locales", "build"):
        (folder / part).mkdir(parents=True)
    risks = "tests/fixtures/content/topics/small/messages/risks.yaml"
    (folder / risks).write_text("Wait before you drink.", encoding="utf-8")
    program = folder / ".venv" / "bin" / "kaphandout"
    program.parent.mkdir(parents=True)
    program.write_text(TOOL.format(tree=folder), encoding="utf-8")
    program.chmod(0o755)
    (folder / "words").write_text(words, encoding="utf-8")
    return folder


def asked(tree: Path) -> list[str]:
    """The commands that a tree was asked to run."""
    path = tree / "asked"
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


@pytest.fixture
def trees(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """The tree of the base and this one; both build the same."""
    old, new = tree_of(tmp_path / "base-0123456789ab", "same"), tree_of(tmp_path / "new", "same")
    monkeypatch.setattr(artefacts, "ROOT", new)
    monkeypatch.setattr(artefacts, "base_tree", lambda _: old)
    monkeypatch.setattr(artefacts, "_templates", lambda folder: folder)
    return old, new


@pytest.fixture
def compare(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The tool as a person calls it."""

    def run(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["artefacts", *arguments])
        return artefacts.main()

    return run


def test_two_trees_that_build_the_same_have_no_difference(
    trees: tuple[Path, Path], compare: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare("HEAD~1", "--only", "deck of small") == 0
    assert capsys.readouterr().out == "2 files compared\n", "the answer and the file, whose folders differ, are alike"
    assert [len(asked(tree)) for tree in trees] == [1, 1]
    assert "slides --handout" in asked(trees[0])[0]


def test_a_difference_is_reported_by_the_name_of_its_job_and_file(
    trees: tuple[Path, Path], compare: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (trees[1] / "words").write_text("other", encoding="utf-8")
    assert compare("HEAD~1", "--only", "deck of small") == 1
    assert capsys.readouterr().out.splitlines() == ["differs: deck of small/made.txt", "2 files compared"]
    assert compare("HEAD~1", "--only", "deck of small", "--json") == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer == {"compared": 2, "differences": ["differs: deck of small/made.txt"]}


def test_a_file_that_is_gone_or_new_is_a_difference() -> None:
    old = {"deck": {"a": "1", "b": "2"}, "leaflet": {"a": "3"}}
    new = {"deck": {"a": "1", "c": "2"}, "leaflet": {"a": "4"}}
    assert artefacts.differences(old, new) == ["gone: deck/b", "new: deck/c", "differs: leaflet/a"]


def test_a_pattern_that_names_no_job_is_bad_input(
    trees: tuple[Path, Path], compare: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare("HEAD~1", "--only", "dekc*") == 2
    said = capsys.readouterr()
    assert said.err == "no job is called 'dekc*'; --list shows them\n"
    assert said.out == ""
    assert asked(trees[0]) == []


def test_the_list_names_the_jobs_and_builds_nothing(
    trees: tuple[Path, Path], compare: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert compare("--list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert {"leaflets sample-uk", "deck 4:3", "deck of small", "quality report", "findings as SARIF"} <= {*listed}
    assert len(listed) == len({*listed}), "a job of the name of another would hide it"
    assert compare() == 2, "nothing was compared"
    assert capsys.readouterr().out.splitlines() == listed
    assert [asked(tree) for tree in trees] == [[], []]


def test_the_bases_results_are_kept_job_by_job(trees: tuple[Path, Path], compare: Callable[..., int]) -> None:
    old, new = trees
    assert compare("HEAD~1", "--only", "deck of small") == 0
    assert compare("HEAD~1", "--only", "deck of *") == 0
    count = len(asked(old))
    assert count == len(asked(new)) - 1, "the base's deck of the small topic is not built a second time"
    (old / "words").write_text("another, which nobody looks at any more", encoding="utf-8")
    assert compare("HEAD~1", "--only", "deck of *") == 0
    assert len(asked(old)) == count
    (kept,) = old.parent.glob("base-0123456789ab-*.json")
    assert "deck of small" in json.loads(kept.read_text(encoding="utf-8"))


def test_a_command_that_crashes_is_no_difference_but_bad_input(
    trees: tuple[Path, Path], compare: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    (trees[1] / "broken").touch()
    assert compare("HEAD~1", "--only", "findings") == 2
    assert capsys.readouterr().err.startswith("findings: ")


def test_a_revision_that_is_not_there_is_bad_input(
    compare: Callable[..., int], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(artefacts, "_templates", lambda folder: folder)
    assert compare("no-such-revision") == 2
    assert "there is no such revision" in capsys.readouterr().err


def test_the_changed_topic_is_one_in_which_a_word_has_changed(tmp_path: Path) -> None:
    made = artefacts.contents_of(CONTENT.parent, tmp_path)
    risks = [(made[name] / "topics/small/messages/risks.yaml").read_text(encoding="utf-8") for name in made]
    assert risks[0] == risks[1] != risks[2]
