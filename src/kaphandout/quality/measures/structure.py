"""How the leaflet is built: main message, summary, parts, headings, lists, pictures, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.checks.language.readability import sentences, words
from kaphandout.checks.rules.completeness import advice, key_boxes, tools
from kaphandout.checks.rules.reading import MAX_ITEMS, list_lengths
from kaphandout.content.model import Message
from kaphandout.content.model.figures import Rates, Sequence
from kaphandout.content.outline import (
    Block,
    Box,
    Compare,
    FigureBlock,
    Furniture,
    Messages,
    block_messages,
    block_sections,
)
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measured, counted, measure
from kaphandout.quality.printed import squeezed

LONGEST_PART = 150
"""Words of running text under one heading; the instruments give no figure."""


def _said(message: Message) -> str:
    wording = message.patient
    return f"{wording.lead or ''} {wording.text}".strip() if wording else ""


def _questions(context: MeasurementContext) -> dict[str, str]:
    """The headings that sections have for patients, by their ids."""
    return {section.id: str(section.patient) for section in context.topic.about.sections}


def _headings(context: MeasurementContext) -> list[str]:
    """The headings of the parts and lists, in reading order."""
    outline, names = context.topic.leaflet, _questions(context)
    keys = [key for block in outline.front_blocks for key in block_sections(block)]
    for panel in outline.panels:
        keys += [panel.section] if panel.section else []
        keys += [key for block in panel.blocks for key in block_sections(block)]
    return [names[key] for key in keys]


@measure("title", decides=False)
def title(context: MeasurementContext) -> Measured:
    about = context.topic.about.patient
    return Measured(f"title “{about.title}”, below it “{about.subtitle}”")


@measure("main-message", decides=False)
def main_message(context: MeasurementContext) -> Measured:
    said = _said(context.edition.message(context.topic.leaflet.front))
    return Measured(f"on the front: “{said}” ({counted(len(sentences(said)), 'sentence')})")


@measure("main-first")
def main_first(context: MeasurementContext) -> Measured:
    text = _said(context.edition.message(context.topic.leaflet.front))
    before = " ".join(line.text for line in context.printed.lines if line.page == 1)
    first = squeezed(text) in squeezed(before)
    return Measured("printed on page 1, before the first part" if first else "not printed on page 1", first)


@measure("summary")
def summary(context: MeasurementContext) -> Measured:
    boxes = key_boxes(context.topic.leaflet)
    points = sum(len(box.messages) for box in boxes)
    says = f"a key box on the front with {counted(points, 'point')}" if boxes else "no key box on the front"
    return Measured(says, bool(boxes))


@measure("short-parts")
def short_parts(context: MeasurementContext) -> Measured:
    outline = context.topic.leaflet
    panels = [("front", outline.front_blocks), *((panel.id, panel.blocks) for panel in outline.panels)]
    parts = [part for name, blocks in panels for part in _parts(name, blocks)]
    sizes = {name: sum(len(words(_said(context.edition.message(id)))) for id in ids) for name, ids in parts if ids}
    longest = max(sizes, key=lambda name: sizes[name], default="")
    if not longest:
        return Measured("no part has running text", applies=False)
    says = f"{counted(len(sizes), 'part')} of text; the longest, “{longest}”, has {sizes[longest]} words (our limit: "
    return Measured(f"{says}{LONGEST_PART})", len(sizes) > 1 and sizes[longest] <= LONGEST_PART)


def _parts(panel: str, blocks: tuple[Block, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What stands under one heading each, by name, with the ids of its messages."""
    rest: tuple[str, ...] = ()
    for block in blocks:
        if isinstance(block, Compare):
            yield block.left, block.left_messages
            yield block.right, block.right_messages
        else:
            rest += block_messages(block)
    yield panel, rest


@measure("headed")
def headed(context: MeasurementContext) -> Measured:
    unheaded = [panel.id for panel in context.topic.leaflet.panels if not (panel.section or _own_heading(panel.blocks))]
    says = f"parts without a heading: {', '.join(unheaded)}" if unheaded else "each part has a heading"
    return Measured(says, not unheaded)


