"""Text → hard words and abbreviations in it, and whether the text explains them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kaphandout.content.wordlists import Hit, Words, finder

_ABBREVIATION = re.compile(r"(?<![\w&./-])(?=[A-Z&]*[A-Z][A-Z&]*[A-Z])([A-Z][A-Z&]*[A-Z])s?(?![\w&-]|[’'](?!s\b))")
_DEFINED = re.compile(
    r"\s+(?:(?:is|are)\s+(?:a|an|the|when|how|what)|treats?)\b|,\s+(?:or|also called|which is|that is)\b"
)
_NAMED = re.compile(r"\b(?:called|known as|name for|named|means?)\s+(?:(?:the|a|an)\s+)?[“\"]?(?:\w+\s)?$")
_ROMAN = re.compile(r"[IVX]+")


@dataclass(frozen=True, slots=True)
class Hard:
    """A hard word as it stands, its entry in the list, what to say in its place, and whether the text explains it."""

    found: str
    entry: str
    say: str
    explained: bool


def jargon(text: str, words: Words) -> list[Hard]:
    """The hard words of a text that are in the list, each once."""
    plain = {entry: say for group in words.jargon for entry, say in group.words.items()}
    return _once(text, ((hit, plain[hit.entry]) for hit in finder(plain).find(text)))


def medical(text: str, words: Words) -> list[Hard]:
    """Words with a medical ending (`colonoscopy`) that are in no list, each once."""
    known = {entry for group in words.jargon for entry in group.words} | set(words.medical_endings.known)
    pattern = rf"\b[a-z]{{3,}}(?:{'|'.join(words.medical_endings.endings)})\b"
    found = (Hit(m.group(), *m.span(), m.group().casefold()) for m in re.finditer(pattern, text, re.IGNORECASE))
    return _once(text, ((hit, "") for hit in found if hit.entry not in known))


def abbreviations(text: str, words: Words) -> list[Hard]:
    """Abbreviations of two capitals or more, each once; those that any reader knows are left out."""
    known = set(words.abbreviations.known)
    quiet = text
    for shouted in capitals(text, words):
        quiet = quiet.replace(shouted, shouted.lower())
    found = (Hit(match.group(), *match.span(), match[1]) for match in _ABBREVIATION.finditer(quiet))
    return _once(text, ((hit, "") for hit in found if hit.entry not in known and not _ROMAN.fullmatch(hit.entry)))


def capitals(text: str, words: Words) -> list[str]:
    """Words in block capitals, as they stand: those with an everyday word among them (`DO NOT DRIVE`)."""
    everyday = set(words.shouted.words.split())
    runs = re.findall(r"\b[A-Z]{2,}(?:[ -][A-Z]{2,})*\b", text)
    return [run for run in runs if everyday.intersection(re.split(r"[ -]", run.lower()))]


def idioms(text: str, words: Words) -> Iterator[str]:
    """Figures of speech of the list, as they stand."""
    return (hit.found for hit in finder(words.idioms.phrases, False).find(text))


def _once(text: str, found: Iterable[tuple[Hit, str]]) -> list[Hard]:
    hard: dict[str, Hard] = {}
    for hit, say in found:
        explained = explains(text, hit.start, hit.end)
        if hit.entry not in hard or (explained and not hard[hit.entry].explained):
            hard[hit.entry] = Hard(hit.found, hit.entry, say, explained)
    return list(hard.values())


def explains(text: str, start: int, end: int) -> bool:
    """Whether a text explains the word at `start:end`: brackets behind it or around it, "X is a …", "called X"."""
    before, after = text[:start], text[end:]
    bracketed = re.match(r"[\w\s-]{0,20}\s\(", after) and not re.match(r"[\w\s-]*\b(?:and|or|with|if)\b", after)
    within = before.rfind("(") > before.rfind(")") and ")" in after and bool(re.search(r"\w\s*\([^()]*$", before))
    defined = _DEFINED.match(after)
    named = _NAMED.search(before)
    return bool(bracketed or within or defined or named)
