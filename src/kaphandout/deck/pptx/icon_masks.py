"""The SVG of an icon → its mask: a grey picture whose lightness is the icon's ink."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.diagnostics import refuse

if TYPE_CHECKING:
    from PIL.Image import Image

SIDE = 192
"""Pixels: an icon of 72 pt at twice the pixels of a full-HD screen."""


def icon_mask(svg: Path) -> Image:
    """The mask that is kept beside the drawing (mode L), or else the drawing's own.

    Raises `KaphandoutError` for what is no SVG.
    """
    from PIL import Image

    kept = svg.parent / "masks" / f"{svg.stem}.png"
    if not kept.is_file():
        drawing = svg.read_text(encoding="utf-8")
        if "<svg" not in drawing:
            raise refuse("icon", svg, "this is no drawing: an icon is an SVG of 24 × 24 that draws in currentColor")
        return draw_mask(drawing)
    with Image.open(kept) as mask:
        return mask.convert("L")


def draw_mask(svg: str) -> Image:
    """The ink of an icon as lightness (mode L, `SIDE` × `SIDE` pixels)."""
    import pypdfium2
    from PIL import ImageOps
    from weasyprint import HTML

    drawing = svg.replace("currentColor", "#000")
    sized = drawing.replace('width="24"', 'width="72pt"', 1).replace('height="24"', 'height="72pt"', 1)
    page = f"<style>@page {{ size: 72pt; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}</style>{sized}"
    document = pypdfium2.PdfDocument(HTML(string=page).write_pdf())
    try:
        return ImageOps.invert(document[0].render(scale=SIDE / 72).to_pil().convert("L"))
    finally:
        document.close()


def mask_png(svg: str) -> bytes:
    """The mask of an icon as a grey PNG."""
    buffer = io.BytesIO()
    draw_mask(svg).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
