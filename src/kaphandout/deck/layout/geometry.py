"""`templates/deck/layouts.yaml` → where things stand on each layout, in points, and in what letters.

A foreign template is described by the same records (`brand`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict

from kaphandout.content.paths import find
from kaphandout.content.types import Record
from kaphandout.content.yaml import read_document, valid
from kaphandout.deck.layout.fonts import Fonts
from kaphandout.deck.layout.metrics import Metrics, own_fonts
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
    where points are one list in the placeholder "10". `fonts` None: those of our own deck.
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
    fonts: Fonts | None = None

    @property
    def letters(self) -> Fonts:
        """The letters in which text on this layout is measured."""
        return self.fonts or own_fonts()

    @property
    def metrics(self) -> Metrics:
        """How wide and high text is on this layout."""
        return Metrics(self.letters)

    def has(self, idx: str) -> bool:
        """Whether the layout has the placeholder that slides call `idx`."""
        return any(placeholder.idx == idx for placeholder in self.placeholders)

    def placeholder(self, idx: str) -> Placeholder:
        """The placeholder that slides call `idx`. Raises `KeyError`."""
        for placeholder in self.placeholders:
            if placeholder.idx == idx:
                return placeholder
        raise KeyError(f"layout {self.name!r} has no placeholder {idx!r}")


class Layouts(Record):
    """All layouts by their name in the outline, and the master they share."""

    width: float
    height: float
    master: Layout
    layouts: Mapping[str, Layout]


SIZES = ("16:9", "4:3")
"""The slide sizes of our own template, the usual one first."""


@cache
def load_layouts(size: str = SIZES[0]) -> Layouts:
    """Read `templates/deck/layouts.yaml`; slides of 4:3 are as wide as those of 16:9, and higher.

    Raises `KaphandoutError` with the line of each fault.
    """
    document = read_document(find("templates/deck/layouts.yaml"), "templates/deck/layouts.yaml")
    data = document.data
    shared = data["master"]["placeholders"]
    for layout in data["layouts"].values():
        taken = [*(item["idx"] for item in layout["placeholders"]), *layout.pop("without", ())]
        layout["placeholders"] += [item for item in shared if item["idx"] not in taken]
        layout.setdefault("body", data["master"]["body"])
        layout.setdefault("motifs", [] if "background" in layout else data["master"]["motifs"])
    layouts = valid(Layouts, document, data)
    return layouts if size == SIZES[0] else _as_high(layouts, layouts.width * 3 / 4)


def _as_high(layouts: Layouts, height: float) -> Layouts:
    """The layouts on a slide of another height: what stands at the foot moves down, what reaches down grows."""
    more = height - layouts.height
    foot, reach = layouts.height * 0.8, layouts.height * 0.6

    def stretched(box: Box) -> Box:
        if box.y > foot:
            return replace(box, y=box.y + more)
        return replace(box, h=box.h + more) if box.bottom > reach and box.h > reach / 2 else box

    def layout(one: Layout) -> Layout:
        held = [item.model_copy(update={"box": stretched(item.box)}) for item in one.placeholders]
        motifs = [motif.model_copy(update={"box": stretched(motif.box)}) for motif in one.motifs]
        update = {"body": stretched(one.body), "placeholders": tuple(held), "motifs": tuple(motifs)}
        return one.model_copy(update=update)

    return layouts.model_copy(
        update={
            "height": height,
            "master": layout(layouts.master),
            "layouts": {role: layout(one) for role, one in layouts.layouts.items()},
        }
    )
