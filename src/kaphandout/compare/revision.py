"""A Git revision → the content folder as it was then, in a folder of its own. The work tree is not touched."""

from __future__ import annotations

import io
import os
import subprocess
import zipfile
from pathlib import Path

from kaphandout.diagnostics import refuse

SECONDS = 60
MAX_CONTENT = 200_000_000


def write_revision(revision: str, content: Path, into: Path) -> tuple[Path, str]:
    """Write `content` as it was at `revision` below `into`; the folder written, and the revision with hash and day.

    Raises `KaphandoutError` if Git is missing, `content` is in no repository, or there is no such revision of it.
    """
    folder = content if content.is_dir() else content.parent
    top = _git(folder, "rev-parse", "--show-toplevel", revision=revision)
    if top is None:
        words = (
            f"no file or folder has this name, and no Git revision can be read: {content} is not in a Git repository"
        )
        raise refuse("operand", revision, words)
    commit = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        words = "no file, folder, released edition or Git revision has this name: `git log --oneline` lists revisions"
        raise refuse("operand", revision, words)
    name = commit.decode().strip()
    where = (_git(folder, "rev-parse", "--show-prefix") or b"").decode().rstrip("\n")
    archive = _git(Path(os.fsdecode(top).rstrip("\n")), "archive", "--format=zip", f"{name}:{where}")
    if archive is None:
        raise refuse("operand", revision, f"this revision has no folder {where or content.name}: name a later one")
    day = (_git(folder, "show", "-s", "--format=%h, %cs", name) or b"").decode().strip()
    target = into / content.name
    with zipfile.ZipFile(io.BytesIO(archive)) as package:
        if sum(entry.file_size for entry in package.infolist()) > MAX_CONTENT:
            raise refuse("file-size", revision, f"its content folder is larger than {MAX_CONTENT:,} bytes")
        package.extractall(target)
    return target, f"{revision} ({day})"


def _git(folder: Path, *arguments: str, revision: str = "") -> bytes | None:
    """What Git answers, or None if it refuses."""
    try:
        command = ["git", "-C", str(folder), *arguments]
        done = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)  # noqa: S603  (no shell)
    except FileNotFoundError as exc:
        words = "no file or folder has this name, and a Git revision cannot be read without Git: install Git"
        raise refuse("git", revision, words) from exc
    except subprocess.TimeoutExpired as exc:
        raise refuse("git", revision, f"Git did not answer in {SECONDS} seconds") from exc
    return done.stdout if done.returncode == 0 else None
