"""The texts of one record on both sides → `TextPair`s: each string with what it was and what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kaphandout.compare.alignment import align
from kaphandout.compare.marks import MarkedWords, mark_words

ALIKE = 0.4
"""From which likeness on a list item is the other side's item reworded, not another one."""

ITEM = re.compile(r"^(.+?)\.(\d+)(?:\.(\d+))?$")
"""The name of an item of a list, or of a cell of a row."""


@dataclass(frozen=True, slots=True)
class TextPair:
    """One string on both sides; None: it is not there. `name` says which, such as `patient.text`."""

    name: str
    old: str | None
    new: str | None

    @property
    def audience(self) -> str:
        """Who reads it: `patient`, `clinician` or, for both or nobody, an empty string."""
        return next((part for part in self.name.split(".") if part in ("patient", "clinician")), "")

    @property
    def changed(self) -> bool:
        return self.old != self.new

    @property
    def runs(self) -> tuple[MarkedWords, ...]:
        """Its words, marked."""
        return mark_words(self.old, self.new)


def lines_of(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[TextPair]:
    """Every text of a group; items of a list are matched by likeness, not by their number."""
    olds, news = _lists(old), _lists(new)
    for name in dict.fromkeys([*news, *olds]):
        before, after = olds.get(name), news.get(name)
        if isinstance(before, list) or isinstance(after, list):
            yield from _items(name, _listed(before), _listed(after))
        else:
            yield TextPair(name, before, after)


def _lists(texts: Mapping[str, str]) -> dict[str, str | list[str]]:
    """Texts by name; numbered ones become a list, the cells of a row one text."""
    made: dict[str, str | list[str]] = {}
    rows: dict[tuple[str, str], list[str]] = {}
    for name, text in texts.items():
        if not (item := ITEM.match(name)):
            made[name] = text
            continue
        made.setdefault(item[1], [])
        rows.setdefault((item[1], item[2]), []).append(text)
    for (name, _), cells in rows.items():
        items = made[name]
        assert isinstance(items, list)
        items.append(" | ".join(cells))
    return made


def _listed(texts: str | list[str] | None) -> list[str]:
    return [texts] if isinstance(texts, str) else texts or []


def _items(name: str, old: Sequence[str], new: Sequence[str]) -> Iterator[TextPair]:
    for i, j in align(old, new, _alike, ALIKE):
        yield TextPair(name, None if i is None else old[i], None if j is None else new[j])


def _alike(old: str, new: str) -> float:
    return SequenceMatcher(None, old.split(), new.split(), False).ratio()


def details_of(old: Mapping[str, str], new: Mapping[str, str], words: Sequence[TextPair]) -> Iterator[TextPair]:
    """The decisions that changed, other than those that are shown as words."""
    texts = {line.name for line in words}
    for name in dict.fromkeys([*new, *old]):
        if name not in texts and old.get(name) != new.get(name):
            yield TextPair(name, old.get(name), new.get(name))
