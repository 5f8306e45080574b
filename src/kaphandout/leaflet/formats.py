"""Page formats: one YAML file each in `templates/leaflet/formats/`."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, ValidationError

from kaphandout.documents import read_document
from kaphandout.model import Record
from kaphandout.paths import TEMPLATES
from kaphandout.problems import KaphandoutError, error, refuse

FOLDER = TEMPLATES / "leaflet" / "formats"


class LeafletFormat(Record):
    """A page format: lengths in mm, sizes in pt; `margin` is top, right, bottom, left."""

    page: tuple[float, float]
    margin: tuple[float, float, float, float]
    heading_column: float
    body: Annotated[float, Field(ge=9)]
    max_pages: Annotated[int, Field(ge=1)]


def format_names() -> list[str]:
    """The formats that there are, by name."""
    return sorted(path.stem for path in FOLDER.glob("*.yaml"))


def load_format(name: str) -> LeafletFormat:
    """Read a format by name. Raises `KaphandoutError` if there is none, or if its file is wrong."""
    if name not in format_names():
        known = ", ".join(format_names())
        raise refuse("format", "--format", f"there is no format {name!r}; the formats are: {known}")
    document = read_document(FOLDER / f"{name}.yaml", f"templates/leaflet/formats/{name}.yaml")
    try:
        return LeafletFormat.model_validate(document.data)
    except ValidationError as exc:
        faults = exc.errors(include_url=False)
        raise KaphandoutError([error("format", document.place(f["loc"]), name, f["msg"]) for f in faults]) from exc
