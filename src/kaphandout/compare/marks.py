"""Two wordings → one run of words, each kept, deleted or inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

Mark = Literal["same", "deleted", "inserted"]


class MarkedWords(NamedTuple):
    """Words that share a mark; the space before a deletion or an insertion is kept text."""

    mark: Mark
    text: str


_TOKEN = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]|\w+(?:[-'’.,]\w+)*|[^\w\s])")
"""A word (numbers and hyphenated words whole, Chinese and Japanese letter by letter) or a sign."""


def mark_words(old: str | None, new: str | None) -> tuple[MarkedWords, ...]:
    """How `old` becomes `new`, word by word; None is a wording that is not there. Deletions come before insertions.

    A single word that is kept between two changes counts as changed.
    """
    before, after = _TOKEN.findall(old or ""), _TOKEN.findall(new or "")
    found = SequenceMatcher(None, [token.strip() for token in before], [token.strip() for token in after], False)

    def is_kept(code: tuple[str, int, int, int, int]) -> bool:
        tag, a, b, c, d = code
        return tag == "equal" and (b - a > 1 or 0 in (a, c) or b == len(before) or d == len(after))

    runs: list[MarkedWords] = []
    for kept, group in groupby(found.get_opcodes(), is_kept):
        codes = list(group)
        gone, come = "".join(before[codes[0][1] : codes[-1][2]]), "".join(after[codes[0][3] : codes[-1][4]])
        runs += [MarkedWords("same", come)] if kept else _changed(gone, come, after_words=bool(runs))
    return tuple(
        MarkedWords(mark, "".join(run.text for run in same)) for mark, same in groupby(runs, lambda run: run.mark)
    )


def _changed(deleted: str, inserted: str, after_words: bool) -> Iterator[MarkedWords]:
    """Words that replace others; a space before either is kept text."""
    if deleted:
        yield from [MarkedWords("same", " ")] if deleted[:1].isspace() and after_words else []
        yield MarkedWords("deleted", deleted.strip())
    if inserted:
        spaced = inserted[:1].isspace() or (deleted and inserted[:1].isalnum())
        yield from [MarkedWords("same", " ")] if spaced and (after_words or deleted) else []
        yield MarkedWords("inserted", inserted.strip())
