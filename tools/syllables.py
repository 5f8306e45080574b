"""CMU's pronouncing dictionary → `content/dictionaries/syllables-en.txt`: `python -m tools.syllables cmudict.dict`.

Kept are only the words of our dictionaries and of `content`, with and without a possessive, whose syllables the rule of
`checks/language/readability` would count wrongly. Of several pronunciations the shortest counts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kaphandout.checks.language.readability import by_rule, words
from tools import ROOT

CONTENT = ROOT / "content"
FOLDER = CONTENT / "dictionaries"
TARGET = FOLDER / "syllables-en.txt"
LISTS = ("en", "en-GB", "en-US")


def spoken(lines: list[str]) -> dict[str, int]:
    """The lines of CMU's file (`tea(2) T IY1`) → the fewest syllables of each word: a vowel ends with its stress."""
    found: dict[str, int] = {}
    for line in lines:
        word, sounds = line.split("#")[0].split(" ", 1)
        word, count = re.sub(r"\(\d+\)$", "", word), sum(sound[-1].isdigit() for sound in sounds.split())
        found[word] = min(count, found.get(word, count))
    return found


def used() -> set[str]:
    """The words of our dictionaries and of `content`, in small letters like CMU's, without a possessive."""
    files = [*(FOLDER / f"{name}.txt" for name in LISTS), *CONTENT.rglob("*.yaml")]
    text = "\n".join(file.read_text(encoding="utf-8") for file in files)
    return {word.removesuffix("'s") for word in words(text.lower().replace("’", "'"))}


def exceptions(counts: dict[str, int], owners: set[str]) -> Iterator[tuple[str, int]]:
    """The words, in order, that would be counted otherwise: by the rule, a possessive like its owner."""
    for word in sorted({*owners, *(f"{owner}'s" for owner in owners)} & counts.keys()):
        owner = word.removesuffix("'s")
        without = counts.get(owner) if owner != word else None
        if counts[word] != (without or by_rule(owner)):
            yield word, counts[word]


def main() -> int:
    """Write the list."""
    counts = spoken(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    lines = [f"{count} {word}\n" for word, count in exceptions(counts, used())]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
