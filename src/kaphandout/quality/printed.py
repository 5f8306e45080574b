"""A finished PDF → what can be measured on its pages: lines with their sizes, and what its tags say.

Lines are read from the page as it is drawn (PDFium), not from what the software meant to draw.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import hypot

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium

from kaphandout.pdf.conformance import elements

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
            letters_of_page = list(_letters(number + 1, text_page))
            letters.update(round(letter.size * 2) / 2 for letter in letters_of_page if not letter.text.isspace())
            lines += _lines(letters_of_page)
            text_page.close()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root = pdf.Root
        marked = _is_set(root, "/MarkInfo", "/Marked") and "/StructTreeRoot" in root
        tags = list(elements(root.StructTreeRoot)) if marked else []
        shows_title = _is_set(root, "/ViewerPreferences", "/DisplayDocTitle")
        return Printed(
            lines=tuple(lines),
            letters=letters,
            fonts=tuple(sorted(_fonts(pdf))),
            language=str(root.get("/Lang", "")),
            title=str(pdf.docinfo.get("/Title", "")) if shows_title else "",
            tagged=marked,
            tags=tuple(str(element.S).lstrip("/") for element in tags),
            figures=tuple(str(element.get("/Alt", "")).strip() for element in tags if element.S == "/Figure"),
        )


def _is_set(root: pikepdf.Object, dictionary: str, flag: str) -> bool:
    return dictionary in root and bool(root[dictionary].get(flag, False))


def _letters(page: int, text_page: pypdfium2.PdfTextPage) -> Iterator[PrintedLine]:
    """The letters of a page, each as a line of one letter."""
    for index in range(text_page.count_chars()):
        text = chr(pdfium.FPDFText_GetUnicode(text_page, index))
        if text in "\r\n" or pdfium.FPDFText_IsGenerated(text_page, index) == 1:
            continue
        x, base, matrix = ctypes.c_double(), ctypes.c_double(), pdfium.FS_MATRIX()
        pdfium.FPDFText_GetCharOrigin(text_page, index, x, base)
        pdfium.FPDFText_GetMatrix(text_page, index, matrix)
        size = pdfium.FPDFText_GetFontSize(text_page, index) * hypot(matrix.b, matrix.d)
        left, _, right, _ = text_page.get_charbox(index, loose=True)
        yield PrintedLine(page, text, left, right, base.value, size)


def _lines(letters: Iterable[PrintedLine]) -> Iterator[PrintedLine]:
    """Letters that follow each other on one line, put together; lines without a word are left out."""
    lines: list[list[PrintedLine]] = []
    for letter in letters:
        if not lines or not _goes_on(lines[-1][-1], letter):
            lines.append([])
        lines[-1].append(letter)
    for line in lines:
        if black := [letter for letter in line if not letter.text.isspace()]:
            text = "".join(letter.text for letter in line).strip()
            size = Counter(letter.size for letter in line).most_common(1)[0][0]
            yield PrintedLine(black[0].page, text, black[0].left, black[-1].right, black[0].base, size)


def _goes_on(last: PrintedLine, letter: PrintedLine) -> bool:
    size = max(last.size, letter.size)
    return abs(letter.base - last.base) < 0.3 * size and -size < letter.left - last.right < GAP * size


def _fonts(pdf: pikepdf.Pdf) -> set[str]:
    return {
        str(item.BaseFont).lstrip("/").partition("+")[2] or str(item.BaseFont).lstrip("/")
        for item in pdf.objects
        if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/Font" and "/BaseFont" in item
    }
