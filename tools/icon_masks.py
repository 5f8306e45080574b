"""Make the masks of the icons anew: for each `templates/icons/*.svg` a PNG whose opacity is the icon's ink.

The deck shows icons as SVG and, where a viewer knows no SVG, as this mask in the colour of the SVG.
"""

from __future__ import annotations

from kaphandout.deck.pptx.icon_masks import mask_png
from tools import ROOT

ICONS = ROOT / "templates" / "icons"

if __name__ == "__main__":
    for svg in sorted(ICONS.glob("*.svg")):
        (ICONS / "masks" / f"{svg.stem}.png").write_bytes(mask_png(svg.read_text(encoding="utf-8")))
