"""An edition and the newest release of its text → how both read, side by side."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import takewhile

from kaphandout.checks.language.readability import Readability, measure
from kaphandout.edition.manifest import Manifest

_JUDGED = ("message.", "figure.", "section.", "about.patient")


@dataclass(frozen=True, slots=True)
class Change:
    """A figure in the last release and now, each as it is printed; `by` is signed, empty if nothing changed."""

    what: str
    before: str
    now: str
    by: str


def changes(before: Manifest, now: Manifest, drug_names: Collection[str]) -> Iterator[Change]:
    """What became of each figure of the whole leaflet (US school grades, drug names as one syllable)."""
    for (what, old, digits), (_, new, _) in zip(_figures(before, drug_names), _figures(now, drug_names), strict=True):
        by = round(new, digits) - round(old, digits)
        signed = f"{by:+.{digits}f}".replace("-", "−") if by else ""
        yield Change(what, f"{old:.{digits}f}", f"{new:.{digits}f}", signed)


def readability(manifest: Manifest, drug_names: Collection[str]) -> Readability:
    """How hard the leaflet of a whole edition's manifest is to read: what its own outline places for patients.

    A manifest shows the leaflet's own texts first, then the deck's, then those of other outlines.
    """
    placed = _placed(manifest)
    return measure(
        (
            manifest.texts[key]
            for key in takewhile(lambda key: ".clinician" not in key, dict.fromkeys(manifest.shows))
            if key.startswith(_JUDGED)
            and ".patient" in key
            and ".alt." not in key
            and (not key.startswith("message.") or key.split(".")[1] in placed)
        ),
        drug_names,
    )


def _placed(manifest: Manifest) -> set[str]:
    return {id for id, message in manifest.messages.items() if any("/" not in panel for panel in message.panels)}


def _figures(manifest: Manifest, drug_names: Collection[str]) -> tuple[tuple[str, float, int], ...]:
    """What is compared, its value, and with how many decimal places it is printed."""
    read = readability(manifest, drug_names)
    return (
        ("Messages", len(_placed(manifest)), 0),
        ("Words", read.words, 0),
        ("Sentences", read.sentences, 0),
        ("Words to a sentence, on average", read.mean_sentence, 1),
        ("Words of the longest sentence", read.longest_sentence, 0),
        ("SMOG grade", read.smog, 1),
        ("Flesch-Kincaid grade", read.flesch_kincaid, 1),
    )
