"""A layout of a template → the free areas on it, in pt: headline, body, small print, and what is left beside a title.

Where an area is not that of a placeholder, it keeps clear of logos and bands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaphandout.deck.layout.fitting import SMALL, TITLE_FLOOR
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import overlap
from kaphandout.deck.templates.foreign.layout_matching import Candidate
from kaphandout.deck.templates.foreign.placeholders import FEET, FoundPlaceholder

GAP = 8.0
MARGIN = 24.0
ACCENT = 28.0
"""The height of the rule above a statement, in pt."""
LEAST_TOP = 14.0
"""How near to the slide's upper edge a title may grow, in pt."""
NARROW_TITLE = 660.0
"""The width in pt below which a headline may take three lines."""
NARROW = 800.0
"""The width of a slide in pt below which its small print takes two lines."""
SUBTITLE = 26.0
"""The size of a subtitle in pt; two lines of it fit."""
FACTS, FACTS_NARROW = 150.0, 190.0
"""The height in pt that publisher, dates and edition need on a title slide, and on one narrower than `NARROW`."""
LEAST_BODY = 0.25
"""The share of the slide's height that a body must have."""


def headline_area(title: FoundPlaceholder) -> Box:
    """The title's box, at least high enough for two lines of the smallest headline, or three where it is narrow."""
    lines = 2 if title.inner.w >= NARROW_TITLE else 3
    least = lines * TITLE_FLOOR * LINE + title.insets[1] + title.insets[3] + 1
    if title.box.h >= least:
        return title.box
    grown = least - title.box.h
    up = min({"b": grown, "ctr": grown / 2}.get(title.anchor, 0.0), max(title.box.y - LEAST_TOP, 0.0))
    return replace(title.box, y=title.box.y - up, h=least)


def subtitle_area(subtitle: FoundPlaceholder) -> Box:
    """A subtitle's box, no higher than two lines of it need, so that there is space below."""
    tall = min(subtitle.box.h, 2 * SUBTITLE * LINE + subtitle.insets[1] + subtitle.insets[3])
    spare = subtitle.box.h - tall
    down = {"b": spare, "ctr": spare / 2}.get(subtitle.anchor, 0.0)
    return replace(subtitle.box, y=subtitle.box.y + down, h=tall)


def foot_of(candidate: Candidate) -> float:
    """Where the footers begin, in pt from the top."""
    tops = [item.box.y for item in candidate.placeholders if item.type in FEET]
    return min([*(top for top in tops if top > candidate.slide.h * 0.75), candidate.slide.h - MARGIN])


def body_area(
    role: str,
    candidate: Candidate,
    title: FoundPlaceholder,
    headline: Box,
    contents: Sequence[FoundPlaceholder],
    foot: float,
) -> Box:
    """The region that the slide fills."""
    slide = candidate.slide
    below = _around([item.inner for item in contents]) if contents else None
    if role == "statement":
        body = _around([title.inner, *([below] if below else [])])
        whole = _clear(candidate, Box(body.x, MARGIN * 3, body.w, foot - 4 * MARGIN), upright=True)
        alike = candidate.behind(whole) == candidate.behind(body)
        return whole if alike and whole.h > body.h and whole.w >= body.w - 1 else body
    if below is None or below.h < slide.h * LEAST_BODY:
        top = headline.bottom + GAP if headline.bottom < slide.h * 0.6 else MARGIN * 2
        bottom = foot - GAP if headline.bottom < slide.h * 0.6 else headline.y - GAP
        usual = candidate.usual
        if usual and top - GAP * 2 <= usual.y <= top + slide.h * 0.1 and abs(usual.x - title.inner.x) < MARGIN * 2:
            return _clear(candidate, usual.inset(0, max(top - usual.y, 0.0), 0, max(usual.bottom - bottom, 0.0)))
        left = title.inner.x
        return _clear(candidate, Box(left, top, max(title.inner.w, slide.w - 2 * left), bottom - top))
    sink = max(headline.bottom + GAP - below.y, 0.0) if headline.y < below.y else 0.0
    return below.inset(0, sink, 0, max(below.bottom - foot, 0.0))


