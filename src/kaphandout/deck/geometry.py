"""`templates/deck/layouts.yaml` → where things stand on each layout, in points."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import BeforeValidator

from kaphandout.deck.scene import Box
from kaphandout.documents import read_document
from kaphandout.paths import TEMPLATES
from kaphandout.text import Record

Rectangle = Annotated[Box, BeforeValidator(lambda value: Box(*map(float, value)))]


class Placeholder(Record):
    """A placeholder; `idx` is how a slide refers to it ("title": the title)."""

    idx: str
    name: str
    type: Literal["title", "ctrTitle", "subTitle", "body", "chart", "tbl", "ftr", "sldNum"] = "body"
    box: Rectangle
    size: float
    colour: str = "ink"
    bold: bool = False
    anchor: Literal["t", "ctr", "b"] = "t"
    align: Literal["l", "ctr", "r"] = "l"


class Motif(Record):
    """A coloured rectangle that belongs to the layout."""

    box: Rectangle
    colour: str


class Layout(Record):
    """A layout: its background, motifs and placeholders, and the region `body` that a slide fills."""

    name: str
    type: str | None = None
    background: str = "paper"
    body: Rectangle
    motifs: tuple[Motif, ...] = ()
    placeholders: tuple[Placeholder, ...]

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


@cache
def load_layouts() -> Layouts:
    """Read `templates/deck/layouts.yaml`. Raises `KaphandoutError` or `pydantic.ValidationError`."""
    data = read_document(TEMPLATES / "deck" / "layouts.yaml", "templates/deck/layouts.yaml").data
    shared = data["master"]["placeholders"]
    for layout in data["layouts"].values():
        taken = [*(item["idx"] for item in layout["placeholders"]), *layout.pop("without", ())]
        layout["placeholders"] += [item for item in shared if item["idx"] not in taken]
        layout.setdefault("body", data["master"]["body"])
        layout.setdefault("motifs", [] if "background" in layout else data["master"]["motifs"])
    return Layouts.model_validate(data)
