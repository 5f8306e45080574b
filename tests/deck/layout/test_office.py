"""Decks in LibreOffice's own layout, the real one and one of every kind of slide: no text or table leaves its box."""

from __future__ import annotations

import shutil

import pypdfium2
import pytest

from kaphandout.cli.preview import slides_to_pdf
from kaphandout.deck import write_deck
from kaphandout.deck.layout.compose import compose
from kaphandout.deck.layout.shapes import Box, TableShape
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from support import CONTENT, FIXTURES, needs
from support.office import inside, squeezed, texts, unhidden

pytestmark = [needs.office, needs.carlito]


@pytest.fixture(scope="module", params=["real", "kinds"])
def pages(request: pytest.FixtureRequest, edition: Edition, tmp_path_factory: pytest.TempPathFactory):
    """Each slide's shapes, with LibreOffice's page of it."""
    folder = tmp_path_factory.mktemp("office")
    if request.param == "kinds":
        for part in ("content", "kinds"):
            shutil.copytree(FIXTURES / part, folder / "content", dirs_exist_ok=True)
        shutil.copytree(CONTENT / "locales", folder / "content" / "locales")
        edition, _ = Source(folder / "content").edition("small")
    plan = lay_out(edition, plan_deck(edition), load_layouts()).plan
    deck = folder / "deck.pptx"
    deck.write_bytes(unhidden(write_deck(edition)))
    with pypdfium2.PdfDocument(slides_to_pdf(deck, folder)) as document:
        assert len(document) == len(plan.slides)
        yield [
            (s.id, compose(edition, plan, s, load_layouts())[0], page)
            for s, page in zip(plan.slides, document, strict=True)
        ]


def test_every_text_stands_whole_in_its_box(pages):
    for id, shapes, page in pages:
        for shape in texts(shapes):
            told = inside(page, shape.box)
            for para in shape.paras:
                assert squeezed(para.text) in told, (id, shape.name, para.text)


def test_no_letter_leaves_the_slide(pages):
    for id, _, page in pages:
        wide, high = page.get_size()
        text = page.get_textpage()
        boxes = [text.get_charbox(index) for index in range(text.count_chars())]
        assert all(w >= 0 and s >= 0 and e <= wide and n <= high for w, s, e, n in boxes), id


def test_tables_are_as_high_as_measured(pages):
    """…so that each cell's words stand in its row, the last row's too."""
    tables = [(id, shape, page) for id, shapes, page in pages for shape in shapes if isinstance(shape, TableShape)]
    assert tables
    for id, table, page in tables:
        top = table.box.y
        for row, tall in zip(table.rows, table.heights, strict=True):
            left = table.box.x
            for para, wide in zip(row, table.widths, strict=True):
                assert squeezed(para.text) in inside(page, Box(left, top, wide, tall)), (id, para.text)
                left += wide
            top += tall
        assert top <= 540


def test_a_text_that_leaves_its_box_would_be_seen(pages):
    _, shapes, page = next(one for one in pages if any(isinstance(shape, TableShape) for shape in one[1]))
    title = next(shape for shape in texts(shapes) if shape.name == "title")
    assert squeezed(title.paras[0].text) in inside(page, title.box)
    assert squeezed(title.paras[0].text) not in inside(page, title.box.inset(0, 0, 0, title.box.h / 2))
