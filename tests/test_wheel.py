"""The built wheel in an empty environment and a folder of one's own: it brings along all that the commands need."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from support import FIXTURES, ROOT
from support.installed import run


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    """A folder that holds a topic and a clinic, no more."""
    content = tmp_path / "my leaflets" / "content"
    shutil.copytree(FIXTURES / "content" / "topics" / "small", content / "topics" / "small")
    (content / "clinics").mkdir()
    profile = (ROOT / "content" / "clinics" / "sample-uk.yaml").read_text(encoding="utf-8")
    (content / "clinics" / "tea-room.yaml").write_text(profile.replace("sample-uk", "tea-room"), encoding="utf-8")
    return content.parent


def test_a_folder_with_a_topic_and_a_clinic_is_enough(installed: Path, workspace: Path) -> None:
    for command in (("handout",), ("slides",), ("handout", "--clinic", "tea-room")):
        done = run(installed, *command, cwd=workspace)
        assert done.returncode in (0, 1), done.stderr
    checked = run(installed, "check", "--json", cwd=workspace)
    assert checked.returncode in (0, 1), checked.stderr
    assert all(finding["severity"] != "error" for finding in json.loads(checked.stdout))
    built = sorted(path.name for path in (workspace / "build").iterdir())
    assert built == [
        "small-deck-en.pptx", "small-leaflet-a4-en-tea-room.pdf", "small-leaflet-a4-en.pdf",
        "small-leaflet-letter-en-tea-room.pdf", "small-leaflet-letter-en.pdf",
    ]  # fmt: skip
    verified = run(installed, "verify", *(f"build/{name}" for name in built), cwd=workspace)
    assert verified.returncode == 0, verified.stdout


def test_a_file_of_the_workspace_takes_the_place_of_the_packages_own(installed: Path, workspace: Path) -> None:
    tokens = (ROOT / "templates" / "tokens.yaml").read_text(encoding="utf-8")
    own = workspace / "templates" / "tokens.yaml"
    own.parent.mkdir()
    own.write_text(tokens.replace("#0B4F57", "#123456"), encoding="utf-8")
    assert "#123456" in own.read_text(encoding="utf-8")
    done = run(installed, "handout", "--format", "web", cwd=workspace)
    assert done.returncode == 0, done.stderr
    (page,) = (workspace / "build").glob("*.html")
    assert "#123456" in page.read_text(encoding="utf-8")


def test_the_workspace_is_found_from_a_folder_inside_it(installed: Path, workspace: Path) -> None:
    done = run(installed, "handout", "--format", "text", cwd=workspace / "content" / "topics")
    assert done.returncode == 0, done.stderr
    assert (workspace / "build" / "small-leaflet-text-en.txt").is_file() or list((workspace / "build").glob("*.txt"))
