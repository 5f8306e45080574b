"""Which words of an artefact come from no known text: what is left when all that is known is taken out of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import pairwise

from kaphandout.locales import Terms
from kaphandout.problems import Place, Problem, note
from kaphandout.sync.artefact import Artefact, Paragraph, without_codes
from kaphandout.sync.words import fold, shorten, whole_words

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_NUMBERS = frozenset({"n", "total"})
_TEXTS = frozenset({"code", "date", "certainty", "unseen", "minutes", "so_far", "whole"})


class Known:
    """Texts and labels that may stand in an artefact, ready to be taken out of its paragraphs."""

    def __init__(self, texts: Iterable[str], terms: Terms | None = None, topic: str = ""):
        labels = [fold(value) for value in terms.model_dump().values()] if terms else []
        plain = {fold(text) for text in texts} | {label for label in labels if "{" not in label}
        self._plain = sorted(filter(has_letters, plain), key=lambda text: (-len(text), text))
        self._labels = [label for label in labels if "{" in label and _names(label) <= _NUMBERS | _TEXTS]
        self._topic = topic

    def rest(self, paragraph: str) -> str:
        """The words of a folded paragraph that come from none of the texts; numbers and signs do not count."""
        for text in self._plain:
            if text in paragraph:
                paragraph = whole_words(text).sub(" · ", paragraph)
        for pattern in self._patterns:
            paragraph = pattern.sub(lambda found: " · ".join(["", *found.groups(), ""]), paragraph)
        words = without_codes(paragraph).split()
        return " ".join(word for word in words if has_letters(word))

    @cached_property
    def _patterns(self) -> list[re.Pattern[str]]:
        """Labels with something filled in (numbers go with them, texts stay to be looked at), and document names."""
        labels = sorted(self._labels, key=lambda label: -len(label))
        patterns = [re.compile(_pattern(label)) for label in labels]
        if self._topic:
            patterns.append(re.compile(rf"{re.escape(self._topic)}-(?:leaflet|deck)(?:-\w+)*"))
        return patterns


def unknown_text(artefact: Artefact, texts: Mapping[str, str], terms: Terms | None = None) -> list[Problem]:
    """A note for each paragraph with words that are in none of `texts`, the artefact's own texts and the `terms`.

    Without `terms`, the labels of the furniture count as unknown. A text that runs over two paragraphs (a page break)
    is known.
    """
    own = artefact.manifest["texts"].values() if artefact.manifest else ()
    known = Known([*texts.values(), *own], terms, artefact.content[0] if artefact.content else "")
    return [
        note("unknown-text", Place(artefact.file), "", f"{paragraph.place}: from no known text: “{shorten(rest, 20)}”")
        for paragraph, rest in leftovers(artefact.paragraphs, known)
    ]


def leftovers(paragraphs: Iterable[Paragraph], known: Known) -> list[tuple[Paragraph, str]]:
    """The paragraphs of which something is left, each with what is left."""
    given = list(paragraphs)
    rests = [known.rest(paragraph.text) for paragraph in given]
    for index, (first, second) in enumerate(pairwise(given)):
        if rests[index] and rests[index + 1] and not known.rest(fold(f"{first.text} {second.text}")):
            rests[index] = rests[index + 1] = ""
    return [(paragraph, rest) for paragraph, rest in zip(given, rests, strict=True) if rest]


def has_letters(text: str) -> bool:
    """Whether a text has words in it, not only numbers and signs."""
    return any(letter.isalpha() for letter in text)


def _names(label: str) -> set[str]:
    return set(_PLACEHOLDER.findall(label))


def _pattern(label: str) -> str:
    parts = _PLACEHOLDER.split(label)
    return "".join(
        re.escape(part) if index % 2 == 0 else r"\d+" if part in _NUMBERS else "(.*?)"
        for index, part in enumerate(parts)
    )
