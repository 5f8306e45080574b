"""Sentences labelled by hand → how often the rules are right when they speak, and how much they find.

    .venv/bin/python -m tools.precision        a table for each set of sentences, and every disagreement

Precision: of the findings, the share that a person labelled too. Recall: of the labels, the share that was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from kaphandout.checks.context import Context
from kaphandout.checks.rules import all_rules
from kaphandout.content.types import Audience, Certainty, Text
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from tools import ROOT

FIXTURES = ROOT / "tests" / "fixtures"
SETS = ("tuning", "held-out", "hard")
JUDGED = {
    "wording": ("jargon", "medical-word", "abbreviation", "idiom"),
    "sentences": ("passive", "negation", "noun-string", "long-paragraph", "long-sentence"),
    "numbers": (
        "percent",
        "decimal",
        "mixed-denominators",
        "mixed-formats",
        "range-dash",
        "numeric-date",
        "unit",
        "relative-risk",
    ),
    "claims": ("over-strong", "promotional"),
}
"""The rules that are held against the labels, by family; `long-sentence` is of the family `reading`."""
SAME = {"medical-word": "jargon"}
"""Labels do not tell a hard word of the list from one with a medical ending."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence, for whom, how sure its evidence is, and the rules that a person wants to see fire."""

    text: str
    audience: Audience
    certainty: Certainty
    expect: frozenset[str]


@dataclass(frozen=True, slots=True)
class Score:
    """Findings that a label asked for, findings without a label, labels without a finding."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0


def labelled(name: str) -> list[Labelled]:
    """The sentences of `fixtures/labelled/<name>.yaml`."""
    entries: list[dict[str, Any]] = yaml.safe_load((FIXTURES / "labelled" / f"{name}.yaml").read_text("utf-8"))
    return [
        Labelled(
            entry["text"],
            Audience(entry.get("audience", "patient")),
            Certainty(entry.get("certainty", "supported")),
            frozenset(entry["expect"]),
        )
        for entry in entries
    ]


def fired(item: Labelled, ground: Edition) -> frozenset[str]:
    """The rules that speak when an edition says this one sentence and nothing else."""
    field = "patient" if item.audience is Audience.PATIENT else "clinician"
    key = f"message.what-tea.{field}.{'text' if field == 'patient' else 'headline'}"
    message = ground.topic.messages["what-tea"].model_copy(update={"certainty": item.certainty})
    topic = replace(ground.topic, messages={"what-tea": message}, terms={})
    artefact = "leaflet" if field == "patient" else "deck"
    placed = {"leaflet": (), "deck": (), artefact: (key,)}
    edition = replace(ground, topic=replace(topic, outlines={"leaflet": topic.leaflet}), placed=placed)
    edition = replace(edition, texts={key: Text(item.text)})
    rules = all_rules()
    context = Context(edition, date(2026, 12, 1))
    names = [name for family in JUDGED.values() for name in family]
    return frozenset(SAME.get(name, name) for name in names if any(rules[name].check(context)))


def judge(name: str, ground: Edition) -> list[tuple[Labelled, frozenset[str]]]:
    """Each sentence of a set with the rules that spoke."""
    return [(item, fired(item, ground)) for item in labelled(name)]


def score(judged: Collection[tuple[Labelled, frozenset[str]]], rules: Collection[str]) -> Score:
    """How a group of rules did."""
    wanted = {SAME.get(rule, rule) for rule in rules}
    count = Counter[str]()
    for item, found in judged:
        count["right"] += len(item.expect & found & wanted)
        count["wrong"] += len((found - item.expect) & wanted)
        count["missed"] += len((item.expect - found) & wanted)
    return Score(count["right"], count["wrong"], count["missed"])


def table(name: str, judged: Collection[tuple[Labelled, frozenset[str]]]) -> Iterator[str]:
    """The scores of a set by family and by rule, then every disagreement."""
    clean = [found for item, found in judged if not item.expect]
    accused = sum(map(bool, clean))
    yield f"{name}: {len(judged)} sentences, {len(clean)} of them clean ({accused} of these found wanting)"
    yield f"  {'':22}{'right':>6}{'wrong':>7}{'missed':>8}{'precision':>11}{'recall':>8}"
    every = [rule for family in JUDGED.values() for rule in family]
    for title, rules in [*JUDGED.items(), ("all", every)]:
        yield _row(title, score(judged, rules))
        for rule in rules if title != "all" else ():
            if rule not in SAME:
                yield _row(f"  {rule}", score(judged, [rule]))
    for item, found in judged:
        for rule in sorted(found - item.expect):
            yield f"  wrong  {rule}: {item.text}"
        for rule in sorted(item.expect - found):
            yield f"  missed {rule}: {item.text}"


def _row(title: str, told: Score) -> str:
    shares = f"{told.precision:>11.2f}{told.recall:>8.2f}"
    return f"  {title:22}{told.right:>6}{told.wrong:>7}{told.missed:>8}{shares}"


def ground(content: Path) -> Edition:
    """The edition on which the sentences are laid one by one: the small topic in English."""
    return Source(content).edition("small")[0]


def main() -> None:
    """Print the tables of both sets."""
    import shutil
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        content = Path(shutil.copytree(FIXTURES / "content", Path(folder) / "content"))
        shutil.copytree(ROOT / "content" / "locales", content / "locales")
        edition = ground(content)
        for name in SETS:
            print("\n".join(table(name, judge(name, edition))))


if __name__ == "__main__":
    main()
