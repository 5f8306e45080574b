"""A deck of the real topic on a hospital's template, and what a reader sees of it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from pptx import Presentation

from kaphandout.deck import write_deck
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.layout.splitting import lay_out
from kaphandout.deck.plan.plan import plan_deck
from kaphandout.deck.templates.contract import Template
from kaphandout.deck.templates.foreign.reader import read_template
from kaphandout.design.contrast import contrast
from kaphandout.edition.edition import Edition

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
EMU = 12_700


class Built:
    """A template, what is known of it, and the deck that was built on it."""

    def __init__(self, original: bytes, path: Path, edition: Edition):
        self.original, self.path = original, path
        self.path.write_bytes(self.original)
        self.template: Template = read_template(self.path)
        self.plan = lay_out(edition, plan_deck(edition), self.template.layouts).plan
        self.bytes = write_deck(edition, template=self.template)
        self.file = path.with_name(f"{path.stem}-deck.pptx")
        self.file.write_bytes(self.bytes)
        self.deck = Presentation(io.BytesIO(self.bytes))
        with zipfile.ZipFile(io.BytesIO(self.bytes)) as package:
            self.parts = {entry: package.read(entry) for entry in package.namelist()}

    def described(self, rule: str) -> list[str]:
        """The messages of the problems that a rule found in the template."""
        return [problem.message for problem in self.template.problems if problem.rule == rule]

    def runs(self) -> Iterator[tuple[str, str, str, Box, str | None, str]]:
        """Slide, role, shape, box, the fill under it on the slide (None: what the template has there), colour."""
        for slide, planned in zip(self.deck.slides, self.plan.slides, strict=True):
            region, filled = self.template.regions[planned.layout], list[tuple[Box, str]]()
            theme = region.match.candidate.theme
            for shape in slide._element.iter(f"{P}sp"):
                ph, place = shape.find(f"./*/{P}nvPr/{P}ph"), shape.find(f"{P}spPr/{A}xfrm")
                idx = None if ph is None else int(ph.get("idx", 0))
                kept = next((one for one in region.filled.values() if one.idx == idx), None)
                box = _box(place) if place is not None else kept.box
                own = theme.fill(shape.find(f"{P}spPr/{A}solidFill"))
                under = [own[0]] if own else [colour for other, colour in filled if _within(box, other)][-1:]
                if own:
                    filled.append((box, own[0]))
                for run in shape.iter(f"{A}r", f"{A}fld"):
                    colour = theme.fill(run.find(f"{A}rPr/{A}solidFill"))
                    name = next(shape.iter(f"{P}cNvPr")).get("name")
                    yield (
                        planned.id,
                        planned.layout,
                        name,
                        box,
                        under[0] if under else None,
                        (colour[0] if colour else kept.colour),
                    )

    def contrasts(self) -> Iterator[tuple[float, str, str]]:
        """The least contrast of each run with what is behind it, on the slide or on its layout; slide and shape."""
        for slide, role, name, box, under, colour in self.runs():
            candidate = self.template.regions[role].match.candidate
            grounds = [under] if under else candidate.behind(box).colours
            yield min(contrast(colour, ground) for ground in grounds), slide, name

    def on_bare_ground(self, role: str) -> set[str]:
        """The colours of the text on slides of a role that has no fill of the slide's own under it."""
        return {colour for _, layout, _, _, under, colour in self.runs() if layout == role and under is None}


def words_of(node: etree._Element) -> str:
    """The words of an element."""
    return "".join(text.text or "" for text in node.iter(f"{A}t"))


def _box(place: etree._Element) -> Box:
    off, size = place.find(f"{A}off"), place.find(f"{A}ext")
    return Box(*(int(node.get(key)) / EMU for node, key in ((off, "x"), (off, "y"), (size, "cx"), (size, "cy"))))


def _within(box: Box, other: Box) -> bool:
    across = other.x - 2 <= box.x and box.right <= other.right + 2
    return across and other.y - 2 <= box.y and box.bottom <= other.bottom + 2
