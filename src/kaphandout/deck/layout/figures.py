"""Slides that show a figure: its caption, the figure itself, and the points beside or below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaphandout.deck.layout import text_slides
from kaphandout.deck.layout.decorations import rule, series_style
from kaphandout.deck.layout.fitting import FLOOR, Fitting
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, ChartShape, Decoration, Para, Shape, Stroke, TextShape
from kaphandout.deck.layout.step_diagrams import step_diagram
from kaphandout.deck.layout.tables import fit_table
from kaphandout.deck.plan.slides import Bars, Chain, FigureSlide, Grid, SlidePlan

CAPTION = 34.0
"""The height in pt of the caption and the space under it."""
BESIDE = 268.0
"""The width in pt of the column beside a chart."""
NARROW = 700.0
"""The width in pt from which on there is room for such a column."""
GAP = 28.0
LEGEND = 30.0
MOST = 4
"""How many points a layout with a figure has placeholders for."""
NAMES = 0.35
"""The share of a chart's width in which the names beside the bars are wrapped."""
BAR, GROUP_GAP = 13.0, 0.45
"""The least height in pt of a bar whose label is to be read, and the space between groups as a share of a bar."""
PATIENT = "17"
"""The idx of the placeholder for the patient's words."""


def figure_and_words(fitting: Fitting, slide: FigureSlide) -> Iterator[Shape]:
    """A figure, with the points in a column beside a chart on a wide slide, or else in a strip below it."""
    body, figure = fitting.body, slide.figure
    caption = fitting.placed("15", figure.title.text, figure.title.key, FLOOR)
    yield replace(caption, box=replace(caption.box, y=body.y))
    beside = isinstance(figure, Bars) and body.w >= NARROW
    strip, tall = ([], 0.0) if beside else _strip(fitting, slide)
    box = body.inset(0, CAPTION, BESIDE + GAP if beside and (slide.points or slide.patient) else 0, tall)
    match figure:
        case Chain():
            yield step_diagram(fitting, figure, box)
        case Grid():
            yield fit_table(fitting, figure, box)
        case Bars():
            yield from _chart(fitting, figure, box)
    yield from strip
    if not beside:
        return
    side = Box(body.right - BESIDE, box.y, BESIDE, box.h)
    if slide.patient:
        top, bottom = side.rows(2, 16) if slide.points else (side, side)
        yield _patient(fitting, slide, bottom)
        side = top
    yield from text_slides.point_rows(fitting, slide, side, 22, first=11, most=MOST)


def _chart(fitting: Fitting, bars: Bars, box: Box) -> Iterator[Shape]:
    if len(bars.groups) > 1:
        yield from _legend(fitting, bars, box)
        box = box.inset(0, LEGEND, 0, 0)
    _enough(fitting, bars, box)
    yield ChartShape(f"chart-{bars.id}", box, bars, FLOOR)


def _legend(fitting: Fitting, bars: Bars, box: Box) -> Iterator[Shape]:
    """What the bars mean, in their order: renderers disagree on that of a native legend."""
    x = box.x
    styles = series_style(bars)
    for number, (group, (colour, edge, pattern)) in enumerate(zip(bars.groups, styles, strict=False), 1):
        para = Para(group, FLOOR, FLOOR, bold=True)
        wide = fitting.metrics.para_width(para) + 2
        place = Box(x, box.y + 4, 22, 13)
        yield Decoration(f"series-mark-{number}", place, colour, Stroke(edge, 1.25), pattern=pattern)
        place = Box(x + 30, box.y, min(wide, box.right - x - 30), 22)
        yield fitting.shape(TextShape(f"series-{number}", place, (para,), anchor="ctr"))
        x += 30 + wide + 28
    if bars.has_intervals:
        para = Para(fitting.labels.interval, FLOOR, FLOOR, colour="muted")
        yield fitting.shape(TextShape("series-interval", Box(x, box.y, box.right - x, 22), (para,), anchor="ctr"))


def _enough(fitting: Fitting, bars: Bars, box: Box) -> None:
    """Keep a problem if the bars are so many, or their names so long, that words beside them have too little room."""
    group = max(BAR * (len(bars.groups) + GROUP_GAP), FLOOR * LINE)
    most = int(box.h / group)
    have = max(1, round(box.h / len(bars.categories) / (FLOOR * LINE)))
    for category in bars.categories:
        para = Para(category, FLOOR, FLOOR, bars.title.key)
        if (need := fitting.metrics.lines(para, box.w * NAMES)) > have:
            fitting.too_long("chart", para, need, have)
    if len(bars.categories) > most:
        words = f"box 'chart' has room for {most} groups of {len(bars.groups)} bars, not {len(bars.categories)}"
        fitting.refuse("slide-overflow", bars.title.key, words)


def _strip(fitting: Fitting, slide: SlidePlan) -> tuple[list[Shape], float]:
    """The shapes of the points and the patient's words in columns at the foot of the body, and their height in pt."""
    count = len(slide.points) + bool(slide.patient)
    if not count or fitting.too_many("points", slide.points, MOST):
        return [], 0.0
    body = fitting.body
    columns = body.columns(count, 18)
    most = body.h * 0.45
    texts = [[Para(words.text, 20, FLOOR, words.key)] for words in slide.points]
    fitted = fitting.even_sizes("point", texts, [Box(0, 0, box.w - 16, most) for box in columns[: len(texts)]])
    tall = max((fitting.metrics.height(paras, columns[0].w - 16) for paras in fitted), default=0.0)
    if slide.patient:
        panel = _patient(fitting, slide, replace(columns[-1], h=most))
        tall = max(tall, fitting.metrics.height(panel.paras, columns[-1].w - 28) + 20)
    shapes: list[Shape] = []
    foot = [replace(box, y=body.bottom - tall, h=tall) for box in columns]
    for number, (box, paras) in enumerate(zip(foot, fitted, strict=False), 1):
        text = TextShape(f"point-{number}", box.inset(16, 0, 0, 0), paras, str(10 + number), anchor="ctr")
        shapes += [rule(f"rule-{number}", box.x, box.y, tall), fitting.even_lines(text, 0.8)]
    if slide.patient:
        shapes.append(replace(panel, box=foot[-1]))
    return shapes, tall + GAP


def _patient(fitting: Fitting, slide: SlidePlan, box: Box) -> TextShape:
    label = Para(fitting.labels.patient, FLOOR, FLOOR, bold=True, colour="teal")
    words = text_slides.voice_paras(slide.patient, 20, "ink")
    insets = (14.0, 10.0, 14.0, 10.0)
    panel = TextShape("patient-words", box, (label, *words), PATIENT, anchor="ctr", insets=insets, fill="tint_cool")
    return fitting.shape(panel)
