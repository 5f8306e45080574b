"""What a file must show, in order, and the tiles found in it → what is wanting, and between which tiles."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kaphandout.verify.text_matching import MatchedText

RUN = 4
"""From so many texts on a run that stands as it should holds its place."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that must stand in the file once more, and the number of its value."""

    key: str
    value: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A wanted text that was not found in its place: `after` and `before` are the tiles that stand around the place."""

    wanted: Wanted
    after: MatchedText | None = None
    before: MatchedText | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What is wanting, and the tiles of wanted texts that stand where none is wanted."""

    wanting: tuple[Missing, ...]
    spare: tuple[MatchedText, ...]


def in_order(wanted: Sequence[Wanted], tiles: Sequence[MatchedText]) -> Compared:
    """Hold the wanted texts against the tiles, both in reading order. A text that stands once more does no harm."""
    values = {one.value for one in wanted}
    found = [one for one in tiles if one.value in values]
    if _all_follow(wanted, found):
        return Compared((), ())
    olds, news = [one.value for one in wanted], [found_text.value for found_text in found]
    matched = _matched(olds, news)
    used = set(matched.values())
    spare = tuple(one for place, one in enumerate(found) if place not in used)
    return Compared(tuple(_unmatched(wanted, found, matched)), spare)


def in_any_order(
    wanted: Sequence[Wanted], tiles: Sequence[MatchedText], may_hold: Callable[[str, int], bool]
) -> Compared:
    """Count the wanted texts among the tiles; `may_hold` says whether a text by its key may stand in a paragraph."""
    wanting: list[Missing] = []
    standing: dict[int, list[MatchedText]] = {}
    for found_text in tiles:
        standing.setdefault(found_text.value, []).append(found_text)
    taken: Counter[int] = Counter()
    for one in wanted:
        taken[one.value] += 1
        if (
            sum(may_hold(one.key, found_text.paragraph) for found_text in standing.get(one.value, ()))
            < taken[one.value]
        ):
            wanting.append(Missing(one))
    return Compared(tuple(wanting), ())


def _matched(olds: Sequence[int], news: Sequence[int]) -> dict[int, int]:
    """Which places of two lists belong together: long runs first, then what stands between them."""
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    matched: dict[int, int] = {}
    old = new = 0
    between: list[tuple[int, int]] = []
    for block in blocks:
        pairs = [(block.a + step, block.b + step) for step in range(block.size)]
        if block.size < RUN and block is not blocks[-1]:
            between += pairs
            continue
        matched |= _side_by_side(olds, news, (old, block.a), (new, block.b), dict(between))
        matched |= dict(pairs)
        between, old, new = [], block.a + block.size, block.b + block.size
    return matched


def _side_by_side(
    olds: Sequence[int], news: Sequence[int], old: tuple[int, int], new: tuple[int, int], else_: dict[int, int]
) -> dict[int, int]:
    """Two texts that changed places leave what stands between them in its place, which counts as more than a run."""
    if old[1] - old[0] != new[1] - new[0]:
        return else_
    pairs = zip(range(*old), range(*new), strict=True)
    still = {one: other for one, other in pairs if olds[one] == news[other]}
    return still if len(still) >= len(else_) else else_


def _all_follow(wanted: Sequence[Wanted], found: Sequence[MatchedText]) -> bool:
    rest = iter(found)
    return all(any(found_text.value == one.value for found_text in rest) for one in wanted)


def _unmatched(wanted: Sequence[Wanted], found: Sequence[MatchedText], matched: dict[int, int]) -> Iterator[Missing]:
    after: MatchedText | None = None
    for place, one in enumerate(wanted):
        if place in matched:
            after = found[matched[place]]
            continue
        following = next((matched[later] for later in range(place + 1, len(wanted)) if later in matched), None)
        yield Missing(one, after, None if following is None else found[following])
