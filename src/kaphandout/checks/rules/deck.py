"""The deck: short titles that assert, few points, few words, notes on every slide, objectives, disclosure first."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.checks.context import Context, SlideView
from kaphandout.checks.language.readability import words
from kaphandout.checks.rule import Found, rule

MAX_TITLE_WORDS, MIN_POINTS, MAX_POINTS, MAX_SLIDE_WORDS = 15, 2, 4, 75
_ALLEY = "Assertion-evidence design (Alley, The Craft of Scientific Presentations, 2nd edition 2013)"
_ACCME = "ACCME Standards for Integrity and Independence (2020), standard 3: disclosure before the activity"
_POINTS = [f"Point number {number}" for number in ("one", "two", "three", "four", "five", "six")]


@rule(
    why="A headline that takes more than two lines is read aloud instead of understood.",
    source=f"{_ALLEY}: a sentence of at most two lines",
    good=({"message.burn.clinician.headline": "Scalds are the harm to warn of"},),
    bad=({"message.burn.clinician.headline": "Scalds are the harm to warn of, " + "and to warn of again, " * 3},),
)
def title_length(context: Context) -> Found:
    for slide in context.slides:
        if (count := len(slide.title.split())) > MAX_TITLE_WORDS:
            problem = f"the title of slide {slide.id!r} has {count} words: at most {MAX_TITLE_WORDS}; assert one thing"
            yield slide.key, problem


@rule(
    why="Two slides with one title cannot be told apart by ear or in a list of slides.",
    source="WCAG 2.2, success criterion 2.4.2; PowerPoint's accessibility checker: unique titles",
    good=({"message.burn.clinician.headline": "Scalds are the harm to warn of"},),
    bad=({"message.burn.clinician.headline": "A cup takes two steps, and the second is the safe one"},),
)
def same_title(context: Context) -> Found:
    first: dict[str, str] = {}
    for slide in context.slides:
        folded = slide.title.casefold()
        if folded in first:
            yield slide.key, f"slide {slide.id!r} has the title of slide {first[folded]!r}: say what is new here"
        first.setdefault(folded, slide.id)


@rule(
    why="One point is a headline, and of more than four the audience keeps none.",
    source=f"{_ALLEY}: lists of two to four",
    good=({"message.burn.clinician.points": _POINTS[:4]},),
    bad=({"message.burn.clinician.points": _POINTS[:5]}, {"message.burn.clinician.points": _POINTS[:1]}),
)
def points_count(context: Context) -> Found:
    for slide in context.slides:
        count = len(slide.points)
        few = count < MIN_POINTS and slide.layout in ("points", "cards")
        if (few or count > MAX_POINTS) and slide.id != "objectives":
            yield slide.key, f"slide {slide.id!r} has {count} points: give {MIN_POINTS} to {MAX_POINTS}"


@rule(
    why="An audience that reads does not listen; what is more belongs in the notes.",
    source=f"{_ALLEY}: few words; the limit of {MAX_SLIDE_WORDS} for title and points is ours",
    good=({"message.burn.clinician.points": ["Wait before the first sip", "Keep cups away from children"]},),
    bad=({"message.burn.clinician.points": ["Wait before the first sip and hold the cup by its handle " * 4] * 2},),
)
def slide_words(context: Context) -> Found:
    for slide in context.slides:
        count = sum(len(words(text)) for text in (slide.title, *slide.points))
        if count > MAX_SLIDE_WORDS:
            problem = f"slide {slide.id!r} has {count} words: at most {MAX_SLIDE_WORDS}; move the rest to the notes"
            yield slide.key, problem


@rule(
    why="Notes carry the caveats and let somebody else give the talk.",
    source=f"{_ALLEY}: speech in the notes; kaphandout: full reference and caveat in the notes",
    good=({"message.making-a-cup.clinician.notes": "Two steps.", "message.taste.clinician.notes": "All can tell."},),
    bad=({"message.making-a-cup.clinician.notes": None},),
)
def no_notes(context: Context) -> Found:
    for slide in context.slides:
        if not slide.notes and slide.layout not in ("section", "references"):
            yield slide.key, f"slide {slide.id!r} has no notes: give its caveat and what to say"


@rule(
    why="An audience that knows what it is to learn learns more, and can be asked whether it did.",
    source="ACCME accreditation criteria; Bloom's taxonomy: three to five measurable objectives",
    good=({"deck.slides.4.id": "objectives", "message.burn.clinician.points": _POINTS[:3]},),
    bad=(
        {"deck.slides.4.id": "objectives", "message.burn.clinician.points": _POINTS[:2]},
        {"deck.slides.4.id": "objectives", "message.burn.clinician.points": _POINTS},
        {"deck.slides.4.id": "aims"},
    ),
)
def objectives(context: Context) -> Found:
    slide = _called(context, "objectives")
    if slide is None:
        yield "deck", "the deck has no slide with the id 'objectives': place one with 3 to 5 objectives"
    elif not 3 <= len(slide.points) <= 5:
        yield slide.key, f"slide 'objectives' has {len(slide.points)} objectives: give 3 to 5"


@rule(
    why="Who hears of interests after the results has been persuaded already.",
    source=_ACCME,
    good=({"deck.slides.1.id": "disclosure"},),
    bad=({"deck.slides.4.id": "disclosure"}, {"deck.slides.1.id": "interests"}),
)
def disclosure(context: Context) -> Found:
    slide = _called(context, "disclosure")
    if slide is None:
        yield "deck", "the deck has no slide with the id 'disclosure': place one before the first result"
        return
    for earlier in _before(context, slide):
        if context.topic.deck.slides[int(earlier.key.rpartition(".")[2])].section:
            yield slide.key, f"slide 'disclosure' comes after slide {earlier.id!r}: put it before all content"
            return


def _called(context: Context, id: str) -> SlideView | None:
    return next((slide for slide in context.slides if slide.id == id), None)


def _before(context: Context, slide: SlideView) -> Iterator[SlideView]:
    yield from context.slides[: context.slides.index(slide)]
