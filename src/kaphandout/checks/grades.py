"""An `Edition` → how hard its patient text is to read: by message, by section, and the whole leaflet."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import RenderableType

from kaphandout.checks.language.readability import Readability, measure
from kaphandout.edition.edition import Edition
from kaphandout.terminal import table


@dataclass(frozen=True, slots=True)
class Grades:
    """The measures of a part (`key`: `leaflet`, `section.risks`, `message.burn`): without and with drug names.

    `spared` counts each drug name as one syllable, as a reader cannot be spared it; `whole` counts it as it is.
    SMOG was made for 30 sentences: of one message it says only which words are long.
    """

    key: str
    spared: Readability
    whole: Readability

    def as_dict(self) -> dict[str, Any]:
        """The grades as plain values, rounded to two places, for `--json`."""
        parts = {"without_drug_names": asdict(self.spared), "with_drug_names": asdict(self.whole)}
        rounded = {
            name: {field: round(value, 2) for field, value in measures.items()} for name, measures in parts.items()
        }
        return {"key": self.key, **rounded}


def leaflet_readability(edition: Edition, drug_names: Collection[str]) -> Readability:
    """The measures of all running text that the leaflet places, `drug_names` as one syllable."""
    return measure((edition.texts[key] for key in _running(edition)), drug_names)


def all_grades(edition: Edition) -> Iterator[Grades]:
    """The whole leaflet, then each section and its messages in the topic's order; what has no sentence is left out."""
    running = _running(edition)
    yield _grades(edition, "leaflet", running)
    topic = edition.topic
    for section in topic.about.sections:
        ids = [id for id, name in topic.section_of.items() if name == section.id]
        keys = {id: [key for key in running if key.startswith(f"message.{id}.")] for id in ids}
        parts = [_grades(edition, f"message.{id}", keys[id]) for id in ids]
        whole = _grades(edition, f"section.{section.id}", [key for id in ids for key in keys[id]])
        yield from (grades for grades in (whole, *parts) if grades.whole.sentences)


def grades_table(grades: Iterable[Grades]) -> Iterator[RenderableType]:
    """The grades as a table, and what they mean."""
    rows = []
    for part in grades:
        kind, _, name = part.key.partition(".")
        spared, whole = part.spared, part.whole
        counts = (spared.words, spared.sentences, spared.longest_sentence)
        levels = (spared.smog, spared.flesch_kincaid, whole.smog, whole.flesch_kincaid)
        label = ("  " if kind == "message" else "") + (name or kind)
        rows.append((label, *map(str, counts), *(f"{level:.1f}" for level in levels)))
    headings = ("", "words", "sentences", "longest", "SMOG", "F-K", "SMOG*", "F-K*")
    yield table(rows, headings, right=range(1, len(headings)), widths=(max(len(row[0]) for row in rows),))
    yield ""
    if any(row[4:6] != row[6:8] for row in rows):
        yield "US school grades; each of the topic's `drug_names` counts as one syllable, with * as it is."
    else:
        yield "US school grades; * counts the topic's `drug_names` as they are, and here that is the same."
    yield "Limits for the leaflet: SMOG 8, Flesch-Kincaid 6."
    yield "SMOG is made for 30 sentences: of a message alone it says little."


def _running(edition: Edition) -> list[str]:
    return [key for key in edition.placed["leaflet"] if not key.startswith("fact.") and ".alt." not in key]


def _grades(edition: Edition, key: str, keys: Iterable[str]) -> Grades:
    texts = [edition.texts[name] for name in keys]
    return Grades(key, measure(texts, edition.topic.about.drug_names), measure(texts))
