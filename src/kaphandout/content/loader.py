"""The only reader of `content/`: files with line numbers → `Topic`, `Clinic`, `Locale`, countries.

Whatever is wrong is reported at once, each fault with its file and line.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, RootModel

from kaphandout.content.bibliography import parse_references
from kaphandout.content.locale import Locale
from kaphandout.content.model import (
    About,
    Checks,
    Claim,
    Clinic,
    ClinicField,
    Country,
    Fact,
    Message,
    Must,
    Reference,
    Term,
    Topic,
)
from kaphandout.content.model.figures import Figure
from kaphandout.content.model.signoff import Pair, SignOff, StatementId
from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.paths import SHIPPED, file_of, find, find_all, meant
from kaphandout.content.yaml import Document, read_document, read_text, valid
from kaphandout.diagnostics import NOWHERE, Diagnostic, KaphandoutError, Place, error, refuse

T = TypeVar("T", bound=BaseModel)


class Claims(RootModel[tuple[Claim, ...]]):
    """`claims.yaml`"""


class Messages(RootModel[tuple[Message, ...]]):
    """`messages/<section>.yaml`"""


class Facts(RootModel[tuple[Fact, ...]]):
    """`facts.yaml`"""


class Figures(RootModel[tuple[Figure, ...]]):
    """`figures.yaml`"""


class Terms(RootModel[tuple[Term, ...]]):
    """`glossary.yaml`"""


class ClinicFields(RootModel[tuple[ClinicField, ...]]):
    """`fields.yaml`"""


class Musts(RootModel[tuple[Must, ...]]):
    """`must-say.yaml`"""


class Countries(RootModel[tuple[Country, ...]]):
    """`countries.yaml`"""


class SignOffs(RootModel[tuple[SignOff, ...]]):
    """`signoffs.yaml`"""


class Pairs(RootModel[dict[StatementId, Pair]]):
    """`pairs.yaml`"""


class Loader:
    """Reads content files below `root` and keeps every problem and every place it meets."""

    def __init__(self, root: Path):
        self.root = root
        self.problems: list[Diagnostic] = []
        self.places: dict[str, Place] = {}
        self.asked: set[Path] = set()

    def shown(self, path: Path) -> str:
        """How messages name a file: relative to the folder that holds `content/`, its own or the package's."""
        homes = (home for home in (self.root.parent, SHIPPED) if path.is_relative_to(home))
        return path.relative_to(next(homes, "")).as_posix()

    def record(self, path: Path, kind: type[T], key: str) -> T | None:
        """One file that is one record, or None with its problems kept."""
        document = self._document(path)
        if document is None:
            return None
        for where in document.lines:
            self.places[".".join(map(str, (key, *where)))] = document.place(where)
        return self._valid(document, kind)

    def optional(self, path: Path, kind: type[T], key: str) -> T | None:
        """As `record`, for a file that need not be there."""
        return self.record(path, kind, key) if path.exists() else None

    def records(self, path: Path, kind: type[RootModel[Any]], key: str, known: dict[str, Any]) -> list[str]:
        """A file that lists records, and may be empty or missing: adds them to `known` by id, returns the ids."""
        document = self._document(path) if path.exists() else None
        if document is None or document.data is None:
            return []
        valid = self._valid(document, kind)
        ids = []
        for index, record in enumerate(valid.root if valid else ()):
            id = str(next(value for name in ("id", "code", "name") if (value := getattr(record, name, None))))
            place = document.place((index,))
            if id in known:
                first = self.places[f"{key}.{id}"]
                self.problems.append(error("duplicate-id", place, id, f"{key} {id!r} stands already at {first}"))
                continue
            known[id] = record
            ids.append(id)
            for where in document.lines:
                if where[:1] == (index,):
                    place = document.place(where)
                    self.places[".".join(map(str, (key, id, *where[1:])))] = place
                    self.places[".".join((key, id, *_by_ids(where, document.data)[1:]))] = place
        return ids

    def references(self, path: Path) -> dict[str, Reference]:
        self.asked.add(path)
        try:
            references, places = parse_references(read_text(path, self.shown(path)), self.shown(path))
        except KaphandoutError as exc:
            self.problems += exc.problems
            return {}
        self.places |= places
        return references

    def finish(self) -> None:
        """Raise `KaphandoutError` if anything was wrong."""
        if self.problems:
            raise KaphandoutError(sorted(self.problems, key=lambda p: (p.place.file, p.place.line)))

    def _document(self, path: Path) -> Document | None:
        self.asked.add(path)
        try:
            return read_document(path, self.shown(path))
        except KaphandoutError as exc:
            self.problems += exc.problems
            return None

    def _valid(self, document: Document, kind: type[T]) -> T | None:
        try:
            return valid(kind, document)
        except KaphandoutError as exc:
            self.problems += exc.problems
            return None


def _by_ids(path: tuple[str | int, ...], data: Any) -> list[str]:
    """The parts of a path, each entry of a list by its id if it has one: the keys that an edition's texts go by."""
    parts: list[str] = []
    for part in path:
        data = data[part]
        parts.append(str(data.get("id", part) if isinstance(part, int) and isinstance(data, dict) else part))
    return parts


