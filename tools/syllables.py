"""CMU's pronouncing dictionary → `content/dictionaries/syllables-en.txt`: `python -m tools.syllables cmudict.dict`.

Kept are only the words of our dictionaries, with and without a possessive, whose syllables the rule of
`checks/language/readability` would count wrongly. Of several pronunciations the shortest counts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from kaphandout.checks.language.readability import by_rule
from tools import ROOT

FOLDER = ROOT / "content" / "dictionaries"
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


def exceptions(counts: dict[str, int], words: set[str]) -> Iterator[tuple[str, int]]:
    """The words, in order, that the rule counts otherwise."""
    for word in sorted({*words, *(f"{word}'s" for word in words)} & counts.keys()):
        if by_rule(word.removesuffix("'s")) != counts[word]:
            yield word, counts[word]


def main() -> int:
    """Write the list."""
    words = {word for name in LISTS for word in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").split("\n")}
    counts = spoken(Path(sys.argv[1]).read_text(encoding="utf-8").splitlines())
    lines = [f"{count} {word}\n" for word, count in exceptions(counts, words)]
    TARGET.write_text("".join(lines), encoding="utf-8")
    print(f"{TARGET.name}: {len(lines)} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
