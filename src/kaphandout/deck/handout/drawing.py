"""The shapes of a slide → one SVG of all that is no text: ground, panels, rules, marks, arrows, the bars of a chart.

It lies under the words as decoration. The bars are those of the chart's own record, on the scale of the native chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from kaphandout.deck.layout.decorations import series_looks
from kaphandout.deck.layout.geometry import Layout, load_layouts
from kaphandout.deck.layout.metrics import SAFETY, Metrics, own_fonts
from kaphandout.deck.layout.shapes import Arrow, Box, ChartShape, Group, Icon, Line, Mark, Shape, TextShape
from kaphandout.deck.pptx.charts import scale_end
from kaphandout.deck.pptx.icons import icon_svg
from kaphandout.deck.templates.own import mirrored
from kaphandout.design.tokens import Colours

SVG = "http://www.w3.org/2000/svg"
CORNER = 10.0
"""The radius in pt of rounded corners."""
HEAD = 9.0
"""The length in pt of an arrow's head."""
HATCH = "hatch"
GAP, OVERLAP = 0.45, 0.05
"""The space between the bars of two categories and between those of one, as shares of a bar's thickness."""
LABEL = 0.36
"""The most of a chart's width that its category labels take."""
NUMBER = 52.0
"""The width in pt of a number in the foot of a bar."""
VALUE = 58.0
"""The room in pt for a number behind the longest bar."""

_DASHES = {"dash": (4, 3), "sysDash": (3, 1), "sysDot": (1, 1)}

Element = etree._Element


def drawing(layout: Layout, shapes: Iterable[Shape], colours: Colours, rtl: bool) -> bytes:
    """The SVG of a slide, in points."""
    page = load_layouts()
    root = etree.Element(f"{{{SVG}}}svg", {"viewBox": f"0 0 {page.width:g} {page.height:g}"}, nsmap={None: SVG})  # type: ignore[dict-item]  # lxml's default namespace
    pen = _Pen(root, colours, rtl)
    pen.rectangle(Box(0, 0, page.width, page.height), layout.background)
    for motif in layout.motifs:
        pen.rectangle(motif.box, motif.colour)
    for shape in _flat(shapes):
        pen.shape(shape)
    return etree.tostring(root)


def bars(chart: ChartShape) -> Iterator[tuple[int, int, Box]]:
    """Where each bar of a chart stands: its category, its group, its box."""
    plot, end = _plot(chart), scale_end(chart)
    tall = plot.h / len(chart.categories)
    count = len(chart.groups)
    thick = tall / (count + (count - 1) * OVERLAP + GAP)
    for category, row in enumerate(zip(*chart.values, strict=True)):
        top = plot.y + category * tall + thick * GAP / 2
        for group, value in enumerate(row):
            y = top + group * thick * (1 + OVERLAP)
            yield category, group, Box(plot.x, y, plot.w * value / end, thick)


def number_box(chart: ChartShape, bar: Box) -> Box:
    """Where the number of a bar stands: behind it or, where intervals are drawn, in its foot."""
    if any(any(group) for group in chart.intervals):
        return Box(bar.x + 4, bar.y, NUMBER, bar.h)
    return Box(bar.right + 6, bar.y, VALUE, bar.h)


def category_boxes(chart: ChartShape) -> list[Box]:
    """Where the label of each category of a chart stands."""
    plot = _plot(chart)
    return Box(chart.box.x, plot.y, plot.x - chart.box.x - 10, plot.h).rows(len(chart.categories), 0)


def _plot(chart: ChartShape) -> Box:
    metrics = Metrics(own_fonts())
    longest = max(metrics.width(label, chart.size) for label in chart.categories) * SAFETY + 12
    labels = min(longest, chart.box.w * LABEL)
    return chart.box.inset(labels, 0, VALUE, 0)


def _flat(shapes: Iterable[Shape]) -> Iterator[Shape]:
    for shape in shapes:
        yield from shape.children if isinstance(shape, Group) else (shape,)


