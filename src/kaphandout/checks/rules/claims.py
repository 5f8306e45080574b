"""Claims: verbs stronger than the evidence, and words of adverts."""

from __future__ import annotations

from kaphandout.checks.context import Context
from kaphandout.checks.language import claims
from kaphandout.checks.rule import Found, rule
from kaphandout.checks.rules._texts import all_passages, in_sentences, phrases
from kaphandout.content.types import Certainty

WEAK = (Certainty.EARLY, Certainty.HYPOTHESIS, Certainty.UNKNOWN)
_EARLY = {"message.what-tea.certainty": "early"}


@rule(
    why="Where the evidence is early, an idea or missing, a verb that states the effect as certain is untrue.",
    source="Cochrane plain language statements by GRADE certainty; CDC Clear Communication Index, item 11",
    good=(
        {"message.what-tea.certainty": "established", "message.what-tea.patient": "Tea warms and cures thirst."},
        {**_EARLY, "message.what-tea.patient": "Tea may cure a cold."},
        {**_EARLY, "message.what-tea.patient": "We use tea to get rid of a cold."},
        {**_EARLY, "message.what-tea.patient": "The cook works with you. Take the lower dose."},
        {**_EARLY, "message.what-tea.patient": "We do not know how tea works."},
        {**_EARLY, "message.what-tea.clinician.headline": "No trial shows that tea prevents colds"},
    ),
    bad=(
        {**_EARLY, "message.what-tea.patient": "Tea cures a cold."},
        {**_EARLY, "message.what-tea.clinician.headline": "Tea is effective in colds"},
    ),
)
def over_strong(context: Context) -> Found:
    words = context.words
    for key, text in all_passages(context) if words else ():
        message = context.topic.messages.get(key.split(".")[1]) if key.startswith("message.") else None
        if words and message and message.certainty in WEAK:
            for found in (verb for sentence in in_sentences(text) for verb in claims.over_strong(sentence, words)):
                claim = f"{found!r} says more than evidence that is marked {message.certainty} can bear"
                yield key, f"{claim}: hedge it (may, in one trial), or correct the certainty"


promotional = rule(
    why="A reader who smells an advert stops believing, and the law forbids it in patient information.",
    source="21 CFR 208.20 (a)(1): not promotional in tone; ABPI Code of Practice 2021",
    good=("The best time for tea is after a walk.", "This is a new tea, so we know less about it."),
    bad=("Tea is a miracle drink.", {"message.burn.clinician.headline": "A game-changer for cold walkers"}),
)(phrases(claims.promotional, "{!r} belongs in an advert: say what was measured", all_passages))
