"""`content/words/<language>.yaml` → the words of one language that the checks look for, ready to be found in a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from kaphandout.content.loader import Loader
from kaphandout.content.paths import find
from kaphandout.content.types import Record


class Jargon(Record):
    """Hard words, each with what to say in its place, and the source of the choice."""

    source: str
    words: Mapping[str, str]


class Endings(Record):
    """Endings that betray a medical word, and words with such an ending that patients know."""

    source: str
    endings: tuple[str, ...]
    known: tuple[str, ...]


class Abbreviations(Record):
    source: str
    known: tuple[str, ...]


class Shouted(Record):
    source: str
    words: str


class Passive(Record):
    """Irregular participles, and participles that describe a state or a feeling, as lists parted by spaces."""

    source: str
    irregular: str
    states: str
    feelings: str


class Phrases(Record):
    source: str
    phrases: tuple[str, ...]


class Negation(Record):
    source: str
    negators: tuple[str, ...]
    adjectives: tuple[str, ...]
    verbs: tuple[str, ...]


class Nouns(Record):
    source: str
    nouns: str


class OverStrong(Record):
    """Verbs and phrases that claim much, words behind which a phrase claims nothing, and words that take it back."""

    source: str
    verbs: tuple[str, ...]
    phrases: tuple[str, ...]
    not_before: tuple[str, ...]
    hedges: tuple[str, ...]


class Words(Record):
    """One file of `content/words/`."""

    language: str
    jargon: tuple[Jargon, ...]
    medical_endings: Endings
    abbreviations: Abbreviations
    shouted: Shouted
    passive: Passive
    idioms: Phrases
    negation: Negation
    noun_strings: Nouns
    over_strong: OverStrong
    promotional: Phrases


class Hit(NamedTuple):
    """What was found, as the text writes it, between which letters, and its entry as the list writes it."""

    found: str
    start: int
    end: int
    entry: str


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds any of many phrases in a text, the longest first."""

    pattern: re.Pattern[str]
    entries: Mapping[str, str]

    def find(self, text: str) -> Iterator[Hit]:
        """Each phrase of the list in the text, in reading order."""
        lower = text.lower()
        for match in self.pattern.finditer(lower if len(lower) == len(text) else text):
            start, end = match.span()
            yield Hit(text[start:end], start, end, self.entries[_plain(match.group())])


def finder(entries: Iterable[str], inflect: bool = True) -> Finder:
    """Entries → a `Finder` of whole words, in capitals or not.

    A slash gives alternatives of one word; a hyphen is found as a space too. With `inflect`, an entry of one word is
    found with the regular endings of English too (-s, -es, -ed, -ing).
    """
    return _finder(tuple(entries), inflect)


@lru_cache(maxsize=32)
def _finder(entries: tuple[str, ...], inflect: bool) -> Finder:
    forms = {_plain(form): entry for entry in entries for form in _forms(entry, inflect)}
    by_letter: dict[str, list[str]] = {}
    for form in sorted(forms, key=len, reverse=True):
        by_letter.setdefault(form[0], []).append(_spaced(form[1:]))
    alternatives = "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return Finder(re.compile(rf"(?<![\w-])(?:{alternatives})(?![\w-])"), forms)


def _spaced(form: str) -> str:
    return re.escape(form).replace(r"\ ", r"[\s-]+").replace("'", "['’]")


def third_person(verb: str) -> str:
    """`cure` → `cures`."""
    return next(_inflected(verb))


def _forms(entry: str, inflect: bool) -> Iterator[str]:
    for plain in spellings(entry):
        yield plain
        if inflect and " " not in plain:
            yield from _inflected(plain)


def _plain(phrase: str) -> str:
    return " ".join(phrase.casefold().replace("’", "'").replace("-", " ").split())


def spellings(entry: str) -> list[str]:
    """`a/b c` → `a c`, `b c`: what a slash in a list stands for."""
    found = [""]
    for part in entry.casefold().split():
        found = [f"{start} {choice}".strip() for start in found for choice in part.split("/")]
    return found


def _inflected(word: str) -> Iterator[str]:
    if word.endswith("e"):
        yield from (f"{word}s", f"{word}d", f"{word[:-1]}ing")
    elif re.search(r"[^aeiou]y$", word):
        yield from (f"{word[:-1]}ies", f"{word[:-1]}ied", f"{word}ing")
    elif re.search(r"(?:s|x|ch|sh)$", word):
        yield f"{word}es"
    else:
        yield from (f"{word}s", f"{word}ed", f"{word}ing", f"{word}{word[-1]}ed", f"{word}{word[-1]}ing")


@cache
def load_words(language: str) -> Words | None:
    """The words that the checks know of a language (`en`), or None. Raises `KaphandoutError`."""
    path = find(f"content/words/{language}.yaml")
    if not path.is_file():
        return None
    loader = Loader(path.parents[1])
    words = loader.record(path, Words, "words")
    loader.finish()
    return words