class _Pen:
    """Draws on an SVG in the colours of a clinic."""

    def __init__(self, root: Element, colours: Colours, rtl: bool):
        self.root, self.colours, self.rtl = root, colours, rtl
        self.hatches: set[str] = set()

    def shape(self, shape: Shape) -> None:
        match shape:
            case TextShape():
                self._outlined(shape.box, shape.fill, shape.line, shape.geometry)
            case Mark(geometry="pie"):
                self._pie(shape)
            case Mark():
                self._outlined(shape.box, shape.fill, shape.line, shape.geometry, shape.pattern)
            case Icon():
                self._icon(shape)
            case Arrow():
                self._arrow(shape)
            case ChartShape():
                self._chart(shape)
            case _:
                pass

    def _icon(self, icon: Icon) -> None:
        self._outlined(icon.box, icon.ground, None, "rect")
        box = mirrored(icon.box, self.rtl)
        drawn = etree.fromstring(icon_svg(icon.icon, getattr(self.colours, icon.colour)))
        for name, value in {"x": box.x, "y": box.y, "width": box.w, "height": box.h}.items():
            drawn.set(name, f"{value:g}")
        self.root.append(drawn)

    def rectangle(self, box: Box, colour: str) -> None:
        self._outlined(box, colour, None, "rect")

    def _outlined(
        self, box: Box, fill: str | None, line: Line | None, geometry: str, pattern: str | None = None
    ) -> None:
        if fill is None and line is None:
            return
        box = mirrored(box, self.rtl)
        look = {"fill": self._fill(fill, pattern), **self._stroke(line)}
        if geometry == "ellipse":
            place = {"cx": box.x + box.w / 2, "cy": box.y + box.h / 2, "rx": box.w / 2, "ry": box.h / 2}
            self._add("ellipse", place, look)
            return
        place = {"x": box.x, "y": box.y, "width": box.w, "height": box.h}
        if geometry == "roundRect":
            place |= {"rx": CORNER, "ry": CORNER}
        self._add("rect", place, look)

    def _chart(self, chart: ChartShape) -> None:
        looks, plot, end = series_looks(chart.intervals), _plot(chart), scale_end(chart)
        for category, group, box in bars(chart):
            colour, edge, pattern = looks[group]
            self._outlined(box, colour, Line(edge, 1.25), "rect", pattern)
            if interval := chart.intervals[group][category]:
                low, high = (plot.x + plot.w * value / end for value in interval)
                middle = box.y + box.h / 2
                self._outlined(Box(low, middle - 0.75, high - low, 1.5), "ink", None, "rect")
                self.rectangle(number_box(chart, box).inset(0, box.h * 0.15, 0, box.h * 0.15), "paper")
        self.rectangle(Box(plot.x - 0.5, plot.y, 1, plot.h), "muted")

    def _pie(self, mark: Mark) -> None:
        """A share of a disc, clockwise between two angles of DrawingML (60,000ths of a degree from three o'clock)."""
        box = mirrored(mark.box, self.rtl)
        start, end = (math.radians(value / 60_000) for _, value in mark.adjust)
        x, y, rx, ry = box.x + box.w / 2, box.y + box.h / 2, box.w / 2, box.h / 2
        points = [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in (start, end)]
        large = int((end - start) % (2 * math.pi) > math.pi)
        (a, b), (c, d) = points
        path = f"M{x:.2f} {y:.2f}L{a:.2f} {b:.2f}A{rx:.2f} {ry:.2f} 0 {large} 1 {c:.2f} {d:.2f}Z"
        self._add("path", {}, {"d": path, "fill": self._fill(mark.fill, None)})

    def _arrow(self, arrow: Arrow) -> None:
        (x, y), (u, v) = (self._point(*arrow.start), self._point(*arrow.end))
        middle = (y + v) / 2
        corners = [(x, y), (x, middle), (u, middle), (u, v)] if arrow.elbow else [(x, y), (u, v)]
        before = corners[-2]
        turn = math.atan2(v - before[1], u - before[0])
        back = (u - HEAD * math.cos(turn), v - HEAD * math.sin(turn))
        aside = (HEAD / 2 * math.sin(turn), -HEAD / 2 * math.cos(turn))
        stroke = {"fill": "none", **self._stroke(arrow.line)}
        self._add("path", {}, {"d": _way([*corners[:-1], back]), **stroke})
        head = [(u, v), (back[0] + aside[0], back[1] + aside[1]), (back[0] - aside[0], back[1] - aside[1])]
        self._add("path", {}, {"d": _way(head) + "Z", "fill": self._fill(arrow.line.colour, None)})

    def _point(self, x: float, y: float) -> tuple[float, float]:
        return (load_layouts().width - x if self.rtl else x), y

    def _fill(self, colour: str | None, pattern: str | None) -> str:
        if colour is None:
            return "none"
        value = str(getattr(self.colours, colour))
        if pattern is None:
            return value
        if colour not in self.hatches:
            self.hatches.add(colour)
            size = {"width": "6", "height": "6", "patternUnits": "userSpaceOnUse"}
            tile = etree.SubElement(self.root, f"{{{SVG}}}pattern", {"id": f"{HATCH}-{colour}", **size})
            etree.SubElement(tile, f"{{{SVG}}}rect", {"width": "6", "height": "6", "fill": self.colours.paper})
            way = "M-1 1L1 -1M0 6L6 0M5 7L7 5"
            etree.SubElement(tile, f"{{{SVG}}}path", {"d": way, "stroke": value, "stroke-width": "1.6"})
        return f"url(#{HATCH}-{colour})"

    def _stroke(self, line: Line | None) -> dict[str, str]:
        if line is None:
            return {}
        stroke = {"stroke": str(getattr(self.colours, line.colour)), "stroke-width": f"{line.weight:g}"}
        if line.dash in _DASHES:
            stroke["stroke-dasharray"] = " ".join(f"{part * line.weight:g}" for part in _DASHES[line.dash])
        return stroke

    def _add(self, tag: str, place: dict[str, float], look: dict[str, str]) -> None:
        numbers = {name: f"{value:.2f}" for name, value in place.items()}
        etree.SubElement(self.root, f"{{{SVG}}}{tag}", {**numbers, **look})


def _way(points: Sequence[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
