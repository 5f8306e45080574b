"""`PartChange`, `Comparison` → short remarks about them, in the words that the terminal and the page share."""

from __future__ import annotations

from collections import Counter

from kaphandout.compare.changes import Comparison, PartChange, kind_of
from kaphandout.compare.lines import TextPair

_FIELDS = {
    "evidence": "references",
    "sha256": "source sentence (fingerprint)",
    "essential": "how essential",
    "points": "point",
    "told": "told to",
    "corrected": "corrected how",
    "left_out": "left out because",
}
SHORT_HASH = 12


def remarks(change: PartChange) -> list[str]:
    """What a reviewer should know of a change before reading it."""
    said: list[str] = [change.what] if change.what != "changed" else []
    if change.what == "changed" and change.reworded:
        said.append(f"reworded for {' and '.join(f'{audience}s' for audience in change.reworded)}")
    if other := change.twin_unchanged:
        said.append(f"the {other}s’ wording stayed: does it still say the same?")
    if change.what == "changed" and change.details:
        fields = dict.fromkeys(field_name(line.name) for line in change.details)
        said.append(f"{', '.join(list(fields)[:4])}{' and more' if len(fields) > 4 else ''} changed")
    if change.through:
        said.append("uses " + ", ".join(key.replace(".", " ", 1) for key in change.through) + ", which changed")
    if not change.shown:
        said.append("not shown in the file")
    return said


def field_name(name: str) -> str:
    """The name of a field in words, without its audience: `steps.dose.patient.text` → `steps › dose › text`."""
    parts = [part for part in name.split(".") if part not in ("patient", "clinician")]
    return " › ".join(_FIELDS.get(part, part.replace("_", " ")) for part in parts) or "wording"


def shortened(pair: TextPair) -> TextPair:
    """A detail as it is printed: a fingerprint by its first letters."""
    if not pair.name.endswith("sha256"):
        return pair
    return TextPair(pair.name, *(value and f"{value[:SHORT_HASH]} …" for value in (pair.old, pair.new)))


def counted(comparison: Comparison) -> list[str]:
    """How many of what differ: `2 messages changed (1 for safety)`."""
    counts = Counter((change.kind, change.what) for change in comparison.changes)
    safety = Counter((change.kind, change.what) for change in comparison.changes if change.safety)
    return [
        f"{number} {kind_of(kind).one if number == 1 else kind_of(kind).many} {what}"
        + (f" ({safety[kind, what]} for safety)" if safety[kind, what] else "")
        for (kind, what), number in counts.items()
    ]


def title(change: PartChange) -> str:
    """The heading of a change: `message nmda-switch`."""
    name = kind_of(change.kind).one
    return name if change.id == change.kind else f"{name} {change.id}"
