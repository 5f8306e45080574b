"""How much room text takes: words → lines and points. No rendering, no autofit.

Widths are the advances of the letters of a layout (`Fonts`), handed down as a `Metrics`. A line is 1.22 × the size,
and text wraps at the width ÷ 1.02: so measured, no text has more lines in LibreOffice
(`tests/deck/layout/test_lines.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise

from kaphandout.deck.layout.shapes import Para

LINE = 1.22
SAFETY = 1.02
_PIECE = r"(?:[^\s-]|[\u00a0\u2007\u202f]|-+(?=[\s\d]|$))*(?:-+(?=[^\s\d-])|[^\S\u00a0\u2007\u202f]+|$)"
"""A word with its hyphen or its spaces; no line ends at a no-break space, or between a hyphen and a number."""
NUMBER_INDENT = 2.0
"""The hanging indent of a numbered paragraph, as a multiple of its size."""


@dataclass(frozen=True, slots=True, eq=False)
class Face:
    """A typeface, and the advances of its letters in units of which `em` are one em.

    `source` names the font that the widths come from; `known` is false if it is only a wide stand-in. `line` is the
    height of a line at single spacing, as a multiple of the size.
    """

    typeface: str
    source: str
    known: bool
    em: float
    default: float
    line: float
    regular: Mapping[str, float]
    bold: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class Fonts:
    """The typefaces of running text and of headlines; `capitals`: headlines are shown in capitals."""

    body: Face
    heading: Face
    capitals: bool = False


@dataclass(frozen=True, slots=True)
class Fitted:
    """Paragraphs at the size at which they fit; `excess` is by how many pt they are still too high (or too wide)."""

    paras: tuple[Para, ...]
    height: float
    excess: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """How wide and high text is in the typefaces of a layout; all lengths in pt."""

    fonts: Fonts

    def width(self, text: str, size: float, bold: bool = False, heading: bool = False) -> float:
        """The width of one line. A character that the font data do not know counts as one em."""
        return _em(text, bold, heading, self.fonts) * size

    def para_width(self, para: Para) -> float:
        """The width of a paragraph on one line, with room to spare for other renderers."""
        return self.width(para.text, para.size, para.bold, para.heading) * SAFETY

    def wrap(self, para: Para, room: float) -> list[str]:
        """Greedy lines of a paragraph in `room`; breaks at spaces and after hyphens, inside a word only if it must."""
        limit = room / SAFETY / para.size
        lines: list[str] = []
        current, used = "", 0.0
        for piece, whole, bare in _pieces(para.text, para.bold, para.heading, self.fonts):
            if current and used + bare > limit:
                lines.append(current.rstrip())
                current, used = "", 0.0
            while bare > limit and len(piece) > 1:
                ems = {cut: self.width(piece[:cut], 1, para.bold, para.heading) for cut in range(2, len(piece))}
                cut = max((cut for cut, em in ems.items() if em <= limit), default=1)
                lines.append(piece[:cut])
                piece = piece[cut:]
                whole = bare = self.width(piece, 1, para.bold, para.heading)
            current, used = current + piece, used + whole
        return [*lines, current.rstrip()] if current.strip() or not lines else lines

    def longest_word(self, para: Para) -> float:
        """The room that the longest unbreakable piece of a paragraph needs."""
        pieces = _pieces(para.text, para.bold, para.heading, self.fonts)
        return max((bare for _, _, bare in pieces), default=0.0) * para.size * SAFETY

    def lines(self, para: Para, room: float) -> int:
        """How many lines a paragraph has in `room`."""
        indent = NUMBER_INDENT * para.size if para.number is not None else 0.0
        return len(self.wrap(para, room - indent))

    def height(self, paras: Iterable[Para], room: float) -> float:
        """The height of paragraphs in `room`; the space before the first does not count."""
        tall = [self.lines(para, room) * para.size * LINE + (para.before if n else 0.0) for n, para in enumerate(paras)]
        return sum(tall)

    def balanced(self, para: Para, room: float, least: float) -> float:
        """The narrowest room, from `least` × `room` up, in which a paragraph has no more lines than in `room`.

        If it can be helped, no number is parted from its unit or equals sign there, also where words run a little
        narrower.
        """
        count = len(self.wrap(para, room))
        start = max(room * least, self.longest_word(para))
        if count == 1 or start >= room:
            return room
        steps = [*(start + 4 * step for step in range(int((room - start) / 4) + 1)), room]
        widths = [wide for wide in steps if len(self.wrap(para, wide)) == count]
        for wide in widths:
            lines = self.wrap(para, wide)
            if lines == self.wrap(para, wide * SAFETY) and not _parted(lines):
                return wide
        return widths[0]

    def fit(self, paras: Sequence[Para], room: float, room_height: float, max_lines: int = 0) -> Fitted:
        """Step all paragraphs down, point by point and none below its floor, until they fit `room` × `room_height`.

        `max_lines` bounds the lines of each paragraph.
        """
        now = tuple(paras)
        while True:
            tall = self.height(now, room)
            excess = max([tall - room_height, *(self.longest_word(para) - room for para in now)])
            if max_lines:
                over = ((self.lines(para, room) - max_lines) * para.size * LINE for para in now)
                excess = max(excess, *over)
            if excess <= 0.01 or all(para.size <= para.floor for para in now):
                return Fitted(now, tall, excess if excess > 0.01 else 0.0)
            now = tuple(replace(para, size=max(para.size - 1, para.floor)) for para in now)


@lru_cache(maxsize=50_000)
def _em(text: str, bold: bool, heading: bool, chosen: Fonts) -> float:
    face = chosen.heading if heading else chosen.body
    if heading and chosen.capitals:
        text = text.upper()
    advances = face.bold if bold else face.regular
    return sum(advances.get(char, face.default) for char in text) / face.em


@cache
def _pieces(text: str, bold: bool, heading: bool, chosen: Fonts) -> list[tuple[str, float, float]]:
    """What a line cannot break: a word with the space behind it; its width in em with and without the space."""
    found = filter(None, re.findall(_PIECE, text.strip()))
    return [(one, _em(one, bold, heading, chosen), _em(one.rstrip(), bold, heading, chosen)) for one in found]


def _parted(lines: Sequence[str]) -> bool:
    """Whether a line ends between a number and its short unit, or beside an equals sign."""
    return any(
        one.endswith("=") or two.startswith("=") or (one[-1:].isdigit() and len(two.split()[0]) <= 3)
        for one, two in pairwise(lines)
    )
