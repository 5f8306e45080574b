"""Sentence → words in it that claim more than evidence can bear, or that belong in an advert."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.prose.words import Words, finder

_NOT_PRESENT = re.compile(r"(?:ing|[^s]ed)$")
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def over_strong(sentence: str, words: Words) -> Iterator[str]:
    """Verbs and phrases that state an effect as certain (`cures`, `has been shown to`).

    A part of a sentence with a hedge, a question, and what stands in quotation marks are let pass. So is a verb that
    opens the sentence, for that is advice; "to treat" and "works on", for they name an aim; and the past tense, which
    reports a study.
    """
    lists = words.over_strong
    if sentence.rstrip().endswith("?"):
        return
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), sentence)
    for part in re.split(r"(?<=[;:.])\s", plain):
        if re.search(rf"\b(?:{'|'.join(lists.hedges)}|\w+n[’']t)\b", part, re.IGNORECASE):
            continue
        for find in (finder(lists.phrases, False), finder(lists.verbs)):
            for hit in find.find(part):
                before = part[: hit.start].strip()
                aim = f" {before}".endswith(" to") or part[hit.end :].startswith(" on ")
                if before and not aim and not _NOT_PRESENT.search(hit.found):
                    yield hit.found


def promotional(text: str, words: Words) -> Iterator[str]:
    """Words of adverts."""
    return (hit.found for hit in finder(words.promotional.phrases, False).find(text))
