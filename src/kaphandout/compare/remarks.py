"""`Change`, `Comparison` → short remarks about them, in the words that the terminal and the page share."""

from __future__ import annotations

from collections import Counter

from kaphandout.compare.changes import Change, Comparison

_FIELDS = {
    "evidence": "references",
    "sha256": "source sentence (fingerprint)",
    "essential": "how essential",
    "points": "point",
    "told": "told to",
    "corrected": "corrected how",
    "left_out": "left out because",
}
_ONE = {
    "message": "message",
    "figure": "figure",
    "fact": "fact",
    "section": "section heading",
    "about": "part about the text",
    "reference": "reference",
    "claim": "claim",
    "term": "hard word",
    "clinic": "clinic",
    "country": "country",
    "locale": "scale of certainty",
    "label": "set of labels",
    "outline": "outline",
}
_IRREGULAR = {"part about the text": "parts about the text", "country": "countries"}
SHORT_HASH = 12


def remarks(change: Change) -> list[str]:
    """What a reviewer should know of a change before reading it."""
    said: list[str] = [change.what] if change.what != "changed" else []
    if change.what == "changed" and change.reworded:
        said.append(f"reworded for {' and '.join(f'{audience}s' for audience in change.reworded)}")
    if twin := change.twin_unchanged:
        said.append(f"the {twin}s’ wording stayed: does it still say the same?")
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


def short(value: str | None, name: str) -> str | None:
    """A detail as it is told: a fingerprint by its first letters."""
    return f"{value[:SHORT_HASH]} …" if value and name.endswith("sha256") else value


def counted(comparison: Comparison) -> list[str]:
    """How many of what differ: `2 messages changed (1 for safety)`."""
    said = []
    for kind in comparison.kinds:
        changes = comparison.of(kind)
        for what, number in Counter(change.what for change in changes).items():
            safety = sum(change.safety is True for change in changes if change.what == what)
            one = _ONE.get(kind, kind)
            words = f"{number} {one if number == 1 else _many(one)} {what}"
            said.append(words + (f" ({safety} for safety)" if safety else ""))
    return said


def _many(one: str) -> str:
    first, of, rest = one.partition(" of ")
    return f"{first}s{of}{rest}" if of else _IRREGULAR.get(one, f"{one}s")


def title(change: Change) -> str:
    """The heading of a change: `message nmda-switch`."""
    name = _ONE.get(change.kind, change.kind)
    return name if change.id == change.kind else f"{name} {change.id}"
