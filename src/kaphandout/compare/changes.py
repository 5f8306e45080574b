"""Two `Version`s → `Comparison`: what was added, removed or changed, by what it is part of, both audiences' words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from kaphandout.compare.lines import ITEM, TextPair, details_of, lines_of
from kaphandout.compare.version import Version
from kaphandout.edition.comparison import SAFETY, by_part, changed_parts, part_of


class Kind(NamedTuple):
    """What a kind of change is called: the heading of its list, one of it, several of it."""

    heading: str
    one: str
    many: str


KINDS = {
    "message": Kind("Messages", "message", "messages"),
    "figure": Kind("Figures", "figure", "figures"),
    "fact": Kind("Facts", "fact", "facts"),
    "section": Kind("Section headings", "section heading", "section headings"),
    "about": Kind("About the text", "part about the text", "parts about the text"),
    "reference": Kind("References", "reference", "references"),
    "claim": Kind("Claims of the source article", "claim", "claims"),
    "term": Kind("Glossary", "hard word", "hard words"),
    "clinic": Kind("Clinic", "clinic", "clinics"),
    "country": Kind("Crisis lines", "country", "countries"),
    "locale": Kind("Words for certainty", "scale of certainty", "scales of certainty"),
    "label": Kind("Labels", "set of labels", "sets of labels"),
    "outline": Kind("What stands where", "outline", "outlines"),
}
"""What a change can be part of, in the order in which changes are listed; what is not here comes last."""


def kind_of(name: str) -> Kind:
    """The kind of this name, also of one that is not in `KINDS`."""
    return KINDS.get(name) or Kind(name.capitalize(), name, f"{name}s")


@dataclass(frozen=True, slots=True)
class PartChange:
    """What changed in one message, fact, figure and so on.

    `words` are its texts, of a message all of them, changed or not, so that the other audience's wording is read beside
    what changed; `details` are the changed decisions beside them. `through`: the changed facts and hard words that it
    uses. `safety` is None where no side knows. `shown` is False where a side is an artefact that shows none of it.
    """

    key: str
    what: Literal["added", "removed", "changed"]
    words: tuple[TextPair, ...]
    details: tuple[TextPair, ...]
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
        """The audience whose wording is unchanged while the other's changed: an editor should read it again."""
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
    changes: tuple[PartChange, ...]

    @property
    def complete(self) -> bool:
        """Whether both sides know more than their texts."""
        return self.old.decided is None and self.new.decided is None

    @property
    def kinds(self) -> dict[str, str]:
        """The kinds of what changed, with their headings, in the order in which they are listed."""
        return {change.kind: kind_of(change.kind).heading for change in self.changes}

    def of(self, kind: str) -> tuple[PartChange, ...]:
        return tuple(change for change in self.changes if change.kind == kind)


def compare(topic: str, old: Version, new: Version) -> Comparison:
    """Everything that differs; details only where both sides know them."""
    described = {part_of(key) for side in (old, new) for key in side.texts}
    details = [
        {
            key: value
            for key, value in side.details.items()
            if other.decided is None or (other.decides(key) and part_of(key) in described)
        }
        for side, other in ((old, new), (new, old))
    ]
    differing = changed_parts(old.texts, new.texts).keys() | changed_parts(*details).keys()
    order = dict.fromkeys(map(part_of, (*new.texts, *details[1], *old.texts, *details[0])))
    texts, decided = [by_part(old.texts), by_part(new.texts)], [by_part(side) for side in details]
    found: dict[str, tuple[list[TextPair], list[TextPair]]] = {}
    for part in (part for part in order if part in differing):
        words = list(lines_of(texts[0].get(part, {}), texts[1].get(part, {})))
        beside = list(details_of(decided[0].get(part, {}), decided[1].get(part, {}), words))
        if beside or any(pair.changed for pair in words):
            found[part] = words, beside
    changes = [_change(part, *pairs, (old, new), found) for part, pairs in found.items()]
    ranks = {kind: rank for rank, kind in enumerate(KINDS)}
    changes.sort(key=lambda change: (ranks.get(change.kind, len(ranks)), change.kind))
    return Comparison(topic, old, new, tuple(changes))


def _change(
    part: str, words: list[TextPair], details: list[TextPair], sides: Sequence[Version], changed: Collection[str]
) -> PartChange:
    kind = part.partition(".")[0]
    what: Literal["added", "removed", "changed"] = "changed"
    if all(pair.old is None for pair in (*words, *details)):
        what = "added"
    elif all(pair.new is None for pair in (*words, *details)):
        what = "removed"
    used = {name for side in sides if side.uses for name in side.uses.get(part, ()) if name in changed}
    known = [side.safety for side in sides if side.safety is not None]
    return PartChange(
        key=part,
        what=what,
        words=tuple(words if kind == "message" or what != "changed" else _with_counterparts(words)),
        details=tuple(details),
        through=tuple(sorted(used)) if any(pair.changed for pair in words) else (),
        safety=kind in SAFETY or any(part in safety for safety in known) if known else None,
        shown=all(_shows(side, part, words) for side in sides),
    )


def _shows(side: Version, part: str, words: Sequence[TextPair]) -> bool:
    """Whether an artefact shows a text that changed; what is not an artefact shows all."""
    if side.shows is None or part.partition(".")[0] in ("about", "locale", "clinic", "country"):
        return True
    names = {f"{part}.{pair.name}" for pair in words if pair.changed}
    return any(key in names or ((found := ITEM.match(key)) and found[1] in names) for key in side.shows)


def _with_counterparts(words: Sequence[TextPair]) -> Iterator[TextPair]:
    """The changed texts and, of each, what the other audience reads in its place."""
    wanted = {_both(line.name) for line in words if line.changed}
    yield from (line for line in words if _both(line.name) in wanted)


def _both(name: str) -> tuple[str, ...]:
    return tuple("*" if part in ("patient", "clinician") else part for part in name.split("."))
