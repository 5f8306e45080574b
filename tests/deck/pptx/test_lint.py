"""The lint sees what stops a presenter and no schema validator reports: each fault is planted in a good deck."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from kaphandout.deck.pptx.lint import lint

Parts = dict[str, bytes]


@pytest.fixture(scope="module")
def parts(deck_pptx: Path) -> Parts:
    with zipfile.ZipFile(deck_pptx) as package:
        return {name: package.read(name) for name in package.namelist()}


def findings(parts: Parts) -> list[str]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return [problem.message for problem in lint(buffer.getvalue(), "deck.pptx")]


def swapped(where: str, old: str, new: str) -> Callable[[Parts], str]:
    """Change the first `old` into `new` in a part: the one of that name, else the first slide that holds `where`."""

    def plant(parts: Parts) -> str:
        slides = sorted(name for name in parts if name.startswith("ppt/slides/slide"))
        name = where if where in parts else next(name for name in slides if where.encode() in parts[name])
        parts[name], times = re.subn(old.encode(), new.encode(), parts[name], count=1)
        assert times, f"{old} is not in {name}"
        return name

    return plant


def added(name: str, data: bytes) -> Callable[[Parts], str]:
    def plant(parts: Parts) -> str:
        parts[name] = data
        return name

    return plant


def twice_titled(parts: Parts) -> str:
    first, second = "ppt/slides/slide4.xml", "ppt/slides/slide5.xml"
    title = re.compile(rb'(type="title"/>.*?<a:t>)([^<]+)', re.DOTALL)
    words = title.search(parts[first])[2]
    parts[second] = title.sub(rb"\g<1>" + words, parts[second], count=1)
    return second


def without_workbook(parts: Parts) -> str:
    gone = next(name for name in parts if name.endswith(".xlsx"))
    del parts[gone]
    return gone


SLIDE, CHART, DECK = "ppt/slides/slide2.xml", "ppt/charts/chart1.xml", "ppt/presentation.xml"

FAULTS: dict[str, tuple[Callable[[Parts], str], str]] = {
    "two shapes share an id": (swapped(SLIDE, '<p:cNvPr id="3"', '<p:cNvPr id="2"'), "used 2 times"),
    "a slide has no title": (swapped(SLIDE, 'type="title"', 'type="body"'), "title placeholder"),
    "two slides share a title": (twice_titled, "its title is that of"),
    "a run has no language": (swapped(SLIDE, '<a:rPr lang="[^"]+"', "<a:rPr"), "no language is given"),
    "text is tiny": (swapped(SLIDE, r'sz="\d+"', 'sz="900"'), "smaller than 12 pt"),
    "a chart has no alternative": (swapped("<c:chart", '(name="chart-[^"]+") descr="[^"]+"', r"\1"), "alternative"),
    "a table row lacks a cell": (swapped("<a:tbl>", "<a:tc>.*?</a:tc>", ""), "cells, its grid"),
    "a table has no header row": (swapped("<a:tbl>", ' firstRow="1"', ""), "no header row"),
    "a mark is neither said nor silent": (swapped(SLIDE, "<adec:decorative[^>]*>", ""), "is not decorative"),
    "a slide has a transition": (swapped(SLIDE, "</p:sld>", "<p:transition/></p:sld>"), "transition"),
    "an axis id is negative": (swapped(CHART, 'axId val="', 'axId val="-'), "negative id"),
    "notes have no master list": (
        swapped(DECK, "<p:notesMasterIdLst>.*?</p:notesMasterIdLst>", ""), "list of notes masters",
    ),
    "the size has another name": (swapped(DECK, "<p:sldSz ", '<p:sldSz type="screen4x3" '), "another proportion"),
    "a section forgets a slide": (swapped(DECK, "<p14:sldId [^>]*/>", ""), "do not hold each slide once"),
    "a part is orphaned": (added("ppt/media/image9.png", b"x"), "nothing refers to this part"),
    "a part is missing": (without_workbook, "is referred to and missing"),
}  # fmt: skip


def test_a_sound_deck_has_no_findings(parts: Parts):
    assert findings(parts) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_the_lint_sees_that(fault: str, parts: Parts):
    changed = dict(parts)
    plant, words = FAULTS[fault]
    where = plant(changed)
    found = [message for message in findings(changed) if words in message]
    assert found, f"not seen: {fault} in {where}"
    assert any(where in message for message in found)
