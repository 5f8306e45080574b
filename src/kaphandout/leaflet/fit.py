"""An outline + how essential its parts are → what of it a format can hold.

Parts are left out from the least essential on, and within one degree from the back; what is for safety, and what a
leaflet must say, never. Pure but for `pages`, which lays the leaflet out.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from itertools import chain

from kaphandout.content.model import Topic
from kaphandout.content.outline import (
    Block,
    ClinicFields,
    Compare,
    FigureBlock,
    Furniture,
    LeafletOutline,
    block_messages,
)
from kaphandout.content.placement import in_leaflet
from kaphandout.content.types import Essential
from kaphandout.diagnostics import Diagnostic, KaphandoutError, error
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.formats import LeafletFormat

_DROPPED_FIRST = (Essential.MAY, Essential.SHOULD)

Part = tuple[str, ...]
"""Ids that stay or go together: a message, `figure.<id>` with its messages, or two lists side by side."""


def fit_outline(
    edition: Edition, format: LeafletFormat, pages: Callable[[LeafletOutline], int]
) -> tuple[LeafletOutline, tuple[str, ...]]:
    """The outline for a format, and the ids that were left out of it.

    `pages` gives the number of pages of an outline. Raises `KaphandoutError` with what to shorten when even the parts
    that must stay take more pages than the format has.
    """
    topic = edition.topic
    outline = topic.outlines.get(format.outline, topic.leaflet)
    order = drop_order(topic, outline)
    rank = list(Essential).index
    at_least = sum(rank(_essential(topic, part)) > rank(format.keep) for part in order)

    def fits(parts: list[Part]) -> bool:
        return format.max_pages is None or pages(outline.without([*chain(*parts)])) <= format.max_pages

    count = _fewest(at_least, len(order), lambda count: fits(order[:count]))
    if count is None:
        raise KaphandoutError([_too_long(edition, format, outline.without([*chain(*order)]))])
    left_out = order[:count]
    for part in reversed(order[at_least:count]):  # what was dropped last may have made room for smaller parts
        rest = [other for other in left_out if other != part]
        if len(left_out) > 1 and fits(rest):
            left_out = rest
    return outline.without([*chain(*left_out)]), (*chain(*left_out),)


def drop_order(topic: Topic, outline: LeafletOutline) -> list[Part]:
    """The parts that may be left out, first the first to go: of all, the scale of certainty."""
    parts = [part for block in outline.blocks() for part in _parts(block)]
    parts.reverse()
    parts.sort(key=lambda part: part != ("certainty",))
    return [part for degree in _DROPPED_FIRST for part in parts if _essential(topic, part) is degree]


def _fewest(least: int, most: int, fits: Callable[[int], bool]) -> int | None:
    """The smallest count from `least` to `most` that fits, by bisection; None if even `most` does not."""
    if fits(least):
        return least
    count = bisect_left(range(least + 1, most + 1), True, key=fits) + least + 1
    return count if count <= most else None


def _parts(block: Block) -> list[Part]:
    match block:
        case FigureBlock():
            return [(f"figure.{block.figure}", *block.messages)]
        case Compare():
            return [block_messages(block)]
        case ClinicFields():
            return [(f"field.{name}",) for name in block.fields]
        case Furniture(kind="certainty" | "sources"):
            return [(block.kind,)]
        case _:
            return [(id,) for id in block_messages(block)]


def _essential(topic: Topic, part: Part) -> Essential:
    """The highest degree among the ids of a part."""
    if part in (("certainty",), ("sources",)):  # each step has the words beside it; sources can be asked for
        return Essential.MAY
    degrees = [topic.essential(id) for id in part]
    return min(degrees, key=list(Essential).index)


def _too_long(edition: Edition, format: LeafletFormat, outline: LeafletOutline) -> Diagnostic:
    """What must stay and is longest, so that an editor sees where to cut."""
    ids = in_leaflet(outline).messages
    said = {id: wording.text for id in ids if (wording := edition.message(id).patient)}
    longest = sorted(said, key=lambda id: -len(said[id]))[:3]
    most = f"{format.max_pages} page{'s' * (format.max_pages != 1)}"
    words = (
        f"what the leaflet must say takes more than {most} of this format: shorten the longest of it"
        f" ({', '.join(longest)}), or call parts less essential"
    )
    if format.outline not in edition.topic.outlines:
        words += f", or say in outline/{format.outline}.yaml, which is not there, what this format holds"
    return error("too-many-pages", edition.topic.place(f"message.{longest[0]}"), longest[0], words)
