"""Slides made of words: points, cards, statements, two voices, the title, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaphandout.deck.layout.decorations import hairline, rule
from kaphandout.deck.layout.fitting import FLOOR, TITLE_FLOOR, Fitting
from kaphandout.deck.layout.metrics import Fitted, Metrics
from kaphandout.deck.layout.shapes import Box, Decoration, Icon, Para, Shape, TextShape
from kaphandout.deck.plan.slides import Cited, ReferencesSlide, SlidePlan, TitleSlide, Voice

MOST = 6
"""How many points or cards a layout has placeholders for."""
ROW_MOST = 104.0
"""The height in pt that a short point is spread over."""
ROW_AIR = 48.0
"""The space in pt around a long one."""
GAP = 12.0
"""The least space in pt between points."""
QUOTE_INSETS, QUOTE_LEAST = (40.0, 58.0, 40.0, 24.0), 210.0
"""The margins in pt of the sheet behind a quotation, under its label; its least height."""
FACT_GAP = 14.0
"""The space between two facts on the title slide, in pt."""
MORE_AIR = 16.0
"""The most space in pt that is added between points that leave room."""
LARGEST_BULLET = 28.0
BULLET_GAP = 10.0
BULLET_AIR = 26.0
"""A list of bullets: its largest size, the least space between points, and the most that is added, in pt."""
REFERENCE_GAP = 5.0
"""The space between two references, in pt."""


def title(fitting: Fitting, slide: TitleSlide) -> Iterator[Shape]:
    """The title and subtitle, and beside or below them publisher, dates and edition, in as few columns as hold them."""
    yield fitting.headline("title", slide.title, 36.0 if fitting.layout.grows else TITLE_FLOOR)
    yield fitting.headline("10", slide.subtitle, 20.0)
    facts = [
        (Para(fact.label, FLOOR, FLOOR, colour="muted"), Para(fact.value, FLOOR, FLOOR, bold=True, colour="teal"))
        for fact in slide.facts
    ]
    boxes = _fact_boxes(fitting.metrics, fitting.body, facts)
    for number, (paras, box) in enumerate(zip(facts, boxes, strict=True), 1):
        if box.y > fitting.body.y:
            yield hairline(f"hairline-{number}", box.x, box.y - FACT_GAP / 2, box.w)
        yield fitting.shape(TextShape(f"about-{number}", box, paras, anchor="ctr"))


def _fact_boxes(metrics: Metrics, body: Box, facts: Sequence[tuple[Para, ...]]) -> list[Box]:
    """A box for each fact, in one column if it is high enough, else in two or three; rows share what is left."""
    for across in (1, 2, 3):
        columns = body.columns(across, 20)
        rows = [facts[start : start + across] for start in range(0, len(facts), across)]
        needs = [max(metrics.height(paras, columns[0].w) for paras in row) for row in rows]
        spare = body.h - sum(needs) - FACT_GAP * (len(rows) - 1)
        each = max(spare, 0.0) / len(rows)
        tops = [body.y + sum(needs[:n]) + n * (FACT_GAP + each) for n in range(len(rows))]
        grid = [
            Box(column.x, top, column.w, need + each)
            for top, need in zip(tops, needs, strict=True)
            for column in columns
        ]
        if spare >= 0:
            break
    return grid[: len(facts)]


def statement(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """One sentence on the dark ground, and under it the few words that carry it."""
    body, holder = fitting.body, fitting.layout.placeholder("title")
    details = [_para(words.text, words.key, 22, "tint_cool", before=GAP) for words in slide.points]
    details += voice_paras(slide.patient, 22, "tint_cool")
    floor, most = (32.0, 4) if fitting.layout.grows else (TITLE_FLOOR, 6)
    words = slide.title
    headline = Para(words.text, holder.size, min(floor, holder.size), words.key, holder.bold, None, heading=True)
    below = fitting.fitted("text", details, body.w - 20, body.h * 0.55) if details else None
    gap, low = (30.0, min(below.height, body.h * 0.55)) if below else (0.0, 0.0)
    above = fitting.fitted("title", [headline], body.w, body.h - gap - low, most)
    tall = above.height + gap + low
    top = body.middle(tall)
    box = replace(top, h=above.height)
    yield fitting.even_lines(
        TextShape("title", box, above.paras, "title", inherit=True, anchor="t"), align=holder.align
    )
    yield Decoration("rule-accent", Box(body.x, box.y - 26, 72, 6), "accent")
    if below:
        under = Box(body.x + 20, box.bottom + gap, body.w - 20, below.height)
        yield rule("rule", body.x, under.y, under.h, "accent", 4)
        yield fitting.even_lines(TextShape("text", under, below.paras, "10"), 0.75)


def points(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """A row for each point, a hairline between them."""
    if slide.patient:
        yield from two_voices(fitting, slide)
    elif fitting.some(slide.points):
        yield from point_rows(fitting, slide, fitting.body)


def point_rows(
    fitting: Fitting, slide: SlidePlan, body: Box, size: float = 24.0, first: int = 10, most: int = MOST
) -> Iterator[Shape]:
    """The points of a slide as rows of `body`, centred as a block; `first` is the idx of their first placeholder."""
    count = len(slide.points)
    if not count or fitting.too_many("points", slide.points, most):
        return
    paras = [_para(words.text, words.key, size) for words in slide.points]
    fitted = fitting.fitted("points", paras, body.w - 24, body.h - 12 * count).paras
    heights = [fitting.metrics.height([para], body.w - 24) for para in fitted]
    spread = body.middle(min(body.h, max(count * ROW_MOST, sum(heights) + count * ROW_AIR)))
    air = (spread.h - sum(heights)) / count
    top = spread.y
    for number, (para, tall) in enumerate(zip(fitted, heights, strict=True), 1):
        box = Box(body.x + 24, top, body.w - 24, tall + air)
        top = box.bottom
        if number > 1:
            yield hairline(f"hairline-{number}", body.x, box.y, body.w)
        yield rule(f"rule-{number}", body.x, box.y + (box.h - tall) / 2 + 2, tall - 4)
        shape = TextShape(f"point-{number}", box, (para,), str(first + number - 1), anchor="ctr")
        yield fitting.even_lines(shape, 0.85)


def cards(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """A tinted panel for each point or headline: two by two, or one to three side by side."""
    if slide.patient:
        yield from two_voices(fitting, slide)
        return
    if not fitting.some(slide.points) or fitting.too_many("cards", slide.points, MOST):
        return
    boxes = card_boxes(fitting.body, len(slide.points))
    inner = [box.inset(26, 14, 18, 14) for box in boxes]
    texts = fitting.even_sizes("card", [[_para(w.text, w.key, 24)] for w in slide.points], inner)
    for number, (box, text) in enumerate(zip(boxes, texts, strict=True), 1):
        card = TextShape(f"card-{number}", box, text, str(9 + number), False, "ctr", (26, 14, 18, 14), "tint_cool")
        yield fitting.even_lines(card, 0.7)
        yield rule(f"rule-{number}", box.x, box.y, box.h, "teal", 6)


def card_boxes(body: Box, count: int) -> list[Box]:
    """The boxes of `count` cards."""
    if count <= 3:
        return body.middle(min(body.h, 230) if count > 1 else 160).columns(count, 18)
    across = 2 if count == 4 else 3
    rows = body.rows(-(-count // across), 18)
    return [box for row in rows for box in row.columns(across, 18)][:count]


def two_voices(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """Left what the evidence says, right what the leaflet says, as a leaflet looks: a dark head and a tinted sheet."""
    if not fitting.some([*slide.points, *slide.patient]):
        return
    both = slide.points and slide.patient
    left, right = fitting.body.columns(2, 28) if both else (fitting.body, fitting.body)
    if slide.points:
        yield _label(fitting, "label-left", replace(left, h=36), fitting.labels.clinician, "10", "teal", None)
        yield hairline("hairline-left", left.x, left.y + 36, left.w, "teal")
        paras = [_para(words.text, words.key, 22, before=GAP) for words in slide.points]
        body = left.inset(0, 50, 0, 0)
        spread = _spread(fitting.fitted("text-left", paras, body.w - 18, body.h), body.h)
        yield fitting.even_lines(
            TextShape("text-left", replace(body, x=body.x + 18, w=body.w - 18), spread, "11"), 0.75
        )
        yield from _point_rules(fitting.metrics, body, spread)
    if not slide.patient:
        return
    yield _label(fitting, "label-right", replace(right, h=36), fitting.labels.patient, "12", "paper", "teal")
    yield Icon("icon-patient", Box(right.right - 18 - 24, right.y + 6, 24, 24), "person", "paper")
    yield Decoration("rule-right", Box(right.x, right.y + 36, right.w, 3), "accent")
    sheet = right.inset(0, 39, 0, 0)
    inner = sheet.inset(18, 12, 16, 12)
    words = voice_paras(slide.patient, 22, "ink")
    spread = _spread(fitting.fitted("text-right", words, inner.w, inner.h), inner.h)
    text = TextShape("text-right", sheet, spread, "13", insets=(18, 12, 16, 12), fill="tint_cool")
    yield fitting.even_lines(text, 0.75)


def quote(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """What the leaflet says, large on a white sheet, as high as its words need with some air."""
    if not fitting.some(slide.patient):
        return
    if slide.points:
        words = "a quote has no place for points; say `points: false` or choose another layout"
        fitting.refuse("slide-points", slide.points[0].key, words)
    left, top, right, bottom = QUOTE_INSETS
    body = fitting.body
    paras = voice_paras(slide.patient, 34, "ink")
    found = fitting.fitted("quote", paras, body.w - left - right, body.h - top - bottom)
    tall = found.height + top + bottom
    sheet = body.middle(min(body.h, max(tall * 1.15, QUOTE_LEAST)))
    air = (sheet.h - tall) / 2
    yield Decoration("sheet", sheet, "paper")
    yield rule("rule", sheet.x, sheet.y, sheet.h, "accent", 6)
    label = Para(fitting.labels.patient, 20, FLOOR, bold=True, colour="teal")
    place = Box(sheet.x + left, sheet.y + air + 20, sheet.w - left - right, 26)
    yield fitting.shape(TextShape("label", place, (label,), "10"))
    under = Box(place.x, sheet.y + air + top, place.w, found.height)
    yield fitting.even_lines(TextShape("quote", under, found.paras, "11"), 0.75)


def references(fitting: Fitting, slide: ReferencesSlide) -> Iterator[Shape]:
    """Numbered references in two columns."""
    for idx, name, column in zip(("10", "11"), ("list-left", "list-right"), slide.references, strict=False):
        if not column:  # a draft that cites nothing yet
            continue
        holder = fitting.layout.placeholder(idx)
        yield TextShape(name, holder.box, tuple(reference_para(cited, holder.size) for cited in column), idx)


def reference_para(cited: Cited, size: float) -> Para:
    """An item of the list at its one size: references never shrink, they go to the next column."""
    return Para(cited.text.text, size, size, cited.text.key, before=REFERENCE_GAP, number=cited.number)


def _label(fitting: Fitting, name: str, box: Box, text: str, idx: str, colour: str, fill: str | None) -> TextShape:
    para = Para(text, FLOOR, FLOOR, bold=True, colour=colour)
    left = 18.0 if fill else 0.0
    return fitting.shape(TextShape(name, box, (para,), idx, anchor="ctr", insets=(left, 0, 0, 0), fill=fill))


def _spread(found: Fitted, room: float) -> tuple[Para, ...]:
    """Share the room that is left among the gaps between points, up to `MORE_AIR` pt each."""
    gaps = [index for index, para in enumerate(found.paras) if index and para.before >= GAP]
    air = min(max(room - found.height, 0) / max(len(gaps), 1), MORE_AIR)
    return tuple(replace(p, before=p.before + air) if index in gaps else p for index, p in enumerate(found.paras))


def _point_rules(metrics: Metrics, box: Box, paras: Sequence[Para]) -> Iterator[Shape]:
    top = box.y
    for number, para in enumerate(paras, 1):
        top += para.before if number > 1 else 0.0
        tall = metrics.height([para], box.w - 18)
        yield rule(f"rule-{number}", box.x, top + 3, tall - 6)
        top += tall


def _para(text: str, key: str, size: float, colour: str = "ink", before: float = 0.0) -> Para:
    return Para(text, size, FLOOR, key, colour=colour, before=before)


def voice_paras(voices: Sequence[Voice], size: float, colour: str) -> list[Para]:
    """What patients read as paragraphs, the words that lead it in bold above it."""
    paras: list[Para] = []
    for voice in voices:
        text = Para(voice.text.text, size, FLOOR, voice.text.key, colour=colour, before=3 if voice.lead else GAP)
        if voice.lead:
            lead = Para(voice.lead.text, size, FLOOR, voice.lead.key, bold=True, colour=colour, before=GAP)
            paras.append(lead)
        paras.append(text)
    return paras


def bullet_list(fitting: Fitting, slide: SlidePlan) -> Iterator[Shape]:
    """All points of a slide as paragraphs of the placeholder "10"."""
    body = fitting.body
    size = min(max(fitting.layout.placeholder("10").size, FLOOR), LARGEST_BULLET)
    paras = [Para(words.text, size, FLOOR, words.key, before=BULLET_GAP) for words in slide.points]
    if not paras:
        return
    indent = fitting.layout.indent or 0.0
    found = fitting.fitted("points", paras, body.w - indent, body.h)
    air = min(max(body.h - found.height, 0.0) / len(paras), BULLET_AIR)
    spread = [replace(para, before=para.before + air) for para in found.paras]
    even = fitting.even_lines(TextShape("points", body, tuple(spread), "10", insets=(indent, 0, 0, 0)), 0.85)
    yield replace(even, insets=(0, *even.insets[1:]))
