"""What an answer may be: each check takes what was typed and returns it, or raises `ValueError` with what to write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path


def an_id(answer: str) -> str:
    """A name for files and links."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", answer):
        raise ValueError("write small letters, digits and single hyphens, a letter first: knee-injection")
    return answer


def a_text(answer: str) -> str:
    """Words that are printed."""
    if not answer or re.search(r"[<>{}]", answer):
        raise ValueError("write plain words, without < > { }")
    return answer


def a_day(answer: str) -> str:
    """A day in ISO form."""
    try:
        return date.fromisoformat(answer).isoformat()
    except ValueError:
        raise ValueError("write a day as year-month-day: 2027-01-31") from None


def a_file(answer: str) -> str:
    """A file that is there."""
    if answer and not Path(answer).expanduser().is_file():
        raise ValueError("there is no such file")
    return answer


def a_number(answer: str) -> str:
    """A whole number from 1 on."""
    if answer and not (answer.isdecimal() and 1 <= int(answer) <= 999):
        raise ValueError("write a whole number from 1 to 999")
    return answer


def a_colour(answer: str) -> str:
    """A colour in hexadecimal form."""
    if answer and not re.fullmatch(r"#[0-9a-fA-F]{6}", answer):
        raise ValueError("write # and six hexadecimal digits: #1F4E8C")
    return answer


def parts(answer: str) -> tuple[str, ...]:
    """What is between commas."""
    return tuple(part.strip() for part in answer.split(",") if part.strip())


def codes_of(known: Callable[[], list[str]]) -> Callable[[str], str]:
    """Country codes that are known, with commas."""

    def check(answer: str) -> str:
        codes = [code.upper() for code in parts(answer)]
        if strange := [code for code in codes if code not in known()]:
            words = f"{', '.join(strange)}: countries.yaml has {', '.join(known())}"
            raise ValueError(f"{words}; for another copy that file into content/ and add its emergency number")
        return ",".join(codes)

    return check
