"""Exit codes: a report or a list of grades does not hide an error, and flags that contradict each other are refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaphandout.cli.main import main

ERROR = {"severities": {"not-approved": "error"}}
"""Makes an error of what is found in every text that nobody has signed."""


def severe(content: Path) -> None:
    (content / "topics" / "small" / "checks.yaml").write_text(json.dumps(ERROR), encoding="utf-8")


@pytest.mark.parametrize("answer", ["--readability", "--report"])
def test_the_exit_code_is_that_of_a_plain_check_whatever_is_asked_for(
    answer: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["check", "--content", str(small), answer]
    asked += [str(tmp_path / "report.html")] if answer == "--report" else []
    assert main(asked) == 0
    assert main([*asked, "--strict"]) == 1, "there are warnings"
    severe(small)
    assert main(asked) == 1
    said = capsys.readouterr().out
    assert "report.html: edition" in said if answer == "--report" else "SMOG" in said
    assert answer != "--report" or "<html" in (tmp_path / "report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("report", "words"),
    [("report.docx", "end its name with .html or .pdf"), ("no/report.html/report.html", "cannot be written")],
)
def test_a_report_that_cannot_be_written_is_bad_input(
    report: str, words: str, small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "no").mkdir()
    (tmp_path / "no" / "report.html").write_text("a file where a folder should be", encoding="utf-8")
    assert main(["check", "--content", str(small), "--report", str(tmp_path / report)]) == 2
    assert words in capsys.readouterr().err


def test_a_report_of_a_text_that_is_broken_is_bad_input_and_not_written(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (small / "topics" / "small" / "facts.yaml").write_text("- name: [", encoding="utf-8")
    for answer in (["--report", str(tmp_path / "report.html")], ["--readability"]):
        assert main(["check", "--content", str(small), *answer]) == 2
        assert "facts.yaml:" in capsys.readouterr().err
    assert not (tmp_path / "report.html").exists()


CONTRADICTIONS = [
    ("check", "--explain", "percent", "--readability"),
    ("check", "--explain", "--rules", "{folder}/rules.html"),
    ("check", "--report", "{folder}/report.html", "--readability"),
    ("check", "--rules", "{folder}/rules.html", "--report", "{folder}/report.html"),
    ("check", "--json", "--format", "sarif"),
    ("check", "--json", "--format", "lines"),
    ("slides", "--template", "{folder}/own.pptx", "--size", "4:3"),
    ("slides", "--roles", "{folder}/roles.yaml"),
]


@pytest.mark.parametrize("given", CONTRADICTIONS, ids=lambda given: " ".join(given[1:]))
def test_flags_that_contradict_each_other_are_refused_and_nothing_is_written(
    given: tuple[str, ...], small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    command, *flags = (word.replace("{folder}", str(folder)) for word in given)
    code: object
    try:
        code = main([command, "--content", str(small), *flags])
    except SystemExit as exc:  # what argparse itself refuses
        code = exc.code
    assert code == 2
    said = capsys.readouterr()
    assert all(flag.split()[0] in said.err for flag in flags if flag in ("--readability", "--size", "--roles"))
    assert said.out == ""
    assert list(folder.iterdir()) == []


def test_json_may_be_asked_for_twice(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--content", str(small), "--json", "--format", "json"]) == 0
    assert isinstance(json.loads(capsys.readouterr().out), list)
