"""A clinic's logo: a PNG or JPEG beside the profile → a `data:` address, after its size and content were checked."""

from __future__ import annotations

import base64
import io
from pathlib import Path

from kaphandout.content.model import Clinic
from kaphandout.diagnostics import KaphandoutError, Place, error

MAX_BYTES = 2_000_000
MIN_SIDE, MAX_SIDE = 64, 6000


def logo_address(folder: Path, clinic: Clinic, place: Place) -> str | None:
    """The logo of a clinic as a PNG `data:` address without metadata, or None when it has none.

    `folder` holds the profile; the logo must stand in it or below. Raises `KaphandoutError` at `place` for a file that
    is missing, outside the folder, too large, too small (pixels) or not a picture.
    """
    if clinic.logo is None:
        return None
    path = (folder / clinic.logo).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise _refused(place, clinic.logo, "must stand in the folder of the clinic profiles")
    if not path.is_file():
        raise _refused(place, clinic.logo, "is not there: put the picture beside the profile or take the line out")
    if path.stat().st_size > MAX_BYTES:
        raise _refused(place, clinic.logo, f"is larger than {MAX_BYTES // 1_000_000} MB: save a smaller one")
    return "data:image/png;base64," + base64.b64encode(_as_png(path, clinic.logo, place)).decode("ascii")


def _as_png(path: Path, name: str, place: Place) -> bytes:
    from PIL import Image

    try:
        with Image.open(path, formats=("PNG", "JPEG")) as picture:
            if not MIN_SIDE <= min(picture.size) <= max(picture.size) <= MAX_SIDE:
                size = "{} × {}".format(*picture.size)
                raise _refused(place, name, f"is {size} pixels: its sides must be {MIN_SIDE} to {MAX_SIDE} pixels long")
            picture.thumbnail((1200, 1200))
            out = io.BytesIO()
            picture.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as exc:
        raise _refused(place, name, "cannot be read as a picture: save it anew as PNG or JPEG") from exc


def _refused(place: Place, name: str, why: str) -> KaphandoutError:
    return KaphandoutError([error("logo", place, name, f"the logo {name!r} {why}")])
