"""Measured line counts held against LibreOffice's own layout: boxes and cells with random words (a fixed seed)."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pptx import Presentation

from kaphandout.cli.preview import slides_to_pdf
from kaphandout.deck.layout.metrics import LINE, NUMBER_INDENT
from kaphandout.deck.layout.shapes import Box, Para, TableShape, TextShape
from kaphandout.deck.layout.tables import MARGIN_X, MARGIN_Y
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.pptx.elements import Pen
from kaphandout.deck.pptx.shapes import Canvas
from kaphandout.deck.templates.contract import own_template
from kaphandout.design.palette import clinic_colours
from kaphandout.edition.edition import Edition
from support import needs

METRICS = load_layouts().master.metrics
pytestmark = [needs.office, needs.carlito]

SEED, BOXES, TABLES, COLUMNS = 20261124, 180, 20, 5
WIDE, HIGH = 960.0, 520.0
PROSE = """
A single infusion may lift mood within a day, for a short time; the largest blinded trial of repeated doses
found no difference. Of 62 inpatients most guessed their arm, and so did the raters, which makes blinding
doubtful. Stimulants and MAOIs raise blood pressure: monitor closely, and recheck it before discharge.
Benzodiazepines shorten the benefit (systematic review, low quality). Who should not have it? Those with an
aneurysm, an arteriovenous malformation or a past intracerebral haemorrhage. Added benefit of psychotherapy is
not established. Offer alternatives, no treatment among them, and record the shared decision in the notes.
doi:10.1016/j.jad.2020.01.123 Journal of Affective Disorders. 2021;41(5):516.
"""
ODD = (
    "dose-dependent", "n = 158", "95% CI −8.54 to 2.22", "0.5 mg/kg", "140/90 mmHg", "10–20 min", "re-check",
    "NMDA-receptor", "(Murrough 2013)", "g = 0.27 (0.03 to 0.51)", "“dissociation”", "24\u00a0h", "−3.16", "-5 points",
    "electroencephalographically", "double-blind v midazolam", "AMPA;", "TA854:", "MAOIs", "Abdallah et al.", "e.g.",
    "first—then", "KARMA-Dep 2", "18-day", "and/or", "US$5", "p<0.05", "well-being", "3-month follow-up", "pre - post",
    "n\u00a0=\u00a015", "mg\u2011kg", "COVID-19", "x-2",
)  # fmt: skip


@dataclass(frozen=True)
class Trial:
    """A paragraph in a box `width` pt wide from `left` on, on a page; `kind` says what sort."""

    kind: str
    para: Para
    page: int
    left: float
    width: float

    @property
    def measured(self) -> int:
        text = self.para.text.upper() if self.kind == "capitals" else self.para.text
        return METRICS.lines(replace(self.para, text=text), self.width)


def some(words: list[str], dice: random.Random, count: int, para: Para, room: float, capitals: bool = False) -> Para:
    """`para` with random words, none wider than `room`: those are refused before they are laid out."""
    chosen = [
        word
        for word in dice.choices(words, k=count)
        if METRICS.longest_word(replace(para, text=word.upper() if capitals else word)) <= room
    ]
    return replace(para, text=" ".join(chosen) or "a")


def boxes(words: list[str], dice: random.Random) -> Iterator[tuple[Trial, Box]]:
    left, page = 10.0, 0
    for index in range(BOXES):
        kind = ("plain", "bold", "numbered", "capitals")[index % 4]
        size, width = float(dice.randint(12, 40)), dice.uniform(130, 480)
        if left + width > WIDE - 10:
            left, page = 10.0, page + 1
        lines = dice.randint(1, 8)
        number = dice.randint(1, 40) if kind == "numbered" else None
        para = Para("", size, size, bold=kind == "bold" or dice.random() < 0.2, number=number)
        room = width - (NUMBER_INDENT * size if number else 0)
        para = some(words, dice, max(2, int(lines * width / size / 3.2)), para, room, kind == "capitals")
        yield Trial(kind, para, page, left, width), Box(left, 10, width, HIGH)
        left += width + 14


def tables(words: list[str], dice: random.Random, page: int) -> Iterator[tuple[TableShape, list[Trial]]]:
    for _ in range(TABLES):
        shares = [dice.uniform(1, 3) for _ in range(COLUMNS)]
        widths = [share * 900 / sum(shares) for share in shares]
        size = float(dice.randint(14, 24))
        lefts = [20 + sum(widths[:n]) + MARGIN_X for n in range(COLUMNS)]
        rooms = [wide - 2 * MARGIN_X for wide in widths]
        heads = [Para("", size, size, bold=n == 0) for n in range(COLUMNS)]
        row = tuple(some(words, dice, dice.randint(2, 9), p, r) for p, r in zip(heads, rooms, strict=True))
        trials = [Trial("cell", p, page, x, room) for p, x, room in zip(row, lefts, rooms, strict=True)]
        tall = max(trial.measured for trial in trials) * size * LINE + 2 * MARGIN_Y
        yield TableShape("table", Box(20, 10, 900, tall), "", (row,), tuple(widths), (tall,)), trials
        page += 1


@pytest.fixture(scope="module")
def trials(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Trial], Path]:
    """All trials, and LibreOffice's PDF of the deck that holds them."""
    dice, words = random.Random(SEED), [*PROSE.split(), *ODD]
    template = own_template(clinic_colours(edition.clinic), "en-GB")
    deck = Presentation(io.BytesIO(template.pptx))
    by_name = dict(zip(template.styles, deck.slide_layouts, strict=True))
    pages: list[list[TextShape | TableShape]] = []
    found = []
    for trial, box in boxes(words, dice):
        if trial.page == len(pages):
            pages.append([])
        pages[trial.page].append(TextShape(f"{trial.kind}-{len(pages[trial.page])}", box, (trial.para,)))
        found.append(trial)
    for table, cells in tables(words, dice, len(pages)):
        pages.append([table])
        found += cells
    for shapes in pages:
        layout = "table" if isinstance(shapes[0], TableShape) else "diagram"
        slide = deck.slides.add_slide(by_name[layout])
        pen = Pen(template.styles[layout], "en-GB", False, template.layouts.width)
        Canvas(slide, template.layouts.layouts[layout], pen).draw(shapes)
        for shape in slide.shapes:
            for run in shape._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr"):
                run.set("cap", "all" if shape.name.startswith("capitals") else "none")
    folder = tmp_path_factory.mktemp("lines")
    deck.save(folder / "lines.pptx")
    return found, slides_to_pdf(folder / "lines.pptx", folder)