def strip_area(candidate: Candidate, body: Box, foot: float) -> tuple[Box, Box]:
    """The body without, and the line with, the sources below it."""
    line = SMALL * LINE * 2 + 6 if candidate.slide.w < NARROW else SMALL * LINE + 2
    bottom = min(foot - 4, candidate.slide.h - MARGIN)
    for item in candidate.drawn:
        across = item.box.x < body.right and item.box.right > body.x
        if across and item.solid and body.bottom <= item.box.y < bottom and item.box.h < candidate.slide.h * 0.3:
            bottom = item.box.y - 4
    bottom = max(bottom, body.bottom)
    shrunk = max(body.bottom - (bottom - line - GAP), 0.0)
    return body.inset(0, 0, 0, shrunk), Box(body.x, bottom - line, body.w, line)


def share(strip: Box, sources: bool) -> Box:
    """The left part of a line for the sources and the right for the certainty, or of two lines one each."""
    line = SMALL * LINE + 1
    if strip.h >= 2 * line - 1:
        return replace(strip, y=strip.y if sources else strip.bottom - line, h=line)
    left = strip.w * 0.64
    if sources:
        return replace(strip, w=left)
    return Box(strip.x + left + GAP, strip.y, strip.w - left - GAP, strip.h)


def area_beside(
    candidate: Candidate, title: FoundPlaceholder, contents: Sequence[FoundPlaceholder], foot: float
) -> tuple[Box, float]:
    """The largest area on a title layout that neither title nor subtitle takes, below, above or beside them; and by how
    much these are raised, in pt, where there is too little space below."""
    slide = candidate.slide
    need = FACTS_NARROW if slide.w < NARROW else FACTS
    taken = _around([title.inner, *(subtitle_area(item).inset(*item.insets) for item in contents[:1])])
    left = taken.x if title.align == "l" else min(taken.x, MARGIN * 2)
    bottom, wide = foot - GAP, slide.w - left - MARGIN * 2
    areas = [
        Box(left, taken.bottom + GAP, wide, bottom - taken.bottom - GAP),
        Box(left, MARGIN * 2, wide, taken.y - MARGIN * 2 - GAP),
        Box(taken.right + MARGIN, MARGIN * 2, slide.w - taken.right - 2 * MARGIN, bottom - MARGIN * 2),
    ]
    clear = [_clear(candidate, area) for area in areas]
    best = max(clear, key=lambda area: min(area.h, need) * min(area.w, 600.0))
    if best.h >= need and best.w >= 200:
        return best, 0.0
    low = clear[0]
    raised = max(min(need - low.h, taken.y - MARGIN * 1.5), 0.0)
    if candidate.behind(replace(taken, y=taken.y - raised)) != candidate.behind(taken):
        return best, 0.0
    return Box(low.x, low.y - raised, low.w, low.h + raised), raised


def _clear(candidate: Candidate, area: Box, upright: bool = False) -> Box:
    """The largest part of an area that no logo and no band reaches into; if `upright`, of the same width."""
    for item in candidate.drawn:
        box = item.box
        wide, tall = overlap(area, box)
        if not item.solid or not 0 < wide * tall <= area.w * area.h * 0.5:
            continue
        parts = [
            Box(area.x, area.y, box.x - GAP - area.x, area.h),
            Box(box.right + GAP, area.y, area.right - box.right - GAP, area.h),
            Box(area.x, area.y, area.w, box.y - GAP - area.y),
            Box(area.x, box.bottom + GAP, area.w, area.bottom - box.bottom - GAP),
        ]
        area = max(parts[2:] if upright else parts, key=lambda part: max(part.w, 0) * max(part.h, 0))
    return area


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)
