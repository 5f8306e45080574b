"""Sentence → words in it that claim more than evidence can bear, or that belong in an advert."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.content.wordlists import Words, finder, third_person

_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]")


def over_strong(sentence: str, words: Words) -> Iterator[str]:
    """Verbs and phrases that state an effect as certain (`cures`, `has been shown to`).

    A part of a sentence with a hedge, a question, and what stands in quotation marks are let pass. So is a verb that
    opens the sentence, for that is advice; "to treat", which names an aim; and the past tense, which reports a study.
    """
    lists = words.over_strong
    if sentence.rstrip().endswith("?"):
        return
    verbs = [form for verb in lists.verbs for form in (third_person(verb), f"will {verb}")]
    claiming = finder([*lists.phrases, *verbs], False)
    plain = _QUOTED.sub(lambda match: " " * len(match.group()), sentence)
    for part in re.split(r"(?<=[;:.])\s", plain):
        if re.search(rf"\b(?:{'|'.join(lists.hedges)}|\w+n[’']t)\b", part, re.IGNORECASE):
            continue
        for hit in claiming.find(part):
            before, after = part[: hit.start].split(), part[hit.end :].split()
            if before and before[-1] != "to" and not (after and after[0].strip(".,;:") in lists.not_before):
                yield hit.found


def promotional(text: str, words: Words) -> Iterator[str]:
    """Words of adverts."""
    return (hit.found for hit in finder(words.promotional.phrases, False).find(text))
