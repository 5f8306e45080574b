"""Page formats: one YAML file each in `templates/leaflet/formats/`. A new format is a new file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from kaphandout.content.paths import find, find_all, meant
from kaphandout.content.types import Essential, Id, Record
from kaphandout.content.yaml import Document, read_document, valid
from kaphandout.design.tokens import LeafletType, load_tokens, token_place
from kaphandout.diagnostics import Diagnostic, error, raise_errors, refuse

FOLDER = "templates/leaflet/formats"
STYLES = "templates/leaflet/styles"
PAGELESS = ("text", "web")
"""What the leaflet can be beside the page formats."""


class Imposition(Record):
    """How pages become printed sheets; `sheet` is its width and height in mm."""

    kind: Literal["booklet", "trifold", "cards"]
    sheet: tuple[float, float]
    per_sheet: Literal[2, 4] = 4


class LeafletFormat(Record):
    """A page format: lengths in mm, sizes in pt; `margin` is top, right, bottom, left.

    `imprint` prints the data about the leaflet in one line instead of a panel.
    """

    about: str
    standard: bool = False
    page: tuple[float, float]
    widths: Mapping[int, float] = Field(default_factory=dict)
    margin: tuple[float, float, float, float]
    style: Id
    sizes: Mapping[str, float] = Field(default_factory=dict)
    smallest: Annotated[float, Field(ge=12)] = 12
    heading_column: float = 0
    imprint: bool = False
    outline: Id = "leaflet"
    keep: Literal[Essential.MAY, Essential.SHOULD, Essential.MUST] = Essential.MAY
    max_pages: Annotated[int, Field(ge=1)] | None = None
    imposition: Imposition | None = None

    @property
    def type(self) -> LeafletType:
        """The sizes of type: those of the tokens, and what this format sets otherwise."""
        return LeafletType.model_validate(self.all_sizes())

    def all_sizes(self) -> dict[str, Any]:
        """The sizes by name, those of the tokens first."""
        return {**load_tokens().leaflet.model_dump(), **self.sizes}

    def measure(self) -> float:
        """The width of a page between its margins, in mm."""
        return self.page[0] - self.margin[1] - self.margin[3]


def format_names() -> list[str]:
    """The formats that there are, by name."""
    return [path.stem for path in find_all(FOLDER, "*.yaml")]


def standard_formats() -> list[str]:
    """The formats that are built when none is asked for."""
    return [name for name in format_names() if load_format(name).standard]


def load_format(name: str) -> LeafletFormat:
    """Read a format by name. Raises `KaphandoutError` if there is none, or if its file is wrong."""
    if name not in format_names():
        known = ", ".join([*format_names(), *PAGELESS])
        raise refuse("format", "--format", f"there is no format {name!r}; the formats are: {known}")
    document = read_document(find(f"{FOLDER}/{name}.yaml"), f"{FOLDER}/{name}.yaml")
    format = valid(LeafletFormat, document)
    valid(LeafletType, document, format.all_sizes(), ("sizes",))
    raise_errors([*_style(format, document), *_too_small(format, document)])
    return format


def _style(format: LeafletFormat, document: Document) -> Iterator[Diagnostic]:
    known = [path.name.partition(".")[0] for path in find_all(STYLES, "*.css.j2")]
    if format.style not in known:
        words = f"there is no style {format.style!r}{meant(format.style, known)}; the styles are: {', '.join(known)}"
        yield error("style", document.place(("style",)), format.style, words)


def _too_small(format: LeafletFormat, document: Document) -> Iterator[Diagnostic]:
    """Sizes of running text and headings that are below the smallest of the format, at their own place."""
    for name in ("body", "lead", "subheading", "heading", "title"):
        size = getattr(format.type, name)
        if size < format.smallest:
            place = document.place(("sizes", name)) if name in format.sizes else token_place("leaflet", name)
            words = f"{name!r} is {size:g} pt: set it to at least {format.smallest:g} pt, the smallest here"
            yield error("type-size", place, name, words)
