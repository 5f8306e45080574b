"""Sentence → passives, stacked negations and strings of nouns in it. Word lists and patterns only, no parser.

Built to be right when it speaks: what only describes a state ("the clinic is closed") is let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kaphandout.content.wordlists import Words, finder

_BE = r"(?:(?<![\w’'-])(?:am|(?:is|are|was|were)(?:n[’']t)?|be|been|being)|(?<=\w)[’']re|(?<=\bit|\bhe)[’']s)"
_ADVERB = r"(?:not|never|always|often|usually|sometimes|then|also|first|now|only|all|both|soon|later|again|\w+ly)"
_PASSIVE = re.compile(
    rf"(?:(?<![\w’'-])(cannot|can[’']t|could not|couldn[’']t)\s+)?({_BE}(?:\s+being)?)\s+(?:{_ADVERB}\s+)*"
    r"([a-z]+(?:-[a-z]+)?)\b(\s+by\s+(?!\w+ing\b|\d))?",
    re.IGNORECASE,
)
_CONTRACTED = re.compile(r"n[’']t\b", re.IGNORECASE)
_BREAK = re.compile(r"[;:.?!]|,?\s+(?:but|while|whereas)\s+")


def passives(sentence: str, words: Words) -> Iterator[str]:
    """The passives of a sentence in which somebody acts and is hidden or named last: `will be checked`.

    A participle that describes a state counts only when "by" names who acts. "Cannot be cured" is let pass: nobody
    acts there.
    """
    irregular, states, feelings = _sets(words.passive.irregular, words.passive.states, words.passive.feelings)
    for match in _PASSIVE.finditer(sentence):
        impossible, _, participle, agent = match.groups()
        plain = participle.casefold()
        if impossible or plain in feelings or not (plain in irregular or _regular(plain)):
            continue
        if plain.split("-")[-1] not in states or agent:
            yield match.group().removesuffix(agent or "")


@lru_cache
def _sets(*lists: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(words.split()) for words in lists)


def _regular(word: str) -> bool:
    """A regular participle by its ending: no `red`, `need`, `hundred`, and no `unexplained` or other state with un-."""
    return bool(re.search(r"[^e]ed$", word)) and len(word) > 4 and not word.startswith("un") and word != "hundred"


def negations(sentence: str, words: Words) -> Iterator[str]:
    """The stacked negations of a sentence: "not uncommon", "unless … not", "not mean … not", three that deny at once.

    The same negator in a list ("no pain, no fever") counts once.
    """
    lists = words.negation
    plain = _CONTRACTED.sub(" not", sentence)
    adjectives, verbs = "|".join(lists.adjectives), "|".join(lists.verbs)
    negator = rf"\b(?:{'|'.join(lists.negators)})\b"
    patterns = [
        rf"\bnot\s+(?:\w+ly\s+)?(?:{adjectives})\b",
        rf"\bunless\b[^,;.]*?{negator}",
        rf"(?:\bnot|\bcannot|\bnever)\s+(?:{verbs})\b(?:\s+\w+){{0,4}}?\s+(?:not|never|no|without)\b",
    ]
    for pattern in patterns:
        if match := re.search(pattern, plain, re.IGNORECASE):
            yield match.group()
            return
    for part in _BREAK.split(plain):
        said = [match.group().casefold() for match in re.finditer(negator, part, re.IGNORECASE)]
        if len(set(said)) > 2:
            yield ", ".join(dict.fromkeys(said))


def noun_strings(sentence: str, words: Words, longest: int = 3) -> Iterator[str]:
    """Runs of more than `longest` nouns of the list, one after another."""
    run: list[str] = []
    nouns = finder(words.noun_strings.nouns.split())
    end = 0
    for hit in nouns.find(sentence):
        if run and sentence[end : hit.start].strip():
            if len(run) > longest:
                yield " ".join(run)
            run = []
        run.append(hit.found)
        end = hit.end
    if len(run) > longest:
        yield " ".join(run)
