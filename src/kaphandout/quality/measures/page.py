"""How the finished leaflet looks and what its tags say, measured on its PDF and on the design tokens."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from statistics import median

from kaphandout.checks.rules.layout import LEAST, LEAST_LINE, SHAPES, WORDS, ratios
from kaphandout.design.contrast import LARGE, TEXT
from kaphandout.leaflet.formats import load_format
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measured, counted, measure
from kaphandout.quality.printed import PrintedLine, squeezed

LEAST_PT = LEAST["body"]
LONGEST_LINE = 70
"""Characters, spaces included (RNIB Clear Print: 60 to 70)."""
LARGE_PRINT = "large-print-a4"
LEAST_LARGE_PT = 16.0
FULL_LINE = 40
"""A line of so many characters is long enough to show whether its edge is straight."""
A_FEW_WORDS = 10
"""Letters of a line that are enough to know it by."""
SLACK = 0.05


@measure("body-size")
def body_size(context: MeasurementContext) -> Measured:
    printed = context.printed
    share = printed.letters[printed.body] / printed.letters.total() if printed.letters else 0.0
    return Measured(f"{printed.body:g} pt ({share:.0%} of all letters)", printed.body >= LEAST_PT - SLACK)


@measure("small-print")
def small_print(context: MeasurementContext) -> Measured:
    letters = context.printed.letters
    small = {size: count for size, count in letters.items() if size < LEAST_PT - SLACK}
    if not small:
        return Measured(f"the smallest letters have {min(letters, default=0):g} pt", bool(letters))
    sizes = ", ".join(f"{size:g} pt" for size in sorted(small))
    return Measured(f"{sum(small.values()) / letters.total():.0%} of all letters are smaller: {sizes}", False)


@measure("line-length")
def line_length(context: MeasurementContext) -> Measured:
    lengths = sorted(len(line.text) for line in context.printed.running)
    over = sum(length > LONGEST_LINE for length in lengths)
    longest = lengths[-1] if lengths else 0
    says = f"the longest of {counted(len(lengths), 'line')} of running text has {longest} characters"
    return Measured(f"{says}; {over} above {LONGEST_LINE}", bool(lengths) and over == 0)


@measure("left-aligned")
def left_aligned(context: MeasurementContext) -> Measured:
    full = [line for line in context.printed.running if len(line.text) >= FULL_LINE]
    columns: dict[tuple[int, int], list[PrintedLine]] = {}
    for line in full:
        columns.setdefault((line.page, round(line.left)), []).append(line)
    blocks = [lines for lines in columns.values() if len(lines) > 2]
    total = sum(map(len, blocks))
    if not total:
        return Measured("too few full lines to tell", applies=False)
    edges = [Counter(round(line.right) for line in lines) for lines in blocks]
    straight = sum(count for edge in edges for count in edge.values() if count > 2)
    return Measured(f"{straight} of {total} full lines end at one straight edge", straight / total < 0.5)


@measure("line-space")
def line_space(context: MeasurementContext) -> Measured:
    steps = [
        step
        for first, second in pairwise(context.printed.running)
        if first.page == second.page
        and abs(first.left - second.left) < 1
        and 0 < (step := first.base - second.base) < 2 * first.size
    ]
    if not steps:
        return Measured("too few lines to tell", applies=False)
    times = median(steps) / context.printed.body
    says = f"{times:.2f} times the size of the type (at least {LEAST_LINE:g})"
    return Measured(says, times >= LEAST_LINE - SLACK / 10)


@measure("upright")
def upright(context: MeasurementContext) -> Measured:
    slanted = [name for name in context.printed.fonts if any(word in name for word in ("Italic", "Oblique"))]
    says = f"slanted: {', '.join(slanted)}" if slanted else f"fonts: {', '.join(context.printed.fonts)}"
    return Measured(says, not slanted)


@measure("main-type")
def main_type(context: MeasurementContext) -> Measured:
    topic = context.topic
    wording = topic.messages[topic.leaflet.front].patient
    said = squeezed(wording.text) if wording else ""
    front = [(line.size, squeezed(line.text)) for line in context.printed.lines if line.page == 1]
    sizes = [size for size, text in front if len(text) >= A_FEW_WORDS and text in said]
    size, body = max(sizes, default=0.0), context.printed.body
    return Measured(f"the main message is set in {size:.0f} pt, running text in {body:g} pt", size > body + 1)


def _lowest(context: MeasurementContext, pairs: tuple[tuple[str, str], ...], least: float) -> Measured:
    ratio, pair = min((ratio, pair) for pair, ratio in ratios(context.edition.clinic, pairs).items())
    lowest = f"{pair[0]} on {pair[1]}, {ratio:.1f} to 1 (at least {least:g})".replace("_", " ")
    return Measured(f"lowest of {counted(len(pairs), 'pair')} of colours: {lowest}", ratio >= least)


@measure("contrast")
def contrast_of_words(context: MeasurementContext) -> Measured:
    return _lowest(context, WORDS, TEXT)


@measure("shape-contrast")
def contrast_of_shapes(context: MeasurementContext) -> Measured:
    return _lowest(context, SHAPES, LARGE)


@measure("large-print")
def large_print(_: MeasurementContext) -> Measured:
    size = load_format(LARGE_PRINT).type.body
    return Measured(f"the format {LARGE_PRINT} has {size:g} pt", size >= LEAST_LARGE_PT)


@measure("tagged")
def tagged(context: MeasurementContext) -> Measured:
    printed = context.printed
    heads, lists, tables = len(_levels(context)), printed.tags.count("L"), printed.tags.count("Table")
    says = f"{counted(heads, 'heading')}, {counted(lists, 'list')}, {counted(tables, 'table')} marked"
    return Measured(says if printed.tagged else "the PDF has no tags", printed.tagged and heads > 0)


def _levels(context: MeasurementContext) -> list[int]:
    """The levels of the tagged headings, in reading order."""
    return [int(tag[1:]) for tag in context.printed.tags if tag[:1] == "H" and tag[1:].isdigit()]


@measure("heading-levels")
def heading_levels(context: MeasurementContext) -> Measured:
    levels = _levels(context)
    skips = sum(after > before + 1 for before, after in zip([0, *levels], levels, strict=False))
    says = f"{counted(skips, 'level')} skipped among {counted(len(levels), 'heading')}"
    return Measured(says, bool(levels) and not skips)


@measure("table-heads")
def table_heads(context: MeasurementContext) -> Measured:
    tags = context.printed.tags
    tables, heads = tags.count("Table"), tags.count("TH")
    return Measured(f"{counted(tables, 'table')} with {counted(heads, 'head')}", heads > 0, applies=tables > 0)


@measure("alternatives")
def alternatives(context: MeasurementContext) -> Measured:
    figures = context.printed.figures
    unnamed = figures.count("")
    says = (
        f"{unnamed} of {counted(len(figures), 'tagged picture')} without a text"
        if figures
        else ("no picture carries meaning by itself: all words of pictures are printed as text")
    )
    return Measured(says, unnamed == 0)


@measure("titled")
def titled(context: MeasurementContext) -> Measured:
    title = context.printed.title
    return Measured(f"“{title}”, shown in the window's bar" if title else "no title is shown", bool(title))


@measure("language")
def language(context: MeasurementContext) -> Measured:
    said, due = context.printed.language, context.edition.locale.babel.replace("_", "-")
    return Measured(f"the PDF says {said or 'none'}, the text is {due}", said == due)
