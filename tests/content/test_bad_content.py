"""Bad content: one clear line with file and line, exit code 2, nothing written, the earlier build as it was.

Each folder of `fixtures/bad/` is laid over a copy of the small topic; the first line of its file says what to expect.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.project import Source
from support import FIXTURES, ROOT

BAD = sorted((FIXTURES / "bad").iterdir())
EARLIER = {"small-leaflet-a4-en.pdf": b"the earlier leaflet", "small-deck-en.pptx": b"the earlier deck"}


def lay_over(fault: Path, content: Path) -> str:
    """Lay a fault over the small topic and return the line that it must bring about."""
    (changed,) = (path for path in fault.rglob("*") if path.is_file())
    shutil.copyfile(changed, content / changed.relative_to(fault))
    first = changed.read_bytes().partition(b"\n")[0].decode("utf-8")
    return first[1:].strip().removeprefix("expect: ")


def run(command: str, content: Path) -> list[str]:
    return [command, "--content", str(content), "--out", str(content.parent / "out")]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """The folder of an earlier build."""
    folder = tmp_path / "out"
    folder.mkdir()
    for name, data in EARLIER.items():
        (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("command", ["handout", "slides"])
@pytest.mark.parametrize("fault", BAD, ids=lambda path: path.name)
def test_bad_content_is_one_clear_line(
    fault: Path, command: str, small: Path, out: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = lay_over(fault, small)

    assert main(run(command, small)) == 2

    said = capsys.readouterr()
    progress, *told = said.err.splitlines()
    assert progress.endswith("…")
    assert told == [expected]
    assert said.out == ""
    assert {path.name: path.read_bytes() for path in out.iterdir()} == EARLIER


def test_all_faults_are_told_at_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    faults = [fault for fault in BAD if fault.name in ("duplicate-slide-title", "unknown-section", "unknown-claim")]
    expected = [lay_over(fault, small) for fault in faults]

    assert main(run("handout", small)) == 2
    assert sorted(capsys.readouterr().err.splitlines()[1:]) == sorted(expected)


def test_the_small_topic_itself_is_good(small: Path, out: Path) -> None:
    assert main(run("slides", small)) == 0
    assert (out / "small-deck-en.pptx").read_bytes().startswith(b"PK")


def test_a_user_sees_no_traceback(small: Path) -> None:
    expected = lay_over(next(fault for fault in BAD if fault.name == "yaml-error"), small)
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    ended = subprocess.run(
        [sys.executable, "-m", "kaphandout", *run("handout", small)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 2
    assert expected in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("topics/small/topic.yaml", "issued: 2026-11-24", "issued: soon", "'soon' must be a day, such as 2026-11-24"),
        ("topics/small/topic.yaml", "drug_names: [tea]", "drug_names: tea", "this must be a list: one entry a line"),
        ("topics/small/glossary.yaml", "- {", "- tea\n- {", "this must be entries with names"),
        ("clinics/default.yaml", "sample: true", "sample: perhaps", "'perhaps' must be yes or no"),
        ("clinics/default.yaml", "countries: [GB]", "countries: []", "this list must have 1 or more entries"),
    ],
)
def test_a_wrong_value_is_told_in_an_editors_words(file: str, old: str, new: str, words: str, small: Path) -> None:
    """…and not in those of the library that found it."""
    path = small / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KaphandoutError) as caught:
        Source(small).edition("small")
    said = str(caught.value)
    assert words in said
    assert "Input should" not in said
