"""Two `Version`s → `Comparison`: what was added, removed or changed, by what it is part of, both audiences' words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kaphandout.compare.lines import ITEM, Line, details_of, lines_of
from kaphandout.compare.version import Version
from kaphandout.edition.comparison import SAFETY, by_part, part_of

KINDS = {
    "message": "Messages",
    "figure": "Figures",
    "fact": "Facts",
    "section": "Section headings",
    "about": "About the text",
    "reference": "References",
    "claim": "Claims of the source article",
    "term": "Glossary",
    "clinic": "Clinic",
    "country": "Crisis lines",
    "locale": "Words for certainty",
    "label": "Labels",
    "outline": "What stands where",
}
"""What a change can be part of, in the order in which changes are told; what is not here comes last."""


@dataclass(frozen=True, slots=True)
class Change:
    """What changed in one message, fact, figure and so on.

    `words` are its texts, of a message all of them, changed or not, so that the twin is read beside what changed;
    `details` are the changed decisions beside them. `through`: the changed facts and hard words that it uses. `safety`
    is None where no side knows. `shown` is False where a side is an artefact that shows none of it.
    """

    key: str
    what: Literal["added", "removed", "changed"]
    words: tuple[Line, ...]
    details: tuple[Line, ...]
    through: tuple[str, ...]
    safety: bool | None
    shown: bool

    @property
    def kind(self) -> str:
        return self.key.partition(".")[0]

    @property
    def id(self) -> str:
        return self.key.partition(".")[2] or self.key

    @property
    def reworded(self) -> tuple[str, ...]:
        """The audiences whose wording changed."""
        return tuple(a for a in ("patient", "clinician") if any(w.changed for w in self.words if w.audience == a))

    @property
    def twin_unchanged(self) -> str:
        """The audience whose wording stayed while the other's changed: an editor should read it again."""
        heard = {line.audience for line in self.words if line.audience}
        if self.what != "changed" or len(self.reworded) != 1 or len(heard) != 2:
            return ""
        return "clinician" if self.reworded == ("patient",) else "patient"


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides of a topic and what differs between them, in the order of `KINDS`."""

    topic: str
    old: Version
    new: Version
    changes: tuple[Change, ...]

    @property
    def complete(self) -> bool:
        """Whether both sides know more than their texts."""
        return self.old.decided is None and self.new.decided is None

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of what changed, with their headings, in the order in which they are told."""
        return {change.kind: KINDS.get(change.kind, change.kind.capitalize()) for change in self.changes}

    def of(self, kind: str) -> tuple[Change, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


def compare(topic: str, old: Version, new: Version) -> Comparison:
    """Everything that differs; details only where both sides know them."""
    told = {part_of(key) for side in (old, new) for key in side.texts}
    details = [
        {
            key: value
            for key, value in side.details.items()
            if other.decided is None or (other.decides(key) and part_of(key) in told)
        }
        for side, other in ((old, new), (new, old))
    ]
    groups: dict[str, None] = {}
    for side in (new.texts, details[1], old.texts, details[0]):
        groups |= dict.fromkeys(map(part_of, side))
    texts, decided = [by_part(old.texts), by_part(new.texts)], [by_part(details[0]), by_part(details[1])]
    changed: dict[str, tuple[tuple[Line, ...], tuple[Line, ...]]] = {}
    for group in groups:
        words = tuple(lines_of(texts[0].get(group, {}), texts[1].get(group, {})))
        beside = tuple(details_of(decided[0].get(group, {}), decided[1].get(group, {}), words))
        if beside or any(line.changed for line in words):
            changed[group] = words, beside
    made = [_change(group, *lines, old, new, changed) for group, lines in changed.items()]
    return Comparison(topic, old, new, tuple(sorted(made, key=lambda change: (_rank(change.kind), change.kind))))


def _rank(kind: str) -> int:
    return list(KINDS).index(kind) if kind in KINDS else len(KINDS)


def _change(
    group: str,
    words: tuple[Line, ...],
    details: tuple[Line, ...],
    old: Version,
    new: Version,
    changed: Mapping[str, object],
) -> Change:
    lines = [*words, *details]
    what: Literal["added", "removed", "changed"] = "changed"
    if all(line.old is None for line in lines):
        what = "added"
    elif all(line.new is None for line in lines):
        what = "removed"
    kind = group.partition(".")[0]
    kept = words if kind == "message" or what != "changed" else tuple(_with_twins(words))
    used = sorted({name for side in (old, new) if side.uses for name in side.uses.get(group, ())} & set(changed))
    known = [side.safety for side in (old, new) if side.safety is not None]
    return Change(
        key=group,
        what=what,
        words=kept,
        details=details,
        through=tuple(used) if any(line.changed for line in words) else (),
        safety=kind in SAFETY or any(group in safety for safety in known) if known else None,
        shown=all(_shows(side, group, words) for side in (old, new)),
    )


def _shows(side: Version, group: str, words: Sequence[Line]) -> bool:
    """Whether an artefact shows a text that changed; what is not an artefact shows all."""
    if side.shows is None or group.partition(".")[0] in ("about", "locale", "clinic", "country"):
        return True
    names = {f"{group}.{line.name}" for line in words if line.changed}
    return any(key in names or ((found := ITEM.match(key)) and found[1] in names) for key in side.shows)


def _with_twins(words: Sequence[Line]) -> Iterator[Line]:
    """The changed texts and, of each, what the other audience reads in its place."""
    wanted = {_both(line.name) for line in words if line.changed}
    yield from (line for line in words if _both(line.name) in wanted)


def _both(name: str) -> tuple[str, ...]:
    return tuple("*" if part in ("patient", "clinician") else part for part in name.split("."))
