"""Every component of the leaflet with its name, as HTML and on A4: what a designer changes, seen at once.

The words are those of a real topic; the outlines that place them are made here, one panel a component. What looks
different for another clinic or with other words is shown in those states, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from kaphandout.content.figures import Table
from kaphandout.content.model import Message
from kaphandout.content.outline import (
    Block,
    Box,
    ClinicFields,
    Compare,
    FigureBlock,
    Furniture,
    LeafletOutline,
    Lines,
    Messages,
    Panel,
)
from kaphandout.content.types import Audience
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css, leaflet_html
from kaphandout.pdf.renderer import lay_out, write_pdf

LISTS: tuple[Literal["text", "list", "steps", "checklist", "pairs"], ...] = (
    "text", "list", "steps", "checklist", "pairs",
)  # fmt: skip
BOXES: tuple[Literal["key", "safety", "action"], ...] = ("key", "safety", "action")
FURNITURE = ("crisis", "contact", "phone", "certainty", "sources", "about", "imprint")
NAMES = "[data-panel]::before { content: attr(data-panel); display: block; font-size: 9.5pt; letter-spacing: 0.6pt }"
CLINIC = {
    "name": "Clinic name",
    "phone": "000 000 0000",
    "out_of_hours": "000 000 0001",
    "address": ("First line", "Second line"),
    "website": "www.example.org",
}

_BODY = re.compile(r"<header.*?</header>|<body>|</body>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Gallery:
    """The same page twice: for a browser, and as it is printed."""

    html: bytes
    pdf: bytes


def write_gallery(edition: Edition) -> Gallery:
    """The gallery in the words of an edition. Raises `KaphandoutError` as the leaflet does."""
    layout = load_format("a4")
    css = leaflet_css(edition, layout) + NAMES
    html = leaflet_html(edition, gallery_outline(edition), layout, "gallery", None)
    for state, outline in _states(edition):
        body = _BODY.split(leaflet_html(state, outline, layout, "gallery", None))[2]
        html = html.replace("</body>", f"{body}</body>")
    pdf = write_pdf(lay_out(html, css), build_manifest(edition, "gallery", ()), edition.topic.about.issued)
    return Gallery(html.replace("</head>", f"<style>\n{css}\n</style>\n</head>").encode("utf-8"), pdf)


def gallery_outline(edition: Edition) -> LeafletOutline:
    """An outline that places every kind of block, each in a panel that bears its name."""
    topic = edition.topic
    ids = _patient_ids(edition)
    left, right = (section.id for section in topic.about.sections[:2])
    compare = Compare(kind="compare", left=left, left_messages=ids[:2], right=right, right_messages=ids[2:5])
    blocks: dict[str, Block] = {kind: Messages(kind=kind, messages=ids[:4]) for kind in LISTS}
    blocks |= {f"box-{style}": Box(kind="box", style=style, section=left, messages=ids[:3]) for style in BOXES}
    blocks |= {"compare": compare}
    for id, figure in topic.figures.items():
        if not isinstance(figure, Table):
            blocks[f"figure-{id}"] = FigureBlock(kind="figure", figure=id)
    blocks |= {"lines": Lines(kind="lines", message=ids[0], count=2)}
    if topic.fields:
        blocks |= {"fields": ClinicFields(kind="fields", fields=tuple(topic.fields))}
    blocks |= {kind: Furniture(kind=kind) for kind in FURNITURE}
    return _outline(edition, blocks)


def _patient_ids(edition: Edition) -> tuple[str, ...]:
    return tuple(id for id, message in edition.topic.messages.items() if Audience.PATIENT in message.audiences)


def _states(edition: Edition) -> Iterator[tuple[Edition, LeafletOutline]]:
    """Editions in which components look otherwise, and what to show of each."""
    topic, ids = edition.topic, _patient_ids(edition)
    clinic = replace(edition, clinic=edition.clinic.model_copy(update=CLINIC), countries=edition.countries[:1])
    yield clinic, _outline(edition, {f"{kind}-filled": Furniture(kind=kind) for kind in ("crisis", "contact", "phone")})
    section = topic.about.sections[0].id
    long = {id: _in_long_words(topic.messages[id]) for id in ids[:3]}
    worded = replace(edition, topic=replace(topic, messages={**topic.messages, **long}))
    blocks: dict[str, Block] = {
        "list-long-words": Messages(kind="list", messages=tuple(long)),
        "compare-long-words": Compare(
            kind="compare", left=section, left_messages=ids[:1], right=section, right_messages=tuple(long)
        ),
        "box-one-message": Box(kind="box", style="action", section=section, messages=ids[:1]),
    }
    yield worded, _outline(edition, blocks)
    yield edition, _outline(edition, {"checklist-many": Messages(kind="checklist", messages=ids[:14])})


def _outline(edition: Edition, blocks: Mapping[str, Block]) -> LeafletOutline:
    panels = tuple(Panel(id=name, blocks=(block,)) for name, block in blocks.items())
    return LeafletOutline(front=edition.topic.leaflet.front, panels=panels)


def _in_long_words(message: Message) -> Message:
    """A message without its spaces: a word that no line holds."""
    assert message.patient
    text = message.patient.text.replace(" ", "")
    return message.model_copy(update={"patient": message.patient.model_copy(update={"text": text})})
