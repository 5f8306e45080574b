"""A finding of `verify`: a `Diagnostic` about a text of a file, with its place and the words that differ."""

from __future__ import annotations

from dataclasses import dataclass

from kaphandout.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Finding(Diagnostic):
    """`where` is a place such as `slide 5 notes`; `old` the words as they should be, `new` as they are."""

    where: str = ""
    old: str = ""
    new: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `--json`."""
        return {**Diagnostic.as_dict(self), "where": self.where, "old": self.old, "new": self.new}
