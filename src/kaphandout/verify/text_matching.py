"""Paragraphs and known texts → tiles: which text stands where, in reading order, and which words are of no text.

The longest text that fits is taken, from left to right, so that a label within a longer text does not count as itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from kaphandout.verify.artefact import CHART, MARGIN, SHEET, WORKBOOK, Paragraph, without_codes
from kaphandout.verify.tokens import fold, numbers, tokens

FEW = 3
"""Up to so many tokens a text of a message, figure or heading counts only where a paragraph or sentence begins."""

MANY = 8
"""From so many tokens on a text may run over the end of a paragraph: a page break."""

Tokens = tuple[str, ...]
Starts = dict[str, dict[str, list[tuple[Tokens, int]]]]


class MatchedText(NamedTuple):
    """A known text (by its number in `Index.values`) at a paragraph; `start` and `end` count its tokens there."""

    value: int
    paragraph: int
    start: int
    end: int


class Index:
    """Texts by key, ready to be found; texts alike are one value. `labels` may stand anywhere and have no key."""

    def __init__(self, texts: Mapping[str, str], labels: Iterable[str] = ()):
        self.values: list[Tokens] = []
        self.texts: list[str] = []
        self.number_of: dict[str, int] = {}
        self.keys: dict[int, list[str]] = {}
        self._known: dict[Tokens, int] = {}
        self._placed_anywhere: set[int] = set()
        self._numbers: dict[str, int] = {}
        for key, text in texts.items():
            folded = fold(text)
            if is_number(key):
                self._add_number(key, folded)
            elif any(letter.isalnum() for letter in folded):
                value = self._add(folded, tokens(folded))
                self.number_of[key] = value
                self.keys.setdefault(value, []).append(key)
                if not key.startswith(("message.", "figure.", "section.")):
                    self._placed_anywhere.add(value)
        self.has_labels = False
        for label in labels:
            self.has_labels = True
            if any(letter.isalpha() for letter in label):
                self._placed_anywhere.add(self._add(fold(label), tokens(fold(label))))

    def _add(self, text: str, words: Tokens) -> int:
        value = self._known.setdefault(words, len(self.values))
        if value == len(self.values):
            self.values.append(words)
            self.texts.append(text)
        return value

    def _add_number(self, key: str, text: str) -> None:
        """A number of a chart is found by what it is worth, for a chart holds no separators."""
        worth = numbers(text)
        value = next((self._numbers[number] for number in worth if number in self._numbers), len(self.values))
        if value == len(self.values):
            self.values.append((text,))
            self.texts.append(text)
        self._numbers |= dict.fromkeys(worth, value)
        self.number_of[key] = value
        self.keys.setdefault(value, []).append(key)

    @cached_property
    def words(self) -> list[frozenset[str]]:
        """The different tokens of each value."""
        return [frozenset(words) for words in self.values]

    @cached_property
    def _starts(self) -> Starts:
        """By first and second token, the longest first; a text of one token has the second token ''."""
        starts: Starts = {}
        for words, value in sorted(self._known.items(), key=lambda item: -len(item[0])):
            second = words[1] if len(words) > 1 else ""
            starts.setdefault(words[0], {}).setdefault(second, []).append((words, value))
        return starts

    def at(self, given: Tokens, start: int, end: int, clear: bool) -> int | None:
        """The value of the longest text that stands at `start`; if it ends after `end`, it must be long.

        `clear`: a paragraph or sentence begins here.
        """
        below = self._starts.get(given[start])
        if below is None:
            return None
        second = given[start + 1] if start + 1 < len(given) else ""
        for words, value in [*below.get(second, []), *below.get("", [])]:
            after = start + len(words)
            fits = (after <= end or len(words) >= MANY) and given[start:after] == words
            if fits and (clear or len(words) > FEW or value in self._placed_anywhere):
                return value
        return None

    def number(self, text: str) -> int | None:
        """The value of a number of a chart."""
        return self._numbers.get(text)

    def value_of(self, text: str) -> int | None:
        """The value of a whole word or number of a chart."""
        return self._numbers.get(text, self._known.get(tokens(text)))


@dataclass(slots=True)
class TextMatching:
    """The tiles of paragraphs, and the tokens of each paragraph that no tile covers, by their places in it."""

    paragraphs: Sequence[Paragraph]
    tokens: list[Tokens]
    tiles: list[MatchedText] = field(default_factory=list)
    bare: dict[int, list[int]] = field(default_factory=dict)

    def rest(self, paragraph: int) -> str:
        """The words of a paragraph that come from no known text; numbers and signs do not count."""
        given = (self.tokens[paragraph][place] for place in self.bare.get(paragraph, ()))
        return " ".join(token for token in given if any(letter.isalpha() for letter in token))


def match_texts(paragraphs: Sequence[Paragraph], index: Index, topic: str = "") -> TextMatching:
    """Find the texts of `index` in paragraphs. What stands in margins is looked at, too; workbooks are not."""
    read = [_tokens(paragraph, topic) for paragraph in paragraphs]
    tiling = TextMatching(paragraphs, read)
    numbered = [number for number, paragraph in enumerate(paragraphs) if paragraph.part != WORKBOOK]
    for part, run in groupby(numbered, key=lambda number: paragraphs[number].part):
        if part == CHART:
            for number in run:
                _tile_chart(tiling, index, number)
        elif part == MARGIN:
            for number in run:
                _tile_run(tiling, index, [number])
        else:
            _tile_run(tiling, index, list(run))
    return tiling


def is_number(key: str) -> bool:
    """Whether a key is that of a number in a chart."""
    return key.startswith("fact.") and key.endswith(".number")


def _tokens(paragraph: Paragraph, topic: str) -> Tokens:
    text = without_codes(paragraph.text)
    if topic and topic in text:
        words = (word for word in text.split() if not word.startswith((f"{topic}-leaflet", f"{topic}-deck")))
        text = " ".join(words)
    return tokens(text)


def _tile_chart(tiling: TextMatching, index: Index, number: int) -> None:
    value = index.number(tiling.paragraphs[number].text)
    if value is None:
        _tile_run(tiling, index, [number])
    else:
        tiling.tiles.append(MatchedText(value, number, 0, len(tiling.tokens[number])))


def _tile_run(tiling: TextMatching, index: Index, run: Sequence[int]) -> None:
    """Paragraphs after one another: a long text may run from one into the next."""
    given = tuple(token for number in run for token in tiling.tokens[number])
    place = offset = 0
    sheet = tiling.paragraphs[run[0]].part == SHEET  # read as one text
    for number in run:
        end = offset + len(tiling.tokens[number])
        clear = True
        while place < end:
            token = given[place]
            value = index.at(given, place, end, clear or sheet or given[place - 1] in ".:;?!")
            if value is not None:
                after = place + len(index.values[value])
                tiling.tiles.append(MatchedText(value, number, place - offset, after - offset))
                place = after
                continue
            if token[0].isalnum():
                tiling.bare.setdefault(number, []).append(place - offset)
                clear = clear and not token[0].isalpha()
            place += 1
        offset = end
