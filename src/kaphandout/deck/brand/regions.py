"""A layout of the template and the role it serves → where our words go: a `Layout`, and the placeholders that it fills.

What has no placeholder of its own gets a text box, placed as on our own layout, within the region that the template
leaves for content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from kaphandout.deck.brand.candidates import CONTENT, GRAPHIC, Candidate
from kaphandout.deck.brand.roles import Cast, lacks, load_rules
from kaphandout.deck.brand.styles import Holder
from kaphandout.deck.fonts import fonts
from kaphandout.deck.geometry import Layout, Placeholder
from kaphandout.deck.measure import LINE, SAFETY, measured_in, width
from kaphandout.deck.room import SMALL, TITLE_FLOOR
from kaphandout.deck.scene import Box

KICKER, SOURCE, CERTAINTY, EDITION, NUMBER = "20", "21", "22", "30", "31"
"""How our slides refer to what every layout has beside its body."""

EDITION_SAMPLE = "Edition MMMM-MMMM"
"""As wide as an edition code gets."""
GAP = 8.0
MARGIN = 24.0
ACCENT = 28.0
"""What the rule above a statement takes, in pt."""
LEAST_TOP = 14.0
"""How near to the slide's upper edge a title may grow, in pt."""
NARROW_TITLE = 660.0
"""The width in pt below which a headline may take three lines."""
NARROW = 800.0
"""The width of a slide in pt below which its small print takes two lines."""
FACTS, FACTS_NARROW = 150.0, 190.0
"""The height in pt that publisher, dates and edition need on a title slide, and on one narrower than `NARROW`."""
LEAST_BODY = 0.25
"""The share of the slide's height that a body must have."""


@dataclass(frozen=True, slots=True)
class Region:
    """A layout in our terms, and the template's placeholder for each of ours that has one."""

    layout: Layout
    bound: dict[str, Holder]


def region_of(cast_: Cast, own: Layout) -> Region:
    """Where everything of `own`, our layout for the role, stands on the layout of the template."""
    candidate, role = cast_.candidate, cast_.role
    title = candidate.title
    assert title  # `cast` takes no other
    held = [] if role in ("cards", "diagram") and not cast_.placeholders else list(_held(cast_))
    headline = _headline(title)
    foot = _foot(candidate)
    body = _body(role, candidate, title, headline, held, foot)
    body, strip = _strip(candidate, body, foot)
    raised = 0.0
    if role == "title":
        body, raised = _beside(candidate, title, held, foot)
    bound = {"title": title} | dict(_bindings(own, held))
    listed = role == "points" and "10" in bound and bound["10"].type in CONTENT
    placed: list[Placeholder] = []
    for item in own.placeholders:
        match item.idx:
            case "title":
                placed.append(_as_holder(item, title, replace(headline, y=headline.y - raised)))
            case "20":
                top = body.y - ACCENT if role == "statement" else headline.y
                placed += _kicker(item, candidate, title, replace(title.inner, y=top))
            case "21" | "22":
                placed.append(item.model_copy(update={"box": _share(strip, item.idx), "colour": "muted"}))
            case "30":
                placed.append(_edition(item, candidate, foot, bound))
            case "31":
                placed += _number(item, candidate, bound)
            case "10" if role == "title" and "10" in bound:
                below = _short(bound["10"])
                placed.append(_as_holder(item, bound["10"], replace(below, y=below.y - raised)))
            case _:
                box = _moved(item.box, own.body, body)
                size = bound["10"].size if listed and item.idx == "10" else item.size
                placed.append(
                    item.model_copy(update={"box": replace(box, h=max(box.h, item.size * LINE + 2)), "size": size})
                )
    face = bound["10"].typeface if "10" in bound else candidate.theme.body
    layout = Layout(
        name=candidate.name,
        type=candidate.type or None,
        body=body,
        placeholders=tuple(placed),
        grows=False,
        indent=bound["10"].indent if listed else None,
        fonts=fonts(face, title.typeface, title.capitals),
    )
    return Region(layout, bound)


def _held(cast_: Cast) -> Iterator[Holder]:
    """The placeholders beside the title that the role fills, in order."""
    candidate = cast_.candidate
    if cast_.placeholders:
        yield from (item for idx in cast_.placeholders for item in candidate.holders if item.idx == idx)
        return
    rule = load_rules()[cast_.role]
    if rule.needs == "graphic" and candidate.graphics:
        yield max(candidate.graphics, key=lambda item: item.box.w * item.box.h)
    elif not lacks(candidate, rule.needs):
        yield from candidate.contents


def _bindings(own: Layout, held: Sequence[Holder]) -> Iterator[tuple[str, Holder]]:
    """Our placeholders, in their order, with those of the template that can hold the same. One that shares its idx with
    another cannot be filled: no program could tell which is meant."""
    left = [item for item in held if not item.shared]
    for item in own.placeholders:
        if item.idx in ("title", KICKER, SOURCE, CERTAINTY, EDITION, NUMBER):
            continue
        kinds = (item.type, "obj") if item.type in GRAPHIC else CONTENT
        if (holder := next((holder for holder in left if holder.type in kinds), None)) is not None:
            left.remove(holder)
            yield item.idx, holder