@pytest.fixture(scope="module")
def counts(trials: tuple[list[Trial], Path]) -> list[tuple[Trial, int]]:
    """Each trial with the number of lines that LibreOffice gave it."""
    found, pdf = trials
    with pypdfium2.PdfDocument(pdf) as document:
        letters = [list(baselines(page)) for page in document]
    return [(trial, lines_between(letters[trial.page], trial.left, trial.left + trial.width)) for trial in found]


def baselines(page: pypdfium2.PdfPage) -> Iterator[tuple[float, float]]:
    """Where each letter of a page begins, and its baseline, in pt."""
    text = page.get_textpage()
    x, y = pdfium.c_double(), pdfium.c_double()
    for index in range(text.count_chars()):
        if chr(pdfium.FPDFText_GetUnicode(text, index)).strip() and not pdfium.FPDFText_IsGenerated(text, index):
            pdfium.FPDFText_GetCharOrigin(text, index, x, y)
            yield x.value, y.value


def lines_between(letters: list[tuple[float, float]], left: float, right: float) -> int:
    """How many baselines there are in a column of a page."""
    heights = sorted(y for x, y in letters if left - 1 <= x <= right + 4)
    return sum(1 for index, y in enumerate(heights) if index == 0 or y - heights[index - 1] > 3)


def test_no_text_takes_more_lines_in_libreoffice_than_measured(counts: list[tuple[Trial, int]]):
    short = [(t.kind, t.para.size, t.width, t.measured, real, t.para.text) for t, real in counts if real > t.measured]
    assert len(counts) >= 200
    assert min(real for _, real in counts) >= 1
    assert short == []


def test_measuring_wastes_hardly_any_line(counts: list[tuple[Trial, int]]):
    measured, real = sum(trial.measured for trial, _ in counts), sum(lines for _, lines in counts)
    assert measured / real <= 1.05
    assert max(trial.measured - lines for trial, lines in counts) <= 2


def test_measuring_a_little_too_generously_would_be_seen(counts: list[tuple[Trial, int]]):
    """…as if letters were 8 % narrower than they are."""
    assert [trial for trial, lines in counts if lines > replace(trial, width=trial.width * 1.08).measured]
