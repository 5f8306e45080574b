"""What a person names (a file, a folder, an edition code, a Git revision) → `Version`s to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from kaphandout.compare.changes import Comparison, compare
from kaphandout.compare.past import load_past
from kaphandout.compare.revision import write_revision
from kaphandout.compare.version import NOTHING, Version, version_of_edition, version_of_manifest
from kaphandout.content.loader import topic_ids
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, refuse
from kaphandout.governance.editions import read_log
from kaphandout.governance.status import as_code
from kaphandout.verify import Artefact, check_manifest, read

_ARTEFACTS = (".pdf", ".pptx", ".html", ".htm", ".txt")


@dataclass(frozen=True, slots=True)
class Selection:
    """Which topic, language and clinic are to be compared; None: as the artefacts say, or else all topics, `en`,
    `default`."""

    topic: str | None = None
    locale: str | None = None
    clinic: str | None = None


@dataclass(frozen=True, slots=True)
class Operand:
    """One side as it was named: a content folder, or a fixed edition with its manifest (and the artefact, if any)."""

    name: str
    folder: Path | None = None
    manifest: Mapping[str, Any] | None = None
    artefact: Artefact | None = None

    def problems(self) -> list[Diagnostic]:
        """What is wrong with an artefact: words changed by hand are in no manifest and so in no comparison."""
        return check_manifest(self.artefact) if self.artefact else []

    def version(self, topic: str, locale: str, clinic: str, present: Path) -> Version:
        """Its version of a topic; `NOTHING` if it is a folder without it. Raises `KaphandoutError`.

        A folder of an earlier day borrows the labels that it lacks from the `present` one.
        """
        if self.manifest:
            return version_of_manifest(self.name, self.manifest, of_a_file=self.artefact is not None)
        assert self.folder
        if topic not in topic_ids(self.folder):
            return NOTHING
        try:
            return version_of_edition(self.name, *load_past(self.folder, topic, locale, clinic, present))
        except KaphandoutError as exc:
            on_this_side = (
                replace(problem, place=Place(f"{self.name}: {problem.place.file}", problem.place.line))
                for problem in exc.problems
            )
            raise KaphandoutError(on_this_side) from exc


@contextmanager
def opened(word: str, content: Path) -> Iterator[Operand]:
    """The operand that `word` names; revisions and edition codes are those of the `content` folder.

    Raises `KaphandoutError` for what is none of these, and for an artefact without a manifest.
    """
    path = Path(word)
    if path.is_dir():
        yield Operand(word, folder=_content_folder(path))
    elif path.exists() or path.suffix.lower() in _ARTEFACTS:
        artefact = read(path)
        if not artefact.manifest:
            words = (
                "it carries no manifest, so it cannot be compared: hold it against the text with `kaphandout verify`"
            )
            raise refuse("no-manifest", path, words)
        yield Operand(word, manifest=artefact.manifest, artefact=artefact)
    elif (code := as_code(word)) and (manifest := _logged(code, content)):
        yield Operand(f"edition {code}", manifest=manifest)
    else:
        with tempfile.TemporaryDirectory(prefix="kaphandout-") as folder:
            written, name = write_revision(word, content, Path(folder))
            yield Operand(name, folder=written)


def comparisons(old: Operand, new: Operand, wanted: Selection, content: Path) -> list[Comparison]:
    """One comparison for each topic; `content` is the present folder.

    Raises `KaphandoutError` if the two sides cannot be compared.
    """
    fixed = [side.manifest for side in (old, new) if side.manifest]
    topic, locale = (_agreed(name, fixed, getattr(wanted, name), (old, new)) for name in ("topic", "locale"))
    clinic = wanted.clinic or next((manifest["clinic"] for manifest in fixed), "default")
    folders = [side.folder for side in (old, new) if side.folder]
    topics = [topic] if topic else sorted({id for folder in folders for id in topic_ids(folder)})
    if topic and len(folders) == 2 and not any(topic in topic_ids(folder) for folder in folders):
        raise refuse("topic", folders[-1], f"neither side has a topic {topic!r}: check the name")
    if not topics:
        raise refuse("topic", folders[-1], "there is no topic here: `topics/` holds a folder for each topic")
    return [compare(id, *(side.version(id, locale or "en", clinic, content) for side in (old, new))) for id in topics]


def _agreed(
    name: str, fixed: list[Mapping[str, Any]], wanted: str | None, sides: tuple[Operand, Operand]
) -> str | None:
    """The one topic or locale of both sides and of what was asked for."""
    said = dict.fromkeys([*(manifest[name] for manifest in fixed), *([wanted] if wanted else [])])
    if len(said) > 1:
        words = f"the {name} is {' on one side and '.join(map(repr, said))} on the other: compare like with like"
        raise refuse(name, sides[1].name, words)
    return next(iter(said), None)


def _content_folder(path: Path) -> Path:
    for folder in (path, path / "content"):
        if (folder / "topics").is_dir():
            return folder
    raise refuse("operand", path, "this is no content folder, as it has no `topics/`: name one that has")


def _logged(code: str, content: Path) -> Mapping[str, Any] | None:
    """The manifest of a released edition, by its code, from the log beside the topics. Raises `KaphandoutError`."""
    entries = (read_log(content, topic).get(code) for topic in topic_ids(content))
    return next((entry.model_dump(mode="json") for entry in entries if entry), None)
