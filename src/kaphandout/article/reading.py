"""A source article as plain text → its sentences, in the form in which `claims.yaml` fingerprints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])")
FEW = 6


class Sentence(NamedTuple):
    """A sentence, counted from 1, with folded white space, and the last heading above it."""

    number: int
    heading: str
    text: str

    @property
    def begins(self) -> str:
        """Its first words: enough to find it, too few to reprint it."""
        words = self.text.split()
        return " ".join(words[:FEW]) + (" …" if len(words) > FEW else "")


def read_sentences(text: str) -> list[Sentence]:
    """The sentences of running text; lines that end none (headings, dates) are headings of what follows."""
    return [Sentence(number, heading, sentence) for number, (heading, sentence) in enumerate(_lines(text), 1)]


def _lines(text: str) -> Iterator[tuple[str, str]]:
    heading = ""
    for line in text.splitlines():
        folded = " ".join(line.split())
        if folded.endswith((".", "!", "…")) or (folded.endswith("?") and len(_END.split(folded)) > 1):
            yield from ((heading, sentence) for sentence in _END.split(folded))
        elif folded:
            heading = folded
