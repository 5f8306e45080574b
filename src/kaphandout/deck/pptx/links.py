"""A drawn deck → the same with links: from a short citation to its full reference, from there to the web, and from the
words of certainty to the hidden slide that says what the headline rests on.

Links look like the words around them: PowerPoint is asked to keep the colour of the text, and on dark and
tinted slides the theme's colour of links is exchanged for a readable one, for programs that do not know the request.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from kaphandout.content.model import Reference
from kaphandout.deck.plan.slides import BETWEEN, NO_BREAK, DeckPlan, ReferencesSlide, grid_of
from kaphandout.deck.pptx.elements import Element, element, extension
from kaphandout.deck.templates.slide_style import SlideStyle

JUMP = "ppaction://hlinksldjump"

_KEEP_COLOUR = (
    "{A12FA001-AC4F-418D-AE19-62706E023703}",
    '<ahyp:hlinkClr xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/>',
)
"""The extension that asks PowerPoint to keep the colour of the text."""

Piece = tuple[str, dict[str, str] | None]
"""Some words of a run, and the attributes of the link on them."""


def add_links(
    deck: Deck, plan: DeckPlan, references: Mapping[str, Reference], styles: Mapping[str, SlideStyle]
) -> None:
    """Link every short citation, every address at the end of a full reference, and the words of certainty."""
    drawn = list(zip(plan.slides, deck.slides, strict=True))
    homes: dict[str, Slide] = {}
    rows: dict[str, Slide] = {}
    for planned, slide in drawn:
        cited = planned.references if isinstance(planned, ReferencesSlide) else ()
        homes |= {str(references[one.text.key.split(".")[1]].short): slide for column in cited for one in column}
        if planned.hidden and (grid := grid_of(planned)):
            rows |= {row[0].key: slide for row in grid.rows}
    full = {str(reference.full): reference.address for reference in references.values() if reference.address}
    for planned, slide in drawn:
        for paragraph in slide._element.iter(qn("a:p")):
            runs = paragraph.findall(qn("a:r"))
            words = runs[0].findtext(qn("a:t")) if len(runs) == 1 else None
            if not words:
                continue
            shorts = words.split(BETWEEN)
            if homes.keys() >= {short.replace(NO_BREAK, " ") for short in shorts}:
                _split(runs[0], _jumps(slide, shorts, homes))
            elif words in full:
                _split(runs[0], _address(slide, words, full[words]))
            elif words == planned.certainty_words and planned.title.key in rows:
                _split(runs[0], [(words, _jump(slide, rows[planned.title.key]))])
        slot = styles[planned.layout].links
        if slot and next(slide._element.iter(qn("a:hlinkClick")), None) is not None:
            _colour_links(slide, slot)


def _jumps(slide: Slide, shorts: Sequence[str], homes: Mapping[str, Slide]) -> Iterator[Piece]:
    for number, short in enumerate(shorts):
        if number:
            yield BETWEEN, None
        yield short, _jump(slide, homes[short.replace(NO_BREAK, " ")])


def _jump(slide: Slide, target: Slide) -> dict[str, str]:
    return {"r:id": slide.part.relate_to(target.part, RELATIONSHIP_TYPE.SLIDE), "action": JUMP}


def _address(slide: Slide, words: str, address: str) -> Iterator[Piece]:
    """The reference, its last word (the DOI or address) linked."""
    before, _, last = words.rpartition(" ")
    yield f"{before} ", None
    yield last, {"r:id": slide.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}


def _split(run: Element, pieces: Iterable[Piece]) -> None:
    """Replace a run by runs of the same look, one a piece."""
    for words, link in pieces:
        part = copy.deepcopy(run)
        part.find(qn("a:t")).text = words
        if link:
            part.find(qn("a:rPr")).append(element("a:hlinkClick", link, extension(*_KEEP_COLOUR)))
        run.addprevious(part)
    run.getparent().remove(run)


def _colour_links(slide: Slide, slot: str) -> None:
    """Give a slide a colour map of its own, in which links have the theme's colour `slot`."""
    layout: Any = slide.slide_layout
    own = layout.element.find(f"{qn('p:clrMapOvr')}/{qn('a:overrideClrMapping')}")
    mapping = layout.slide_master.element.find(qn("p:clrMap")) if own is None else own
    colours = dict(mapping.attrib) | {"hlink": slot, "folHlink": slot}
    old: Element = next(slide._element.iter(qn("a:masterClrMapping")))
    old.getparent().replace(old, element("a:overrideClrMapping", colours))
