"""Pictures of the leaflet as `data:` addresses of SVG: icons, arrays of dots, QR codes.

They are decoration beside words that say the same, so they are set as CSS backgrounds and not tagged.
"""

from __future__ import annotations

import base64
import re
from functools import cache

from kaphandout.content.paths import find, find_all
from kaphandout.diagnostics import refuse

ARRAYS = {100: (20, 5), 1000: (50, 20)}
"""Columns and rows of an array, by how many it shows; 10,000 dots could not be told apart."""
PITCH, RADIUS = 10, 3.9
LONGEST_ADDRESS = 100
"""Letters: 45 modules and the quiet zone are 53; of 24 mm, each has 0.45."""


@cache
def icon_svg(name: str, colour: str) -> str:
    """The SVG of an icon of `templates/icons/` in a colour (#RRGGBB). Raises `KaphandoutError` if there is no such
    icon."""
    path = find(f"templates/icons/{name}.svg")
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in find_all("templates/icons", "*.svg")))
        raise refuse("icon", f"templates/icons/{name}.svg", f"there is no icon {name!r}; the icons are: {known}")
    return path.read_text(encoding="utf-8").replace("currentColor", colour)


def icon(name: str, colour: str) -> str:
    """The address of an icon in a colour (#RRGGBB). Raises `KaphandoutError` if there is no such icon."""
    return _address(icon_svg(name, colour))


@cache
def dot_array(count: int, group: int, colour: str, rest: str) -> str | None:
    """One dot for each of a `group`, `count` of them filled and the others rings: the same picture in grey.

    None if the group is too large to be drawn.
    """
    if group not in ARRAYS:
        return None
    columns, rows = ARRAYS[group]
    filled = f'r="{RADIUS}" fill="{colour}"'
    ring = f'r="{RADIUS - 0.6:g}" fill="none" stroke="{rest}" stroke-width="1.2"'
    dots = []
    for index in range(columns * rows):
        column, row = divmod(index, rows)
        centre = f'cx="{column * PITCH + PITCH / 2:g}" cy="{row * PITCH + PITCH / 2:g}"'
        dots.append(f"<circle {centre} {filled if index < count else ring}/>")
    size = f'width="{columns * PITCH}" height="{rows * PITCH}" viewBox="0 0 {columns * PITCH} {rows * PITCH}"'
    return _address(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(dots)}</svg>')


@cache
def qr_code(website: str, colour: str) -> str | None:
    """A QR code (error level M, quiet zone of 4 modules) to a website, or None if it is no plain host or https address
    or so long that its code would be too fine to read.

    The address is in words beside it.
    """
    import segno

    plain = re.fullmatch(r"(?:https://)?((?:[a-z0-9-]+\.)+[a-z]{2,}(?:/[a-z0-9_./%-]*)?)", website, re.IGNORECASE)
    if plain is None or len(website) > LONGEST_ADDRESS:
        return None
    address = f"https://{plain[1]}"
    return str(segno.make(address, error="m", boost_error=False).svg_data_uri(border=4, dark=colour, scale=4))


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")
