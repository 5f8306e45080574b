"""`Icon` → a native picture: SVG, and beside it a PNG for viewers that know none; decorative, as words say the same.

The PNG is the icon's mask in the icon's colour: that of `templates/icons/masks/` (made by `kaphandout new icon`), or
for an icon that has none there, one that is drawn now.
"""

from __future__ import annotations

import io
from functools import cache
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.slide import Slide

from kaphandout.content.paths import find
from kaphandout.deck.layout.shapes import Icon
from kaphandout.deck.pptx.elements import Element, Pen, decorative, element, extension, geometry
from kaphandout.deck.pptx.icon_masks import icon_mask
from kaphandout.leaflet.figures import icon_svg

_SVG = """<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="{relation}"/>"""
"""What names the SVG of a picture: [MS-ODRAWXML], svgBlip."""


def icon_picture(slide: Slide, icon: Icon, id: int, pen: Pen) -> Element:
    """The picture with the shape id `id`, its parts added to the slide."""
    drawn: Any = slide.part
    colour = pen.style.colours[icon.colour].rgb  # a picture knows no theme
    _, png = drawn.get_or_add_image_part(io.BytesIO(_png(icon.icon, colour)))
    svg = drawn.relate_to(_svg_part(drawn.package, icon.icon, colour), RELATIONSHIP_TYPE.IMAGE)
    svg_blip = extension("{96DAC541-7B7A-43D3-8B79-37D633B846F1}", _SVG.format(relation=svg))
    blip = element("a:blip", {"r:embed": png}, svg_blip)
    head = element("p:cNvPr", {"id": id, "name": icon.name, "descr": ""}, decorative())
    locks = element("p:cNvPicPr", None, element("a:picLocks", {"noChangeAspect": 1}))
    return element(
        "p:pic", None,
        element("p:nvPicPr", None, head, locks, element("p:nvPr")),
        element("p:blipFill", None, blip, element("a:stretch", None, element("a:fillRect"))),
        element("p:spPr", None, pen.frame(icon.box), geometry("rect"), pen.fill(icon.ground)),
    )  # fmt: skip


def _svg_part(package: Any, icon: str, colour: str) -> Part:
    """The part of an icon in a colour, one in the whole package."""
    name = PackURI(f"/ppt/media/{icon}-{colour.lstrip('#').lower()}.svg")
    known = next((part for part in package.iter_parts() if part.partname == name), None)
    return known or Part(name, "image/svg+xml", package, icon_svg(icon, colour).encode())


@cache
def _png(icon: str, colour: str) -> bytes:
    from PIL import Image

    mask = icon_mask(find(f"templates/icons/{icon}.svg"))
    picture = Image.new("RGBA", mask.size, colour)
    picture.putalpha(mask)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
