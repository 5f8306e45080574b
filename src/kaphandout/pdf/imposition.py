"""PDF bytes of a leaflet → PDF bytes of sheets to print and fold or cut, each page at its true size.

Lengths are in mm, a sheet is its width and height as it lies before the reader. Both sides are printed with duplex,
turned over the edge that each function names and the file asks for. `rtl`: the language is read from the right, so
the fold is on the other side. All raise `KaphandoutError` when the pages do not fit, and `pikepdf.PdfError` for what
is no PDF.
"""

from __future__ import annotations

from itertools import accumulate, product
from typing import Literal

from kaphandout.diagnostics import KaphandoutError, Place, error
from kaphandout.pdf.sheets import Mark, PrintCopy, Side, Size, Spot, page_sizes, write_sheets

TRIFOLD_PAGES = 6
FLAP = 2.0
"""By how much the panel that folds inwards is narrower than the others, at least, in mm."""
TOLERANCE = 0.1
"""Lengths that differ by less count as equal, in mm."""
MARK = 8.0
"""How far marks reach into the sheet, in mm: office printers leave about 4.2 mm at each edge blank."""
ARM = 3.0

Order = list[tuple[int | None, int | None]]


def page_order(pages: int) -> Order:
    """The pages, from 1, left and right on each side of each sheet of a booklet, outermost first; None is a blank.

    Fronts and backs alternate: `page_order(4)` is `[(4, 1), (2, 3)]`.
    """
    padded = -(-pages // 4) * 4
    lows = range(1, padded // 2 + 1)
    pairs = [(padded + 1 - low, low) if low % 2 else (low, padded + 1 - low) for low in lows]
    return [(left if left <= pages else None, right if right <= pages else None) for left, right in pairs]


def booklet(pdf: bytes, sheet: Size, copy: PrintCopy, rtl: bool = False) -> bytes:
    """Two pages on each side of a sheet, each in the middle of its half; duplex over the short edge.

    The stack of sheets is folded and stitched in the middle. Blanks fill up the last sheet.
    """
    sizes = page_sizes(pdf)
    half = sheet[0] / 2
    for number, size in enumerate(sizes, 1):
        if size[0] > half + TOLERANCE or size[1] > sheet[1] + TOLERANCE:
            raise _misfit(f"page {number} ({_mm(size)}) is larger than half of the sheet ({_mm(sheet)})")
    sides = []
    for pair in page_order(len(sizes)):
        halves = enumerate(reversed(pair) if rtl else pair)
        spots = [_centred(page - 1, sizes[page - 1], half * place, half, sheet) for place, page in halves if page]
        sides.append(Side(spots, _fold(half, sheet)))
    return write_sheets(pdf, sheet, sides, copy, "DuplexFlipShortEdge")


def trifold(pdf: bytes, sheet: Size, copy: PrintCopy, rtl: bool = False) -> bytes:
    """Six pages on the two sides of a sheet that is folded twice, the flap inwards; duplex over the short edge.

    They come in the order in which they are read: 1 cover, 2 flap, 3 4 5 inside, 6 back. Outside stand flap, back,
    cover. Panels for which there are no pages stay blank. The flap and page 5 on its other side are narrower by `FLAP`
    or more, and each side fills the sheet's width.
    """
    sizes = page_sizes(pdf)
    if not 2 <= len(sizes) <= TRIFOLD_PAGES:
        raise _misfit(f"a sheet folded twice has two to six pages, this file has {len(sizes)}")
    cover, flap = (width for width, _ in sizes[:2])
    back = sheet[0] - cover - flap
    widths = [width for width, _ in sizes] + [cover, flap, cover, back, flap, back][len(sizes) :]
    for front, behind in ((1, 3), (2, 5), (6, 4)):
        if abs(widths[front - 1] - widths[behind - 1]) > TOLERANCE:
            raise _misfit(f"pages {front} and {behind} are two sides of one panel and must be equally wide")
    if widths[1] > min(widths[0], widths[5]) - FLAP + TOLERANCE:
        raise _misfit(f"page 2 folds in and must be {FLAP:g} mm narrower than the cover and the back")
    sides = []
    for numbers in ((2, 6, 1), (3, 4, 5)):
        panels = tuple(reversed(numbers)) if rtl else numbers
        edges = [0.0, *accumulate(widths[number - 1] for number in panels)]
        if abs(edges[-1] - sheet[0]) > TOLERANCE:
            raise _misfit(f"pages {numbers} are {edges[-1]:.1f} mm wide together, the sheet is {sheet[0]:.1f} mm wide")
        if max(height for _, height in sizes) > sheet[1] + TOLERANCE:
            raise _misfit(f"the pages are higher than the sheet ({_mm(sheet)})")
        spots = [
            _centred(number - 1, sizes[number - 1], edge, widths[number - 1], sheet)
            for number, edge in zip(panels, edges[:-1], strict=True)
            if number <= len(sizes)
        ]
        sides.append(Side(spots, [mark for edge in edges[1:-1] for mark in _fold(edge, sheet)]))
    return write_sheets(pdf, sheet, sides, copy, "DuplexFlipShortEdge")


def cards(pdf: bytes, sheet: Size, copy: PrintCopy, per_sheet: Literal[2, 4] = 4) -> bytes:
    """A card two or four times on a sheet, side by side without gaps, in the middle; duplex over the long edge.

    A second page is the back of the card. The sheet is cut along its marks: at its edges, or beside the cards where
    they leave room, and as a cross where cards meet.
    """
    sizes = page_sizes(pdf)
    if len(sizes) not in (1, 2) or any(abs(a - b) > TOLERANCE for a, b in zip(sizes[0], sizes[-1], strict=True)):
        raise _misfit(f"a card has one page, or two of one size; this file has {', '.join(map(_mm, sizes)) or 'none'}")
    width, height = sizes[0]
    grids = [(2, 2), (4, 1), (1, 4)] if per_sheet == 4 else [(2, 1), (1, 2)]
    fits = [(x, y) for x, y in grids if x * width <= sheet[0] + TOLERANCE and y * height <= sheet[1] + TOLERANCE]
    if not fits:
        raise _misfit(f"{per_sheet} cards of {_mm((width, height))} do not fit on a sheet of {_mm(sheet)}")
    columns, rows = fits[0]
    xs = [(sheet[0] - columns * width) / 2 + width * column for column in range(columns + 1)]
    ys = [(sheet[1] - rows * height) / 2 + height * row for row in range(rows + 1)]
    corners = list(product(xs[:-1], ys[:-1]))
    sides = [
        Side([Spot(page, *_turned(corner, page, (width, height), sheet)) for corner in corners], _cuts(xs, ys, sheet))
        for page in range(len(sizes))
    ]
    return write_sheets(pdf, sheet, sides, copy, "DuplexFlipLongEdge" if len(sizes) == 2 else "Simplex")


def _turned(corner: tuple[float, float], page: int, card: Size, sheet: Size) -> tuple[float, float]:
    """The corner behind a corner, for the back of a card: the sheet turns over its long edge."""
    if page == 0:
        return corner
    if sheet[0] >= sheet[1]:
        return corner[0], sheet[1] - corner[1] - card[1]
    return sheet[0] - corner[0] - card[0], corner[1]


def _centred(page: int, size: Size, left: float, width: float, sheet: Size) -> Spot:
    return Spot(page, left + (width - size[0]) / 2, (sheet[1] - size[1]) / 2)


def _fold(x: float, sheet: Size) -> list[Mark]:
    """The marks at both ends of an upright fold."""
    return [(x, 0, x, MARK), (x, sheet[1], x, sheet[1] - MARK)]


def _cuts(xs: list[float], ys: list[float], sheet: Size) -> list[Mark]:
    """The marks at the ends of each cut, and crosses where cuts meet between the cards."""
    upright = [(x, low, x, high) for x in _inner(xs, sheet[0]) for low, high in _ends(ys, sheet[1])]
    level = [(low, y, high, y) for y in _inner(ys, sheet[1]) for low, high in _ends(xs, sheet[0])]
    crosses = [
        mark for x, y in product(xs[1:-1], ys[1:-1]) for mark in ((x - ARM, y, x + ARM, y), (x, y - ARM, x, y + ARM))
    ]
    return [*upright, *level, *crosses]


def _inner(edges: list[float], length: float) -> list[float]:
    """The cuts that are not the sheet's own edges."""
    return [edge for edge in edges if TOLERANCE * 2 < edge < length - TOLERANCE * 2]


def _ends(edges: list[float], length: float) -> list[tuple[float, float]]:
    """From where to where the marks of a cut go at its two ends: up to the cards, or over them if they end close by."""
    reach = max(edges[0] - 1, MARK)
    return [(max(0.0, reach - MARK), reach), (length - max(0.0, reach - MARK), length - reach)]


def _mm(size: Size) -> str:
    return f"{size[0]:.1f} × {size[1]:.1f} mm"


def _misfit(message: str) -> KaphandoutError:
    return KaphandoutError([error("imposition", Place(""), "", message)])
