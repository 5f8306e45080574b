"""A source article as plain text → its sentences, in the form in which `claims.yaml` fingerprints them."""

from __future__ import annotations

import re

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"'])")


def article_sentences(text: str) -> list[str]:
    """The sentences of running text, white space folded; lines that end no sentence (headings, dates) are left out."""
    sentences: list[str] = []
    for line in text.splitlines():
        folded = " ".join(line.split())
        if folded.endswith((".", "!", "…")) or (folded.endswith("?") and len(_END.split(folded)) > 1):
            sentences += _END.split(folded)
    return sentences