def load_topic(root: Path, topic: str) -> Topic:
    """Read `root/topics/<topic>/`. Raises `KaphandoutError` with all problems of all files."""
    folder = root / "topics" / topic
    if not folder.is_dir():
        raise KaphandoutError([error("topic", Place(f"{root.name}/topics/{topic}"), topic, _no_such(root, topic))])
    loader = Loader(root)
    about = loader.record(folder / "topic.yaml", About, "about")
    if about:
        _same_name(loader, "about.id", about.id, topic)
    claims: dict[str, Any] = {}
    messages: dict[str, Any] = {}
    facts: dict[str, Any] = {}
    figures: dict[str, Any] = {}
    terms: dict[str, Any] = {}
    loader.records(folder / "claims.yaml", Claims, "claim", claims)
    loader.records(folder / "facts.yaml", Facts, "fact", facts)
    loader.records(folder / "figures.yaml", Figures, "figure", figures)
    loader.records(folder / "glossary.yaml", Terms, "term", terms)
    fields: dict[str, Any] = {}
    musts: dict[str, Any] = {}
    loader.records(folder / "fields.yaml", ClinicFields, "field", fields)
    loader.records(folder / "must-say.yaml", Musts, "must", musts)
    section_of: dict[str, str] = {}
    for section in about.sections if about else ():
        path = folder / "messages" / f"{section.id}.yaml"
        section_of |= dict.fromkeys(loader.records(path, Messages, "message", messages), section.id)
    references = loader.references(path) if (path := folder / "references.bib").exists() else {}
    names = {"leaflet", *(path.stem for path in (folder / "outline").glob("*.yaml"))} - {"deck"}
    outlines = {
        name: loader.record(folder / "outline" / f"{name}.yaml", LeafletOutline, f"outline.{name}")
        for name in sorted(names)
    }
    deck = loader.record(folder / "outline" / "deck.yaml", DeckOutline, "deck")
    checks = loader.record(path, Checks, "checks") if (path := folder / "checks.yaml").exists() else Checks()
    for index, section in enumerate(about.sections if about else ()):
        loader.places[f"section.{section.id}"] = loader.places.get(f"about.sections.{index}", Place(""))
    signoffs = loader.optional(folder / "signoffs.yaml", SignOffs, "signoff")
    pairs = loader.optional(folder / "pairs.yaml", Pairs, "pair")
    loader.finish()
    assert about  # each is None only together with a problem
    assert deck
    assert checks
    whole = {name: outline for name, outline in outlines.items() if outline}
    return Topic(
        about, claims, messages, facts, figures, terms, references, section_of, whole, deck, checks.severities,
        loader.places, fields, musts, signoffs.root if signoffs else (), pairs.root if pairs else None,
        tuple(_unread(loader, folder)),
    )  # fmt: skip


def _unread(loader: Loader, folder: Path) -> Iterator[Place]:
    """The YAML and BibTeX files of a topic's folder that no part of the loader has asked for."""
    found = (path for part in (folder, folder / "messages", folder / "outline") for path in sorted(part.glob("*.*")))
    for path in found:
        if path.suffix.lower() in (".yaml", ".yml", ".bib") and path not in loader.asked and path.stem not in _OTHERS:
            yield Place(loader.shown(path), 1)


_OTHERS = ("judgements",)
"""What other commands read in a topic's folder."""


def _no_such(root: Path, topic: str) -> str:
    known = topic_ids(root)
    return f"there is no topic {topic!r}{meant(topic, known)}; the topics here are: {', '.join(known) or 'none'}"


def _same_name(loader: Loader, key: str, id: str, name: str) -> None:
    """Keep a problem if a file or folder is called otherwise than its id: codes and logs go by the id."""
    if id != name:
        place = loader.places.get(key, NOWHERE)
        words = f"the id here is {id!r}, but the file or folder is called {name!r}: give both the same name"
        loader.problems.append(error("id", place, id, words))


def topic_ids(root: Path) -> list[str]:
    """The topics below `root`, by name. Raises `KaphandoutError` if the folder cannot be read."""
    topics = root / "topics"
    if topics.is_dir() and not os.access(topics, os.R_OK | os.X_OK):
        raise refuse("topics", topics, "this folder cannot be read: give yourself the right to read it")
    return sorted(path.parent.name for path in topics.glob("*/topic.yaml"))


def load_clinic(root: Path, clinic: str) -> tuple[Clinic, dict[str, Place]]:
    """Read `root/clinics/<clinic>.yaml` and the places of its entries. Raises `KaphandoutError`.

    The profile `default`, for no clinic in particular, also comes with the package.
    """
    loader = Loader(root)
    name = f"clinics/{clinic}.yaml"
    path = find(f"content/{name}", root) if clinic == "default" else root / name
    record = loader.record(file_of("clinic", clinic, path, list(path.parent.glob("*.yaml"))), Clinic, "clinic")
    if record:
        _same_name(loader, "clinic.id", record.id, clinic)
    loader.finish()
    assert record
    return record, loader.places


def load_countries(root: Path) -> dict[str, Country]:
    """Read `countries.yaml`, of `root` or of the package: crisis lines by country code. Raises `KaphandoutError`."""
    loader = Loader(root)
    countries: dict[str, Country] = {}
    loader.records(find("content/countries.yaml", root), Countries, "country", countries)
    loader.finish()
    return countries


def load_locale(root: Path, tag: str) -> Locale:
    """Read `locales/<tag>.yaml`, of `root` or of the package. Raises `KaphandoutError`."""
    loader = Loader(root)
    path = file_of(
        "locale", tag, find(f"content/locales/{tag}.yaml", root), find_all("content/locales", "*.yaml", root)
    )
    locale = loader.record(path, Locale, "locale")
    if locale:
        _same_name(loader, "locale.tag", locale.tag, tag)
    loader.finish()
    assert locale
    return locale
