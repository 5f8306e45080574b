"""A PDF → the text of each piece of marked content, in drawing order.

Marked-content numbers inside form XObjects are taken as the page's, as WeasyPrint counts them.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

MAX_DEPTH = 100
FOOT = 40.0
"""How far above the lowest words of a page its foot may reach, in pt."""

_HYPHEN_AT_END_OF_LINE = "\x02"  # what PDFium makes of it


@dataclass(frozen=True, slots=True)
class Run:
    """A text object: its text and the vertical extent of its line.

    `panel` counts the form XObjects of its page, from 1, and says in which it is drawn (0: in none). `is_artifact`: it
    is marked as no part of the content, such as a running foot.
    """

    text: str
    bottom: float
    top: float
    panel: int = 0
    is_artifact: bool = False

    @property
    def place(self) -> tuple[str, int]:
        """Its words without numbers and its height on the page: what a running foot has on each page."""
        return re.sub(r"\d+", "", self.text), round(self.bottom)


Runs = dict[tuple[int, int], list[Run]]
"""By page (from 1) and marked-content number (below 0: none)."""


def read_runs(data: bytes) -> Runs:
    """The runs of all pages. Raises `pypdfium2.PdfiumError` for a file that cannot be opened."""
    runs: Runs = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            page = document[number]
            text_page = page.get_textpage()
            panel = 0
            for item in page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_FORM], MAX_DEPTH):
                if item.type == pdfium.FPDF_PAGEOBJ_FORM:
                    panel += item.level == 0
                    continue
                key = (number + 1, pdfium.FPDFPageObj_GetMarkedContentID(item))
                runs.setdefault(key, []).append(_run(item, text_page, panel if item.level else 0))
            text_page.close()
            page.close()
    return runs


def running_feet(runs: Runs) -> set[tuple[str, int]]:
    """The places of what stands at the foot of more than one page: a file for a print shop does not mark it."""
    pages: dict[int, list[Run]] = {}
    for (page, _), found in runs.items():
        pages.setdefault(page, []).extend(found)
    lowest = {page: min(run.bottom for run in found) for page, found in pages.items()}
    low = [{run.place for run in found if run.bottom < lowest[page] + FOOT} for page, found in pages.items()]
    counts = Counter(place for places in low for place in places)
    return {place for place, count in counts.items() if count > 1}


def _run(item: Any, text_page: Any, panel: int) -> Run:
    length = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    pdfium.FPDFTextObj_GetText(item, text_page, buffer, length)
    _, bottom, _, top = item.get_bounds()
    text = bytes(buffer)[: max(0, length - 2)].decode("utf-16-le", "replace")
    marks = (pdfium.FPDFPageObj_GetMark(item, index) for index in range(pdfium.FPDFPageObj_CountMarks(item)))
    is_artifact = any(_name(mark) == "Artifact" for mark in marks)
    return Run(text.replace(_HYPHEN_AT_END_OF_LINE, "-"), bottom, top, panel, is_artifact)


def _name(mark: Any) -> str:
    buffer, length = (ctypes.c_ushort * 32)(), ctypes.c_ulong()
    if not pdfium.FPDFPageObjMark_GetName(mark, buffer, ctypes.sizeof(buffer), length):
        return ""
    return bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le", "replace")


def same_line(first: Run, second: Run) -> bool:
    """Whether two runs stand on one line of text."""
    shared = min(first.top, second.top) - max(first.bottom, second.bottom)
    return shared > 0.4 * min(first.top - first.bottom, second.top - second.bottom)
