"""Sheets to fold and cut: built, then folded and turned over as models, and read again."""

from __future__ import annotations

import hashlib
import io
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.leaflet import write_leaflet
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css
from kaphandout.pdf.imposition import booklet, cards, page_order, trifold
from kaphandout.pdf.renderer import MANIFEST_NAME, set_line
from kaphandout.pdf.sheets import PrintCopy

PT = 72 / 25.4
COPY = PrintCopy("Print copy", "Print copy. Accessible file: x.pdf")
A4 = (297.0, 210.0)
TRIFOLD = [(100.0, 210.0), (97.0, 210.0), (100.0, 210.0), (100.0, 210.0), (97.0, 210.0), (100.0, 210.0)]

Words = list[tuple[str, float, float, float, float]]


def pages(*sizes: tuple[float, float]) -> bytes:
    """A PDF whose pages say their number near the middle and have the given sizes in mm."""
    with pikepdf.new() as pdf:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        for number, (width, height) in enumerate(sizes, 1):
            page = pdf.add_blank_page(page_size=(width * PT, height * PT))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
            text = f"BT /F 20 Tf {width * PT / 2} {height * PT / 2} Td (page{number:02d}) Tj ET"
            page.Contents = pdf.make_stream(text.encode())
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def words(pdf: bytes, side: int) -> Words:
    """The words on a page with their boxes in mm: left, bottom, right, top."""
    with pypdfium2.PdfDocument(pdf) as document:
        text_page = document[side].get_textpage()
        found: Words = []
        text = text_page.get_text_range()
        start = 0
        for word in text.split():
            start = text.index(word, start)
            boxes = [text_page.get_charbox(index) for index in range(start, start + len(word))]
            start += len(word)
            left, bottom = (min(box[place] for box in boxes) / PT for place in (0, 1))
            right, top = (max(box[place] for box in boxes) / PT for place in (2, 3))
            found.append((word, left, bottom, right, top))
    return found


def between(pdf: bytes, side: int, left: float, right: float) -> int | None:
    """The number of the page that stands between two places on a side, or None if there is none."""
    numbers = [int(word[4:]) for word, x, _, end, _ in words(pdf, side) if left <= x and end <= right]
    assert len(numbers) < 2
    return numbers[0] if numbers else None


def lines(pdf: bytes, side: int) -> list[tuple[float, ...]]:
    """The marks of a sheet in mm."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        steps = list(pikepdf.parse_content_stream(document.pages[side]))
    moves = [[float(value) / PT for value in step.operands] for step in steps if str(step.operator) in ("m", "l")]
    return [(*start, *end) for start, end in zip(moves[::2], moves[1::2], strict=True)]


def corners(pdf: bytes, side: int) -> list[tuple[float, float]]:
    """The lower left corners in mm at which pages were placed."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        steps = list(pikepdf.parse_content_stream(document.pages[side]))
    moves = [step.operands for step in steps if str(step.operator) == "cm"]
    return [(float(move[4]) / PT, float(move[5]) / PT) for move in moves]


def fold_and_read(
    sheets: list[tuple[tuple[int | None, int | None], tuple[int | None, int | None]]],
) -> list[int | None]:
    """Stack sheets, outermost first, fold them in the middle, and turn the leaves from the cover on.

    A sheet is its front (left, right) and what is seen when it is turned over its short edge (left, right): so behind
    the right half of the front is the left half of the back.
    """
    right_leaves = [(front[1], back[0]) for front, back in sheets]
    left_leaves = [(back[1], front[0]) for front, back in reversed(sheets)]
    return [page for leaf in right_leaves + left_leaves for page in leaf]


@pytest.mark.parametrize("count", range(1, 21))
def test_a_folded_stack_of_sheets_reads_from_the_first_page_to_the_last(count: int) -> None:
    order = page_order(count)
    read = fold_and_read(list(zip(order[::2], order[1::2], strict=True)))
    assert len(read) % 4 == 0
    assert len(read) - count < 4
    assert read == [*range(1, count + 1), *[None] * (len(read) - count)]


