"""Makes the pictures that README shows, from the real topic: `make pictures`. Slides need LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from kaphandout.cli.preview import contact_sheet, render_pages, slides_to_pdf
from kaphandout.deck import write_deck
from kaphandout.leaflet import write_leaflet
from kaphandout.leaflet.formats import format_names
from kaphandout.project import Source
from kaphandout.system import soffice
from tools import ROOT

PICTURES = ROOT / "tests" / "pictures"
HEIGHT, GAP, WIDTH = 300, 14, 1600
TABLE = "#C9CCCF"
MOST_SLIDES = 15
"""The first slides show what a deck looks like; all of them would be a large file."""


def main() -> None:
    edition, _ = Source(ROOT / "content").edition("ketamine-assisted-psychotherapy")
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        shown: list[Path] = []
        for name in (name for name in format_names() if "letter" not in name):
            leaflet = write_leaflet(edition, name)
            pdf = folder / f"{name}.pdf"
            pdf.write_bytes(leaflet.sheets or leaflet.pdf)
            pages = render_pages(pdf, folder / name)
            shown += pages[:2]
            if name == "a4":
                save(contact_sheet(pages, folder / "sheet.png")[0], "leaflet")
        rows(shown, folder / "rows.png")
        save(folder / "rows.png", "formats")
        if soffice():
            deck = folder / "deck.pptx"
            deck.write_bytes(write_deck(edition))
            pages = render_pages(slides_to_pdf(deck, folder), folder / "slides")
            save(contact_sheet(pages[:MOST_SLIDES], folder / "deck.png")[0], "deck")


def rows(pictures: list[Path], sheet: Path) -> None:
    """All pictures at one height, in rows."""
    tiles = []
    for path in pictures:
        with Image.open(path) as page:
            tiles.append(page.convert("RGB").resize((round(page.width * HEIGHT / page.height), HEIGHT)))
    places, x, y = [], GAP, GAP
    for tile in tiles:
        if x + tile.width + GAP > WIDTH:
            x, y = GAP, y + HEIGHT + GAP
        places.append((x, y))
        x += tile.width + GAP
    canvas = Image.new("RGB", (WIDTH, y + HEIGHT + GAP), TABLE)
    for tile, place in zip(tiles, places, strict=True):
        canvas.paste(tile, place)
    canvas.save(sheet)


def save(sheet: Path, name: str) -> None:
    """A sheet as a small picture with a palette."""
    with Image.open(sheet) as picture:
        size = (WIDTH, round(picture.height * WIDTH / picture.width))
        picture.convert("RGB").resize(size, Image.Resampling.LANCZOS).quantize(64, dither=Image.Dither.NONE).save(
            PICTURES / f"{name}.png", optimize=True
        )


if __name__ == "__main__":
    main()
