"""Two lists and how like their items are → the pairs that belong together, in order, and what has no partner.

The alignment of Needleman and Wunsch (1970): the pairs that keep the order of both lists and whose likeness, above the
least that counts, adds up to the most.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")


def align(
    olds: Sequence[A], news: Sequence[B], likeness: Callable[[A, B], float], least: float
) -> list[tuple[int | None, int | None]]:
    """Pairs of indices in reading order; None where an item has no partner that is at least `least` alike."""
    scores = [[likeness(old, new) - least for new in news] for old in olds]
    best = [[0.0] * (len(news) + 1) for _ in range(len(olds) + 1)]
    for i in reversed(range(len(olds))):
        for j in reversed(range(len(news))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1])
            if scores[i][j] >= 0:
                best[i][j] = max(best[i][j], scores[i][j] + best[i + 1][j + 1] + _PAIR)
    pairs: list[tuple[int | None, int | None]] = []
    i = j = 0
    while i < len(olds) and j < len(news):
        if scores[i][j] >= 0 and best[i][j] == scores[i][j] + best[i + 1][j + 1] + _PAIR:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            pairs.append((i, None))
            i += 1
        else:
            pairs.append((None, j))
            j += 1
    return [*pairs, *((rest, None) for rest in range(i, len(olds))), *((None, rest) for rest in range(j, len(news)))]


_PAIR = 1e-6
"""What a pair is worth beyond its likeness, so that one that is just like enough is still a pair."""
