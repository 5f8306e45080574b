"""A region of a template → the style of slides there: placeholders, colours and letters; and what had to change."""

from __future__ import annotations

from dataclasses import dataclass

from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import Background
from kaphandout.deck.templates.foreign.colour_mapping import least_contrast, map_colour, map_slot, palette, readable
from kaphandout.deck.templates.foreign.layout_matching import Candidate
from kaphandout.deck.templates.foreign.placeholders import FoundPlaceholder
from kaphandout.deck.templates.foreign.regions import CERTAINTY, EDITION, KICKER, NUMBER, SOURCE, Region
from kaphandout.deck.templates.foreign.theme import Theme
from kaphandout.deck.templates.slide_style import Letters, MappedColour, SlideStyle, TemplatePlaceholder
from kaphandout.design.contrast import TEXT

SHOWN = {"title": "title", EDITION: "footer"}
"""The placeholders whose contrast is reported."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A text of the template that cannot be read where it is: its colour, what is behind it, and its new colour.

    No colours behind it: a picture is there, and its own colour is kept.
    """

    type: str
    asked: str
    behind: tuple[str, ...]
    now: str


def style_of(region: Region) -> tuple[SlideStyle, list[Correction]]:
    """The style of a role, and what of the template's own had to change for it."""
    candidate, role, layout, filled = region.match.candidate, region.match.role, region.layout, region.filled
    theme, text = candidate.theme, filled.get("10")
    ground, panel = candidate.behind(layout.body), None
    if ground.picture and role != "statement":
        panel, ground = _panel(layout), Background((theme.colours["bg1"],))
    heading = _own_colour(theme, filled["title"])
    own = _own_colour(theme, text) if text and text.type != "subTitle" else map_slot(theme, "tx1")
    colours = palette(theme, own, heading, ground)
    if role == "statement":
        if ground.picture:
            colours |= {"ink": heading}
        colours |= {"tint_cool": colours["ink"], "tint_warm": colours["ink"]}
    if role == "quote":
        colours |= {"paper": colours["tint_cool"]}
    text_colours: dict[str, MappedColour] = {}
    corrections: list[Correction] = []
    contrasts = {"text": least_contrast(colours["ink"].rgb, ground.colours)} if ground.colours else {}
    for idx in ("title", "10", KICKER, SOURCE, CERTAINTY, EDITION, NUMBER):
        if not layout.has(idx) or (idx == "10" and not (role == "title" and text)):
            continue
        found = filled.get(idx)
        behind = candidate.behind(layout.body if (idx, role) == ("title", "statement") else layout.placeholder(idx).box)
        if panel and idx in (SOURCE, CERTAINTY):
            behind = ground
        small = colours["ink" if idx == CERTAINTY else "muted"]
        asked = _own_colour(theme, found) if found else small
        now = readable(theme, asked, behind, heading if idx == "title" else colours["muted"])
        text_colours[idx] = now
        if behind.colours and idx in SHOWN:
            contrasts[SHOWN[idx]] = least_contrast(now.rgb, behind.colours)
        if found and (now.rgb != asked.rgb or not behind.colours):
            corrections.append(Correction(found.type, asked.rgb, behind.colours, now.rgb))
    face = text.typeface if text else theme.body
    lines = [min(100, int(LINE / one.line * 100 + 0.1)) for one in (layout.fonts.heading, layout.fonts.body)]
    style = SlideStyle(
        layout=candidate.number,
        placeholders={idx: TemplatePlaceholder(found.reference, found.box) for idx, found in filled.items()},
        colours=colours,
        text_colours=text_colours,
        letters=Letters(lines[0], lines[1], None if face == theme.body else face),
        panel=panel,
        links=_links(candidate, layout.placeholder(SOURCE).box if layout.has(SOURCE) else layout.body),
        contrasts=contrasts,
    )
    return style, corrections


def _own_colour(theme: Theme, found: FoundPlaceholder) -> MappedColour:
    """The colour of the text in a placeholder of the template."""
    return map_colour(theme, found.colour_node, found.colour)


def _panel(layout: Layout) -> Box:
    """The body and the small print below it, with a margin."""
    body = layout.body
    bottom = max([body.bottom, *(item.box.bottom for item in layout.placeholders if item.idx in (SOURCE, CERTAINTY))])
    return Box(body.x - 10, body.y - 8, body.w + 20, bottom - body.y + 12)


def _links(candidate: Candidate, box: Box) -> str | None:
    """The slot of the theme that links take in `box` where they cannot be read in their own."""
    grounds = candidate.behind(box).colours
    ratios = {
        slot: least_contrast(candidate.theme.colours[slot], grounds) for slot in ("dk1", "lt1", "dk2", "lt2", "hlink")
    }
    return None if ratios.pop("hlink") >= TEXT else max(ratios, key=ratios.__getitem__)
