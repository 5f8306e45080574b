"""Colours as #RRGGBB → how well they can be told apart, and shades of them that can.

Relative luminance and contrast ratio: WCAG 2.2, "relative luminance" and "contrast ratio" (success criterion 1.4.3 asks
for 4.5:1, for large text 3:1; 1.4.11 asks for 3:1 for shapes that carry meaning).
"""

from __future__ import annotations

import colorsys

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


def darkened(colour: str, on: str, ratio: float) -> str:
    """The lightest shade of a colour, of its hue and not lighter, that reaches a ratio on a light ground."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(colour))
    steps = (max(0.0, lightness - step / 200) for step in range(201))
    shades = (_hex(colorsys.hls_to_rgb(hue, light, saturation)) for light in steps)
    return next(shade for shade in (colour, *shades) if contrast(shade, on) >= ratio or shade == "#000000")


def lightness(colour: str) -> float:
    """How light a colour is, from 0 (black) to 1 (white), as in HLS."""
    return colorsys.rgb_to_hls(*_channels(colour))[1]


def hue_distance(first: str, second: str) -> float:
    """How far apart two hues are on the circle, in degrees from 0 to 180; greys are far from every hue."""
    one, other = (colorsys.rgb_to_hls(*_channels(colour)) for colour in (first, second))
    if min(one[2], other[2]) < 0.15:
        return 180.0
    turn = abs(one[0] - other[0]) * 360
    return min(turn, 360 - turn)


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
