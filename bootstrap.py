"""requirements.lock → `.venv`, ready to run; `make` calls this with the system's Python (3.11 or newer).

A finished environment leaves the stamp `.venv/ready` as its last act. Without the stamp, or with one of another lock,
Python or folder, the environment is made anew.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "src"))

from kaphandout import system  # noqa: E402  (found through the line above: nothing is installed yet)

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "ready"
LOCK = ROOT / "requirements.lock"


def main() -> int:
    """Make what is missing of the environment, with `test` the test tools too; 0: ready, 2: a person must act first."""
    try:
        with one_at_a_time():
            make_environment()
            if sys.argv[1:] == ["test"]:
                print("Test tools into .venv, each checked by its hash …", flush=True)
                install_locked(ROOT / "requirements-test.lock")
    except Stopped as reason:
        print(f"\n{reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("\nInterrupted; the next make command begins anew.", file=sys.stderr)
        return 130
    return 0


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other run in this folder is making the environment."""
    (ROOT / "build").mkdir(exist_ok=True)
    with (ROOT / "build" / ".environment-lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def make_environment() -> None:
    """Make the environment unless it is ready. Raises `Stopped`."""
    wanted = fingerprint()
    if STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted and works():
        STAMP.touch()
        return
    say(1, "System libraries: Pango, HarfBuzz")
    see_to_system_libraries()
    say(2, f"Python packages into .venv: {count()} of exact versions, each checked by its hash (about a minute)")
    run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    install_locked(LOCK)
    say(3, "kaphandout itself")
    install_from_source()
    (VENV / "folder").write_text(f"{ROOT}\n", encoding="utf-8")
    STAMP.write_text(wanted, encoding="utf-8")


class Stopped(Exception):
    """What a person must know or do before the next try."""


def fingerprint() -> str:
    """What the environment is made from, in one line."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    made_from = json.dumps([project["build-system"], project["project"], sys.version, str(ROOT)], sort_keys=True)
    return hashlib.sha256(LOCK.read_bytes() + made_from.encode()).hexdigest() + "\n"


def works() -> bool:
    """Whether the environment's Python still starts: it dies with the Python that it was made from."""
    return PYTHON.exists() and subprocess.run([PYTHON, "-c", ""], check=False).returncode == 0


def see_to_system_libraries() -> None:
    """Install the missing system packages where that is allowed. Raises `Stopped` with the line to type where not."""
    parts = system.missing()
    here = system.this_system()
    names = system.packages(parts, here) if here else []
    if names and here and (before := may_install(system.MANAGERS[here])) is not None:
        print(f"      installing {' '.join(names)}", flush=True)
        manager = system.MANAGERS[here]
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        if manager.refresh:
            run([*before, *manager.refresh], environment)
        run([*before, *manager.install, *names], environment)
        parts = system.missing()
    if parts:
        raise Stopped(instructions(parts, here))


def may_install(manager: system.Manager) -> list[str] | None:
    """What stands before the package manager's own command, or None where installing needs a person."""
    if not shutil.which(manager.program):
        return None
    if not manager.needs_root or os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def instructions(parts: list[system.Part], here: str | None) -> str:
    """The line to type on this system, or on each where this one is not known."""
    known = [here] if here and system.remedy(parts, here) else [key for key in system.MANAGERS if key != here]
    lines = [(system.MANAGERS[key].system, system.remedy(parts, key)) for key in known]
    shown = [f"  {name}:\n    {line}" for name, line in lines if line]
    return "\n".join(
        [
            f"Missing on this machine: {', '.join(part.name for part in parts)}.",
            "Type this, then the same make command again:",
            *shown,
        ]
    )


def install_from_source() -> None:
    """Let the environment's Python find `src/`, and write the command `kaphandout`.

    The path is relative: Python cannot read an absolute one whose letters the locale does not know.
    """
    (packages,) = VENV.glob("lib/python*/site-packages")
    (packages / "kaphandout.pth").write_text(f"{os.path.relpath(ROOT / 'src', packages)}\n", encoding="utf-8")
    command = PYTHON.with_name("kaphandout")
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -P -m kaphandout "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def count() -> int:
    return sum("==" in line for line in LOCK.read_text(encoding="utf-8").splitlines())


def install_locked(lock: Path) -> None:
    """Install the packages of a lock by their hashes, wheels only. Raises `Stopped`."""
    options = ["--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:"]
    try:
        run([str(PYTHON), "-m", "pip", "install", *options, "--requirement", str(lock)])
    except Stopped as reason:
        hint = "If pip found no version of anything, this machine does not reach its package index."
        raise Stopped(f"{reason}\n{hint}") from None


def run(command: list[str], environment: dict[str, str] | None = None) -> None:
    """Run quietly; show what the command said only if it fails. Raises `Stopped`."""
    done = subprocess.run(
        command, env=environment, check=False, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    if done.returncode:
        raise Stopped(f"{done.stdout.strip()}\n\nThis did not work: {' '.join(command)}")


def say(step: int, words: str) -> None:
    print(f"[{step}/3] {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
