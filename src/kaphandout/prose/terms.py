"""Text → hard words and abbreviations in it that the text does not explain."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaphandout.prose.words import Words, finder

_ABBREVIATION = re.compile(r"(?<![\w&./-])(?=[A-Z&]*[A-Z][A-Z&]*[A-Z])([A-Z][A-Z&]*[A-Z])s?(?![\w&-]|[’'](?!s\b))")
_ROMAN = re.compile(r"[IVX]+")


def jargon(text: str, words: Words) -> Iterator[tuple[str, str]]:
    """Hard words with what to say in their place, each once; those that the text explains are left out."""
    seen: set[str] = set()
    plain = {entry: say for group in words.jargon for entry, say in group.words.items()}
    for match, entry in finder(plain).find(text):
        if entry not in seen and not explains(text, match.start(), match.end()):
            seen.add(entry)
            yield match.group(), plain[entry]


def medical(text: str, words: Words) -> Iterator[str]:
    """Words with a medical ending (`colonoscopy`) that are in no list and that the text does not explain."""
    endings = words.medical_endings
    known = {*endings.known, *(entry for group in words.jargon for entry in group.words)}
    for match in re.finditer(rf"\b[a-z]{{3,}}(?:{'|'.join(endings.endings)})\b", text, re.IGNORECASE):
        if match.group().casefold() not in known and not explains(text, match.start(), match.end()):
            yield match.group()


def abbreviations(text: str, words: Words) -> Iterator[str]:
    """Abbreviations of two capitals or more, each once, that no reader can be taken to know and the text leaves open."""
    known = set(words.abbreviations.known)
    for match in _ABBREVIATION.finditer(text):
        letters = match[1]
        if letters not in known and not _ROMAN.fullmatch(letters) and not explains(text, match.start(), match.end()):
            known.add(letters)
            yield match.group()


def explains(text: str, start: int, end: int) -> bool:
    """Whether a text explains the word at `start:end`: brackets behind it or around it, "X is a …", "called X"."""
    before, after = text[:start], text[end:]
    bracketed = re.match(r"[\w\s-]{0,20}\s\(", after) and not re.match(r"[\w\s-]*\b(?:and|or|with|if)\b", after)
    within = before.rfind("(") > before.rfind(")") and ")" in after and bool(re.search(r"\w\s*\([^()]*$", before))
    defined = re.match(r"\s+(?:is|are)\s+(?:a|an|the|when|how|what)\b|,\s+(?:or|also called|which is|that is)\b", after)
    named = re.search(r"\b(?:called|known as|name for|named|means?)\s+(?:(?:the|a|an)\s+)?[“\"]?(?:\w+\s)?$", before)
    return bool(bracketed or within or defined or named)
