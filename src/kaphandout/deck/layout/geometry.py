"""Layouts of our own and foreign templates as records: where their placeholders are, and in what letters."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict

from kaphandout.content.types import Record
from kaphandout.deck.layout.metrics import Fonts, Metrics
from kaphandout.deck.layout.shapes import Box

Rectangle = Annotated[Box, BeforeValidator(lambda value: value if isinstance(value, Box) else Box(*map(float, value)))]


class Placeholder(Record):
    """A placeholder; `idx` is how a slide refers to it ("title": the title). Sizes, boxes and insets are in pt."""

    idx: str
    name: str
    type: Literal["title", "ctrTitle", "subTitle", "body", "chart", "tbl", "ftr", "sldNum"] = "body"
    box: Rectangle
    size: float
    colour: str = "ink"
    bold: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "ctr", "r"] = "l"
    insets: tuple[float, float, float, float] = (0, 0, 0, 0)


class Motif(Record):
    """A coloured rectangle that belongs to the layout."""

    box: Rectangle
    colour: str


class Layout(Record):
    """A layout: its background, motifs and placeholders, and the region `body` that a slide fills.

    `grows`: the body begins below a headline of one line and moves down for two. `indent` is that of the list, in pt,
    where points are one list in the placeholder "10". Text is measured in the letters of `fonts`.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str
    type: str | None = None
    background: str = "paper"
    body: Rectangle
    motifs: tuple[Motif, ...] = ()
    placeholders: tuple[Placeholder, ...]
    grows: bool = True
    indent: float | None = None
    fonts: Fonts

    @property
    def metrics(self) -> Metrics:
        """How wide and high text is on this layout."""
        return Metrics(self.fonts)

    def has(self, idx: str) -> bool:
        """Whether the layout has the placeholder that slides call `idx`."""
        return any(placeholder.idx == idx for placeholder in self.placeholders)

    def placeholder(self, idx: str) -> Placeholder:
        """The placeholder that slides call `idx`. Raises `KeyError`."""
        found = next((one for one in self.placeholders if one.idx == idx), None)
        if found is None:
            raise KeyError(f"layout {self.name!r} has no placeholder {idx!r}")
        return found


class Layouts(Record):
    """All layouts by their name in the outline, and the master they share."""

    width: float
    height: float
    master: Layout
    layouts: Mapping[str, Layout]
