"""The edition log: `content/topics/<topic>/editions/<CODE>.json`, the manifest of each edition that was released."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from kaphandout.content.faults import first_fault
from kaphandout.diagnostics import refuse
from kaphandout.edition.codes import edition_code
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import Manifest, Release, coded, read_manifest
from kaphandout.edition.manifest_builder import build_edition_manifest
from kaphandout.files import one_writer, write_whole

MAX_ENTRY = 5_000_000


def read_log(content: Path, topic: str) -> dict[str, Manifest]:
    """The released editions of a topic by code. Raises `KaphandoutError` for an entry that was altered or damaged."""
    entries = (_read(path) for path in sorted(_folder(content, topic).glob("*.json")))
    return {entry.edition: entry for entry in entries}


def record(content: Path, edition: Edition, on: date) -> Path | None:
    """Enter an edition in the log as released `on` a day; None if it is the current release already."""
    folder = _folder(content, edition.topic.about.id)
    with one_writer(folder.parent):
        former = releases(read_log(content, edition.topic.about.id).values(), edition.locale.tag, edition.clinic.id)
        if former and former[-1].edition == edition.code:
            return None
        number = max(map(_number, former), default=0) + 1
        release = Release(number=number, day=on).model_dump(mode="json")
        entry = {**build_edition_manifest(edition), "release": release}
        path = folder / f"{edition.code}.json"
        write_whole(path, (json.dumps(entry, sort_keys=True, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    return path


def releases(entries: Iterable[Manifest], locale: str, clinic: str) -> list[Manifest]:
    """The released editions in one language for one clinic, the current one last."""
    return sorted((e for e in entries if (e.locale, e.clinic) == (locale, clinic)), key=_number)


def _number(entry: Manifest) -> int:
    return entry.release.number if entry.release else 0


def _folder(content: Path, topic: str) -> Path:
    return content / "topics" / topic / "editions"


def _read(path: Path) -> Manifest:
    try:
        if path.stat().st_size > MAX_ENTRY:
            raise refuse("edition-log", path, f"the entry is larger than {MAX_ENTRY:,} bytes: restore the file")
        entry = Manifest.model_validate(read_manifest(path.read_bytes()))
    except ValidationError as exc:
        raise refuse(
            "edition-log", path, f"this is not an entry of the edition log: {first_fault(exc)}; restore the file"
        ) from exc
    except (OSError, ValueError, RecursionError) as exc:
        raise refuse(
            "edition-log", path, "this is not an entry of the edition log: it is not JSON; restore the file"
        ) from exc
    if not entry.edition == edition_code(coded(entry.model_dump())) == path.stem or entry.release is None:
        words = (
            "this entry of the edition log was altered: its texts do not give the code in its name; restore the file"
        )
        raise refuse("edition-log", path, words)
    return entry
