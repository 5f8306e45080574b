"""A region of a template → the colours, placeholders and letters that slides there take on, and what had to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kaphandout.deck.layout.geometry import Layout
from kaphandout.deck.layout.metrics import LINE
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import Background
from kaphandout.deck.templates.foreign.colour_mapping import (
    MappedColour,
    least,
    map_colour,
    map_slot,
    palette,
    readable,
)
from kaphandout.deck.templates.foreign.layout_matching import Candidate
from kaphandout.deck.templates.foreign.regions import CERTAINTY, EDITION, KICKER, NUMBER, SOURCE, Region
from kaphandout.deck.templates.foreign.styles import FoundPlaceholder
from kaphandout.design.contrast import TEXT, contrast


@dataclass(frozen=True, slots=True)
class SlideStyle:
    """How slides of one role take on the template.

    `layout` counts the layouts of the file. `bound`: the template's placeholder for each of ours. `tones`: its colours
    by the names of ours; `inks`: the colour of the text in placeholders and margins. `panel`: a plain ground for the
    body where a picture is behind it. `ratios`: the least contrast of title, text and footer as slides show them,
    where no picture is behind. `typeface`: of text boxes, if it is not the theme's. `spacing`: of the lines of
    headlines and text, in percent, with which a line is no higher than it was measured. `links`: the slot that
    takes the place of the theme's colour of links, where that could not be read.
    """

    layout: int
    bound: Mapping[str, FoundPlaceholder]
    tones: Mapping[str, MappedColour]
    inks: Mapping[str, MappedColour]
    panel: Box | None
    ratios: Mapping[str, float]
    typeface: str | None
    spacing: tuple[int, int]
    links: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A text of the template that cannot be read where it stands: its colour, what is behind it, and what it is now.

    No colours behind it: a picture is there, and its own colour is kept.
    """

    type: str
    asked: str
    behind: tuple[str, ...]
    now: str


def style_of(role: str, candidate: Candidate, region: Region) -> tuple[SlideStyle, list[Correction]]:
    """The look of a role, and what of the template's own had to change for it."""
    theme, layout = candidate.theme, region.layout
    title = region.bound["title"]
    text = region.bound.get("10")
    own = map_colour(theme, text.ink, text.colour) if text and text.type != "subTitle" else map_slot(theme, "tx1")
    ground = candidate.behind(layout.body)
    panel = None
    if ground.picture and role != "statement":
        panel, ground = _panel(layout), Background((theme.colours["bg1"],))
    heading = map_colour(theme, title.ink, title.colour)
    tones = palette(theme, own, heading, ground)
    if role == "statement":
        if ground.picture:
            tones |= {"ink": heading}
        tones |= {"tint_cool": tones["ink"], "tint_warm": tones["ink"]}
    if role == "quote":
        tones |= {"paper": tones["tint_cool"]}
    inks: dict[str, MappedColour] = {}
    corrections: list[Correction] = []
    ratios = {"text": least(tones["ink"], ground.colours)} if ground.colours else {}
    for idx in ("title", "10", KICKER, SOURCE, CERTAINTY, EDITION, NUMBER):
        if not layout.has(idx) or (idx == "10" and not (role == "title" and "10" in region.bound)):
            continue
        holder = region.bound.get(idx)
        whole = idx == "title" and role == "statement"
        behind = candidate.behind(layout.body if whole else layout.placeholder(idx).box)
        if panel and idx in (SOURCE, CERTAINTY):
            behind = ground
        asked = map_colour(theme, holder.ink, holder.colour) if holder else tones[MARGINS.get(idx, "muted")]
        inks[idx] = readable(theme, asked, behind, tones["muted"] if idx != "title" else heading)
        if behind.colours and idx in SHOWN:
            ratios[SHOWN[idx]] = least(inks[idx], behind.colours)
        if holder and (inks[idx].rgb != asked.rgb or not behind.colours):
            corrections.append(Correction(holder.type, asked.rgb, behind.colours, inks[idx].rgb))
    face = text.typeface if text else theme.body
    spacing = [min(100, int(LINE / one.line * 100 + 0.1)) for one in (layout.fonts.heading, layout.fonts.body)]
    look = SlideStyle(
        candidate.number,
        region.bound,
        tones,
        inks,
        panel,
        ratios,
        None if face == theme.body else face,
        (spacing[0], spacing[1]),
        _links(candidate, layout.placeholder(SOURCE).box if layout.has(SOURCE) else layout.body),
    )
    return look, corrections


def _panel(layout: Layout) -> Box:
    """The body and the small print below it, with a margin."""
    body, small = layout.body, [idx for idx in (SOURCE, CERTAINTY) if layout.has(idx)]
    bottom = max([body.bottom, *(layout.placeholder(idx).box.bottom for idx in small)])
    return Box(body.x - 10, body.y - 8, body.w + 20, bottom - body.y + 12)


def _links(candidate: Candidate, box: Box) -> str | None:
    grounds, colours = candidate.behind(box).colours, candidate.theme.colours
    if min((contrast(colours["hlink"], ground) for ground in grounds), default=TEXT) >= TEXT:
        return None
    ratios = {slot: min(contrast(colours[slot], ground) for ground in grounds) for slot in ("dk1", "lt1", "dk2", "lt2")}
    return max(ratios, key=ratios.__getitem__)


SHOWN = {"title": "title", EDITION: "footer"}
"""What is told of the contrast of placeholders."""

MARGINS = {CERTAINTY: "ink"}
"""The colours of small print that has no placeholder, if they are not `muted`."""
