"""Pages as pictures, held against those that a person looked at and found good (`tests/pictures/golden/`).

`pytest tests/test_pictures.py --refresh-pictures` makes them anew; then look at each before it is committed.

Pages are compared small, in grey and blurred, so that letters may be drawn a little differently by another version of
the text libraries, but nothing may move, vanish or change its darkness: at most `SHARE` of the pixels may differ by
more than `DIFFERENCE` (of 255).
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from kaphandout.edition import Edition
from kaphandout.leaflet import write_leaflet

GOLDEN = Path(__file__).parent / "pictures" / "golden"
DPI = 45
DIFFERENCE, SHARE = 40, 0.004
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


def test_a_box_that_moved_is_seen(pages: tuple[str, list[Image.Image]]) -> None:
    page = pages[1][0]
    box = (0, page.height // 8, page.width, page.height // 3)
    moved = page.copy()
    ImageDraw.Draw(moved).rectangle(box, fill="white")
    moved.paste(page.crop(box), (0, box[1] + 4))
    assert differing(moved, page) > SHARE


def test_in_grey_the_words_stand_out_from_their_ground(pages: tuple[str, list[Image.Image]]) -> None:
    """The darkest and the lightest of each page are as far apart as ink and paper: nothing is grey on grey."""
    for page in pages[1]:
        darkest, lightest = page.convert("L").getextrema()
        assert darkest < 90
        assert lightest > 250


def differing(page: Image.Image, golden: Image.Image) -> float:
    """The share of pixels that differ clearly between two pages."""
    assert page.size == golden.size
    pair = (page, golden.convert("RGB"))
    first, second = (image.convert("L").filter(ImageFilter.GaussianBlur(1.5)) for image in pair)
    apart = ImageChops.difference(first, second).point(lambda value: 255 if value > DIFFERENCE else 0)
    return apart.histogram()[255] / (page.width * page.height)
