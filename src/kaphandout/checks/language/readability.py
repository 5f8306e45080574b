"""Plain text → US SMOG grade, Flesch-Kincaid grade, and the counts that they rest on.

SMOG: McLaughlin GH. SMOG grading: a new readability formula. Journal of Reading 1969;12(8):639-646.
Flesch-Kincaid: Kincaid JP et al. Naval Technical Training Command, Research Branch Report 8-75, 1975.
The scale is the US school grade; the figure that British sources call SMOG is 8 higher in steps of age.

Why not textstat (0.7.13): it fetches its dictionary of sounds from the network when it first counts, and fails without.
Given that dictionary, it finds 138 sentences in the ketamine leaflet of version 1.0 where there are 145 (those of one
or two words do not count, every stop inside a sentence does), counts headings and list items as parts of sentences, and
so has 1182 words for 1048; SMOG 6.8 for 7.0, Flesch-Kincaid 2.9 for 2.5. Of nine sentences counted by hand it split
three wrongly ("0.5 mg", "e.g. tea", a quoted question); here none is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from kaphandout.checks.language.dictionaries import FOLDER
from kaphandout.content.paths import find

_SHORT = r"(?<!\bDr\.)(?<!\bMr\.)(?<!\bMs\.)(?<!\bMrs\.)(?<!\bProf\.)(?<!\bSt\.)(?<!\be\.g\.)(?<!\bi\.e\.)"
_STOP = re.compile(rf"(?<=[.!?]){_SHORT}[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9])")
_ENDS = re.compile(r"[.!?][\"”’)]*$")
_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_ACRONYM = re.compile(r"[A-Z]{2,5}s?")


@dataclass(frozen=True, slots=True)
class Readability:
    """What a text measures: two US grades, and the counts behind them. `longest_sentence` is in words."""

    smog: float
    flesch_kincaid: float
    words: int
    sentences: int
    longest_sentence: int

    @property
    def mean_sentence(self) -> float:
        """Words to a sentence."""
        return self.words / self.sentences if self.sentences else 0.0


def measure(texts: Iterable[str], drug_names: Collection[str] = ()) -> Readability:
    """Texts → `Readability` of all of them together; all zeros where there is no sentence.

    Each text is split by itself. What ends with `.`, `!` or `?` is a sentence of its own, headings that are questions
    and list items too; a heading or list item without such a stop is left out, words and all, as it is no sentence.
    Words in `drug_names` count as one syllable: a reader of the leaflet cannot be spared them. SMOG counts words of
    three syllables or more, as if in 30 sentences. Flesch-Kincaid flatters: give it together with SMOG.
    """
    split = [words(sentence) for text in texts for sentence in sentences(text)]
    if not (counted := [sentence for sentence in split if sentence]):
        return Readability(0.0, 0.0, 0, 0, 0)
    names = {name.lower() for name in drug_names}
    heard = [1 if word.lower() in names else syllables(word) for sentence in counted for word in sentence]
    long = sum(count >= 3 for count in heard)
    return Readability(
        smog=1.0430 * math.sqrt(long * 30 / len(counted)) + 3.1291,
        flesch_kincaid=0.39 * len(heard) / len(counted) + 11.8 * sum(heard) / len(heard) - 15.59,
        words=len(heard),
        sentences=len(counted),
        longest_sentence=max(map(len, counted)),
    )


def sentences(text: str) -> list[str]:
    """A text → its sentences. A rest that does not end with a stop is no sentence and is left out."""
    return [part for part in map(str.strip, _STOP.split(text)) if _ENDS.search(part)]


def words(sentence: str) -> list[str]:
    """A sentence → its words. The parts of a hyphenated word count apart, a figure such as 1,000 counts as one word."""
    return _WORD.findall(sentence)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """A word → its syllables: by the list of exceptions, else by rule.

    Letters read one by one (ECT) count as they are said; a figure counts as one.
    """
    if word[0].isdigit():
        return 1
    plain = word.replace("’", "'")
    owner = plain.removesuffix("'s")
    if _ACRONYM.fullmatch(owner):
        return sum(3 if letter == "W" else 1 for letter in owner.removesuffix("s"))
    known = _exceptions()
    return known.get(plain.lower()) or known.get(owner.lower()) or by_rule(owner.lower())


def by_rule(word: str) -> int:
    """A word in small letters → the parts into which it is hyphenated, or its groups of vowels if they are more."""
    from pyphen import Pyphen

    groups = re.findall(r"[aeiouy]+", re.sub(r"(?<=[^aeiouyl])e$", "", word))  # a final e is silent
    return max(1, len(groups), len(Pyphen(lang="en_US").inserted(word).split("-")))


@cache
def _exceptions() -> dict[str, int]:
    """The words that the rule counts wrongly, with their syllables (`tools/syllables.py` makes the list)."""
    lines = find(f"{FOLDER}/syllables-en.txt").read_text(encoding="utf-8").splitlines()
    return {word: int(count) for count, word in (line.split(" ") for line in lines)}