def test_the_model_of_folding_notices_a_wrong_order() -> None:
    swapped = [((1, 4), (2, 3))]
    assert fold_and_read(swapped) != [1, 2, 3, 4]


@pytest.mark.parametrize("count", [4, 5, 8, 11, 12])
@pytest.mark.parametrize("rtl", [False, True])
def test_the_pages_of_a_printed_booklet_stand_where_folding_needs_them(count: int, rtl: bool) -> None:
    built = booklet(pages(*[(148, 210)] * count), A4, COPY, rtl)
    halves = [(0.0, 148.5), (148.5, 297.0)]
    sides = [tuple(between(built, side, *half) for half in halves) for side in range(-(-count // 4) * 2)]
    if rtl:  # the same booklet in a mirror
        sides = [side[::-1] for side in sides]
    read = fold_and_read(list(zip(sides[::2], sides[1::2], strict=True)))  # type: ignore[arg-type]
    assert read[:count] == list(range(1, count + 1))
    assert set(read[count:]) <= {None}


@pytest.mark.parametrize("count", [2, 3, 5, 6])
@pytest.mark.parametrize("rtl", [False, True])
def test_a_hand_that_opens_the_folded_sheet_meets_its_panels_in_order(rtl: bool, count: int) -> None:
    """Panels for which the text is too short are blank."""
    sizes = TRIFOLD[:count]
    built = trifold(pages(*sizes), A4, COPY, rtl)
    cuts = [0.0, 100.0, 200.0, 297.0] if rtl else [0.0, 97.0, 197.0, 297.0]
    outside = [(cuts[place], cuts[place + 1]) for place in range(3)]
    panels = []  # each panel from left to right as the outside lies before us: what is on it, and what is behind it
    for left, right in outside:
        panels.append((between(built, 0, left, right), between(built, 1, 297 - right, 297 - left)))
    if rtl:
        panels.reverse()
    flap, back, cover = panels
    opened = [cover[0], flap[0]]  # the cover, and beside its inside the flap, which lies folded in
    inside = [cover[1], back[1], flap[1]]  # turned over, the panels come from the other side
    assert [*opened, *inside, back[0]] == [number if number <= count else None for number in range(1, 7)]


@pytest.mark.parametrize(
    ("sheet", "card"), [(A4, (148.5, 105.0)), ((210.0, 297.0), (105.0, 148.5)), ((320, 240), (148.5, 105))]
)
def test_the_back_of_each_card_is_behind_its_front(sheet: tuple[float, float], card: tuple[float, float]) -> None:
    built = cards(pages(card, card), sheet, COPY, 4)
    assert [{word for word, *_ in words(built, side)} for side in (0, 1)] == [{"page01"}, {"page02"}]
    fronts, backs = corners(built, 0), corners(built, 1)
    assert len(fronts) == 4
    if sheet[0] >= sheet[1]:  # turned over the long edge, top becomes bottom
        behind = [(x, sheet[1] - y - card[1]) for x, y in backs]
    else:
        behind = [(sheet[0] - x - card[0], y) for x, y in backs]
    assert sorted((round(x, 2), round(y, 2)) for x, y in behind) == sorted(
        (round(x, 2), round(y, 2)) for x, y in fronts
    )


@pytest.mark.parametrize(
    ("build", "sizes", "sheet", "sides"),
    [
        (booklet, [(148, 210)] * 6, A4, 4),
        (booklet, [(139.7, 215.9)] * 4, (279.4, 215.9), 2),
        (trifold, TRIFOLD, A4, 2),
        (cards, [(148.5, 105)], A4, 1),
        (cards, [(148.5, 105)] * 2, (320, 240), 2),
    ],
)
def test_nothing_is_scaled_and_sheets_have_their_size(
    build: Callable[..., bytes], sizes: list[tuple[float, float]], sheet: tuple[float, float], sides: int
) -> None:
    source = pages(*sizes)
    built = build(source, sheet, COPY)
    true = {
        word: (right - left, top - bottom)
        for side in range(len(sizes))
        for word, left, bottom, right, top in words(source, side)
    }
    with pikepdf.open(io.BytesIO(built)) as pdf:
        assert len(pdf.pages) == sides
        for side, page in enumerate(pdf.pages):
            assert [float(edge) / PT for edge in page.mediabox] == pytest.approx([0, 0, *sheet], abs=0.001)
            for word, left, bottom, right, top in words(built, side):
                assert (right - left, top - bottom) == pytest.approx(true[word], abs=0.001)
            moves = [step.operands for step in pikepdf.parse_content_stream(page) if str(step.operator) == "cm"]
            assert all([float(value) for value in move[:4]] == [1, 0, 0, 1] for move in moves)


def test_marks_stand_at_the_folds_and_reach_further_in_than_a_printer_leaves_blank() -> None:
    for build, source, places in (
        (booklet, pages(*[(148, 210)] * 4), [[148.5], [148.5]]),
        (trifold, pages(*TRIFOLD), [[97, 197], [100, 200]]),
    ):
        built = build(source, A4, COPY)
        for side, folds in enumerate(places):
            marks = lines(built, side)
            assert all(x == end and abs(y - top) == pytest.approx(8, abs=0.01) for x, y, end, top in marks)
            assert sorted({round(x, 2) for x, _, _, _ in marks}) == folds
            assert {round(y) for _, y, _, _ in marks} == {0, 210}


def test_a_fold_mark_is_seen_on_the_rendered_sheet() -> None:
    built = booklet(pages(*[(148, 210)] * 4), A4, COPY)
    with pypdfium2.PdfDocument(built) as document:
        picture = document[0].render(scale=300 / 72).to_pil().convert("L")
    column = round(148.5 / 25.4 * 300)
    strip = picture.crop((column - 2, 0, column + 3, picture.height))
    dark = [y for y in range(strip.height) if min(strip.crop((0, y, 5, y + 1)).tobytes()) < 160]
    reach = round(8 / 25.4 * 300)
    assert len(dark) == pytest.approx(2 * reach, abs=4)
    assert all(y < reach + 2 or y > strip.height - reach - 2 for y in dark)


def test_cut_marks_stand_in_line_with_the_cards_and_outside_them_where_there_is_room() -> None:
    left, bottom = (320 - 297) / 2, (240 - 210) / 2
    xs, ys = [left, 160, 320 - left], [bottom, 120, 240 - bottom]
    marks = lines(cards(pages((148.5, 105)), (320, 240), COPY), 0)
    upright = {round(x, 2) for x, y, end, top in marks if x == end}
    level = {round(y, 2) for x, y, end, top in marks if y == top}
    assert sorted(upright) == pytest.approx(xs, abs=0.01)
    assert sorted(level) == pytest.approx(ys, abs=0.01)
    outside = [(x, y) for x, y, _, top in marks if round(x) not in (157, 160) and round(y) not in (117, 120)]
    assert all(y < bottom or y > 240 - bottom or x < left or x > 320 - left for x, y in outside)
    touching = lines(cards(pages((148.5, 105)), A4, COPY), 0)
    assert {(round(x, 1), round(y, 1)) for x, y, _, _ in touching} == {
        (148.5, 0.0), (148.5, 210.0), (0.0, 105.0), (297.0, 105.0), (145.5, 105.0), (148.5, 102.0),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("build", "sizes", "sheet", "words_of_it"),
    [
        (booklet, [(150, 210)] * 4, A4, r"page 1 \(150.0 × 210.0 mm\) is larger than half"),
        (booklet, [(148, 210)] * 3 + [(148, 212)], A4, "page 4"),
        (trifold, TRIFOLD[:1], A4, "has 1"),
        (trifold, [(100.0, 210.0)] * 6, A4, "page 2 folds in and must be 2 mm narrower"),
        (trifold, [(100, 210), (97, 210), (100, 210), (100, 210), (98, 210), (100, 210)], A4, "pages 2 and 5"),
        (trifold, [(99, 210), (97, 210), (99, 210), (99, 210), (97, 210), (99, 210)], A4, "295.0 mm wide together"),
        (trifold, TRIFOLD, (297, 200), "higher than the sheet"),
        (cards, [(148.5, 105)] * 3, A4, "one page, or two"),
        (cards, [(148.5, 105), (148.5, 100)], A4, "of one size"),
        (cards, [(150, 105)], A4, "4 cards of 150.0 × 105.0 mm do not fit"),
    ],
)
def test_pages_that_do_not_fit_are_refused_with_their_sizes(
    build: Callable[..., bytes], sizes: list[tuple[float, float]], sheet: tuple[float, float], words_of_it: str
) -> None:
    with pytest.raises(KaphandoutError, match=words_of_it):
        build(pages(*sizes), sheet, COPY)


def test_two_cards_stand_on_a_sheet_that_has_no_room_for_four() -> None:
    assert len(words(cards(pages((148, 210)), A4, COPY, 2), 0)) == 2


def test_the_pointer_is_set_where_the_sheet_has_room_below_the_pages_and_nowhere_else() -> None:
    asked: list[str] = []

    def set_it(text: str) -> bytes:
        asked.append(text)
        return pages((40, 4))

    copy = PrintCopy("Print copy", "Print copy. See x.pdf", set_it)
    tight = booklet(pages(*[(148, 210)] * 4), A4, copy)
    assert asked == []
    assert len(words(tight, 0)) == 2
    roomy = booklet(pages(*[(140, 200)] * 4), A4, copy)
    assert asked == ["Print copy. See x.pdf"]
    for side in (0, 1):
        assert len(words(roomy, side)) == 3
        assert sum(bottom < 5.0 for _, _, bottom, _, _ in words(roomy, side)) == 1


@pytest.mark.parametrize(("count", "length", "printed_on"), [(1, 40, [True, False]), (4, 200, [False, False])])
def test_a_pointer_that_is_too_long_and_a_blank_side_go_without(
    count: int, length: float, printed_on: list[bool]
) -> None:
    copy = PrintCopy("Print copy", "See x.pdf", lambda _: pages((length, 4)))
    built = booklet(pages(*[(140, 200)] * count), A4, copy)
    assert [any(bottom < 5.0 for _, _, bottom, _, _ in words(built, side)) for side in (0, 1)] == printed_on


@pytest.fixture(scope="module", params=["a5", "trifold-a4", "card"])
def printed(request: pytest.FixtureRequest, edition: Edition) -> tuple[bytes, bytes]:
    """A leaflet, and its print copy."""
    layout = load_format(request.param)
    leaflet = write_leaflet(edition, request.param).pdf
    builders: dict[str, Callable[..., bytes]] = {"a5": booklet, "trifold-a4": trifold, "card": cards}
    assert layout.imposition is not None
    copy = PrintCopy(
        "Print copy",
        "Print copy. Accessible file: x.pdf",
        lambda text: set_line(text, leaflet_css(edition, layout), "en"),
    )
    return leaflet, builders[request.param](leaflet, layout.imposition.sheet, copy)


def test_a_print_copy_says_what_it_is_and_claims_no_accessibility(printed: tuple[bytes, bytes]) -> None:
    leaflet, copy = printed
    with pikepdf.open(io.BytesIO(leaflet)) as source, pikepdf.open(io.BytesIO(copy)) as pdf:
        assert str(pdf.docinfo.Title) == f"{source.docinfo.Title} – Print copy"
        assert str(pdf.docinfo.Subject) == "Print copy. Accessible file: x.pdf"
        assert pdf.Root.Lang == source.Root.Lang
        for name in ("/StructTreeRoot", "/MarkInfo", "/Outlines"):
            assert name not in pdf.Root
            assert name in source.Root
        assert pdf.Root.ViewerPreferences.PrintScaling == "/None"
        assert str(pdf.Root.ViewerPreferences.Duplex).startswith("/DuplexFlip")
        with pdf.open_metadata() as meta:
            assert "pdfuaid:part" not in meta
            assert meta["pdfaid:conformance"] == "U"
            assert meta["dc:title"].endswith("Print copy")


def test_a_print_copy_carries_the_manifest_as_an_associated_file(printed: tuple[bytes, bytes]) -> None:
    manifests = []
    for data in printed:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert len(pdf.Root.AF) == 1
            assert pdf.Root.AF[0].AFRelationship == "/Data"
            manifests.append(json.loads(pdf.attachments[MANIFEST_NAME].get_file().read_bytes()))
    assert manifests[0] == manifests[1]


def test_a_print_copy_is_a_lasting_file_with_all_its_fonts(printed: tuple[bytes, bytes], tmp_path: Path) -> None:
    import page

    path = tmp_path / "copy.pdf"
    path.write_bytes(printed[1])
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_A_3U)
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []
    assert not page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1).is_compliant


def test_no_mark_touches_a_word(printed: tuple[bytes, bytes]) -> None:
    with pypdfium2.PdfDocument(printed[1]) as document:
        sides = len(document)
    for side in range(sides):
        for x, y, end, top in lines(printed[1], side):
            low, high = sorted((y, top))
            start, stop = sorted((x, end))
            for word, left, bottom, right, above in words(printed[1], side):
                apart = stop < left - 0.5 or start > right + 0.5 or high < bottom - 0.5 or low > above + 0.5
                assert apart, f"a mark touches {word!r}"


def test_print_copies_have_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    source = tmp_path / "source.pdf"
    source.write_bytes(pages(*[(148, 210)] * 6))
    script = (
        "import hashlib, pathlib, sys; from kaphandout.pdf.imposition import booklet;"
        "from kaphandout.pdf.sheets import PrintCopy;"
        "pdf = pathlib.Path(sys.argv[1]).read_bytes();"
        f"print(hashlib.sha256(booklet(pdf, {A4}, PrintCopy({COPY.label!r}, {COPY.pointer!r}))).hexdigest())"
    )
    command = [sys.executable, "-c", script, str(source)]
    other = subprocess.run(
        command, check=True, capture_output=True, text=True, env={"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    )
    assert other.stdout.strip() == hashlib.sha256(booklet(source.read_bytes(), A4, COPY)).hexdigest()


def test_a_line_is_as_wide_as_its_text_and_has_its_font_inside(edition: Edition) -> None:
    css = leaflet_css(edition, load_format("a5"))
    short, long = (set_line(text, css, "en") for text in ("Print copy", "Print copy. Accessible file: a-long-name.pdf"))
    with pypdfium2.PdfDocument(short) as first, pypdfium2.PdfDocument(long) as second:
        assert len(first) == len(second) == 1
        assert first[0].get_size()[0] * 2 < second[0].get_size()[0] < 250
        assert second[0].get_size()[1] == pytest.approx(4 * PT, abs=0.01)
        text_page = second[0].get_textpage()
        assert text_page.get_text_range().strip() == "Print copy. Accessible file: a-long-name.pdf"
        last = text_page.get_charbox(text_page.count_chars() - 1)
        assert last[2] <= second[0].get_size()[0] + 0.1
    with pikepdf.open(io.BytesIO(long)) as pdf:
        names = [
            str(item.FontName) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item
        ]
    assert names
    assert all("Source-Sans-Pro" in name for name in names)
