"""The shapes of a slide, in points from its upper left corner: the step between the plan and the PPTX.

Colours are names of `tokens.yaml`. Of the shapes, those without words are decorative; the order is the reading order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from kaphandout.deck.plan.slides import Bars

Dash = Literal["solid", "dash", "sysDash", "sysDot"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pt."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        return self.x + self.w

    @property
    def bottom(self) -> float:
        return self.y + self.h

    def inset(self, left: float, top: float, right: float, bottom: float) -> Box:
        """The rectangle without its margins."""
        return Box(self.x + left, self.y + top, self.w - left - right, self.h - top - bottom)

    def columns(self, count: int, gap: float) -> list[Box]:
        """`count` rectangles of the same width side by side."""
        width = (self.w - gap * (count - 1)) / count
        return [Box(self.x + index * (width + gap), self.y, width, self.h) for index in range(count)]

    def rows(self, count: int, gap: float) -> list[Box]:
        """`count` rectangles of the same height one below another."""
        height = (self.h - gap * (count - 1)) / count
        return [Box(self.x, self.y + index * (height + gap), self.w, height) for index in range(count)]

    def middle(self, height: float) -> Box:
        """A rectangle of the same width and a lesser height, centred vertically."""
        return replace(self, y=self.y + (self.h - height) / 2, h=height)


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. It may step down from `size` to `floor` pt; `key` names the text of the edition it shows.

    `number` makes it an item of a numbered list. `bold` and `colour` None: as the placeholder has it. `heading`: in the
    letters of headlines.
    """

    text: str
    size: float
    floor: float
    key: str = ""
    bold: bool = False
    colour: str | None = "ink"
    before: float = 0.0
    number: int | None = None
    align: Literal["start", "center", "end"] = "start"
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Stroke:
    """An outline or the line of an arrow: weight in pt."""

    colour: str
    weight: float
    dash: Dash = "solid"


@dataclass(frozen=True, slots=True)
class TextShape:
    """Paragraphs in a box: left, top, right and bottom insets in pt; `idx` names the layout's placeholder it fills.

    `inherit`: a placeholder that keeps the layout's place, colour and weight.
    """

    name: str
    box: Box
    paras: tuple[Para, ...]
    idx: str | None = None
    inherit: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    insets: tuple[float, float, float, float] = (0, 0, 0, 0)
    fill: str | None = None
    line: Stroke | None = None
    geometry: str = "rect"

    @property
    def inner(self) -> Box:
        """The room for the paragraphs."""
        return self.box.inset(*self.insets)


@dataclass(frozen=True, slots=True)
class Decoration:
    """A shape without words."""

    name: str
    box: Box
    fill: str | None
    line: Stroke | None = None
    geometry: str = "rect"
    adjust: tuple[tuple[str, int], ...] = ()
    pattern: str | None = None


@dataclass(frozen=True, slots=True)
class Icon:
    """A decorative picture beside words that say the same: `icon` names a file of `templates/icons/`."""

    name: str
    box: Box
    icon: str
    colour: str
    ground: str | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A decorative connector from one side of a shape to one of another; `sites` 0 top, 1 left, 2 bottom, 3 right."""

    name: str
    start: tuple[float, float]
    end: tuple[float, float]
    line: Stroke
    between: tuple[str, str]
    sites: tuple[int, int] = (3, 1)
    elbow: bool = False


@dataclass(frozen=True, slots=True)
class ChartShape:
    """A clustered bar chart; its words are set in `size` pt."""

    name: str
    box: Box
    bars: Bars
    size: float
    idx: str = "10"

    @property
    def alt(self) -> str:
        return self.bars.alt


@dataclass(frozen=True, slots=True)
class TableShape:
    """A table with a header row and a first column of row heads; widths and heights in pt."""

    name: str
    box: Box
    alt: str
    rows: tuple[tuple[Para, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    idx: str = "10"

    @property
    def cells(self) -> tuple[Para, ...]:
        """All cells, row by row."""
        return tuple(para for row in self.rows for para in row)


@dataclass(frozen=True, slots=True)
class Group:
    """Shapes that are one picture, with one alternative text."""

    name: str
    box: Box
    alt: str
    children: tuple[TextShape | Decoration | Icon | Arrow, ...]


Shape = TextShape | Decoration | Icon | Arrow | ChartShape | TableShape | Group
