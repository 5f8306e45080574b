"""Two people, or two terminals, that type their first `make` at once make one environment between them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from support import ROOT

SLOW = '''
import pathlib, sys, time
sys.path.insert(0, str(pathlib.Path(__file__).parent / "real"))
import bootstrap

FOLDER = pathlib.Path(__file__).resolve().parent

def note(words):
    with (FOLDER / "notes").open("a") as file:
        print(words, file=file)

def run(command, environment=None):
    """Make what a person would wait a minute for."""
    note("begins")
    time.sleep(0.5)
    (FOLDER / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "kaphandout"):
        (FOLDER / ".venv" / "bin" / name).write_text("#!/bin/sh\\n")
        (FOLDER / ".venv" / "bin" / name).chmod(0o755)
    note("ends")

bootstrap.ROOT, bootstrap.VENV, bootstrap.LOCK = FOLDER, FOLDER / ".venv", FOLDER / "requirements.lock"
bootstrap.PYTHON, bootstrap.STAMP = bootstrap.VENV / "bin" / "python", bootstrap.VENV / "ready"
bootstrap.run = run
bootstrap.see_to_system_libraries = bootstrap.install_from_source = lambda: None
bootstrap.install_locked = lambda lock: None
sys.exit(bootstrap.main())
'''
"""The real bootstrap, but for what it runs."""


def test_two_first_makes_at_once_make_the_environment_once_and_both_succeed(tmp_path: Path) -> None:
    for name in ("Makefile", "pyproject.toml", "requirements.lock"):
        shutil.copyfile(ROOT / name, tmp_path / name)
    (tmp_path / "real" / "src").mkdir(parents=True)
    shutil.copyfile(ROOT / "bootstrap.py", tmp_path / "real" / "bootstrap.py")
    (tmp_path / "real" / "src" / "kaphandout").symlink_to(ROOT / "src" / "kaphandout")
    (tmp_path / "bootstrap.py").write_text(SLOW, encoding="utf-8")
    command = ["make", "--no-print-directory", "check"]
    clean = {name: value for name, value in os.environ.items() if not name.startswith("MAKE") and name != "MFLAGS"}
    both = [
        subprocess.Popen(command, cwd=tmp_path, env=clean, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for _ in range(2)
    ]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert (tmp_path / "notes").read_text(encoding="utf-8").splitlines() == ["begins", "ends"]
    assert (tmp_path / ".venv" / "ready").exists()
