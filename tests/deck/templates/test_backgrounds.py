"""What a hospital draws behind its slides: the deck's text can be read there, and keeps clear of logos."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx.oxml import parse_xml
from pptx.util import Pt

from kaphandout.deck.layout.shapes import Box
from kaphandout.design.contrast import contrast
from kaphandout.edition.edition import Edition
from support import templates as made
from support.foreign import Built

Deck = Callable[..., Built]
NS = f'xmlns:p="{made.P}" xmlns:a="{made.A}"'
WIDE = made.sized(960, 540)


@pytest.fixture
def deck_on(edition: Edition, tmp_path: Path) -> Deck:
    """The deck of the real topic on the default template of 16:9 after some changes."""
    return lambda *changes: Built(made.make(WIDE, *changes), tmp_path / "hospital.pptx", edition)


def drawn(xml: str) -> made.Change:
    """A shape on the master, in DrawingML, behind its placeholders."""

    def change(deck: Any) -> None:
        deck.slide_master.element.find("p:cSld/p:spTree", made.N).insert(2, parse_xml(xml))

    return change


def rectangle(box: tuple[float, ...], fill: str, style: str = "") -> str:
    x, y, w, h = (Pt(value) for value in box)
    return (
        f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="91" name="band"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr><p:spPr>'
        f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
        f"</a:prstGeom>{fill}</p:spPr>{style}</p:sp>"
    )


def style(idx: int, slot: str) -> str:
    """The style of a shape as PowerPoint writes it: here only its fill has a colour."""
    plain = '<a:schemeClr val="tx1"/>'
    return (
        f'<p:style><a:lnRef idx="0">{plain}</a:lnRef><a:fillRef idx="{idx}"><a:schemeClr val="{slot}"/></a:fillRef>'
        f'<a:effectRef idx="0">{plain}</a:effectRef><a:fontRef idx="minor">{plain}</a:fontRef></p:style>'
    )


def named_background(idx: int, slot: str) -> made.Change:
    """The master's background as a reference to one of the theme's own."""

    def change(deck: Any) -> None:
        common = deck.slide_master.element.find("p:cSld", made.N)
        for old in common.findall("p:bg", made.N):
            common.remove(old)
        colour = f'<a:schemeClr val="{slot}"/>'
        common.insert(0, parse_xml(f'<p:bg {NS}><p:bgRef idx="{idx}">{colour}</p:bgRef></p:bg>'))

    return change


def readable_on(colours: set[str], *grounds: str) -> bool:
    return bool(colours) and min(contrast(colour, ground) for colour in colours for ground in grounds) >= 4.45


def test_on_a_dark_pattern_text_is_light_enough_for_both_its_colours(deck_on: Deck) -> None:
    pattern = (
        '<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="102A43"/></a:fgClr>'
        '<a:bgClr><a:srgbClr val="243B53"/></a:bgClr></a:pattFill>'
    )
    deck = deck_on(made.background(pattern))
    assert readable_on(deck.on_bare_ground("cards"), "#102A43", "#243B53")
    assert [words for words in deck.described("template-contrast") if "#102A43, #243B53" in words]


def test_on_a_veil_that_lets_the_ground_through_text_suits_the_mixture(deck_on: Deck) -> None:
    """White at 40 % on black shows as #666666, on which only white can be read."""
    veil = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="40000"/></a:srgbClr></a:solidFill>'
    black = made.background('<a:solidFill><a:srgbClr val="000000"/></a:solidFill>')
    deck = deck_on(black, drawn(rectangle((0, 0, 960, 540), veil)))
    assert readable_on(deck.on_bare_ground("cards"), "#666666")


