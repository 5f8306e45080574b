"""Slides as LibreOffice sets them: which letters are where on a page of its PDF."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pypdfium2

from kaphandout.deck.layout.shapes import Box, Group, Shape, TextShape

SLACK = 1.5
"""How far, in pt, a letter may reach over the edge of its box: no letter is as high as its line."""


def unhidden(pptx: bytes) -> bytes:
    """A deck whose hidden slides are shown, for LibreOffice makes no page of them."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(pptx)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            new.writestr(name, data.replace(b' show="0"', b"") if name.startswith("ppt/slides/") else data)
    return buffer.getvalue()


def texts(shapes: tuple[Shape, ...]) -> Iterator[TextShape]:
    for shape in shapes:
        if isinstance(shape, TextShape):
            yield shape
        elif isinstance(shape, Group):
            yield from texts(shape.children)


def inside(page: pypdfium2.PdfPage, box: Box, width: float = 960) -> str:
    """The letters that stand wholly in a box of a slide of `width` pt, in their order, without spaces."""
    wide, high = page.get_size()
    scale, text = wide / width, page.get_textpage()
    left, right = (box.x - SLACK) * scale, (box.right + SLACK) * scale
    top, bottom = high - (box.y - SLACK) * scale, high - (box.bottom + SLACK) * scale
    found = ""
    for index in range(text.count_chars()):
        west, south, east, north = text.get_charbox(index)
        if west >= left and east <= right and north <= top and south >= bottom:
            found += text.get_text_range(index, 1).strip()
    return found.replace("\ufffe", "-")


def squeezed(text: str) -> str:
    return "".join(text.split())