def _own_heading(blocks: tuple[Block, ...]) -> bool:
    return any(block_sections(block) or isinstance(block, Furniture) for block in blocks)


@measure("headings", decides=False)
def headings(context: MeasurementContext) -> Measured:
    found = _headings(context)
    questions = sum(heading.rstrip().endswith("?") for heading in found)
    return Measured(f"{counted(len(found), 'heading')} of the text, {questions} of them asked as a question")


@measure("order", decides=False)
def order(context: MeasurementContext) -> Measured:
    return Measured("headings in reading order: " + " · ".join(_headings(context)))


@measure("boxes")
def boxes(context: MeasurementContext) -> Measured:
    found = [block for block in context.topic.leaflet.blocks() if isinstance(block, Box) or block.kind == "crisis"]
    return Measured(f"{counted(len(found), 'framed part')}, the crisis lines included", bool(found))


@measure("lists")
def lists(context: MeasurementContext) -> Measured:
    sizes = [length for block in context.topic.leaflet.blocks() for _, length in list_lengths(block)]
    says = f"{counted(len(sizes), 'list')}, the longest of {counted(max(sizes, default=0), 'item')} (limit {MAX_ITEMS})"
    return Measured(says, bool(sizes) and max(sizes) <= MAX_ITEMS)


def _pictures(context: MeasurementContext) -> list[Sequence | Rates]:
    figures = context.topic.figures
    ids = [block.figure for block in context.topic.leaflet.blocks() if isinstance(block, FigureBlock)]
    return [figures[id] for id in ids]  # type: ignore[misc]  # leaflets have no other


@measure("pictures", decides=False)
def pictures(context: MeasurementContext) -> Measured:
    found = [f"“{figure.title.patient}” ({figure.kind})" for figure in _pictures(context)]
    return Measured(f"{counted(len(found), 'picture')}{': ' if found else ''}{', '.join(found)}")


@measure("picture-titles", decides=False)
def picture_titles(context: MeasurementContext) -> Measured:
    titles = [str(figure.title.patient) for figure in _pictures(context)]
    printed = sum(context.printed.says(name) for name in titles)
    return Measured(f"{printed} of {counted(len(titles), 'title')} printed", applies=bool(titles))


@measure("rates", decides=False)
def rates(context: MeasurementContext) -> Measured:
    found = [figure for figure in _pictures(context) if isinstance(figure, Rates)]
    rows = sum(len(figure.rows) for figure in found)
    return Measured(f"{counted(rows, 'chance')} shown in words and as dots out of 100", applies=bool(rows))


@measure("side-by-side")
def side_by_side(context: MeasurementContext) -> Measured:
    found = [block for block in context.topic.leaflet.blocks() if isinstance(block, Compare)]
    names = _questions(context)
    pairs = "; ".join(f"“{names[block.left]}” beside “{names[block.right]}”" for block in found)
    return Measured(pairs or "no two lists stand side by side", bool(found))


@measure("actions")
def actions(context: MeasurementContext) -> Measured:
    count = advice(context.topic)
    return Measured(f"{counted(count, 'message')} of advice", count > 0)


@measure("steps", decides=False)
def steps(context: MeasurementContext) -> Measured:
    blocks = [block for block in context.topic.leaflet.blocks() if isinstance(block, Messages)]
    listed = sum(block.kind in ("steps", "checklist") for block in blocks)
    drawn = sum(isinstance(figure, Sequence) for figure in _pictures(context))
    return Measured(f"{counted(listed, 'list')} of steps or things to do, {counted(drawn, 'picture')} of steps")


@measure("tool")
def tool(context: MeasurementContext) -> Measured:
    ticked, lines = tools(context.topic.leaflet)
    return Measured(f"{counted(ticked, 'list')} to tick, {counted(lines, 'place')} to write on", ticked + lines > 0)
