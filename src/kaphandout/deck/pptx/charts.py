"""`ChartShape` → a native bar chart that says its numbers and needs no grid; series differ in colour and in pattern."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_TICK_MARK
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from kaphandout.deck.layout.decorations import series_style
from kaphandout.deck.layout.shapes import ChartShape, Stroke
from kaphandout.deck.plan.slides import Bars
from kaphandout.deck.pptx.elements import Element, Pen, element
from kaphandout.deck.templates.own import emu


def add_chart(slide: Slide, shape: ChartShape, id: int, ph: Element | None, pen: Pen) -> Element:
    """Make the chart part and its workbook; returns the frame with the shape id `id` for the shape tree, filling the
    placeholder that `ph` refers to."""
    bars = shape.bars
    data: Any = CategoryChartData(number_format=bars.number_format)  # type: ignore[no-untyped-call]
    data.categories = list(bars.categories)
    for group, values in zip(bars.groups, bars.values, strict=True):
        data.add_series(group, [int(value) if value == int(value) else value for value in values])
    box = pen.place(shape.box)
    place = [emu(value) for value in (box.x, box.y, box.w, box.h)]
    shapes: Any = slide.shapes
    frame = shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *place, data)
    _style(frame.chart, shape, pen)
    _language(frame.chart, pen.language)
    head = frame._element.nvGraphicFramePr
    for name, value in {"id": str(id), "name": shape.name, "descr": shape.alt}.items():
        head.cNvPr.set(name, value)
    if ph is not None:
        head.nvPr.append(ph)
    return frame._element


def _style(chart: Element, shape: ChartShape, pen: Pen) -> None:
    chart.font.size = Pt(shape.size)
    ink, muted = (pen.style.colours[name].element() for name in ("ink", "muted"))
    chart.font._rPr.get_or_change_to_solidFill().append(ink)
    chart.has_title = False
    chart.has_legend = False
    categories, values = chart.category_axis, chart.value_axis
    categories.reverse_order = True
    categories.major_tick_mark = XL_TICK_MARK.NONE
    categories.has_major_gridlines = values.has_major_gridlines = False
    categories.format.line._get_or_add_ln().get_or_change_to_solidFill().append(muted)
    categories.tick_labels.font.size = Pt(shape.size)
    values.visible = False
    values.minimum_scale = 0
    values.maximum_scale = scale_end(shape.bars)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 45, -5
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
    labels.number_format, labels.number_format_is_linked = shape.bars.number_format, False
    labels.font.size, labels.font.bold = Pt(shape.size), True
    for series, (colour, edge, pattern) in zip(plot.series, series_style(shape.bars), strict=False):
        properties = series._element.get_or_add_spPr()
        series.invert_if_negative = False
        properties.extend([pen.fill(colour, pattern), pen.outline(Stroke(edge, 1.25))])
    for series, group, intervals in zip(plot.series, shape.bars.values, shape.bars.intervals, strict=True):
        if any(intervals):
            series._element.find(qn("c:cat")).addprevious(_error_bars(group, intervals, pen))
            labels.position = XL_LABEL_POSITION.INSIDE_BASE
            labels._element.find(qn("c:numFmt")).addnext(element("c:spPr", None, pen.fill("paper"), pen.outline(None)))


def _error_bars(values: Sequence[float], intervals: Sequence[tuple[float, float] | None], pen: Pen) -> Element:
    """Error bars from each value to both ends of its interval; of no length where there is none."""
    ends = [interval or (value, value) for value, interval in zip(values, intervals, strict=True)]
    up = [round(high - value, 6) for value, (_, high) in zip(values, ends, strict=True)]
    down = [round(value - low, 6) for value, (low, _) in zip(values, ends, strict=True)]
    return element(
        "c:errBars", None,
        element("c:errBarType", {"val": "both"}), element("c:errValType", {"val": "cust"}),
        element("c:noEndCap", {"val": 0}),
        element("c:plus", None, _numbers(up)), element("c:minus", None, _numbers(down)),
        element("c:spPr", None, pen.outline(Stroke("ink", 1.5))),
    )  # fmt: skip


def _numbers(values: Sequence[float]) -> Element:
    points = [element("c:pt", {"idx": index}, element("c:v", text=f"{value:g}")) for index, value in enumerate(values)]
    count = element("c:ptCount", {"val": len(values)})
    return element("c:numLit", None, element("c:formatCode", text="General"), count, *points)


def scale_end(bars: Bars) -> float:
    """The end of the value axis: the next ten that leaves room for a label behind the longest bar or interval.

    Of shares below ten in 100, the next half of a power of ten: rare harms are bars, not hairlines.
    """
    most = max(max(group) for group in bars.values)
    highest = max((interval[1] for group in bars.intervals for interval in group if interval), default=0.0)
    end = max(most * 1.15, highest * 1.05)
    step = 10.0 if end >= 10 else 10 ** math.floor(math.log10(end)) / 2 if end > 0 else 1.0
    return round(max(math.ceil(end / step), 1) * step, 9)


def _language(chart: Element, language: str) -> None:
    """The language of the chart's words, and axis ids that the schema admits (python-pptx writes negative ones)."""
    space = chart._chartSpace
    tag = element("c:lang", {"val": language})
    before = space.find("{*}date1904")
    space.insert(0 if before is None else space.index(before) + 1, tag)
    for properties in space.iter(qn("a:defRPr")):
        properties.set("lang", language)
    for axis in space.iter(qn("c:axId"), qn("c:crossAx")):
        axis.set("val", str(abs(int(axis.get("val")))))
