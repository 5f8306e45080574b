"""Two wordings → one run of words, each kept, deleted or inserted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple, cast

Mark = Literal["same", "deleted", "inserted"]


class MarkedWords(NamedTuple):
    """Words that share a mark; the space before a deletion or an insertion is kept text."""

    mark: Mark
    text: str


_TOKEN = re.compile(r"\s*(?:[\u3040-\u30ff\u3400-\u9fff]|\w+(?:[-'’.,]\w+)*|[^\w\s])")
"""A word (numbers and hyphenated words whole, Chinese and Japanese letter by letter) or a sign."""


def mark_words(old: str | None, new: str | None) -> tuple[MarkedWords, ...]:
    """How `old` becomes `new`, word by word; None is a wording that is not there. Deletions come before insertions."""
    before, after = _TOKEN.findall(old or ""), _TOKEN.findall(new or "")
    found = SequenceMatcher(None, [token.strip() for token in before], [token.strip() for token in after], False)
    runs: list[MarkedWords] = []
    for deleted, inserted, same in _joined(found, before, after):
        for mark, words in (("deleted", "".join(deleted)), ("inserted", "".join(inserted))):
            if words:
                spaced = words[:1].isspace() or (runs and runs[-1].mark == "deleted" and words[:1].isalnum())
                runs += [MarkedWords("same", " ")] if spaced and runs else []
                runs.append(MarkedWords(cast(Mark, mark), words.strip()))
        if same:
            runs.append(MarkedWords("same", "".join(same)))
    return tuple(_merged(runs))


def _merged(runs: list[MarkedWords]) -> Iterator[MarkedWords]:
    """Neighbours with one mark as one run."""
    for mark, group in groupby(runs, lambda run: run.mark):
        yield MarkedWords(mark, "".join(run.text for run in group))


def _joined(
    found: SequenceMatcher[str], before: list[str], after: list[str]
) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """Deleted, inserted and then kept tokens; a single token kept between two changes counts as changed."""
    deleted: list[str] = []
    inserted: list[str] = []
    a = b = 0
    for block in found.get_matching_blocks():
        deleted += before[a : block.a]
        inserted += after[b : block.b]
        a, b = block.a + block.size, block.b + block.size
        at_an_end = block.a == 0 or block.b == 0 or a == len(before) or b == len(after)
        if block.size == 1 and not at_an_end and (deleted or inserted):
            deleted.append(before[block.a])
            inserted.append(after[block.b])
            continue
        yield deleted, inserted, after[block.b : b]
        deleted, inserted = [], []
