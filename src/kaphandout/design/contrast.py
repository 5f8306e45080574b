"""Colours as #RRGGBB → how well they can be told apart, and shades of them that can.

Relative luminance and contrast ratio: WCAG 2.2, "relative luminance" and "contrast ratio" (success criterion 1.4.3 asks
for 4.5:1, for large text 3:1; 1.4.11 asks for 3:1 for shapes that carry meaning). Difference: CIE 1976 L*a*b* (CIE 15)
from sRGB (IEC 61966-2-1, white D65); about 2.3 can just be seen.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from math import dist

TEXT, LARGE = 4.5, 3.0
PAPER = "#FFFFFF"


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two colours, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def mix(colour: str, share: float, ground: str = PAPER) -> str:
    """A share (0 to 1) of a colour on a ground: its tint."""
    pairs = zip(_channels(colour), _channels(ground), strict=True)
    return _hex([share * above + (1 - share) * below for above, below in pairs])


def shades(colour: str) -> Iterator[str]:
    """A colour, then its hue darker and darker, to black."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    yield colour
    for step in range(1, 201):
        yield _hex(colorsys.hls_to_rgb(hue, max(0.0, lightness - step / 200), saturation))


def lightness(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white), as in HLS."""
    return colorsys.rgb_to_hls(*_channels(colour))[1]


def difference(first: str, second: str) -> float:
    """How different two colours look, from 0 (the same) to 100 (black and white) and more for vivid ones."""
    return dist(_lab(first), _lab(second))


def _lab(colour: str) -> tuple[float, float, float]:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    x, y, z = (
        share ** (1 / 3) if share > 216 / 24389 else (24389 / 27 * share + 16) / 116
        for share in (
            (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505,
            0.2126 * red + 0.7152 * green + 0.0722 * blue,
            (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0891,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _channels(colour: str) -> tuple[float, float, float]:
    digits = colour.lstrip("#")
    red, green, blue = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return red, green, blue


def _hex(channels: tuple[float, float, float] | list[float]) -> str:
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)
