"""Pictures of the leaflet as `data:` addresses of SVG: icons and arrays of 100 dots.

They are decoration beside words that say the same, so they are set as CSS backgrounds and not tagged.
"""

from __future__ import annotations

import base64
from functools import cache

from kaphandout.paths import TEMPLATES
from kaphandout.problems import refuse
from kaphandout.tokens import load_tokens

COLUMNS, ROWS = 20, 5
PITCH, RADIUS = 10, 3.9


@cache
def icon(name: str, colour: str) -> str:
    """An icon of `templates/icons/` in one of the token colours. Raises `KaphandoutError` if there is no such icon."""
    path = TEMPLATES / "icons" / f"{name}.svg"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in path.parent.glob("*.svg")))
        raise refuse("icon", f"templates/icons/{name}.svg", f"there is no icon {name!r}; the icons are: {known}")
    return _address(path.read_text(encoding="utf-8").replace("currentColor", getattr(load_tokens().colours, colour)))


@cache
def dot_array(count: int, colour: str) -> str:
    """100 dots in 5 rows of 20, the first `count` filled and the others rings: the same picture in grey."""
    colours = load_tokens().colours
    filled = f'r="{RADIUS}" fill="{getattr(colours, colour)}"'
    ring = f'r="{RADIUS - 0.6:g}" fill="none" stroke="{colours.rule}" stroke-width="1.2"'
    dots = []
    for index in range(COLUMNS * ROWS):
        column, row = divmod(index, ROWS)
        centre = f'cx="{column * PITCH + PITCH / 2:g}" cy="{row * PITCH + PITCH / 2:g}"'
        dots.append(f"<circle {centre} {filled if index < count else ring}/>")
    size = f'width="{COLUMNS * PITCH}" height="{ROWS * PITCH}" viewBox="0 0 {COLUMNS * PITCH} {ROWS * PITCH}"'
    return _address(f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(dots)}</svg>')


def _address(svg: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(svg.encode("utf-8")).decode("ascii")
