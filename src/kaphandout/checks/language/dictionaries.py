"""A variety of a language → the rightly spelled words of `content/dictionaries/`, and the nearest to one that is not.

The nearest are those one edit away: a letter swapped with its neighbour, changed, left out or put in (Damerau FJ. A
technique for computer detection and correction of spelling errors. Commun ACM 1964;7(3):171-176); else the most alike
with the same first letter and about the same length.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from kaphandout.content.paths import find
from kaphandout.content.yaml import read_text

FOLDER = "content/dictionaries"
SHORTEST, LONGEST, LIKE = 5, 30, 0.8
"""Letters of a word for which others are sought, and how like they must be, of 1 (`difflib`)."""
TECHNICAL = (
    "aemia", "emia", "ectomy", "genic", "gram", "graph", "graphy", "itis", "lysis", "metry", "ology", "oma", "opathy",
    "oplasty", "osis", "oscope", "oscopy", "ostomy", "otomy", "uria",
)  # fmt: skip
"""How words of medicine end that are alike and mean different things: only a single slip in them is mended."""
_LETTERS = "abcdefghijklmnopqrstuvwxyz'"


@dataclass(frozen=True, slots=True)
class Dictionary:
    """Lists of words, and the words that a topic adds, in small letters."""

    lists: tuple[Collection[str], ...]
    added: Collection[str] = frozenset()

    def knows(self, word: str) -> bool:
        """Whether a word is spelled so. A word may begin with a capital, but a name may not begin without one."""
        plain = _plain(word)
        if self._holds(plain) or (plain[:1].isupper() and self._holds(plain[:1].lower() + plain[1:])):
            return True
        stem = plain.removesuffix("'s").removesuffix("'")
        return stem != plain and self.knows(stem)

    def nearest(self, word: str, most: int = 3) -> list[str]:
        """At most `most` words that may be meant, the likeliest first; none if no word is near."""
        plain = _plain(word).lower()
        if self._holds(plain.capitalize()):
            return [plain.capitalize()]
        if len(plain) > LONGEST:
            return []
        near = [candidate for candidate in dict.fromkeys(_edits(plain)) if self._holds(candidate)]
        if not near and len(plain) > SHORTEST and not plain.endswith(TECHNICAL):
            lengths = range(len(plain) - 2, len(plain) + 3)
            every = (word for words in (self.added, *self.lists) for word in words)
            near = get_close_matches(plain, [w for w in every if w[:1] == plain[0] and len(w) in lengths], most, LIKE)
        return sorted(near, key=lambda word: (word not in self.added, word[0] != plain[0]))[:most]

    def _holds(self, word: str) -> bool:
        return word.lower() in self.added or any(word in words for words in self.lists)


def shared_words(variety: str) -> Collection[str]:
    """The words that all varieties of the language of `en-GB` spell alike.

    Raises `KaphandoutError` if there is no such dictionary.
    """
    return _read(variety.partition("-")[0])


def own_words(variety: str) -> Collection[str]:
    """What only `en-GB` has: words that its neighbours spell otherwise."""
    return _read(variety)


def varieties(language: str, territory: str, countries: Iterable[str]) -> tuple[str, ...]:
    """The varieties that are right for readers of a language (`en`, `en-GB`): `en-GB`, `en-US`, or either of both.

    What the language names comes first, then the spelling of the clinic's countries if they agree, then that of the
    locale's own territory. Canadian English stands between the two. None without a dictionary.
    """
    if not language.startswith("en"):
        return ()
    if language in ("en-GB", "en-US"):
        return (language,)
    found = {_SPELLING.get(country, ("en-GB",)) for country in countries}
    return found.pop() if len(found) == 1 else _SPELLING.get(territory, ("en-GB",))


_SPELLING = {"US": ("en-US",), "CA": ("en-GB", "en-US")}


@cache
def _read(name: str) -> frozenset[str]:
    return frozenset(read_text(find(f"{FOLDER}/{name}.txt"), f"{FOLDER}/{name}.txt").split("\n"))


def _plain(word: str) -> str:
    """A word with straight apostrophes and without accents, as the dictionaries have it."""
    parts = unicodedata.normalize("NFD", word.replace("’", "'"))
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def _edits(word: str) -> Iterator[str]:
    splits = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    yield from (left + right[1] + right[0] + right[2:] for left, right in splits if len(right) > 1)
    yield from (left + right[1:] for left, right in splits if right)
    yield from (left + letter + right for left, right in splits for letter in _LETTERS)
    yield from (left + letter + right[1:] for left, right in splits if right for letter in _LETTERS)
