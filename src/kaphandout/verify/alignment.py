"""What a file must show, in order, and the texts found in it → what is missing, and between which found texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kaphandout.verify.text_matching import MatchedText

RUN = 4
"""From so many texts on a run in the right order keeps its place."""


@dataclass(frozen=True, slots=True)
class Expected:
    """A text that must be in the file once more, the number of its value, and on which slide, if that is known."""

    key: str
    value: int
    where: str = ""


@dataclass(frozen=True, slots=True)
class Missing:
    """An expected text that was not found in its place: `after` and `before` are the found texts around the place."""

    text: Expected
    after: MatchedText | None = None
    before: MatchedText | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """What is missing, and the matches of expected texts that are where none is expected."""

    missing: tuple[Missing, ...] = ()
    spare: tuple[MatchedText, ...] = ()


def in_order(expected: Sequence[Expected], matches: Sequence[MatchedText]) -> Compared:
    """Compare the expected texts with the matches, both in reading order. One that is there once more does no harm."""
    values = {one.value for one in expected}
    found = [one for one in matches if one.value in values]
    rest = iter(found)
    if all(any(match.value == one.value for match in rest) for one in expected):
        return Compared()
    paired = _paired([one.value for one in expected], [one.value for one in found])
    used = set(paired.values())
    spare = tuple(one for place, one in enumerate(found) if place not in used)
    return Compared(tuple(_unpaired(expected, found, paired)), spare)


def in_any_order(
    expected: Sequence[Expected], matches: Sequence[MatchedText], may_hold: Callable[[str, int], bool]
) -> Compared:
    """Count the expected texts among the matches; `may_hold` says whether a text by its key may be in a paragraph."""
    missing: list[Missing] = []
    paragraphs: dict[int, list[int]] = {}
    for match in matches:
        paragraphs.setdefault(match.value, []).append(match.paragraph)
    due: Counter[int] = Counter()
    for one in expected:
        due[one.value] += 1
        if sum(may_hold(one.key, paragraph) for paragraph in paragraphs.get(one.value, ())) < due[one.value]:
            missing.append(Missing(one))
    return Compared(tuple(missing))


def _paired(olds: Sequence[int], news: Sequence[int]) -> dict[int, int]:
    """Which places of two lists belong together: long runs first, then what is between them."""
    blocks = SequenceMatcher(None, olds, news, autojunk=False).get_matching_blocks()
    paired: dict[int, int] = {}
    old = new = 0
    between: list[tuple[int, int]] = []
    for block in blocks:
        pairs = [(block.a + step, block.b + step) for step in range(block.size)]
        if block.size < RUN and block is not blocks[-1]:
            between += pairs
            continue
        paired |= _side_by_side(olds, news, range(old, block.a), range(new, block.b), dict(between))
        paired |= dict(pairs)
        between, old, new = [], block.a + block.size, block.b + block.size
    return paired


def _side_by_side(
    olds: Sequence[int], news: Sequence[int], old: range, new: range, otherwise: dict[int, int]
) -> dict[int, int]:
    """Two texts that changed places leave what is between them in its place, which counts as more than a run."""
    if len(old) != len(new):
        return otherwise
    unmoved = {one: other for one, other in zip(old, new, strict=True) if olds[one] == news[other]}
    return unmoved if len(unmoved) >= len(otherwise) else otherwise


def _unpaired(expected: Sequence[Expected], found: Sequence[MatchedText], paired: dict[int, int]) -> Iterator[Missing]:
    after: MatchedText | None = None
    for place, one in enumerate(expected):
        if place in paired:
            after = found[paired[place]]
            continue
        following = (found[paired[later]] for later in range(place + 1, len(expected)) if later in paired)
        yield Missing(one, after, next(following, None))
