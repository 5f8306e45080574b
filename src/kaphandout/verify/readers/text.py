"""Plain text → `Artefact`: paragraphs and items of lists, by line, however a mail program broke or quoted the lines."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from kaphandout.diagnostics import refuse
from kaphandout.verify.artefact import Artefact, Part, artefact, read_bytes

MAX_TEXT = 2_000_000

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_QUOTED = re.compile(r"^(?:> ?)+")
_RULE = re.compile(r"[-=_~*\s]*")
_ITEM = re.compile(r"\s*(?:[-*•]|\[.?\]|\d{1,2}\.)\s")


def is_text(start: bytes) -> bool:
    """Whether a file that starts so can be plain text in UTF-8."""
    try:
        return not _CONTROL.search(codecs.getincrementaldecoder("utf-8")().decode(start))
    except UnicodeDecodeError:
        return False


def read_text(path: Path) -> Artefact:
    """Read a leaflet in plain text. Raises `KaphandoutError` for an oversized or foreign file."""
    try:
        text = read_bytes(path, MAX_TEXT).decode("utf-8-sig")
    except UnicodeDecodeError as exc:
        raise refuse("unreadable", path, f"the text is not UTF-8: byte {exc.start}") from exc
    return artefact(path, "leaflet", None, _blocks(text))


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """A paragraph ends at an empty line, at a line under a heading and where an item of a list begins."""
    first, block = 1, ""
    for number, given in enumerate(text.splitlines(), 1):
        line = _QUOTED.sub("", given)
        rule = _RULE.fullmatch(line)
        if rule or not block or _ITEM.match(line):
            yield f"line {first} {Part.PLAIN}", block
            first, block = number, ""
        block += "" if rule else f" {line}"
    yield f"line {first} {Part.PLAIN}", block
