"""An `Edition`, what the rules found in it, and its finished A4 leaflet → all that a measure may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from kaphandout.checks.context import Context, RuleFinding
from kaphandout.content.hashing import canonical_json, fingerprint
from kaphandout.edition.edition import Edition
from kaphandout.quality.printed import Printed, read_printed

WORD_LIST_FAMILIES = frozenset({"claims", "numbers", "sentences", "wording"})
"""Families of rules that look for nothing in a language without a word list."""
_JUDGED = ("message.", "figure.", "section.", "about.patient")


@dataclass(frozen=True)
class MeasurementContext:
    """What measures are taken of. `findings` hold waived ones, too; `pdf` is the leaflet that a reader gets.

    `families` gives the family of each rule by its id.
    """

    context: Context
    findings: tuple[RuleFinding, ...]
    pdf: bytes
    families: Mapping[str, str]

    @property
    def edition(self) -> Edition:
        return self.context.edition

    def is_silent(self, rule: str) -> bool:
        """Whether a rule cannot find anything here: it is switched off, or lacks a word list for the language."""
        off = self.context.topic.severities.get(rule) == "off"
        return off or (self.context.words is None and self.families[rule] in WORD_LIST_FAMILIES)

    def found(self, rule: str) -> list[RuleFinding]:
        """What a rule found in the leaflet, waived findings too; not in the deck or in short formats."""
        return [one for one in self.findings if one.problem.rule == rule and self._of_leaflet(one.key)]

    def _of_leaflet(self, key: str) -> bool:
        if key.startswith(("message.", "figure.")):
            return ".clinician" not in key and any(f"{shown}.".startswith(f"{key}.") for shown in self.context.leaflet)
        return not key.startswith("deck") and not (key.startswith("outline.") and not key.startswith("outline.leaflet"))

    @cached_property
    def printed(self) -> Printed:
        """The lines, sizes and tags of the finished leaflet."""
        return read_printed(self.pdf)

    @cached_property
    def text_mark(self) -> str:
        """SHA-256 of what the leaflet says about its topic, in reading order; dates, clinic and crisis lines apart."""
        said = [[key, text] for key, text in self.context.leaflet.items() if key.startswith(_JUDGED)]
        return fingerprint(canonical_json(said))
