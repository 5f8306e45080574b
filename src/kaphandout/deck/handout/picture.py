"""The shapes of a slide → its words as blocks of HTML: each with its tag, its place and the look of its type.

Type is Source Sans, set a little smaller than the deck's Calibri, so that no line runs wider than it was measured.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kaphandout.deck.handout.drawing import bars, category_boxes, number_box
from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box, ChartShape, Group, Para, Shape, TableShape, TextShape
from kaphandout.deck.layout.tables import MARGIN_X, MARGIN_Y
from kaphandout.deck.templates.own import mirrored
from kaphandout.design.tokens import Colours

REGULAR, BOLD = 0.96, 0.935
"""Sizes of Source Sans at which it is not wider than Calibri."""

_QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True, slots=True)
class Run:
    """A paragraph: its tag, its CSS, its words."""

    tag: str
    css: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table or chart: its cells, the first its head; `head`: all are heads of columns."""

    cells: tuple[Run, ...]
    head: bool = False
    css: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Something that stands at a place of the slide: paragraphs, or a table's rows with the widths of its columns."""

    css: str
    runs: tuple[Run, ...] = ()
    rows: tuple[Row, ...] = ()
    widths: tuple[str, ...] = ()


class Setter:
    """Sets the words of one slide, `scale` × as large as it is."""

    def __init__(self, layout: Layout, colours: Colours, scale: float, rtl: bool):
        self.layout, self.colours, self.scale, self.rtl = layout, colours, scale, rtl

    def text(self, shape: TextShape) -> Block:
        """The paragraphs of a shape, where its anchor puts them."""
        left, top, right, bottom = shape.insets
        inner = shape.box.inset(left, top, right, bottom)
        tall = self.layout.metrics.height(shape.paras, inner.w)
        spare = {"t": 0.0, "ctr": (inner.h - tall) / 2, "b": inner.h - tall}[shape.anchor]
        place = Box(inner.x, inner.y + spare, inner.w, tall)
        tag = "p" if shape.idx != "title" else "h1" if self.layout.type == "title" else "h2"
        runs = tuple(
            Run(tag, self.type(para, shape.idx, before=para.before if number else 0.0), para.text)
            for number, para in enumerate(shape.paras)
        )
        return Block(self.place(place), runs)

    def table(self, shape: TableShape) -> Block:
        """A table, its columns and rows as they were measured."""
        heads = [True, *(False for _ in shape.rows[1:])]
        pairs = zip(shape.rows, shape.heights, heads, strict=True)
        rows = tuple(Row(tuple(map(self._cell, row)), head, f"height:{self.points(tall)}") for row, tall, head in pairs)
        return Block(self.place(shape.box), rows=rows, widths=tuple(self.points(wide) for wide in shape.widths))

    def chart(self, shape: ChartShape, legend: Iterable[TextShape], number: Callable[[float], str]) -> Block:
        """A chart as a table whose words stand where they belong: categories before the bars, numbers behind them."""
        heads = tuple(block.runs[0] for one in legend if (block := self._single(one)))
        labels = [
            self._single(TextShape("", box, (Para(text, shape.size, shape.size, align="end"),), anchor="ctr"))
            for text, box in zip(shape.categories, category_boxes(shape), strict=True)
        ]
        rows = [[label.runs[0]] for label in labels]
        for category, group, bar in bars(shape):
            text = _QUOTED.sub(r"\1", shape.number_format).replace("General", number(shape.values[group][category]))
            para = Para(text, shape.size, shape.size, bold=True)
            place = number_box(shape, bar)
            rows[category].append(self._single(TextShape("", place, (para,), anchor="ctr")).runs[0])
        empty = Run("p", "", "")
        head = (Row((empty, *heads), head=True),) if heads else ()
        return Block("", rows=(*head, *(Row(tuple(cells)) for cells in rows)))

    def place(self, box: Box) -> str:
        """Where a box stands, as CSS."""
        box = mirrored(box, self.rtl)
        return f"left:{self.points(box.x)};top:{self.points(box.y)};width:{self.points(box.w)}"

    def type(self, para: Para, idx: str | None = None, before: float = 0.0) -> str:
        """The look of a paragraph, as CSS; what it does not say itself its placeholder does."""
        holder = self.layout.placeholder(idx) if idx and self.layout.has(idx) else None
        colour = para.colour or (holder.colour if holder else "ink")
        align = {"ctr": "center", "r": "end"}.get(holder.align, "start") if holder and para.colour is None else "start"
        align = para.align if para.align != "start" else align
        size = para.size * (BOLD if para.bold else REGULAR)
        return (
            f"font-size:{self.points(size)};line-height:{self.points(para.size * LINE)};"
            f"font-weight:{700 if para.bold else 400};margin-top:{self.points(before)};"
            f"color:{getattr(self.colours, colour)};text-align:{align}"
        )

    def points(self, value: float) -> str:
        """A length of the slide, as it is in the handout."""
        return f"{value * self.scale:.2f}pt"

    def _cell(self, para: Para) -> Run:
        inset = f"padding:{self.points(MARGIN_Y)} {self.points(MARGIN_X)}"
        return Run("p", f"{self.type(para)};{inset}", para.text)

    def _single(self, shape: TextShape) -> Block:
        """A block of one paragraph that carries its place itself."""
        block = self.text(shape)
        run = block.runs[0]
        return Block("", (Run("p", f"position:absolute;{block.css};{run.css}", run.text),))


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


def blocks(
    layout: Layout, shapes: Iterable[Shape], colours: Colours, scale: float, rtl: bool, number: Callable[[float], str]
) -> Iterator[Block]:
    """All words of a slide in reading order; `number` writes a number in the language of the slide."""
    setter = Setter(layout, colours, scale, rtl)
    every = list(shapes)
    legend = [shape for shape in every if isinstance(shape, TextShape) and is_legend(shape)]
    for shape in every:
        match shape:
            case TextShape() if is_legend(shape):
                pass
            case TextShape():
                yield setter.text(shape)
            case TableShape():
                yield setter.table(shape)
            case ChartShape():
                yield setter.chart(shape, legend, number)
            case Group():
                yield from (setter.text(child) for child in shape.children if isinstance(child, TextShape))
            case _:
                pass
