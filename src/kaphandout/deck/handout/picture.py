"""The shapes of a slide → its words as blocks of HTML: each with its tag, its place and the look of its type.

Type is Source Sans, set a little smaller than the deck's Calibri, so that no line runs wider than it was measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kaphandout.deck.handout.drawing import Plot
from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, ChartShape, Group, Para, Shape, TableShape, TextShape
from kaphandout.deck.layout.tables import MARGIN_X, MARGIN_Y
from kaphandout.deck.templates.own import mirrored
from kaphandout.design.tokens import Colours

REGULAR, BOLD = 0.96, 0.935
"""Sizes of Source Sans at which it is not wider than Calibri."""


@dataclass(frozen=True, slots=True)
class StyledText:
    """A paragraph: its tag, its CSS, its words."""

    tag: str
    css: str
    text: str


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table or chart: its cells, the first its head; `head`: all are heads of columns."""

    cells: tuple[StyledText, ...]
    head: bool = False
    css: str = ""


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Something at a place of the slide: paragraphs, or a table's rows with the widths of its columns."""

    css: str
    runs: tuple[StyledText, ...] = ()
    rows: tuple[TableRow, ...] = ()
    widths: tuple[str, ...] = ()


class Typesetter:
    """Sets the words of one slide, `scale` × as large as it is."""

    def __init__(self, layout: Layout, colours: Colours, scale: float, rtl: bool):
        self.layout, self.colours, self.scale, self.rtl = layout, colours, scale, rtl

    def blocks(self, shapes: Sequence[Shape]) -> Iterator[TextBlock]:
        """All words of a slide in reading order."""
        legend = [shape for shape in shapes if isinstance(shape, TextShape) and is_legend(shape)]
        for shape in shapes:
            match shape:
                case TextShape() if shape not in legend:
                    yield self._text(shape)
                case TableShape():
                    yield self._table(shape)
                case ChartShape():
                    yield self._chart(shape, legend)
                case Group():
                    yield from (self._text(child) for child in shape.children if isinstance(child, TextShape))
                case _:
                    pass

    def _text(self, shape: TextShape) -> TextBlock:
        """The paragraphs of a shape, where its anchor puts them."""
        inner = shape.inner
        tall = self.layout.metrics.height(shape.paras, inner.w)
        spare = {"t": 0.0, "ctr": (inner.h - tall) / 2, "b": inner.h - tall}[shape.anchor]
        tag = "p" if shape.idx != "title" else "h1" if self.layout.type == "title" else "h2"
        runs = tuple(
            StyledText(tag, self._type(para, shape.idx, before=para.before if number else 0.0), para.text)
            for number, para in enumerate(shape.paras)
        )
        return TextBlock(self._place(Box(inner.x, inner.y + spare, inner.w, tall)), runs)

    def _table(self, shape: TableShape) -> TextBlock:
        """A table, its columns and rows as they were measured."""
        inset = f"padding:{self._points(MARGIN_Y)} {self._points(MARGIN_X)}"
        rows = tuple(
            TableRow(
                tuple(StyledText("p", f"{self._type(para)};{inset}", para.text) for para in row),
                head=number == 0,
                css=f"height:{self._points(tall)}",
            )
            for number, (row, tall) in enumerate(zip(shape.rows, shape.heights, strict=True))
        )
        return TextBlock(self._place(shape.box), rows=rows, widths=tuple(map(self._points, shape.widths)))

    def _chart(self, shape: ChartShape, legend: Iterable[TextShape]) -> TextBlock:
        """A chart as a table whose words are at their places: categories before the bars, numbers behind them."""
        bars, plot = shape.bars, Plot(shape, self.layout.metrics)
        labels = zip(bars.categories, plot.category_boxes(), strict=True)
        rows = [[self._single(box, Para(text, shape.size, shape.size, align="end"))] for text, box in labels]
        for category, group, bar in plot.bars():
            text = bars.told[group][category]
            rows[category].append(self._single(plot.number_box(bar), Para(text, shape.size, shape.size, bold=True)))
        heads = tuple(self._single(one.box, one.paras[0]) for one in legend)
        head = (TableRow((StyledText("p", "", ""), *heads), head=True),) if heads else ()
        return TextBlock("", rows=(*head, *(TableRow(tuple(cells)) for cells in rows)))

    def _place(self, box: Box) -> str:
        """The place of a box, as CSS."""
        box = mirrored(box, self.rtl)
        return f"left:{self._points(box.x)};top:{self._points(box.y)};width:{self._points(box.w)}"

    def _type(self, para: Para, idx: str | None = None, before: float = 0.0) -> str:
        """The look of a paragraph, as CSS; what it does not say itself its placeholder does."""
        holder = self.layout.placeholder(idx) if idx and self.layout.has(idx) else None
        colour = para.colour or (holder.colour if holder else "ink")
        align = {"ctr": "center", "r": "end"}.get(holder.align, "start") if holder and para.colour is None else "start"
        align = para.align if para.align != "start" else align
        size = para.size * (BOLD if para.bold else REGULAR)
        return (
            f"font-size:{self._points(size)};line-height:{self._points(para.size * LINE)};"
            f"font-weight:{700 if para.bold else 400};margin-top:{self._points(before)};"
            f"color:{getattr(self.colours, colour)};text-align:{align}"
        )

    def _points(self, value: float) -> str:
        """A length of the slide, as it is in the handout."""
        return f"{value * self.scale:.2f}pt"

    def _single(self, box: Box, para: Para) -> StyledText:
        """A paragraph in the middle of a box, with its place."""
        block = self._text(TextShape("", box, (para,), anchor="ctr"))
        run = block.runs[0]
        return StyledText("p", f"position:absolute;{block.css};{run.css}", run.text)


def feet(layout: Layout, words: str, number: int) -> Iterator[TextShape]:
    """The edition and the number of a slide, in the placeholders that its layout has for them."""
    for name, idx, text in (("edition", "30", words), ("slide-number", "31", str(number))):
        if layout.has(idx):
            holder = layout.placeholder(idx)
            para = Para(text, holder.size, holder.size, colour=None)
            yield TextShape(name, holder.box, (para,), idx, inherit=True, anchor=holder.anchor)


def is_legend(shape: Shape) -> bool:
    """Whether a shape names a series of a chart."""
    return isinstance(shape, TextShape) and shape.name.startswith("series-")
