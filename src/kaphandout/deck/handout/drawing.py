"""The shapes of a slide → one SVG of all that is no text: ground, panels, rules, discs, arrows, the bars of a chart.

It lies under the words as decoration. The bars are those of the chart's own record, on the scale of the native chart.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from kaphandout.deck.layout.decorations import series_style
from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import SAFETY, Metrics
from kaphandout.deck.layout.shapes import Arrow, Box, ChartShape, Decoration, Group, Icon, Shape, Stroke, TextShape
from kaphandout.deck.loading import load_layouts
from kaphandout.deck.pptx.charts import scale_end
from kaphandout.deck.templates.own import mirrored
from kaphandout.design.tokens import Colours
from kaphandout.leaflet.figures import icon_svg

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
"""The least width in pt of a number in the foot of a bar."""
VALUE = 58.0
"""The least room in pt for a number behind the longest bar."""

_DASHES = {"dash": (4, 3), "sysDash": (3, 1), "sysDot": (1, 1)}

Element = etree._Element


def drawing(layout: Layout, shapes: Iterable[Shape], colours: Colours, rtl: bool) -> bytes:
    """The SVG of a slide, in points."""
    page = load_layouts()
    root = etree.Element(f"{{{SVG}}}svg", {"viewBox": f"0 0 {page.width:g} {page.height:g}"}, nsmap={None: SVG})  # type: ignore[dict-item]  # lxml's default namespace
    pen = _Pen(root, layout, colours, rtl)
    pen.rectangle(Box(0, 0, page.width, page.height), layout.background)
    for motif in layout.motifs:
        pen.rectangle(motif.box, motif.colour)
    for shape in shapes:
        pen.shape(shape)
    return etree.tostring(root)


class Plot:
    """Where the parts of a bar chart are: its labels, its bars, and the numbers beside or in them."""

    def __init__(self, chart: ChartShape, metrics: Metrics):
        self.chart, self.end = chart, scale_end(chart.bars)
        longest = max(metrics.width(label, chart.size) for label in chart.bars.categories) * SAFETY + 12
        widest = max(metrics.width(text, chart.size, bold=True) for group in chart.bars.told for text in group) * SAFETY
        self.number, self.value = max(NUMBER, widest + 8), max(VALUE, widest + 14)
        self.box = chart.box.inset(min(longest, chart.box.w * LABEL), 0, self.value, 0)

    def bars(self) -> Iterator[tuple[int, int, Box]]:
        """Each bar: its category, its group, its box."""
        bars, plot = self.chart.bars, self.box
        tall = plot.h / len(bars.categories)
        count = len(bars.groups)
        thick = tall / (count + (count - 1) * OVERLAP + GAP)
        for category, row in enumerate(zip(*bars.values, strict=True)):
            top = plot.y + category * tall + thick * GAP / 2
            for group, value in enumerate(row):
                y = top + group * thick * (1 + OVERLAP)
                yield category, group, Box(plot.x, y, plot.w * value / self.end, thick)

    def number_box(self, bar: Box) -> Box:
        """The box of the number of a bar: behind it or, where intervals are drawn, in its foot."""
        if self.chart.bars.has_intervals:
            return Box(bar.x + 4, bar.y, self.number, bar.h)
        return Box(bar.right + 6, bar.y, self.value, bar.h)

    def category_boxes(self) -> list[Box]:
        """The box of the label of each category."""
        whole, plot = self.chart.box, self.box
        return Box(whole.x, plot.y, plot.x - whole.x - 10, plot.h).rows(len(self.chart.bars.categories), 0)


class _Pen:
    """Draws on an SVG in the colours of a clinic."""

    def __init__(self, root: Element, layout: Layout, colours: Colours, rtl: bool):
        self.root, self.layout, self.colours, self.rtl = root, layout, colours, rtl
        self.hatches: set[str] = set()

    def shape(self, shape: Shape) -> None:
        match shape:
            case Group():
                for child in shape.children:
                    self.shape(child)
            case TextShape():
                self._outlined(shape.box, shape.fill, shape.line, shape.geometry)
            case Decoration(geometry="pie"):
                self._pie(shape)
            case Decoration():
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
        self._outlined(icon.box, icon.ground, None)
        box = mirrored(icon.box, self.rtl)
        drawn = etree.fromstring(icon_svg(icon.icon, getattr(self.colours, icon.colour)))
        for name, value in {"x": box.x, "y": box.y, "width": box.w, "height": box.h}.items():
            drawn.set(name, f"{value:g}")
        self.root.append(drawn)

    def rectangle(self, box: Box, colour: str) -> None:
        self._outlined(box, colour, None)

    def _outlined(
        self, box: Box, fill: str | None, line: Stroke | None, geometry: str = "rect", pattern: str | None = None
    ) -> None:
        if fill is None and line is None:
            return
        box = mirrored(box, self.rtl)
        look = {"fill": self._fill(fill, pattern), **self._stroke(line)}
        if geometry == "ellipse":
            place = {"cx": box.x + box.w / 2, "cy": box.y + box.h / 2, "rx": box.w / 2, "ry": box.h / 2}
            self._add("ellipse", place, look)
            return
        rounded = {"rx": CORNER, "ry": CORNER} if geometry == "roundRect" else {}
        self._add("rect", {"x": box.x, "y": box.y, "width": box.w, "height": box.h, **rounded}, look)

    def _chart(self, chart: ChartShape) -> None:
        plot = Plot(chart, self.layout.metrics)
        for category, group, box in plot.bars():
            colour, edge, pattern = series_style(chart.bars)[group]
            self._outlined(box, colour, Stroke(edge, 1.25), pattern=pattern)
            if interval := chart.bars.intervals[group][category]:
                low, high = (plot.box.x + plot.box.w * value / plot.end for value in interval)
                self.rectangle(Box(low, box.y + box.h / 2 - 0.75, high - low, 1.5), "ink")
                self.rectangle(plot.number_box(box).inset(0, box.h * 0.15, 0, box.h * 0.15), "paper")
        self.rectangle(Box(plot.box.x - 0.5, plot.box.y, 1, plot.box.h), "muted")

    def _pie(self, disc: Decoration) -> None:
        """A share of a disc, clockwise between two angles of DrawingML (60,000ths of a degree from three o'clock)."""
        box = mirrored(disc.box, self.rtl)
        start, end = (math.radians(value / 60_000) for _, value in disc.adjust)
        x, y, rx, ry = box.x + box.w / 2, box.y + box.h / 2, box.w / 2, box.h / 2
        points = [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in (start, end)]
        large = int((end - start) % (2 * math.pi) > math.pi)
        (a, b), (c, d) = points
        path = f"M{x:.2f} {y:.2f}L{a:.2f} {b:.2f}A{rx:.2f} {ry:.2f} 0 {large} 1 {c:.2f} {d:.2f}Z"
        self._add("path", {}, {"d": path, "fill": self._fill(disc.fill, None)})

    def _arrow(self, arrow: Arrow) -> None:
        ends = (mirrored(Box(*point, 0, 0), self.rtl) for point in (arrow.start, arrow.end))
        (x, y), (u, v) = ((end.x, end.y) for end in ends)
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

    def _stroke(self, line: Stroke | None) -> dict[str, str]:
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
