"""A layout of the template and the role it serves → where our words go: a `Layout`, and the placeholders that it fills.

What has no placeholder of its own gets a text box, placed as on our own layout, within the area that the template
leaves for content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from kaphandout.deck.layout.fitting import SMALL
from kaphandout.deck.layout.geometry import Layout, Placeholder
from kaphandout.deck.layout.metrics import LINE, SAFETY, Metrics
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.loading import fonts
from kaphandout.deck.templates.foreign import areas
from kaphandout.deck.templates.foreign.backgrounds import moved, overlap
from kaphandout.deck.templates.foreign.layout_matching import (
    CONTENT,
    GRAPHIC,
    Candidate,
    MatchedLayout,
    lacks,
    load_rules,
)
from kaphandout.deck.templates.foreign.placeholders import FEET, FoundPlaceholder

KICKER, SOURCE, CERTAINTY, EDITION, NUMBER = "20", "21", "22", "30", "31"
"""How our slides refer to what every layout has beside its body."""

EDITION_SAMPLE = "nnnnnnnnnn MMMM-MMMM · nnn nnn nnnnnnnnnn nnnnnnnn"
"""As wide as a word, an edition code, and the words of a draft get."""

EDITION_WIDTH = 300.0
"""Points of our own box for them."""
LARGEST_FOOT = 18.0
"""The largest size in pt of what is in a footer."""


@dataclass(frozen=True, slots=True)
class Region:
    """A matched layout in our terms, and the template's placeholder for each of ours that has one."""

    match: MatchedLayout
    layout: Layout
    filled: dict[str, FoundPlaceholder]


def region_of(match: MatchedLayout, own: Layout) -> Region:
    """Where everything of `own`, our layout for the role, is on the layout of the template."""
    candidate, role = match.candidate, match.role
    title = candidate.title
    assert title  # `match_layouts` takes no other
    contents = list(_contents(match))
    filled = {"title": title} | dict(_bindings(own, contents))
    headline, foot = areas.headline_area(title), areas.foot_of(candidate)
    placed: dict[str, Placeholder | None] = {NUMBER: None}
    if role == "title":
        body, raised = areas.area_beside(candidate, title, contents, foot)
        headline = replace(headline, y=headline.y - raised)
        body, placed["10"] = _subtitle(own.placeholder("10"), filled.get("10"), body, raised)
    else:
        body, strip = areas.strip_area(
            candidate, areas.body_area(role, candidate, title, headline, contents, foot), foot
        )
        for idx in (SOURCE, CERTAINTY):
            if own.has(idx):
                placed[idx] = _at(own.placeholder(idx), areas.share(strip, idx == SOURCE), colour="muted")
    placed["title"] = _like(own.placeholder("title"), title, headline)
    if own.has(KICKER):
        below = body.y - areas.ACCENT if role == "statement" else headline.y
        placed[KICKER] = _kicker(own.placeholder(KICKER), candidate, title, replace(title.inner, y=below))
    placed[EDITION] = _edition(own.placeholder(EDITION), candidate, foot, filled)
    if own.has(NUMBER) and (number := candidate.foot("sldNum")):
        filled[NUMBER] = number
        placed[NUMBER] = _like(own.placeholder(NUMBER), number, number.box)
    text = filled.get("10")
    listed = text if role == "points" else None
    for item in own.placeholders:
        if item.idx not in placed:
            box = moved(item.box, own.body, body)
            size = listed.size if listed and item.idx == "10" else item.size
            placed[item.idx] = _at(item, replace(box, h=max(box.h, item.size * LINE + 2)), size=size)
    layout = Layout(
        name=candidate.name,
        type=candidate.type or None,
        body=body,
        placeholders=tuple(found for item in own.placeholders if (found := placed[item.idx])),
        grows=False,
        indent=listed.indent if listed else None,
        fonts=fonts(text.typeface if text else candidate.theme.body, title.typeface, title.capitals),
    )
    return Region(match, layout, filled)


def _subtitle(item: Placeholder, found: FoundPlaceholder | None, body: Box, raised: float) -> tuple[Box, Placeholder]:
    """What is left of the body, and the subtitle: in its placeholder, or else at the top of the body."""
    if found is None:
        box = replace(body, h=2 * areas.SUBTITLE * LINE)
        return body.inset(0, box.h + areas.GAP, 0, 0), _at(item, box, colour="muted")
    box = areas.subtitle_area(found)
    return body, _like(item, found, replace(box, y=box.y - raised))


