"""English text → the quantities in it, in units that can be compared: `two weeks` and `14 days`, `1 in 10` and `10%`.

Durations come out in hours, shares in percent, doses and pressures in their unit, all else as counts. Years, ratios and
the bare word "one" are not quantities.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "hundred": 100,
    "twice": 2,
}  # fmt: skip
_SHARES = {
    "half": 50.0, "median": 50.0, "a third": 100 / 3, "two thirds": 200 / 3, "a quarter": 25.0, "three quarters": 75.0,
}  # fmt: skip
_HOURS = {
    "minute": 1 / 60, "min": 1 / 60, "hour": 1.0, "h": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0,
    "decade": 87660.0,
}  # fmt: skip
_DOSES = ("mg/kg", "mg", "ml", "mmhg")

_NAMES = "|".join(_WORDS)
_FIGURES = r"\d+(?:[,.]\d+)*"
_NUMBER = rf"(?<![\w.,:/−–-])(?P<number>{_FIGURES}|{_NAMES})(?![\w:/]|[.,]\d)"
_TIME = r"(?P<unit>minutes?|mins?|hours?|h|days?|weeks?|months?|years?|decades?)\b"
_ONE = rf"\b(?P<number>one|an?|single)[ -]{_TIME}"
_PATTERNS = (
    (
        "share",
        re.compile(rf"(?<![\w.,])(?P<part>{_FIGURES}|one|{_NAMES}) (?:in|out of) (?P<whole>{_FIGURES}|{_NAMES})\b"),
    ),
    ("word", re.compile(rf"(?<!first )(?<!second )\b(?P<share>{'|'.join(_SHARES).replace(' ', '[- ]')})\b")),
    ("percent", re.compile(rf"{_NUMBER} ?(?:%|percent\b|per cent\b)")),
    ("time", re.compile(rf"{_NUMBER}[ -]{_TIME}")),
    ("time", re.compile(rf"\b(?:within|for|in|after|about|every|last(?:s|ed)?) {_ONE[2:]}")),
    ("dose", re.compile(rf"{_NUMBER} ?(?P<unit>{'|'.join(map(re.escape, _DOSES))})(?!\w)")),
    ("count", re.compile(_NUMBER)),
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a unit (`hours`, `percent`, `count`, `mg` …) and the words that give it."""

    value: float
    unit: str
    words: str

    def like(self, other: Quantity) -> bool:
        """Whether two quantities are the same, shares to the nearest 1 in 100; of small ones, half is enough."""
        if self.unit != other.unit:
            return False
        if self.unit == "percent":
            near = min(1, max(self.value, other.value) / 2)
            return self.value == other.value or abs(self.value - other.value) < near
        return abs(self.value - other.value) < 0.01 * max(self.value, 0.01)


def quantities(text: str) -> Iterator[Quantity]:
    """The quantities of a text, each stretch of it read once, the most telling reading first."""
    rest = text.lower().replace("half an hour", "30 minutes")
    for kind, pattern in _PATTERNS:
        for found in pattern.finditer(rest):
            if quantity := _quantity(kind, found):
                yield quantity
        rest = pattern.sub(lambda found: " " * len(found[0]), rest)


def _quantity(kind: str, found: re.Match[str]) -> Quantity | None:
    words = " ".join(found[0].split())
    match kind:
        case "share":
            whole = _number(found["whole"])
            return Quantity(100 * _number(found["part"]) / whole, "percent", words) if whole else None
        case "word":
            return Quantity(_SHARES[found["share"].replace("-", " ")], "percent", words)
        case "percent":
            return Quantity(_number(found["number"]), "percent", words)
        case "time":
            unit = found["unit"]
            return Quantity(_number(found["number"]) * _HOURS.get(unit, _HOURS.get(unit[:-1], 0.0)), "hours", words)
        case "dose":
            return Quantity(_number(found["number"]), found["unit"], words)
        case _:
            is_year = re.fullmatch(r"(?:19|20)\d\d", found["number"])
            return None if is_year else Quantity(_number(found["number"]), "count", words)


def _number(word: str) -> float:
    if word in ("a", "an", "one", "single"):
        return 1.0
    return float(_WORDS[word]) if word in _WORDS else float(word.replace(",", ""))
