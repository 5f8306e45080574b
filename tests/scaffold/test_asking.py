"""Questions: asked on a terminal until the answer is right; elsewhere a missing answer is an error that names it."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from kaphandout.cli.main import main


class Terminal(io.StringIO):
    """What a person types."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def typed(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("".join(f"{line}\n" for line in lines)))


def test_where_nobody_can_answer_all_that_is_missing_is_named_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "clinic"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert [line.partition("error: ")[2].partition(" is missing")[0] for line in told.err.splitlines()] == [
        "ID", "--name", "--countries",
    ]  # fmt: skip


def test_a_program_gets_what_is_missing_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "topic", "--json"]) == 2
    assert {one["id"] for one in json.loads(capsys.readouterr().err)} == {"id", "title"}


def test_a_person_is_asked_only_what_was_not_given_and_again_until_it_is_right(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "France", "GB", "", "", "1 Road; Town", "", "", "blue", "#1F4E8C")
    assert main(["new", "clinic", "river", "--name", "River"]) == 0
    asked = capsys.readouterr().err
    assert "its name:" not in asked
    assert asked.count("its countries") == 2
    assert "FRANCE: countries.yaml has US, CA, GB" in asked
    assert "write # and six hexadecimal digits" in asked
    profile = (workspace / "content" / "clinics" / "river.yaml").read_text()
    assert 'address: ["1 Road", "Town"]' in profile
    assert 'countries: ["GB"]' in profile


def test_who_ends_the_input_in_the_middle_leaves_no_file(
    workspace: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, "knee")
    assert main(["new", "topic"]) == 2
    assert "is missing, and the input has ended" in capsys.readouterr().err
    assert list(workspace.iterdir()) == []


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--kind", "drug", "write one of treatment, test, skill, condition"),
        ("--title", "<b>Knee</b>", "write plain words"),
        ("--title", "Knee {{ fact.x }}", "write plain words"),
        ("--issued", "31.1.2026", "write a day as year-month-day"),
        ("--countries", "FR", "countries.yaml has US"),
        ("--article", "nowhere.txt", "there is no such file"),
        ("--emergency", "112", "write one of none, number, mental-health"),
    ],
)
def test_a_wrong_answer_says_what_may_be_written(
    workspace: Path, option: str, value: str, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"--title": "Knee", option: value}
    assert main(["new", "topic", "knee", *(word for pair in given.items() for word in pair)]) == 2
    told = capsys.readouterr().err
    assert option in told
    assert words in told
    assert list(workspace.iterdir()) == []


@pytest.mark.parametrize("id", ["Knee", "my knee", "../knee", "knee_1", "1knee", ""])
def test_an_id_that_is_no_good_name_is_refused(workspace: Path, id: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "topic", id, "--title", "Knee"]) == 2
    assert "small letters, digits and single hyphens" in capsys.readouterr().err
    assert list(workspace.iterdir()) == []


@pytest.mark.parametrize("what", ["topic", "clinic", "message", "format", "icon"])
def test_each_kind_has_help_with_an_example_and_the_exit_codes(what: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["new", what, "--help"])
    told = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"example: kaphandout new {what} " in told
    assert "exit codes: 0 good, 1 findings, 2 bad input" in told
