"""Every component of the leaflet with its name on a few A4 pages: what a designer changes, seen at once.

The words are those of a real topic; the outline that places them is made here, one panel a component.
"""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.edition import Edition
from kaphandout.figures import Table
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css, leaflet_html
from kaphandout.leaflet.pdf import lay_out, write_pdf
from kaphandout.outline import Block, Box, Compare, FigureBlock, Furniture, LeafletOutline, Lines, Messages, Panel
from kaphandout.text import Audience

FURNITURE = ("crisis", "contact", "phone", "certainty", "sources", "about", "imprint")


NAMES = "[data-panel]::before { content: attr(data-panel); display: block; font-size: 9.5pt; letter-spacing: 0.6pt }"


def write_gallery(edition: Edition) -> bytes:
    """The gallery in the words of an edition, as the bytes of a PDF. Raises `KaphandoutError` as the leaflet does."""
    outline = gallery_outline(edition)
    layout = load_format("a4")
    html = leaflet_html(edition, outline, layout, "gallery", None)
    document = lay_out(html, leaflet_css(edition, layout) + NAMES)
    return write_pdf(document, edition.carried("gallery", ()), edition.topic.about.issued)


def gallery_outline(edition: Edition) -> LeafletOutline:
    """An outline that places every kind of block, each in a panel that bears its name."""
    blocks = dict(_blocks(edition))
    return LeafletOutline(
        front=edition.topic.leaflet.front,
        panels=tuple(Panel(id=name, blocks=(block,)) for name, block in blocks.items()),
    )


def _blocks(edition: Edition) -> Iterator[tuple[str, Block]]:
    topic = edition.topic
    ids = tuple(id for id, message in topic.messages.items() if Audience.PATIENT in message.audiences)
    sections = [section.id for section in topic.about.sections]
    for kind in ("text", "list", "steps", "checklist", "pairs"):
        yield kind, Messages(kind=kind, messages=ids[:4])
    for style in ("key", "safety", "action"):
        yield f"box-{style}", Box(kind="box", style=style, section=sections[0], messages=ids[:3])
    yield "compare", Compare(
        kind="compare", left=sections[0], left_messages=ids[:2], right=sections[1], right_messages=ids[2:5]
    )
    for id, figure in topic.figures.items():
        if not isinstance(figure, Table):
            yield f"figure-{id}", FigureBlock(kind="figure", figure=id)
    yield "lines", Lines(kind="lines", message=ids[0], count=2)
    for furniture in FURNITURE:
        yield furniture, Furniture(kind=furniture)
