"""`Edition` → plain text for e-mail and for those who have it read aloud: the whole leaflet in lines of 72 letters.

Help in a crisis comes first after the message on the front. Without a manifest, the name of the document says of
which topic, language and clinic it is.
"""

from __future__ import annotations

import re
import textwrap

from kaphandout.edition.edition import Edition
from kaphandout.leaflet.html import document_id, fill

WIDTH = 72


def write_plain(edition: Edition) -> bytes:
    """The whole leaflet of an edition as UTF-8 text, its parts apart by empty lines."""
    text = fill(
        "leaflet.txt.j2",
        edition,
        outline=edition.topic.leaflet,
        document_id=document_id(edition, "text"),
        code=edition.locale.terms.edition.format(code=edition.code),
        wrapped=wrapped,
        heading=heading,
    )
    return (re.sub(r"\n{3,}", "\n\n", text.strip("\n")) + "\n").encode("utf-8")


def heading(text: str, line: str = "-") -> str:
    """A text, underlined with a row of `line`."""
    lines = wrapped(text).splitlines()
    return "\n".join([*lines, line * max(map(len, lines))])


def wrapped(text: str, start: str = "") -> str:
    """The lines of a text that begins with `start`; no line ends inside a telephone number."""
    together = re.sub(r"(?<=\d) (?=\d)", "\xa0", text)
    lines = textwrap.wrap(together, WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
    return re.sub("(?<=\\d)\xa0(?=\\d)", " ", "\n".join(lines))
