"""What the witness finds: a `Problem` about a text of a file, with its place in the file and the words that differ."""

from __future__ import annotations

from dataclasses import dataclass

from kaphandout.diagnostics import Problem


@dataclass(frozen=True, slots=True)
class Finding(Problem):
    """`where` is a place such as `slide 5 notes`; `old` the words as they should be, `new` as they are."""

    where: str = ""
    old: str = ""
    new: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `--json`."""
        return {**Problem.as_dict(self), "where": self.where, "old": self.old, "new": self.new}
