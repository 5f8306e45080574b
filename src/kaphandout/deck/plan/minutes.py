"""Minutes → which slides a talk has room for, and how far it is when each is shown.

Slides go from the least essential on, and within one degree from the back; what is for safety, and what every talk must
have, never. A slide never takes the place of a more essential one.
"""

from __future__ import annotations

from collections.abc import Sequence

from kaphandout.content.locale import Locale
from kaphandout.content.model import Topic
from kaphandout.content.outline import DeckOutline, Slide
from kaphandout.content.types import Essential
from kaphandout.diagnostics import refuse

_CHOSEN = (Essential.MUST, Essential.SHOULD, Essential.MAY)


def choose(topic: Topic, minutes: float) -> tuple[DeckOutline, tuple[str, ...]]:
    """The outline of a talk of `minutes`, and the ids of the slides that are left out of it.

    Raises `KaphandoutError` if what every talk must show takes longer.
    """
    slides = topic.deck.slides
    kept = {slide.id for slide in slides if slide.always or essential(topic, slide) is Essential.SAFETY}
    used = sum(slide.time for slide in slides if slide.id in kept)
    if used > minutes:
        words = f"what every talk must say, and what is for safety, takes {used:g} minutes: give the talk as many"
        raise refuse("minutes", "--minutes", words)
    for degree in _CHOSEN:
        left = [slide for slide in slides if slide.id not in kept and essential(topic, slide) is degree]
        for slide in left:
            if used + slide.time <= minutes:
                kept.add(slide.id)
                used += slide.time
        if any(slide.id not in kept for slide in left):
            break
    left_out = tuple(slide.id for slide in slides if slide.id not in kept)
    return topic.deck.without(left_out), left_out


def essential(topic: Topic, slide: Slide) -> Essential:
    """How essential a slide is: as the outline says, or else as the most essential of its messages."""
    degrees = [topic.messages[id].essential for id in slide.messages()]
    return slide.essential or min(degrees, key=list(Essential).index, default=Essential.MAY)


def paces(slides: Sequence[Slide], locale: Locale) -> dict[str, str]:
    """For each slide that takes time: how long, and how far the talk is behind it, in the words of the locale."""
    whole = sum(slide.time for slide in slides)
    so_far, found = 0.0, {}
    for slide in slides:
        so_far += slide.time
        if slide.time:
            numbers = {"minutes": slide.time, "so_far": so_far, "whole": whole}
            found[slide.id] = locale.terms.notes_minutes.format(**{k: locale.number(v) for k, v in numbers.items()})
    return found
