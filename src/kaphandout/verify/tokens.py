"""How two texts are compared: normal form, whether one stands in the other, and which words differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_BROKEN_AT_HYPHEN = re.compile(r"(?<=\w[-‐–/]) (?=\w)")
_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d]+|\S")
_NUMBER = re.compile(r"(-?)\s*(\d+(?:[.,٫٬' ]\d+)*)")
_SEPARATOR = re.compile(r"[^\d]")
_ALIKE = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛‹›`´′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
    }
)


def fold(text: str) -> str:
    """The normal form: NFKC, nothing invisible, single spaces, and none where a line may end after a hyphen."""
    plain = _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))
    return _BROKEN_AT_HYPHEN.sub("", " ".join(plain.split()))


@lru_cache(maxsize=4096)
def tokens(text: str) -> tuple[str, ...]:
    """The words, numbers and signs of a folded text, with the quotes and dashes that word processors exchange alike."""
    return tuple(_TOKEN.findall(text.translate(_ALIKE)))


def stands_in(text: str, paragraph: str) -> bool:
    """Whether `text` is the whole or a part of `paragraph`, from word boundary to word boundary; both are folded."""
    return text in paragraph and whole_words(text).search(paragraph) is not None


def whole_words(text: str) -> re.Pattern[str]:
    """A pattern of `text` that does not begin or end inside a word."""
    before = r"(?<!\w)" if text[:1].isalnum() else ""
    after = r"(?!\w)" if text[-1:].isalnum() else ""
    return re.compile(before + re.escape(text) + after)


def likeness(text: str, paragraph: str) -> tuple[float, str]:
    """How much of `text` the part of `paragraph` that is most like it holds (0 to 1), and that part."""
    wanted, given = text.split(), paragraph.split()
    if len(set(wanted) & set(given)) < 0.4 * len(set(wanted)):
        return 0.0, ""
    blocks = SequenceMatcher(None, wanted, given, autojunk=False).get_matching_blocks()[:-1]
    start = max(0, blocks[0].b - blocks[0].a)
    end = min(len(given), blocks[-1].b + len(wanted) - blocks[-1].a)
    part = given[start:end]
    return SequenceMatcher(None, wanted, part, autojunk=False).ratio(), " ".join(part)


def differing(old: str, new: str, most: int = 10) -> tuple[str, str]:
    """The words in which two texts differ, each with one word of context and cut to `most` words."""
    olds, news = old.split(), new.split()
    head = _common(olds, news)
    tail = _common(olds[head:][::-1], news[head:][::-1])
    start = max(0, head - 1)
    return tuple(  # type: ignore[return-value]  # two texts make two
        shorten(" ".join(words[start : len(words) - max(0, tail - 1)]), most) for words in (olds, news)
    )


def shorten(text: str, most: int = 10) -> str:
    """The first words of a text, with … where it goes on."""
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _common(first: Sequence[str], second: Sequence[str]) -> int:
    """How many words two lists begin with together."""
    pairs = zip(first, second, strict=False)
    return next((index for index, (a, b) in enumerate(pairs) if a != b), min(len(first), len(second)))


def numbers(text: str) -> tuple[str, ...]:
    """What a number may be worth, as a chart writes it: "1,234" is 1234 or 1.234, by the language."""
    plain = "".join(str(unicodedata.digit(letter)) if letter.isdigit() else letter for letter in text)
    found = _NUMBER.search(plain.translate(_ALIKE))
    if not found:
        return ()
    sign, body = found[1], found[2]
    whole = _SEPARATOR.sub("", body)
    last = max(body.rfind("."), body.rfind(","), body.rfind("٫"))
    worth = {whole} if last < 0 or len(body) - last == 4 else set()
    if last >= 0:
        worth.add(f"{_SEPARATOR.sub('', body[:last])}.{body[last + 1 :]}")
    return tuple(sorted(f"{float(sign + number):.12g}" for number in worth))


def letters_alike(first: str, second: str) -> float:
    """How alike two short texts are, letter by letter (0 to 1)."""
    return SequenceMatcher(None, first, second, autojunk=False).ratio() if len(second) < 4 * len(first) + 20 else 0.0
