"""Layout, as the design tokens decide it: sizes of type, space between lines, contrast.

What only a laid-out page can show (type that a stylesheet made smaller, long lines, overflow) is looked for when the
leaflet is built, in `leaflet/layout`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.model import Clinic
from kaphandout.design.contrast import LARGE, TEXT
from kaphandout.design.contrast import contrast as contrast_ratio
from kaphandout.design.palette import clinic_colours
from kaphandout.design.tokens import load_tokens, token_place
from kaphandout.diagnostics import Diagnostic, Severity, error

LEAST = {"body": 12.0, "small": 9.0, "foot": 9.0}
"""The least sizes of the leaflet in pt; page formats may only set larger ones."""
LEAST_LINE = 1.2
"""The least height of a line, as a multiple of the size."""
LEAST_DECK = {"title": 28.0, "body": 18.0, "small": 12.0}
"""The least sizes of the deck in pt."""
WORDS = (
    ("ink", "paper"),
    ("ink", "tint_cool"),
    ("ink", "tint_warm"),
    ("teal", "paper"),
    ("teal", "tint_cool"),
    ("paper", "teal"),
    ("tint_cool", "teal"),
    ("muted", "paper"),
    ("muted", "tint_warm"),
    ("accent", "paper"),
    ("accent", "tint_warm"),
    ("muted", "tint_cool"),
)
"""The colours of words, each with its ground. The tests prove that the pages put no other words on a ground."""
SHAPES = (
    ("teal_mid", "paper"),
    ("teal_mid", "tint_cool"),
    ("accent", "paper"),
    ("accent", "tint_warm"),
    ("teal", "paper"),
    ("muted", "paper"),
)
"""The colours of shapes that carry meaning, each with its ground."""


@rule(
    severity=Severity.ERROR,
    why="Below 12 pt, many older readers cannot read; below 9 pt, small print is no longer print.",
    source="RNIB Clear Print: 12 pt or more; EU guideline on the readability of leaflets (2009): 9 pt, line spacing",
    good=({"tokens.leaflet.body": 12}, {"tokens.leaflet.body": 13}),
    bad=({"tokens.leaflet.body": 11.5}, {"tokens.leaflet.small": 8}, {"tokens.leaflet.line": 1.1}),
)
def body_size(_: Context) -> Found:
    sizes = load_tokens().leaflet
    yield from _sizes("body-size", "leaflet", LEAST, sizes.model_dump())
    if sizes.line < LEAST_LINE:
        words = f"lines of the leaflet are {sizes.line:g} times as high as their type"
        remedy = f"set `line` to at least {LEAST_LINE:g}"
        yield error("body-size", token_place("leaflet", "line"), "line", f"{words}: {remedy}")


@rule(
    severity=Severity.ERROR,
    why="What the last row cannot read is not on the slide.",
    source="Assertion-evidence design (Alley 2013): titles of 28 pt, body of 18 to 24 pt, references of 12 to 14 pt",
    good=({"tokens.deck.body": 20},),
    bad=({"tokens.deck.body": 16}, {"tokens.deck.title": 24}),
)
def slide_size(_: Context) -> Found:
    yield from _sizes("slide-size", "deck", LEAST_DECK, load_tokens().deck.model_dump())


@rule(
    severity=Severity.ERROR,
    why="Pale words vanish in poor light, on a photocopy and for tired eyes.",
    source="WCAG 2.2, success criteria 1.4.3 (words, 4.5:1) and 1.4.11 (shapes that carry meaning, 3:1)",
    good=({"tokens.colours.muted": "#4A5B62"}, {"clinic.colour": "#FFD400"}),
    bad=({"tokens.colours.muted": "#8899A0"}, {"tokens.colours.teal_mid": "#7FC4CA"}),
)
def contrast(context: Context) -> Found:
    for pairs, least, what in ((WORDS, TEXT, "words"), (SHAPES, LARGE, "shapes")):
        for (above, below), ratio in ratios(context.edition.clinic, pairs).items():
            if ratio < least:
                words = (
                    f"{what} in {above} on {below} have a contrast of {ratio:.2f}:1: change one to reach {least:g}:1"
                )
                yield error("contrast", token_place("colours", above), above, words)


def ratios(clinic: Clinic, pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], float]:
    """The contrast of pairs of colours, by the names of their tokens, in the colours of a clinic."""
    colours = clinic_colours(clinic)
    return {pair: contrast_ratio(getattr(colours, pair[0]), getattr(colours, pair[1])) for pair in pairs}


def _sizes(rule: str, part: str, least: Mapping[str, float], sizes: Mapping[str, float]) -> Iterator[Diagnostic]:
    for name, size in least.items():
        if sizes[name] < size:
            words = f"{name!r} of the {part} is {sizes[name]:g} pt: set it to at least {size:g} pt"
            yield error(rule, token_place(part, name), name, words)
