"""Colours: what stands on what can be read, in colour and in grey, also in a clinic's own colour."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaphandout.build import Source
from kaphandout.contrast import LARGE, PAPER, TEXT, contrast, darkened, mix
from kaphandout.palette import clinic_colours, readable
from kaphandout.problems import KaphandoutError
from kaphandout.tokens import load_tokens

COLOURS = load_tokens().colours
WORDS = [
    ("ink", "paper"), ("ink", "tint_cool"), ("ink", "tint_warm"), ("teal", "paper"), ("teal", "tint_cool"),
    ("paper", "teal"), ("tint_cool", "teal"), ("muted", "paper"), ("muted", "tint_warm"), ("accent", "paper"),
    ("accent", "tint_warm"),
]
SHAPES = [("teal_mid", "paper"), ("accent", "paper"), ("teal", "paper"), ("muted", "paper")]
TOPIC = "ketamine-assisted-psychotherapy"


@pytest.mark.parametrize(("first", "second", "ratio"), [
    ("#000000", "#FFFFFF", 21.0), ("#777777", "#FFFFFF", 4.48), ("#FFFFFF", "#FFFFFF", 1.0),
    ("#FF0000", "#FFFFFF", 4.0),
])
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


def test_darkening_keeps_the_hue_and_goes_no_further_than_it_must() -> None:
    shade = darkened("#5B8DEF", PAPER, TEXT)
    assert TEXT <= contrast(shade, PAPER) < TEXT + 0.25


def with_colour(content: Path, colour: str) -> Source:
    profile = content / "clinics" / "sample-uk.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + f'colour: "{colour}"\n', encoding="utf-8")
    return Source(content, clinic="sample-uk")


def test_a_pale_colour_is_printed_darker_and_the_clinic_is_told_both_ratios(editable_content: Path) -> None:
    source = with_colour(editable_content, "#FFD400")
    source.edition(TOPIC)
    (told,) = source.notes()
    assert "#FFD400 has a contrast of 1.4:1 on white: it is printed as #" in told.message
    assert told.place.line > 1


@pytest.mark.parametrize(
    ("colour", "words"),
    [("#FFFFFF", r"contrast of 1\.0:1 .*choose a darker colour"), ("#B4441C", "its hue is that of safety warnings")],
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
