"""A YAML file → plain values and the line of each of them.

Safe by construction: scalars are YAML's own types, anchors are refused (no expansion), and so are twice-written keys.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.cyaml import CParser  # type: ignore[attr-defined]  # its stub does not say that it is there
from yaml.resolver import Resolver

from kaphandout.content.faults import in_words, yaml_fault
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error

T = TypeVar("T", bound=BaseModel)

MAX_BYTES = 1_000_000


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and the line of each value by its path (`(3, "patient", "text")`)."""

    file: str
    data: Any
    lines: Mapping[tuple[str | int, ...], int]

    def place(self, path: tuple[str | int, ...]) -> Place:
        """The place of the value at `path`, or of the nearest parent that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return Place(self.file, self.lines.get(path, 1))


def read_text(path: Path, shown: str) -> str:
    """The text of a file of `content/`; raises `KaphandoutError` if it is missing, too large or not UTF-8."""
    try:
        if path.stat().st_size > MAX_BYTES:
            words = f"the file is larger than {MAX_BYTES:,} bytes"
            raise KaphandoutError([error("file-size", Place(shown), "", words)])
        return path.read_text(encoding="utf-8")
    except OSError as exc:
        raise KaphandoutError([error("file", Place(shown), "", f"the file cannot be read: {exc.strerror}")]) from exc
    except UnicodeDecodeError as exc:
        place = Place(shown, exc.object.count(b"\n", 0, exc.start) + 1)
        raise KaphandoutError([error("encoding", place, "", "the file is not UTF-8: save it as UTF-8")]) from exc


def read_document(path: Path, shown: str) -> Document:
    """Read one YAML file; `shown` is how messages name it. Raises `KaphandoutError` with the line of a fault."""
    text = read_text(path, shown)
    try:
        return _document(text, shown, _Quick)
    except yaml.YAMLError:  # the loader in Python says better what is wrong
        pass
    try:
        return _document(text, shown, yaml.SafeLoader)
    except yaml.reader.ReaderError as exc:
        place = Place(shown, text.count("\n", 0, exc.position) + 1)
        words = f"there is a control character here ({exc.character:#04x}): take it out"
        raise KaphandoutError([error("yaml", place, "", words)]) from exc
    except yaml.YAMLError as exc:
        line, words = yaml_fault(exc)
        raise KaphandoutError([error("yaml", Place(shown, line), "", f"not valid YAML: {words}")]) from exc


class _Quick(Composer, CParser, SafeConstructor, Resolver):
    """The safe loader with its scanner in C; nodes are made in Python, where deep nesting is an error, not a crash."""

    def __init__(self, stream: str):
        CParser.__init__(self, stream)
        Composer.__init__(self)
        SafeConstructor.__init__(self)
        Resolver.__init__(self)


def _document(text: str, shown: str, kind: Any) -> Document:
    lines: dict[tuple[str | int, ...], int] = {}
    loader = kind(text)
    try:
        node = loader.get_single_node()
        data = _Reader(loader, shown, lines).value(node, ()) if node else None
    except RecursionError as exc:
        words = "lists or entries stand in each other too deeply: write them out"
        raise KaphandoutError([error("yaml", Place(shown), "", f"not valid YAML: {words}")]) from exc
    finally:
        loader.dispose()
    return Document(shown, data, lines)


class _Reader:
    """Nodes → values, noting the line of each."""

    def __init__(self, loader: Any, file: str, lines: dict[tuple[str | int, ...], int]):
        self.loader, self.file, self.lines = loader, file, lines
        self.seen: set[int] = set()

    def value(self, node: yaml.Node, path: tuple[str | int, ...]) -> Any:
        line = node.start_mark.line + 1
        self.lines.setdefault(path, line)
        if id(node) in self.seen:
            raise self._fault(line, "anchors and aliases (& and *) are not used here: write the value out")
        self.seen.add(id(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path)
            case yaml.SequenceNode():
                return [self.value(child, (*path, index)) for index, child in enumerate(node.value)]
            case _:
                return self._scalar(node)

    def _scalar(self, node: yaml.Node) -> Any:
        try:
            return self.loader.construct_object(node, deep=True)
        except ValueError as exc:  # 2026-02-30
            line = node.start_mark.line + 1
            words = f"{node.value} is no day of the calendar and no number: correct it, or put it in quotation marks"
            raise self._fault(line, words) from exc

    def _mapping(self, node: yaml.MappingNode, path: tuple[str | int, ...]) -> dict[Any, Any]:
        result: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = self._scalar(key_node)
            line = key_node.start_mark.line + 1
            if not isinstance(key, str | int):
                raise self._fault(line, f"{key!r} is no name of an entry: write a word")
            if key in result:
                raise self._fault(line, f"{key!r} stands twice: keep one of the two")
            self.lines[(*path, key)] = line
            result[key] = self.value(value_node, (*path, key))
        return result

    def _fault(self, line: int, message: str) -> KaphandoutError:
        return KaphandoutError([error("yaml", Place(self.file, line), "", message)])


def valid(kind: type[T], document: Document, data: Any = None, below: tuple[str | int, ...] = ()) -> T:
    """The record that a file holds, or that `data` makes, which stands `below` an entry of the file.

    Raises `KaphandoutError` with the line of each fault.
    """
    try:
        return kind.model_validate(document.data if data is None else data)
    except ValidationError as exc:
        raise KaphandoutError(_faults(exc, document, below)) from exc


def _faults(exc: ValidationError, document: Document, below: tuple[str | int, ...]) -> Iterator[Diagnostic]:
    faults = exc.errors(include_url=False)
    for fault in faults:
        inside = (other["loc"][: len(fault["loc"])] == fault["loc"] for other in faults if other is not fault)
        if fault["type"] == "too_short" and any(inside):  # only what is wrong inside made it short
            continue
        path = (*below, *fault["loc"])
        place = document.place(path[:-1] if fault["type"] == "missing" else path)
        where = ".".join(_by_id(path, document.data))
        words = in_words(fault, path[-1] if path else "")
        yield error("schema", place, where, f"{where}: {words}" if where else words)


def _by_id(path: tuple[str | int, ...], data: Any) -> Iterator[str]:
    """The parts of a path, the first by the id of the record that it counts, if it has one."""
    for depth, part in enumerate(path):
        record = data[part] if depth == 0 and isinstance(data, list) and isinstance(part, int) else None
        names = record if isinstance(record, dict) else {}
        yield str(next((names[name] for name in ("id", "code", "name") if name in names), part))
