"""A layout of the template and the role it serves → where our words go: a `Layout`, and the placeholders that it fills.

What has no placeholder of its own gets a text box, placed as on our own layout, within the region that the template
leaves for content.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, cast

from kaphandout.deck.layout.fitting import SMALL
from kaphandout.deck.layout.geometry import Layout, Placeholder
from kaphandout.deck.layout.metrics import LINE, SAFETY, Metrics
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.loading import fonts
from kaphandout.deck.templates.foreign.areas import (
    ACCENT,
    GAP,
    LEAST_TOP,
    MARGIN,
    SUBTITLE,
    area_beside,
    body_area,
    foot_of,
    headline_area,
    moved,
    share,
    strip_area,
    subtitle_area,
    touch,
)
from kaphandout.deck.templates.foreign.layout_matching import (
    CONTENT,
    GRAPHIC,
    Candidate,
    MatchedLayout,
    lacks,
    load_rules,
)
from kaphandout.deck.templates.foreign.styles import FoundPlaceholder

KICKER, SOURCE, CERTAINTY, EDITION, NUMBER = "20", "21", "22", "30", "31"
"""How our slides refer to what every layout has beside its body."""

EDITION_SAMPLE = "nnnnnnnnnn MMMM-MMMM · nnn nnn nnnnnnnnnn nnnnnnnn"
"""As wide as a word, an edition code, and the words of a draft get."""

EDITION_WIDTH = 300.0
"""Points of our own box for them."""


@dataclass(frozen=True, slots=True)
class Region:
    """A layout in our terms, and the template's placeholder for each of ours that has one."""

    layout: Layout
    bound: dict[str, FoundPlaceholder]


def region_of(cast_: MatchedLayout, own: Layout) -> Region:
    """Where everything of `own`, our layout for the role, stands on the layout of the template."""
    candidate, role = cast_.candidate, cast_.role
    title = candidate.title
    assert title  # `cast` takes no other
    held = [] if role in ("cards", "diagram", "quote") and not cast_.placeholders else list(_held(cast_))
    bound = {"title": title} | dict(_bindings(own, held))
    headline, foot = headline_area(title), foot_of(candidate)
    special: dict[str, list[Placeholder]] = {}
    if role == "title":
        body, raised = area_beside(candidate, title, held, foot)
        headline = replace(headline, y=headline.y - raised)
        body, special["10"] = _subtitle(own.placeholder("10"), bound.get("10"), body, raised)
    else:
        body, strip = strip_area(candidate, body_area(role, candidate, title, headline, held, foot), foot)
        for item in (item for item in own.placeholders if item.idx in (SOURCE, CERTAINTY)):
            special[item.idx] = [item.model_copy(update={"box": share(strip, item.idx == SOURCE), "colour": "muted"})]
    special["title"] = [_as_holder(own.placeholder("title"), title, headline)]
    if own.has(KICKER):
        below = body.y - ACCENT if role == "statement" else headline.y
        special[KICKER] = _kicker(own.placeholder(KICKER), candidate, title, replace(title.inner, y=below))
    special[EDITION] = [_edition(own.placeholder(EDITION), candidate, foot, bound)]
    if own.has(NUMBER):
        special[NUMBER] = _number(own.placeholder(NUMBER), candidate, bound)
    listed = role == "points" and "10" in bound
    placed = [one for item in own.placeholders for one in special.get(item.idx) or _rest(item, own, body, special)]
    if listed:
        placed = [one.model_copy(update={"size": bound["10"].size}) if one.idx == "10" else one for one in placed]
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


def _subtitle(
    item: Placeholder, holder: FoundPlaceholder | None, body: Box, raised: float
) -> tuple[Box, list[Placeholder]]:
    """What is left of the body, and the subtitle: in its placeholder, or else at the top of the body."""
    if holder is None:
        box = replace(body, h=2 * SUBTITLE * LINE)
        return body.inset(0, box.h + GAP, 0, 0), [item.model_copy(update={"box": box, "colour": "muted"})]
    box = subtitle_area(holder)
    return body, [_as_holder(item, holder, replace(box, y=box.y - raised))]


def _rest(item: Placeholder, own: Layout, body: Box, special: dict[str, list[Placeholder]]) -> list[Placeholder]:
    """A placeholder that stands within the body, at the same place within this one; none for what is left out."""
    if item.idx in special:
        return []
    box = moved(item.box, own.body, body)
    return [item.model_copy(update={"box": replace(box, h=max(box.h, item.size * LINE + 2))})]


def _held(cast_: MatchedLayout) -> Iterator[FoundPlaceholder]:
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


def _bindings(own: Layout, held: Sequence[FoundPlaceholder]) -> Iterator[tuple[str, FoundPlaceholder]]:
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


def _kicker(item: Placeholder, candidate: Candidate, title: FoundPlaceholder, below: Box) -> list[Placeholder]:
    """The section's name above what is `below` it, where there is room and nothing is drawn."""
    tall = item.size * LINE + 2
    box = Box(below.x, below.y - tall, below.w, tall)
    free = not any(touch(box, drawn.box) and (drawn.ground.picture or drawn.words) for drawn in candidate.drawn)
    held = any(touch(box, other.box) for other in candidate.holders if other is not title)
    fits = box.y >= LEAST_TOP and free and not held and len(candidate.behind(box).colours) == 1
    return [item.model_copy(update={"box": box, "colour": "muted"})] if fits else []


def _edition(item: Placeholder, candidate: Candidate, foot: float, bound: dict[str, FoundPlaceholder]) -> Placeholder:
    """The footer where it can hold the edition's code, else a box of our own at the foot."""
    size = max(item.size, SMALL)
    holder = candidate.foot("ftr")
    if holder and not holder.shared:
        metrics = Metrics(fonts(holder.typeface, holder.typeface, holder.capitals))
        size = min(max(holder.size, SMALL), 18.0)
        need = metrics.width(EDITION_SAMPLE, size, holder.bold, heading=holder.capitals) * SAFETY
        if holder.inner.w >= need and holder.box.h >= size * LINE:
            bound[EDITION] = holder
            return _as_holder(item, holder, holder.box, size)
    tall, wide = SMALL * LINE + 2, EDITION_WIDTH
    slide = candidate.slide
    y = min(max(foot, slide.h - MARGIN), slide.h - tall - 2)
    left = candidate.title.inner.x if candidate.title else MARGIN
    places = [Box(x, y, wide, tall) for x in (left, (slide.w - wide) / 2, slide.w - wide - MARGIN)]
    others = [*(one.box for one in candidate.drawn if one.ground.picture or one.words),
              *(one.box for one in candidate.holders if one.type in ("dt", "sldNum"))]  # fmt: skip
    box = next((place for place in places if not any(touch(place, other) for other in others)), places[0])
    return item.model_copy(update={"box": box, "size": SMALL, "anchor": "ctr"})


def _number(item: Placeholder, candidate: Candidate, bound: dict[str, FoundPlaceholder]) -> list[Placeholder]:
    """The slide number, if the layout has one."""
    holder = candidate.foot("sldNum")
    if holder is None or holder.shared:
        return []
    bound[NUMBER] = holder
    return [_as_holder(item, holder, holder.box, min(max(holder.size, SMALL), 18.0))]


def _as_holder(item: Placeholder, holder: FoundPlaceholder, box: Box, size: float | None = None) -> Placeholder:
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
