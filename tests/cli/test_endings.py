"""How a command ends: exit codes, signals, full disks, and what is left on the disk afterwards."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kaphandout.build import build_leaflets, write
from kaphandout.cli.commands import claims
from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.files import write_all, write_whole
from kaphandout.governance.editions import read_log, record
from kaphandout.project import Source
from support import CONTENT, ROOT

KAPHANDOUT = [sys.executable, "-m", "kaphandout"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}


def run(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    environment = {**ENVIRONMENT, **options.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run([*KAPHANDOUT, *arguments], env=environment, text=True, check=False, **options)  # type: ignore[call-overload]


def hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".new-*")]


def test_a_release_logs_what_was_checked_and_built_although_the_text_was_edited_meanwhile(small: Path) -> None:
    source = Source(small)
    checked, _ = source.edition("small")
    risks = small / "topics/small/messages/risks.yaml"
    risks.write_text(risks.read_text(encoding="utf-8").replace("Keep cups away", "Keep mugs away"), encoding="utf-8")
    ((product, _),) = build_leaflets(source, ["small"], ["text"], small.parent / "build")
    logged = record(small, source.edition("small")[0], date(2026, 12, 1))
    assert logged is not None
    assert product.code == checked.code == logged.stem
    assert Source(small).edition("small")[0].code != checked.code, "the edit should make another edition"


def test_what_a_killed_run_left_is_removed_and_never_taken_for_a_log_entry(small: Path) -> None:
    record(small, Source(small).edition("small")[0], date(2026, 12, 1))
    folder = small / "topics/small/editions"
    (folder / ".new-abc123").write_text("half", encoding="utf-8")
    assert len(read_log(small, "small")) == 1
    write_whole(folder / "note.txt", b"x")
    assert hidden(folder) == []


def test_of_files_that_belong_together_none_is_written_if_one_cannot_be(tmp_path: Path) -> None:
    good = tmp_path / "a.txt"
    good.write_text("earlier", encoding="utf-8")
    (tmp_path / "folder").write_text("a file where a folder should be", encoding="utf-8")
    with pytest.raises(KaphandoutError, match="cannot be written"):
        write_all([(good, b"new"), (tmp_path / "folder" / "b.txt", b"new")])
    assert good.read_text(encoding="utf-8") == "earlier"
    assert hidden(tmp_path) == []


def test_the_message_speaks_of_an_earlier_file_only_where_there_is_one(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("x", encoding="utf-8")
    with pytest.raises(KaphandoutError) as caught:
        write_whole(tmp_path / "folder" / "b.txt", b"new")
    assert "earlier" not in str(caught.value)


def test_new_files_follow_the_umask_and_replaced_files_keep_their_rights(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        write_whole(tmp_path / "new.txt", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o600
    (tmp_path / "new.txt").chmod(0o640)
    write_whole(tmp_path / "new.txt", b"y")
    assert (tmp_path / "new.txt").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_stopped_build_says_so_in_a_line_and_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    command = [*KAPHANDOUT, "handout", "--content", str(CONTENT), "--format", "all", "--out", str(tmp_path)]
    process = subprocess.Popen(command, env=ENVIRONMENT, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    process.stderr.readline()  # "laying out …": it is at work
    time.sleep(0.5)
    process.send_signal(number)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 128 + number
    assert "Traceback" not in said
    assert said.strip().endswith("earlier files are as they were.")
    assert list(tmp_path.rglob("*")) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_bad_input_and_no_finding() -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = run("check", "--content", str(CONTENT), stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "No space left" in done.stderr


def test_an_eight_bit_locale_is_no_reason_to_stop() -> None:
    plain = {"LC_ALL": "en_US.ISO-8859-1", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = run("check", "--content", str(CONTENT), "--all", env=plain, capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("file", ["nothing.pdf", "nothing.pptx"])
def test_look_names_a_file_that_is_not_there(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["look", str(tmp_path / file), "--out", str(tmp_path)]) == 2
    assert file in capsys.readouterr().err


def test_a_fault_of_the_software_is_told_in_a_line_and_is_no_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("by zero")

    monkeypatch.setattr(claims, "run", broken)
    assert main(["claims", "--json"]) == 2
    (problem,) = json.loads(capsys.readouterr().err)
    assert "fault of kaphandout" in problem["message"]


def test_several_formats_can_be_asked_for_at_once(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = small.parent / "build"
    assert main(["handout", "--content", str(small), "--out", str(out), "--format", "text,web", "--format", "text"]) < 2
    assert sorted(path.suffix for path in out.iterdir()) == [".html", ".txt"]
    capsys.readouterr()


def test_nothing_is_written_before_all_is_laid_out(small: Path) -> None:
    ready = build_leaflets(Source(small), ["small"], ["text", "web"], small.parent / "build")
    assert not (small.parent / "build").exists()
    assert [product.path.exists() for product in write(ready)] == [True, True]


def test_two_who_sign_at_once_are_both_recorded(small: Path) -> None:
    ids = ["burn", "what-tea"]
    sign = [*KAPHANDOUT, "sign", "--content", str(small), "--role", "clinician", "--by"]
    running = [subprocess.Popen([*sign, f"Signer {id}", "--message", id], env=ENVIRONMENT) for id in ids]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    said = (small / "topics/small/signoffs.yaml").read_text(encoding="utf-8")
    assert "Signer burn" in said
    assert "Signer what-tea" in said
