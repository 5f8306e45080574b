"""An edition and the newest release of its text → how both read, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from kaphandout.checks.language.readability import measure
from kaphandout.edition.manifest import Manifest

_SAID = ("message.", "figure.", "section.", "about.patient")


@dataclass(frozen=True, slots=True)
class Size:
    """How much the whole leaflet says, and how hard it is to read (US school grades, drug names as one syllable)."""

    messages: int
    words: int
    sentences: int
    longest_sentence: int
    smog: float
    flesch_kincaid: float

    @property
    def mean_sentence(self) -> float:
        """Words to a sentence."""
        return self.words / self.sentences if self.sentences else 0.0


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in the last release and now, each as it is told; `by` is signed, empty if nothing changed."""

    what: str
    before: str
    now: str
    by: str


def size(manifest: Manifest, drug_names: Collection[str]) -> Size:
    """The size of the leaflet that a whole edition's manifest tells of: what its own outline places for patients."""
    placed = {id for id, message in manifest.messages.items() if any("/" not in panel for panel in message.panels)}
    texts = [text for key, text in _texts(manifest, placed).items()]
    measured = measure(texts, drug_names)
    return Size(
        len(placed),
        measured.words,
        measured.sentences,
        measured.longest_sentence,
        measured.smog,
        measured.flesch_kincaid,
    )


def _texts(manifest: Manifest, placed: Collection[str]) -> Mapping[str, str]:
    return {
        key: manifest.texts[key]
        for key in takewhile(lambda key: ".clinician" not in key, manifest.shows)  # the leaflet's own come first
        if key.startswith(_SAID)
        and ".patient" in key
        and ".alt." not in key
        and (not key.startswith("message.") or key.split(".")[1] in placed)
    }


def changes(before: Size, now: Size) -> Iterator[Change]:
    """What became of each figure."""
    for what, old, new, digits in (
        ("Messages", before.messages, now.messages, 0),
        ("Words", before.words, now.words, 0),
        ("Sentences", before.sentences, now.sentences, 0),
        ("Words to a sentence, on average", before.mean_sentence, now.mean_sentence, 1),
        ("Words of the longest sentence", before.longest_sentence, now.longest_sentence, 0),
        ("SMOG grade", before.smog, now.smog, 1),
        ("Flesch-Kincaid grade", before.flesch_kincaid, now.flesch_kincaid, 1),
    ):
        by = round(new, digits) - round(old, digits)
        signed = f"{by:+.{digits}f}".replace("-", "−") if by else ""
        yield Change(what, f"{old:.{digits}f}", f"{new:.{digits}f}", signed)
