"""Icons of the deck: sharp where SVG is known, a picture of the same elsewhere, silent for a screen reader."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

from kaphandout.deck.pptx.icon_masks import draw_mask
from kaphandout.design.tokens import load_tokens
from tools.icon_masks import ICONS

SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"


def pictures(shapes):
    for shape in shapes:
        if shape.shape_type == MSO_SHAPE_TYPE.GROUP:
            yield from pictures(shape.shapes)
        elif shape.shape_type == MSO_SHAPE_TYPE.PICTURE:
            yield shape


def test_an_icon_is_svg_and_beside_it_a_png_in_the_same_colour(deck_pptx: Path) -> None:
    icons = [(slide, icon) for slide in Presentation(deck_pptx).slides for icon in pictures(slide.shapes)]
    assert len(icons) >= 7, "one for each step of the visit, one for what the patient reads"
    colours = {load_tokens().colours.teal, load_tokens().colours.paper}
    for slide, icon in icons:
        svg = slide.part.related_part(next(icon._element.iter(SVG)).get(EMBED)).blob.decode()
        [drawn] = [colour for colour in colours if colour in svg]
        with Image.open(io.BytesIO(icon.image.blob)) as png:
            seen = {colour[:3] for _, colour in png.getcolors(png.width * png.height) if colour[3]}
        assert seen == {tuple(bytes.fromhex(drawn.lstrip("#")))}
        assert next(icon._element.iter(DECORATIVE)).get("val") == "1"


@pytest.mark.parametrize("icon", sorted(path.stem for path in ICONS.glob("*.svg")))
def test_the_mask_of_an_icon_is_that_of_its_drawing(icon: str) -> None:
    svg = (ICONS / f"{icon}.svg").read_text(encoding="utf-8")
    with Image.open(ICONS / "masks" / f"{icon}.png") as kept:
        differing = ImageStat.Stat(ImageChops.difference(kept.convert("L"), draw_mask(svg))).mean[0]
    assert differing < 1, "make the masks anew: python tools/icon_masks.py"
