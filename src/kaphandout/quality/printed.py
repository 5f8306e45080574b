"""A finished PDF → what can be measured on its pages: lines with their sizes, and what its tags say.

Lines are read from the page as it is drawn (PDFium), not from what the software meant to draw.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from math import hypot
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

GAP = 1.3
"""White space wider than so many times the size parts two columns."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line on a page (from 1): its text, its left and right edge and its baseline in pt, its size in pt."""

    page: int
    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF as a reader sees it, and as a screen reader does.

    `letters` counts letters by size in pt, rounded to halves; `tags` are the kinds of its structure elements in reading
    order, `figures` the alternatives of its pictures ("" where there is none).
    """

    lines: tuple[PrintedLine, ...]
    letters: Counter[float]
    fonts: tuple[str, ...]
    language: str
    title: str
    tagged: bool
    tags: tuple[str, ...]
    figures: tuple[str, ...]

    @property
    def body(self) -> float:
        """The size of running text: the one that most letters have."""
        return self.letters.most_common(1)[0][0] if self.letters else 0.0

    @property
    def running(self) -> tuple[PrintedLine, ...]:
        """The lines in the size of running text."""
        return tuple(line for line in self.lines if abs(line.size - self.body) < 0.25)

    @property
    def text(self) -> str:
        """All words, with single spaces."""
        return " ".join(word for line in self.lines for word in line.text.split())

    def says(self, text: str) -> bool:
        """Whether a text is printed, wherever its lines break."""
        return squeezed(text) in squeezed(self.text)


def squeezed(text: str) -> str:
    """A text without white space, so that line breaks do not matter."""
    return re.sub(r"[\s\u200b\u2060]+", "", text)


def read_printed(data: bytes) -> Printed:
    """Read a PDF. Raises `pypdfium2.PdfiumError` or `pikepdf.PdfError` for what is none."""
    lines, letters = list[PrintedLine](), Counter[float]()
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            text_page = document[number].get_textpage()
            letters_of_page = list(_letters(text_page))
            letters.update(round(letter.size * 2) / 2 for letter in letters_of_page if not letter.text.isspace())
            lines += _lines(number + 1, letters_of_page)
            text_page.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        marked = _is_set(root, "/MarkInfo", "/Marked") and "/StructTreeRoot" in root
        elements = list(_elements(root.StructTreeRoot)) if marked else []
        shows_title = _is_set(root, "/ViewerPreferences", "/DisplayDocTitle")
        return Printed(
            lines=tuple(lines),
            letters=letters,
            fonts=tuple(sorted(_fonts(pdf))),
            language=str(root.get("/Lang", "")),
            title=str(pdf.docinfo.get("/Title", "")) if shows_title else "",
            tagged=marked,
            tags=tuple(str(element.S).lstrip("/") for element in elements),
            figures=tuple(str(element.get("/Alt", "")).strip() for element in elements if element.S == "/Figure"),
        )


def _is_set(root: pikepdf.Object, dictionary: str, flag: str) -> bool:
    return dictionary in root and bool(root[dictionary].get(flag, False))


@dataclass(frozen=True, slots=True)
class _Letter:
    text: str
    left: float
    right: float
    base: float
    size: float


def _letters(text_page: Any) -> Iterator[_Letter]:
    page = text_page.raw
    for index in range(pdfium.FPDFText_CountChars(page)):
        text = chr(pdfium.FPDFText_GetUnicode(page, index))
        x, base = ctypes.c_double(), ctypes.c_double()
        box = pdfium.FS_RECTF()
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(page, index, x, base)
        pdfium.FPDFText_GetLooseCharBox(page, index, box)
        pdfium.FPDFText_GetMatrix(page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(page, index) * hypot(matrix.b, matrix.d)
        if text in "\r\n" or pdfium.FPDFText_IsGenerated(page, index) == 1:
            continue
        yield _Letter(text, box.left, box.right, base.value, size)


def _lines(page: int, letters: list[_Letter]) -> Iterator[PrintedLine]:
    line: list[_Letter] = []
    for letter in letters:
        if line and not _goes_on(line[-1], letter):
            yield from _line(page, line)
            line = []
        line.append(letter)
    yield from _line(page, line)


def _goes_on(last: _Letter, letter: _Letter) -> bool:
    size = max(last.size, letter.size)
    return abs(letter.base - last.base) < 0.3 * size and -size < letter.left - last.right < GAP * size


def _line(page: int, letters: list[_Letter]) -> Iterator[PrintedLine]:
    text = "".join(letter.text for letter in letters)
    if not text.strip():
        return
    sizes = Counter(letter.size for letter in letters)
    black = [letter for letter in letters if not letter.text.isspace()]
    yield PrintedLine(page, text.strip(), black[0].left, black[-1].right, black[0].base, sizes.most_common(1)[0][0])


def _fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(item.BaseFont).lstrip("/").partition("+")[2] or str(item.BaseFont).lstrip("/")
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item
    }


def _elements(node: Any) -> Iterator[Any]:
    """The structure elements below a node, in reading order."""
    stack = [node]
    while stack:
        node = stack.pop()
        if "/S" in node:
            yield node
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        stack += [kid for kid in reversed(kids) if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
