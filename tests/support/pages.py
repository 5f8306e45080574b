"""Pages of a PDF as PDFium sees them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium


def sized_text(path: Path) -> list[tuple[float, str]]:
    """Every character with its size in points as it is seen on the page."""
    found = []
    pdf = pypdfium2.PdfDocument(path)
    for page in pdf:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            size = pdfium.FPDFText_GetFontSize(text, index)
            matrix = pdfium.FS_MATRIX()
            pdfium.FPDFText_GetMatrix(text, index, matrix)
            found.append((size * abs(matrix.d), chr(pdfium.FPDFText_GetUnicode(text, index))))
    return found
