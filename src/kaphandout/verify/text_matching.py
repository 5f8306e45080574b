"""Paragraphs and known texts → matches: which text is where, in reading order, and which words are of no text.

The longest text that fits is taken, from left to right, so that a label within a longer text does not count as itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from kaphandout.verify.artefact import Paragraph, Part, without_codes
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
                value = self._add_number(folded)
            elif any(letter.isalnum() for letter in folded):
                value = self._add(folded)
                if not key.startswith(("message.", "figure.", "section.")):
                    self._placed_anywhere.add(value)
            else:
                continue
            self.number_of[key] = value
            self.keys.setdefault(value, []).append(key)
        given = list(labels)
        self.has_labels = bool(given)
        self._placed_anywhere |= {self._add(fold(label)) for label in given if any(map(str.isalpha, label))}

    def _add(self, text: str) -> int:
        value = self._known.setdefault(tokens(text), len(self.values))
        return value if value < len(self.values) else self._append(text, tokens(text))

    def _add_number(self, text: str) -> int:
        """A number of a chart is found by what it is worth, for a chart holds no separators."""
        worth = numbers(text)
        known = next((self._numbers[number] for number in worth if number in self._numbers), None)
        value = self._append(text, (text,)) if known is None else known
        self._numbers |= dict.fromkeys(worth, value)
        return value

    def _append(self, text: str, words: Tokens) -> int:
        self.values.append(words)
        self.texts.append(text)
        return len(self.values) - 1

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

    def value_of(self, text: str) -> int | None:
        """The value of a whole word or number of a chart."""
        return self._numbers.get(text, self._known.get(tokens(text)))


@dataclass(slots=True)
class TextMatching:
    """The known texts found in paragraphs, and the tokens of each that belong to none, by their places in it."""

    paragraphs: Sequence[Paragraph]
    tokens: list[Tokens]
    matches: list[MatchedText] = field(default_factory=list)
    unmatched: dict[int, list[int]] = field(default_factory=dict)

    def rest(self, paragraph: int) -> str:
        """The words of a paragraph that come from no known text; numbers and signs do not count."""
        given = (self.tokens[paragraph][place] for place in self.unmatched.get(paragraph, ()))
        return " ".join(token for token in given if any(letter.isalpha() for letter in token))


def match_texts(paragraphs: Sequence[Paragraph], index: Index, topic: str = "") -> TextMatching:
    """Find the texts of `index` in paragraphs. Margins are looked at, too.

    Workbooks and a presenter's own words are not.
    """
    read = [_tokens(paragraph, topic) for paragraph in paragraphs]
    matching = TextMatching(paragraphs, read)
    unread = (Part.WORKBOOK, Part.OWN)
    numbered = [number for number, paragraph in enumerate(paragraphs) if paragraph.part not in unread]
    for part, run in groupby(numbered, key=lambda number: paragraphs[number].part):
        if part not in (Part.CHART, Part.MARGIN):
            _match_run(matching, index, list(run))
            continue
        for number in run:
            value = index.value_of(paragraphs[number].text) if part == Part.CHART else None
            if value is None:
                _match_run(matching, index, [number])
            else:
                matching.matches.append(MatchedText(value, number, 0, len(read[number])))
    return matching


def is_number(key: str) -> bool:
    """Whether a key is that of a number in a chart."""
    return key.startswith("fact.") and key.endswith(".number")


def _tokens(paragraph: Paragraph, topic: str) -> Tokens:
    text = without_codes(paragraph.text)
    if topic and topic in text:
        words = (word for word in text.split() if not word.startswith((f"{topic}-leaflet", f"{topic}-deck")))
        text = " ".join(words)
    return tokens(text)


def _match_run(matching: TextMatching, index: Index, run: Sequence[int]) -> None:
    """Paragraphs after one another: a long text may run from one into the next."""
    given = tuple(token for number in run for token in matching.tokens[number])
    place = offset = 0
    sheet = matching.paragraphs[run[0]].part == Part.SHEET  # read as one text
    for number in run:
        end = offset + len(matching.tokens[number])
        clear = True
        while place < end:
            token = given[place]
            value = index.at(given, place, end, clear or sheet or given[place - 1] in ".:;?!")
            if value is not None:
                after = place + len(index.values[value])
                matching.matches.append(MatchedText(value, number, place - offset, after - offset))
                place = after
                continue
            if token[0].isalnum():
                matching.unmatched.setdefault(number, []).append(place - offset)
                clear = clear and not token[0].isalpha()
            place += 1
        offset = end
