"""What is wrong, and where: every finding of the loader, the rules and the witness is a `Diagnostic`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding matters; only an error stops a build."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file and a line, counted from 1 (0: the file as a whole)."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding: what rule, where, about which id, and what to do about it."""

    severity: Severity
    rule: str
    place: Place
    id: str
    message: str

    def __str__(self) -> str:
        where = f"{self.place}: " if self.place.file else ""
        return f"{where}{self.severity}: {self.message} [{self.rule}]"

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `--json`."""
        return {
            "severity": str(self.severity),
            "rule": self.rule,
            "file": self.place.file,
            "line": self.place.line,
            "id": self.id,
            "message": self.message,
        }


def error(rule: str, place: Place, id: str, message: str) -> Diagnostic:
    """A finding that stops the build."""
    return Diagnostic(Severity.ERROR, rule, place, id, message)


def warning(rule: str, place: Place, id: str, message: str) -> Diagnostic:
    """A finding that a person should look at before the leaflet is handed over."""
    return Diagnostic(Severity.WARNING, rule, place, id, message)


def note(rule: str, place: Place, id: str, message: str) -> Diagnostic:
    """A finding that is only told."""
    return Diagnostic(Severity.NOTE, rule, place, id, message)


def counted(problems: Iterable[Diagnostic]) -> list[str]:
    """How many problems of each severity there are, the gravest first: `1 error`, `2 notes`."""
    counts = Counter(problem.severity for problem in problems)
    return [f"{counts[level]} {level}{'s' * (counts[level] > 1)}" for level in Severity if counts[level]]


class KaphandoutError(Exception):
    """Input that cannot be built, with every problem found, not only the first."""

    def __init__(self, problems: Iterable[Diagnostic]):
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


def raise_errors(problems: Iterable[Diagnostic]) -> None:
    """Raise `KaphandoutError` with all errors among `problems`; return when there is none."""
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors:
        raise KaphandoutError(errors)


def refuse(rule: str, path: Path | str, message: str) -> KaphandoutError:
    """A `KaphandoutError` of one problem about a whole file."""
    return KaphandoutError([error(rule, Place(str(path)), "", message)])