@pytest.mark.parametrize(
    ("fill", "look", "dark"),
    [
        ("", style(1, "tx1"), True),
        ("", style(0, "tx1"), False),
        ("<a:noFill/>", style(1, "tx1"), False),
        ("", "", False),
        ("<a:grpFill/>", "", False),
    ],
    ids=["by its style", "style without a fill", "its own word against the style", "no fill", "the fill of its group"],
)
def test_a_band_counts_only_if_it_has_a_colour(fill: str, look: str, dark: bool, deck_on: Deck) -> None:
    deck = deck_on(drawn(rectangle((0, 0, 960, 540), fill, look)))
    assert readable_on(deck.on_bare_ground("cards"), "#000000" if dark else "#FFFFFF")


@pytest.mark.parametrize(("chosen", "ground"), [("tx1", "#000000"), ("bg1", "#FFFFFF")])
def test_a_background_of_the_theme_has_the_colour_that_the_master_gives_it(
    chosen: str, ground: str, deck_on: Deck
) -> None:
    deck = deck_on(named_background(1001, chosen))
    assert readable_on(deck.on_bare_ground("cards"), ground)
    assert not deck.described("template-picture")


def test_a_background_of_the_theme_that_may_be_a_picture_gets_a_panel(deck_on: Deck) -> None:
    deck = deck_on(named_background(1004, "bg1"))
    assert [words for words in deck.described("template-picture") if "plain panel" in words]
    assert all(("panel" in {shape.name for shape in slide.shapes}) == (planned.layout != "statement")
               for slide, planned in zip(deck.deck.slides, deck.plan.slides, strict=True))  # fmt: skip


def test_a_master_without_a_background_has_that_of_the_theme(deck_on: Deck) -> None:
    def bare(deck: Any) -> None:
        common = deck.slide_master.element.find("p:cSld", made.N)
        for old in common.findall("p:bg", made.N):
            common.remove(old)

    assert readable_on(deck_on(bare).on_bare_ground("cards"), "#FFFFFF")


@pytest.mark.parametrize(
    ("group", "logo"),
    [
        # the group is as large as the numbers in it say
        ('<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="{x}" y="{y}"/><a:chExt cx="{w}" cy="{h}"/>',
         Box(915, 200, 30, 100)),
        # the group was drawn at a tenth of the size, near the corner
        ('<a:off x="{x}" y="{y}"/><a:ext cx="{w}" cy="{h}"/><a:chOff x="0" y="0"/><a:chExt cx="{w10}" cy="{h10}"/>',
         Box(0, 0, 3, 10)),
        # the group says nothing of its place
        ("", Box(915, 200, 30, 100)),
    ],
    ids=["as it is", "enlarged", "without a place"],
)  # fmt: skip
def test_cards_keep_clear_of_a_logo_in_a_group(group: str, logo: Box, deck_on: Deck) -> None:
    """On the slide the logo is 30 × 100 pt, 915 pt from the left and 200 pt from the top, however its group counts."""
    x, y, w, h = (Pt(value) for value in (915, 200, 30, 100))
    numbers = {"x": x, "y": y, "w": w, "h": h, "w10": w // 10, "h10": h // 10}
    place = f"<a:xfrm>{group.format(**numbers)}</a:xfrm>" if group else ""
    inner = rectangle((logo.x, logo.y, logo.w, logo.h), '<a:solidFill><a:srgbClr val="CC0000"/></a:solidFill>')
    deck = deck_on(
        made.moved({"title": (20, 20, 920, 80), "body": (20, 110, 920, 370)}),
        drawn(
            f'<p:grpSp {NS}><p:nvGrpSpPr><p:cNvPr id="90" name="logo"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"<p:grpSpPr>{place}</p:grpSpPr>{inner}</p:grpSp>"
        ),
    )
    shown, seen = Box(915, 200, 30, 100), 0
    for _, role, name, box, _, _ in deck.runs():
        if role == "cards" and name not in ("title", "edition", "slide-number"):
            assert box.right <= shown.x or box.bottom <= shown.y or box.y >= shown.bottom, name
            seen += 1
    assert seen > 5