def _contents(match: MatchedLayout) -> Iterator[FoundPlaceholder]:
    """The placeholders beside the title that the role fills, in order."""
    candidate, rule = match.candidate, load_rules()[match.role]
    if match.placeholders:
        yield from (item for idx in match.placeholders for item in candidate.placeholders if item.idx == idx)
    elif rule.needs == "graphic":
        yield from sorted(candidate.graphics, key=lambda item: -item.box.w * item.box.h)[:1]
    elif not rule.plain and not lacks(match):
        yield from candidate.contents


def _bindings(own: Layout, contents: Sequence[FoundPlaceholder]) -> Iterator[tuple[str, FoundPlaceholder]]:
    """Our placeholders, in their order, with those of the template that can hold the same. One that shares its idx with
    another cannot be filled: no program could say which is meant."""
    left = [item for item in contents if not item.shared]
    for item in own.placeholders:
        if item.idx in ("title", KICKER, SOURCE, CERTAINTY, EDITION, NUMBER):
            continue
        kinds = (item.type, "obj") if item.type in GRAPHIC else CONTENT
        if (found := next((found for found in left if found.type in kinds), None)) is not None:
            left.remove(found)
            yield item.idx, found


def _kicker(item: Placeholder, candidate: Candidate, title: FoundPlaceholder, below: Box) -> Placeholder | None:
    """The section's name above what is `below` it, where there is space and nothing is drawn."""
    tall = item.size * LINE + 2
    box = Box(below.x, below.y - tall, below.w, tall)
    free = _free(box, candidate, (other for other in candidate.placeholders if other is not title))
    fits = box.y >= areas.LEAST_TOP and free and len(candidate.behind(box).colours) == 1
    return _at(item, box, colour="muted") if fits else None


def _edition(item: Placeholder, candidate: Candidate, foot: float, filled: dict[str, FoundPlaceholder]) -> Placeholder:
    """The footer where it can hold the edition's code, else a box of our own at the foot."""
    if found := candidate.foot("ftr"):
        footer, metrics = _like(item, found, found.box), Metrics(fonts(found.typeface, found.typeface, found.capitals))
        need = metrics.width(EDITION_SAMPLE, footer.size, found.bold, heading=found.capitals) * SAFETY
        if found.inner.w >= need and found.box.h >= footer.size * LINE:
            filled[EDITION] = found
            return footer
    tall, wide = SMALL * LINE + 2, EDITION_WIDTH
    slide = candidate.slide
    y = min(max(foot, slide.h - areas.MARGIN), slide.h - tall - 2)
    left = candidate.title.inner.x if candidate.title else areas.MARGIN
    places = [Box(x, y, wide, tall) for x in (left, (slide.w - wide) / 2, slide.w - wide - areas.MARGIN)]
    others = [one for one in candidate.placeholders if one.type in ("dt", "sldNum")]
    free = (place for place in places if _free(place, candidate, others))
    return _at(item, next(free, places[0]), size=SMALL, anchor="ctr")


def _free(box: Box, candidate: Candidate, placeholders: Iterable[FoundPlaceholder]) -> bool:
    """Whether a box meets no logo, no words and none of these placeholders."""
    taken = [drawn.box for drawn in candidate.drawn if drawn.ground.picture or drawn.words]
    return not any(all(overlap(box, other)) for other in (*taken, *(one.box for one in placeholders)))


def _at(item: Placeholder, box: Box, **letters: Any) -> Placeholder:
    """Our placeholder at another place, and in other letters."""
    return item.model_copy(update={"box": box, **letters})


def _like(item: Placeholder, found: FoundPlaceholder, box: Box) -> Placeholder:
    """Our placeholder at another place, in the letters of the template's; a footer is neither tiny nor large."""
    size = min(max(found.size, SMALL), LARGEST_FOOT) if found.type in FEET else found.size
    anchor = found.anchor if found.anchor in ("t", "ctr", "b") else "t"
    align = found.align if found.align in ("l", "ctr", "r") else "l"
    return _at(item, box, size=size, bold=found.bold, anchor=anchor, align=align, insets=found.insets)