def _headline(title: Holder) -> Box:
    """The title's box, at least high enough for two lines of the smallest headline, or three where it is narrow."""
    lines = 2 if title.inner.w >= NARROW_TITLE else 3
    least = lines * TITLE_FLOOR * LINE + title.insets[1] + title.insets[3] + 1
    if title.box.h >= least:
        return title.box
    grown = least - title.box.h
    up = min({"b": grown, "ctr": grown / 2}.get(title.anchor, 0.0), max(title.box.y - LEAST_TOP, 0.0))
    return replace(title.box, y=title.box.y - up, h=least)


def _short(holder: Holder) -> Box:
    """A subtitle's box, no higher than two lines of it need, so that what stands below has room."""
    tall = min(holder.box.h, 2 * 26 * LINE + holder.insets[1] + holder.insets[3])
    down = {"b": holder.box.h - tall, "ctr": (holder.box.h - tall) / 2}.get(holder.anchor, 0.0)
    return replace(holder.box, y=holder.box.y + down, h=tall)


def _foot(candidate: Candidate) -> float:
    """Where the footers begin, in pt from the top."""
    tops = [item.box.y for kind in ("ftr", "sldNum", "dt") if (item := candidate.foot(kind))]
    low = [top for top in tops if top > candidate.slide.h * 0.75]
    return min([*low, candidate.slide.h - MARGIN])


def _body(role: str, candidate: Candidate, title: Holder, headline: Box, held: Sequence[Holder], foot: float) -> Box:
    """The region that the slide fills."""
    slide = candidate.slide
    below = _around([item.inner for item in held]) if held else None
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
            return _clear(candidate, usual.inset(0, max(top - GAP - usual.y, 0.0), 0, max(usual.bottom - bottom, 0.0)))
        left = title.inner.x
        return _clear(candidate, Box(left, top, max(title.inner.w, slide.w - 2 * left), bottom - top))
    sink = max(headline.bottom - below.y, 0.0) if headline.y < below.y else 0.0
    return below.inset(0, sink, 0, max(below.bottom - foot, 0.0))


def _strip(candidate: Candidate, body: Box, foot: float) -> tuple[Box, Box]:
    """The body without, and the line with, the sources below it."""
    line = SMALL * LINE * (2 if candidate.slide.w < NARROW else 1) + 2
    bottom = min(foot - 4, candidate.slide.h - MARGIN)
    for item in candidate.drawn:
        across = item.box.x < body.right and item.box.right > body.x
        solid = item.ground.picture or item.words or item.ground.colours
        if across and solid and body.bottom <= item.box.y < bottom and item.box.h < candidate.slide.h * 0.3:
            bottom = item.box.y - 4
    bottom = max(bottom, body.bottom)
    shrunk = max(body.bottom - (bottom - line - GAP), 0.0)
    return body.inset(0, 0, 0, shrunk), Box(body.x, bottom - line, body.w, line)


def _share(strip: Box, idx: str) -> Box:
    """The left part of a line for the sources and the right for the certainty, or of two lines one each."""
    line = SMALL * LINE + 1
    if strip.h >= 2 * line - 1:
        return replace(strip, y=strip.y if idx == SOURCE else strip.bottom - line, h=line)
    left = strip.w * 0.64
    if idx == SOURCE:
        return replace(strip, w=left)
    return Box(strip.x + left + GAP, strip.y, strip.w - left - GAP, strip.h)


def _beside(candidate: Candidate, title: Holder, held: Sequence[Holder], foot: float) -> tuple[Box, float]:
    """The largest room on a title layout that neither title nor subtitle takes, below, above or beside them; and by how
    much these are raised, in pt, to make room below where there is too little."""
    slide = candidate.slide
    need = FACTS_NARROW if slide.w < NARROW else FACTS
    taken = _around([title.inner, *(_short(item).inset(*item.insets) for item in held[:1])])
    left = taken.x if title.align == "l" else min(taken.x, MARGIN * 2)
    bottom, wide = foot - GAP, slide.w - left - MARGIN * 2
    rooms = [
        Box(left, taken.bottom + GAP, wide, bottom - taken.bottom - GAP),
        Box(left, MARGIN * 2, wide, taken.y - MARGIN * 2 - GAP),
        Box(taken.right + MARGIN, MARGIN * 2, slide.w - taken.right - 2 * MARGIN, bottom - MARGIN * 2),
    ]
    clear = [_clear(candidate, room) for room in rooms]
    best = max(clear, key=lambda room: (min(room.h, need) * min(room.w, 600.0), room is clear[0]))
    if best.h >= need and best.w >= 200:
        return best, 0.0
    low = clear[0]
    raised = max(min(need - low.h, taken.y - MARGIN * 1.5), 0.0)
    if candidate.behind(replace(taken, y=taken.y - raised)) != candidate.behind(taken):
        return best, 0.0
    return Box(low.x, low.y - raised, low.w, low.h + raised), raised


