"""Make the masks of the icons anew: for each `templates/icons/*.svg` a PNG whose opacity is the icon's ink.

The deck shows icons as SVG and, where a viewer knows no SVG, as this mask in the colour of the SVG.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps
from weasyprint import HTML

from tools import ROOT

ICONS = ROOT / "templates" / "icons"
SIDE = 192
"""Pixels: an icon of 72 pt at twice the pixels of a full-HD screen."""


def mask(svg: Path) -> Image.Image:
    """The ink of an icon as opacity (mode L, `SIDE` × `SIDE` pixels)."""
    drawing = svg.read_text(encoding="utf-8").replace("currentColor", "#000")
    sized = drawing.replace('width="24" height="24"', 'width="72pt" height="72pt"', 1)
    page = f"<style>@page {{ size: 72pt; margin: 0 }} body {{ margin: 0 }} svg {{ display: block }}</style>{sized}"
    document = pypdfium2.PdfDocument(HTML(string=page).write_pdf())
    try:
        return ImageOps.invert(document[0].render(scale=SIDE / 72).to_pil().convert("L"))
    finally:
        document.close()


def as_png(mask: Image.Image) -> bytes:
    """The mask as a grey PNG."""
    buffer = io.BytesIO()
    mask.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    for svg in sorted(ICONS.glob("*.svg")):
        (ICONS / "masks" / f"{svg.stem}.png").write_bytes(as_png(mask(svg)))
