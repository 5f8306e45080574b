"""Text → numbers, dates and units in it that readers misread.

Sources: NHS service manual, "Numbers, measurements, dates and time" (1 in 10, no percentages for risks; ranges with
"to"; months spelled out; a space before units, units in words); CDC Clear Communication Index, items 15 to 20 (numbers
of one kind, absolute risk).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_PERCENT = re.compile(rf"{_NUMBER}\s*%|(?:{_NUMBER}|\b[a-z]+)\s*\bper\s?cent\b", re.IGNORECASE)
_COUNTS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_GROUPS = {"five": 5, "six": 6, "eight": 8, "ten": 10, "twelve": 12, "twenty": 20, "fifty": 50, "hundred": 100}
_IN = re.compile(
    rf"\b(?:{_NUMBER}(?:\s+to\s+{_NUMBER})?|{_COUNTS})\s+(?:(?:people\s+)?in|(out)\s+of)\s+(?:every\s+|an?\s+|one\s+)?"
    rf"(\d[\d,]*|{'|'.join(_GROUPS)})\b(?!\s+(?:day|week|month|year|hour|minute|trial|stud|clinic|hospital|countr))",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_RISK = r"(?:risks?|rates?|chances?|odds|probability)"
_DECIMAL = re.compile(
    rf"\d+\.\d+\s*(?:%|per\s?cent\b|(?:in|out\s+of)\s+\d)|\b{_RISK}\b[\w\s]{{0,40}}?\b(?:is|was|to|of|at|by|than)\s+(?:about\s+)?"
    r"(0\.\d+)(?!\s*(?:mg|ml|g|kg|l|mm|cm|%))",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"(?<![\w.,/−–-])(\d+(?:[.,]\d+)?)\s*(?:%\s*)?[-–—]\s*(\d+(?:[.,]\d+)?)(?![\w/]|[-–]\d|,\d)\s*(%|[a-z°]\w*)?"
)
_DATE = re.compile(r"(?<![\d./-])(?:\d{1,2}([/.-])\d{1,2}\1(?:19|20)?\d\d|(?:19|20)\d\d-\d\d-\d\d)(?![\d/-]|\.\d)")
_GLUED = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?:mg|mcg|ml|kg|g|cm|mm|mins?|hrs?|h|l)\b", re.IGNORECASE)
_SHORT = re.compile(
    r"\d\s?(?:hrs?|mins?|secs?|wks?|yrs?|mcg|[µμ]g|iu)\b\.?|\d\s?(?:mg|g|ml|micrograms?|mcg|[µμ]g)\s?/\s?\w+|\bmmol/l\b",
    re.IGNORECASE,
)
_RELATIVE = [
    rf"\b(?:doubl|tripl|halv)(?:e[sd]?|ing)\s+(?:\w+\s+){{0,2}}{_RISK}\b",
    rf"\b(?:cut|reduc|lower|rais|increas)\w*\s+(?:\w+\s+){{0,2}}{_RISK}\b[\w\s]{{0,30}}?\bby\s+(?:about\s+)?(?:\w+\s)?"
    r"(?:half|third|quarter|fifth|\d)",
    r"\b(?:twice|(?:two|three|four|five|six|ten|\d+)\s+times)\s+(?:as|more|less)\s+(?:likely|common|often|frequent)",
    r"\b(?:two|three|four|five|six|ten|\d+)\s+times\s+(?:less|more)\s+likely",
    rf"\b{_RISK}\b[\w\s]{{0,30}}?\b(?:is|are|was|were)\s+(?:twice|(?:two|three|four|five|six|ten|\d+)\s+times)\s+(?:as\s+)?\w+",
    rf"{_NUMBER}\s*(?:%|per\s?cent)\s+(?:fewer|more|lower|higher|less)\b",
    r"\bhalf\s+as\s+(?:likely|common|often)\b",
]
_RELATIVE_RISK = re.compile("|".join(_RELATIVE), re.IGNORECASE)


def percents(text: str) -> Iterator[str]:
    """Percentages: `10%`, `25 per cent`."""
    return (match.group() for match in _PERCENT.finditer(text))


def decimals(text: str) -> Iterator[str]:
    """Risks with a decimal point: `14.3 in 100`, `0.5 in 1,000`, `a risk of 0.1`. Doses are let pass."""
    return (match[1] or match.group() for match in _DECIMAL.finditer(text))


def denominators(text: str) -> list[int]:
    """The denominators of the text's shares: "1 in 10 … three in a hundred" → 10, 100. "In 2019" is none."""
    found = []
    for match in _IN.finditer(text):
        below = match[2].rstrip(",").casefold()
        if match[1] or not _YEAR.fullmatch(below):
            found.append(_GROUPS.get(below) or int(below.replace(",", "")))
    return found


def formats(text: str) -> set[str]:
    """In which ways shares are written: `1 in 10`, `10%`."""
    found = {"10%": _PERCENT.search(text), "1 in 10": denominators(text)}
    return {name for name, hits in found.items() if hits}


def dashes(text: str) -> Iterator[tuple[str, str]]:
    """Ranges with a dash and what to write: `2-3 days` → `2 to 3 days`. Telephone numbers and names are let pass."""
    for match in _RANGE.finditer(text):
        low, high, unit = match.groups()
        if unit is None and (len(low) > 3 or len(high) > 3):
            continue
        if not (float(low.replace(",", "")) < float(high.replace(",", "")) and not low.startswith("0")):
            continue
        tail = "" if unit is None else unit if unit == "%" else f" {unit}"
        yield match.group().strip(), f"{low} to {high}{tail}"


def numeric_dates(text: str) -> Iterator[str]:
    """Dates in figures alone: `03/04/2026` is March to some and April to others."""
    return (match.group() for match in _DATE.finditer(text))


def units(text: str) -> Iterator[str]:
    """Units that are glued to the number, cut short or divided: `500mg`, `2 hrs`, `10 µg`, `0.5 mg/kg`."""
    seen: set[int] = set()
    for pattern in (_GLUED, _SHORT):
        for match in pattern.finditer(text):
            if match.end() not in seen:
                seen.add(match.end())
                yield match.group()


def relative_risks(text: str) -> Iterator[str]:
    """Risks against other risks ("doubles the risk") in a text that gives no share ("1 in 1,000")."""
    if not denominators(text):
        yield from (match.group() for match in _RELATIVE_RISK.finditer(text))
