"""What the machine does to a command: programs that are killed, folders that cannot be read, names in other scripts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from kaphandout.cli.main import main
from kaphandout.files import write_whole
from support import CONTENT, ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
NOBODY = 65534


def until(path: Path, process: subprocess.Popen[str]) -> str:
    """What a file says, as soon as it says something; the process that writes it must not end before."""
    while not (path.exists() and (text := path.read_text(encoding="utf-8").strip())):
        assert process.poll() is None, process.communicate()
        time.sleep(0.02)
    return text


# --- A program or a run is killed ------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> dict[str, str]:
    """The environment with a LibreOffice that only notes the id of its process and waits."""
    program = tmp_path / "bin" / "soffice"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/id'\nexec sleep 600\n", encoding="utf-8")
    program.chmod(0o755)
    (tmp_path / "deck.pptx").write_bytes(b"a deck")
    return {**ENVIRONMENT, "PATH": f"{program.parent}:{os.environ['PATH']}"}


def looking(folder: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "kaphandout", "look", "deck.pptx", "--out", "."]
    return subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True)


def test_a_libreoffice_that_is_killed_is_told_in_a_line_and_leaves_no_picture(
    tmp_path: Path, office: dict[str, str]
) -> None:
    with looking(tmp_path, office) as process:
        os.kill(int(until(tmp_path / "id", process)), signal.SIGKILL)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 2
    assert "Traceback" not in said
    assert "deck.pptx" in said.splitlines()[-1]
    assert "LibreOffice made no PDF" in said
    assert list(tmp_path.rglob("*.png")) == []


def test_a_look_that_is_stopped_takes_its_libreoffice_with_it(tmp_path: Path, office: dict[str, str]) -> None:
    with looking(tmp_path, office) as process:
        child = int(until(tmp_path / "id", process))
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=60)
    assert process.returncode == 128 + signal.SIGTERM
    assert not Path(f"/proc/{child}/exe").exists() or _is_dead(child)


def _is_dead(child: int) -> bool:
    try:
        return Path(f"/proc/{child}/stat").read_text(encoding="utf-8").split()[2] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


WRITING = """
import os, sys, time
from pathlib import Path
from kaphandout.files import write_all
def wait(_):
    Path("written").write_text("half")
    time.sleep(600)
os.fsync = wait
write_all([(Path("leaflet.pdf"), b"new"), (Path("deck.pptx"), b"new")])
"""


def test_a_run_that_is_killed_in_mid_write_leaves_the_old_files_whole_and_the_next_run_cleans_up(
    tmp_path: Path,
) -> None:
    for name in ("leaflet.pdf", "deck.pptx"):
        (tmp_path / name).write_bytes(b"old")
    with subprocess.Popen([sys.executable, "-c", WRITING], cwd=tmp_path, env=ENVIRONMENT, text=True) as process:
        until(tmp_path / "written", process)
        write_whole(tmp_path / "other.txt", b"by another run meanwhile")
        assert len(list(tmp_path.glob(".new-*"))) == 1, "the file of a run that is alive is none of our business"
        process.kill()
    assert {path.read_bytes() for path in (tmp_path / "leaflet.pdf", tmp_path / "deck.pptx")} == {b"old"}
    write_whole(tmp_path / "leaflet.pdf", b"newer")
    assert (tmp_path / "leaflet.pdf").read_bytes() == b"newer"
    assert list(tmp_path.glob(".new-*")) == []


# --- Folders ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A temporary folder that every user of the machine can look into."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


AS_NOBODY = """
import os, sys
from kaphandout.cli.main import main
good, bad, nobody = sys.argv[1:]
main(["check", "--content", good, "--json"])  # loads all that nobody may not read
if os.getuid() == 0:
    os.setgroups([]), os.setgid(int(nobody)), os.setuid(int(nobody))
sys.exit(main(["check", "--content", bad]))
"""


def test_a_topics_folder_that_may_not_be_read_is_named_with_what_to_do(small: Path, open_folder: Path) -> None:
    bad = Path(shutil.copytree(small, open_folder / "content"))
    (bad / "topics").chmod(0o700 if os.getuid() == 0 else 0)
    try:
        command = [sys.executable, "-c", AS_NOBODY, str(small), str(bad), str(NOBODY)]
        done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    finally:
        (bad / "topics").chmod(0o755)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "content/topics: error: this folder cannot be read: give yourself the right to read it" in done.stderr


@pytest.mark.parametrize("command", ["check", "handout", "slides", "trace"])
@pytest.mark.parametrize("stands", ["a file", "a link to itself"])
def test_a_file_in_the_place_of_the_topics_folder_is_bad_input(
    command: str, stands: str, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(small / "topics")
    if stands == "a file":
        (small / "topics").write_text("no folder", encoding="utf-8")
    else:
        (small / "topics").symlink_to("topics")
    assert main([command, "--content", str(small)]) == 2
    assert "there is no topic here" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["Größe", "薬", "a folder with spaces"])
def test_a_plain_locale_reads_and_writes_in_a_folder_of_any_name(name: str, small: Path, tmp_path: Path) -> None:
    house = tmp_path / name
    house.mkdir()
    small.rename(house / "content")
    plain = {**ENVIRONMENT, "LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    for arguments in (["check"], ["handout", "--format", "text,web"], ["check", "--content", str(house / "content")]):
        command = [sys.executable, "-m", "kaphandout", *arguments]
        done = subprocess.run(command, cwd=house, env=plain, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
    assert sorted(path.suffix for path in (house / "build").glob("small-*")) == [".html", ".txt"]


def test_the_shipped_content_is_checked_under_a_plain_locale() -> None:
    plain = {**ENVIRONMENT, "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "PYTHONIOENCODING": ""}
    command = [sys.executable, "-m", "kaphandout", "check", "--content", str(CONTENT), "--all"]
    done = subprocess.run(command, env=plain, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
