"""Colours: what stands on what can be read, in colour and in grey, also in a clinic's own colour."""

from __future__ import annotations

import base64
import colorsys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kaphandout.checks.rules.layout import SHAPES, WORDS
from kaphandout.design.contrast import LARGE, PAPER, TEXT, contrast, difference, mix
from kaphandout.design.palette import TINT, clinic_colours, readable
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.figures import dot_array
from kaphandout.leaflet.formats import load_format
from kaphandout.leaflet.html import leaflet_css, leaflet_html
from kaphandout.pdf.renderer import lay_out
from kaphandout.project import Source

COLOURS = load_tokens().colours
TOPIC = "ketamine-assisted-psychotherapy"


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#FFFFFF", 21.0),
        ("#777777", "#FFFFFF", 4.48),
        ("#FFFFFF", "#FFFFFF", 1.0),
        ("#FF0000", "#FFFFFF", 4.0),
    ],
)
def test_the_ratios_are_those_of_the_standard(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)


@pytest.mark.parametrize(("above", "below"), WORDS)
def test_words_can_be_read_on_their_ground(above: str, below: str) -> None:
    assert contrast(getattr(COLOURS, above), getattr(COLOURS, below)) >= TEXT


@pytest.mark.parametrize(("above", "below"), SHAPES)
def test_shapes_that_mean_something_stand_out(above: str, below: str) -> None:
    assert contrast(getattr(COLOURS, above), getattr(COLOURS, below)) >= LARGE


@pytest.mark.parametrize("colour", ["#FFD400", "#1F4E8C", "#6A1B9A", "#00A878", "#5B8DEF", "#000000"])
def test_a_clinic_s_colour_is_printed_so_that_it_can_be_read(colour: str) -> None:
    shade = readable(colour)
    assert contrast(shade, mix(shade, 0.1)) >= TEXT
    assert contrast(PAPER, shade) >= TEXT
    if contrast(colour, mix(colour, 0.1)) >= TEXT:
        assert shade == colour


@pytest.mark.parametrize("format", ["a4", "large-print-a4", "trifold-a4", "card"])
def test_the_pages_put_nothing_together_that_was_not_measured(format: str, edition: Edition) -> None:
    layout = load_format(format)
    outline = edition.topic.outlines.get(layout.outline, edition.topic.leaflet)
    document = lay_out(leaflet_html(edition, outline, layout, "x", None), leaflet_css(edition, layout))
    names = {value: name for name, value in COLOURS.model_dump().items()}
    seen = {
        (names[colour], names[ground]) for page in document.pages for colour, ground in words(page._page_box, PAPER)
    }
    assert {("ink", "paper"), ("paper", "teal"), ("accent", "tint_warm")} <= seen
    assert seen <= set(WORDS)


def words(box: Any, ground: str) -> Iterator[tuple[str, str]]:
    """The colour of each text below a box, and the colour of what it stands on."""
    background = box.style["background_color"]
    ground = as_hex(background) if background.alpha == 1 else ground
    if hasattr(box, "text"):
        yield as_hex(box.style["color"]), ground
    for child in box.all_children():
        yield from words(child, ground)


def as_hex(colour: Any) -> str:
    return "#" + "".join(f"{round(share * 255):02X}" for share in colour.coordinates)


def test_in_grey_a_filled_dot_differs_from_a_ring_by_its_form() -> None:
    drawn = base64.b64decode(str(dot_array(38, 100, COLOURS.accent, COLOURS.rule)).partition("base64,")[2]).decode()
    assert (drawn.count(f'fill="{COLOURS.accent}"'), drawn.count('fill="none"')) == (38, 62)


@pytest.mark.parametrize("colour", ["#FFD400", "#5B8DEF", "#00A878"])
@pytest.mark.parametrize(("above", "below"), dict.fromkeys([*WORDS, *SHAPES]))
def test_every_pair_can_be_read_in_a_clinic_s_own_colour(colour: str, above: str, below: str, edition: Edition) -> None:
    colours = clinic_colours(edition.clinic.model_copy(update={"colour": colour}))
    least = TEXT if (above, below) in WORDS else LARGE
    assert contrast(getattr(colours, above), getattr(colours, below)) >= least


def test_a_darker_shade_has_the_hue_of_the_colour() -> None:
    was, now = (
        colorsys.rgb_to_hls(*(int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)))[0] * 360
        for colour in ("#FFD400", readable("#FFD400"))
    )
    assert now == pytest.approx(was, abs=1)


def test_differences_are_those_of_the_standard() -> None:
    assert difference("#000000", "#FFFFFF") == pytest.approx(100, abs=0.1)
    assert difference("#FF0000", "#0000FF") == pytest.approx(176.3, abs=0.5)
    assert difference("#1F4E8C", "#1F4E8C") == 0


def test_darkening_goes_no_further_than_it_must() -> None:
    shade = readable("#5B8DEF")
    assert TEXT <= contrast(shade, mix(shade, TINT)) < TEXT + 0.25


def with_colour(content: Path, colour: str) -> Source:
    profile = content / "clinics" / "sample-uk.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + f'colour: "{colour}"\n', encoding="utf-8")
    return Source(content, clinic="sample-uk")


def test_a_pale_colour_is_printed_darker_and_the_clinic_is_told_both_ratios(editable_content: Path) -> None:
    source = with_colour(editable_content, "#FFD400")
    source.edition(TOPIC)
    (told,) = source.notes()
    assert "#FFD400 has a contrast of 1.4:1 on white: it is printed as #806A00, 5.3:1" in told.message
    assert told.place.line > 1


@pytest.mark.parametrize(
    ("colour", "words"),
    [
        ("#FFFFFF", r"contrast of 1\.0:1 .*choose a darker colour"),
        ("#B4441C", r"5\.5:1 on white, and looks like the colour of safety warnings"),
        ("#B41C1C", r"6\.7:1 on white, and looks like the colour of safety warnings"),
        ("#FF8C00", r"2\.3:1 on white; readable at 5\.2:1 it is #A35A00, which looks like the colour of safety"),
    ],
)
def test_a_colour_that_cannot_be_used_is_refused_with_its_ratio(
    editable_content: Path, colour: str, words: str
) -> None:
    with pytest.raises(KaphandoutError, match=rf"sample-uk\.yaml:\d+: error: .*{words}"):
        with_colour(editable_content, colour).edition(TOPIC)


def test_the_safety_colour_is_the_same_in_every_clinic(editable_content: Path) -> None:
    edition, _ = with_colour(editable_content, "#6A1B9A").edition(TOPIC)
    colours = clinic_colours(edition.clinic)
    assert (colours.accent, colours.tint_warm) == (COLOURS.accent, COLOURS.tint_warm)
    assert colours.teal == "#6A1B9A"
