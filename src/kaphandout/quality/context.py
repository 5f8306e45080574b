"""An `Edition`, what the rules found in it, and its finished A4 leaflet → all that a measure may look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kaphandout.checks.context import Context, RuleFinding
from kaphandout.content.hashing import canonical_json, fingerprint
from kaphandout.quality.printed import Printed, read_printed

WORD_LIST_FAMILIES = frozenset({"claims", "numbers", "sentences", "wording"})
"""Families of rules that look for nothing in a language without a word list."""
_JUDGED = ("message.", "figure.", "section.", "about.patient")


@dataclass(frozen=True)
class MeasurementContext(Context):
    """What measures are taken of: the edition, all `findings` of the rules, waived ones too, and the finished leaflet.

    `pdf` is the leaflet that a reader gets; `families` gives the family of each rule by its id.
    """

    pdf: bytes = field(kw_only=True)
    families: Mapping[str, str] = field(kw_only=True)

    def is_silent(self, rule: str) -> bool:
        """Whether a rule cannot find anything here: it is switched off, or lacks a word list for the language."""
        off = self.topic.severities.get(rule) == "off"
        return off or (self.words is None and self.families[rule] in WORD_LIST_FAMILIES)

    def found(self, rule: str) -> list[RuleFinding]:
        """What a rule found in the leaflet, waived findings too; not in the deck or in short formats."""
        return [one for one in self.findings if one.problem.rule == rule and self._of_leaflet(one.key)]

    def _of_leaflet(self, key: str) -> bool:
        if key.startswith(("message.", "figure.")):
            return ".clinician" not in key and any(f"{shown}.".startswith(f"{key}.") for shown in self.leaflet)
        return not key.startswith("deck") and not (key.startswith("outline.") and not key.startswith("outline.leaflet"))

    @cached_property
    def printed(self) -> Printed:
        """The lines, sizes and tags of the finished leaflet."""
        return read_printed(self.pdf)

    @cached_property
    def text_mark(self) -> str:
        """SHA-256 of what the leaflet says about its topic, in reading order; dates, clinic and crisis lines apart."""
        said = [[key, text] for key, text in self.leaflet.items() if key.startswith(_JUDGED)]
        return fingerprint(canonical_json(said))
