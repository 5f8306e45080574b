"""Make the masks of the icons anew: for each `templates/icons/*.svg` a PNG whose opacity is the icon's ink.

The deck shows icons as SVG and, where a viewer knows no SVG, as this mask in the colour of the SVG.
"""

from __future__ import annotations

import io

from PIL import Image

from kaphandout.deck.pptx.icon_masks import draw_mask
from tools import ROOT

ICONS = ROOT / "templates" / "icons"


def as_png(mask: Image.Image) -> bytes:
    """The mask as a grey PNG."""
    buffer = io.BytesIO()
    mask.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    for svg in sorted(ICONS.glob("*.svg")):
        (ICONS / "masks" / f"{svg.stem}.png").write_bytes(as_png(draw_mask(svg)))