def _clear(candidate: Candidate, room: Box, upright: bool = False) -> Box:
    """The largest part of a room that no logo and no band reaches into; if `upright`, as wide as the room is."""
    for item in candidate.drawn:
        box = item.box
        wide, tall = min(room.right, box.right) - max(room.x, box.x), min(room.bottom, box.bottom) - max(room.y, box.y)
        solid = item.ground.picture or item.words or item.ground.colours
        if not solid or wide <= 0 or tall <= 0 or wide * tall > room.w * room.h * 0.5:
            continue
        rooms = [
            Box(room.x, room.y, box.x - GAP - room.x, room.h),
            Box(box.right + GAP, room.y, room.right - box.right - GAP, room.h),
            Box(room.x, room.y, room.w, box.y - GAP - room.y),
            Box(room.x, box.bottom + GAP, room.w, room.bottom - box.bottom - GAP),
        ]
        room = max(rooms[2:] if upright else rooms, key=lambda part: max(part.w, 0) * max(part.h, 0))
    return room


def _kicker(item: Placeholder, candidate: Candidate, title: Holder, below: Box) -> list[Placeholder]:
    """The section's name above what is `below` it, where there is room and nothing is drawn."""
    tall = item.size * LINE + 2
    box = Box(below.x, below.y - tall, below.w, tall)
    free = not any(_touch(box, drawn.box) and (drawn.ground.picture or drawn.words) for drawn in candidate.drawn)
    held = any(_touch(box, other.box) for other in candidate.holders if other is not title)
    fits = box.y >= LEAST_TOP and free and not held and len(candidate.behind(box).colours) == 1
    return [item.model_copy(update={"box": box, "colour": "muted"})] if fits else []


def _edition(item: Placeholder, candidate: Candidate, foot: float, bound: dict[str, Holder]) -> Placeholder:
    """The footer where it can hold the edition's code, else a box of our own at the foot."""
    size = max(item.size, SMALL)
    holder = candidate.foot("ftr")
    if holder and not holder.shared:
        with measured_in(fonts(holder.typeface, holder.typeface, holder.capitals)):
            size = min(max(holder.size, SMALL), 18.0)
            need = width(EDITION_SAMPLE, size, holder.bold, heading=holder.capitals) * SAFETY
        if holder.inner.w >= need and holder.box.h >= size * LINE:
            bound[EDITION] = holder
            return _as_holder(item, holder, holder.box, size)
    tall, wide = SMALL * LINE + 2, 130.0
    slide = candidate.slide
    y = min(max(foot, slide.h - MARGIN), slide.h - tall - 2)
    left = candidate.title.inner.x if candidate.title else MARGIN
    places = [Box(x, y, wide, tall) for x in (left, (slide.w - wide) / 2, slide.w - wide - MARGIN)]
    others = [*(one.box for one in candidate.drawn if one.ground.picture or one.words),
              *(one.box for one in candidate.holders if one.type in ("dt", "sldNum"))]  # fmt: skip
    box = next((place for place in places if not any(_touch(place, other) for other in others)), places[0])
    return item.model_copy(update={"box": box, "size": SMALL, "anchor": "ctr"})


def _number(item: Placeholder, candidate: Candidate, bound: dict[str, Holder]) -> list[Placeholder]:
    """The slide number, if the layout has one."""
    holder = candidate.foot("sldNum")
    if holder is None or holder.shared:
        return []
    bound[NUMBER] = holder
    return [_as_holder(item, holder, holder.box, min(max(holder.size, SMALL), 18.0))]


def _as_holder(item: Placeholder, holder: Holder, box: Box, size: float | None = None) -> Placeholder:
    """Our placeholder with the place and the letters of the template's."""
    anchor = holder.anchor if holder.anchor in ("t", "ctr", "b") else "t"
    align = holder.align if holder.align in ("l", "ctr", "r") else "l"
    return item.model_copy(
        update={
            "box": box,
            "size": size or holder.size,
            "bold": holder.bold,
            "anchor": cast(Literal["t", "ctr", "b"], anchor),
            "align": cast(Literal["l", "ctr", "r"], align),
            "insets": holder.insets,
        }
    )


def _moved(box: Box, own: Box, there: Box) -> Box:
    """A box within our body, at the same place within another."""
    across, down = there.w / own.w, there.h / own.h
    return Box(there.x + (box.x - own.x) * across, there.y + (box.y - own.y) * down, box.w * across, box.h * down)


def _around(boxes: Sequence[Box]) -> Box:
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    return Box(left, top, max(box.right for box in boxes) - left, max(box.bottom for box in boxes) - top)


def _touch(one: Box, two: Box) -> bool:
    return one.x < two.right and two.x < one.right and one.y < two.bottom and two.y < one.bottom
