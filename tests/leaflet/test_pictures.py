"""Pages as pictures, held against those that a person looked at and found good (`tests/pictures/golden/`).

`pytest tests/test_pictures.py --refresh-pictures` makes them anew; then look at each before it is committed.

Pages are compared small, in grey and blurred, so that letters may be drawn a little differently and may stand a pixel
(0.4 mm) elsewhere with another version of the text libraries, but nothing may move farther, vanish or change its
darkness: in no tile, `TILE` pixels wide and high, may more than `SHARE` differ by more than `DIFFERENCE` (of 255).
Measured on these pages: a shift of one pixel makes 0.02 of a tile differ, one of two 0.18, a missing line mostly more
than 0.08.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kaphandout.design.contrast import LARGE, contrast
from kaphandout.edition.edition import Edition
from kaphandout.leaflet import write_leaflet
from support import PICTURES

GOLDEN = PICTURES / "golden"
DPI = 60
BLUR = 2.5
TILE = 48
DIFFERENCE, SHARE = 30, 0.04
SHARP = 3
"""Pixels a point, where letters are to be as dark as they are printed."""
LINE = 16
"""About a line of text, in pixels."""
SHOWN = {"a4": 4, "one-page": 1, "card": 2, "trifold-a4": 6, "a5": 2, "large-print-a4": 2}


@pytest.fixture(scope="module", params=SHOWN)
def pages(request: pytest.FixtureRequest, edition: Edition) -> tuple[str, list[Image.Image]]:
    with pypdfium2.PdfDocument(write_leaflet(edition, request.param).pdf) as pdf:
        drawn = [pdf[index].render(scale=DPI / 72).to_pil().convert("RGB") for index in range(SHOWN[request.param])]
    return request.param, drawn


def test_the_pages_look_as_they_did_when_a_person_last_looked(
    pages: tuple[str, list[Image.Image]], request: pytest.FixtureRequest
) -> None:
    name, drawn = pages
    for number, page in enumerate(drawn, 1):
        path = GOLDEN / f"{name}-{number}.png"
        if request.config.getoption("--refresh-pictures"):
            GOLDEN.mkdir(parents=True, exist_ok=True)
            page.quantize(32, dither=Image.Dither.NONE).save(path, optimize=True)
        with Image.open(path) as golden:
            assert differing(page, golden) <= SHARE, f"{path.name}: look at it, then use --refresh-pictures"


def test_a_box_that_moved_by_a_millimetre_is_seen_and_a_shift_by_a_pixel_is_not(
    pages: tuple[str, list[Image.Image]],
) -> None:
    page = pages[1][0]
    box = (0, page.height // 8, page.width, page.height // 3)
    assert differing(moved(page, box, 3), page) > SHARE
    assert differing(moved(page, (0, 0, page.width, page.height), 1), page) <= SHARE


def test_a_line_that_vanished_is_seen(pages: tuple[str, list[Image.Image]]) -> None:
    page = pages[1][-1]
    lines = [(0, y, page.width, y + LINE) for y in range(page.height - LINE)]
    fullest = max(lines, key=lambda line: sum(page.crop(line).convert("L").histogram()[:120]))
    assert differing(erased(page, fullest), page) > SHARE


@pytest.mark.parametrize("format", SHOWN)
def test_in_grey_all_words_stand_out_from_their_ground(format: str, edition: Edition) -> None:
    with pypdfium2.PdfDocument(write_leaflet(edition, format).pdf) as pdf:
        for page in pdf:
            grey = page.render(scale=SHARP).to_pil().convert("L")
            assert min(line_contrasts(page, grey)) >= LARGE
            washed = Image.blend(grey, Image.new("L", grey.size, 255), 0.75)
            assert min(line_contrasts(page, washed)) < LARGE


def line_contrasts(page: pypdfium2.PdfPage, grey: Image.Image) -> Iterator[float]:
    """The contrast between the darkest and the lightest of each piece of text of a page."""
    text = page.get_textpage()
    for index in range(text.count_rects()):
        left, bottom, right, top = (side * SHARP for side in text.get_rect(index))
        box = round(left), round(grey.height - top), round(right), round(grey.height - bottom)
        if box[2] - box[0] > SHARP and box[3] - box[1] > SHARP:
            yield contrast(*(f"#{level:02X}{level:02X}{level:02X}" for level in grey.crop(box).getextrema()))


def differing(page: Image.Image, golden: Image.Image) -> float:
    """The largest share of pixels of a tile that differ clearly between two pages."""
    assert page.size == golden.size
    pair = (page, golden.convert("RGB"))
    first, second = (image.convert("L").filter(ImageFilter.GaussianBlur(BLUR)) for image in pair)
    apart = ImageChops.difference(first, second).point(lambda value: 255 if value > DIFFERENCE else 0)
    return max(tile.histogram()[255] / TILE**2 for tile in tiles(apart))


def tiles(image: Image.Image) -> Iterator[Image.Image]:
    """Squares that overlap by half, over the whole image."""
    for left, top in product(range(0, image.width, TILE // 2), range(0, image.height, TILE // 2)):
        yield image.crop((left, top, min(left + TILE, image.width), min(top + TILE, image.height)))


def moved(page: Image.Image, box: tuple[int, int, int, int], pixels: int) -> Image.Image:
    """The page with what stands in a box lower by some pixels."""
    copy = erased(page, box)
    copy.paste(page.crop(box), (box[0], box[1] + pixels))
    return copy


def erased(page: Image.Image, box: tuple[int, int, int, int]) -> Image.Image:
    """The page with white where a box is."""
    copy = page.copy()
    ImageDraw.Draw(copy).rectangle((*box[:2], box[2] - 1, box[3] - 1), fill="white")
    return copy
