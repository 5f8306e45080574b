"""How the leaflet reads: grades, ages, sentences, the active voice, explained words."""

from __future__ import annotations

from kaphandout.checks.language.readability import words
from kaphandout.checks.rules._texts import in_sentences, patient_passages
from kaphandout.checks.rules.reading import (
    MAX_FLESCH_KINCAID,
    MAX_SMOG,
    MAX_WORDS,
    is_hard,
    leaflet_grades,
    long_sentences,
)
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measured, counted, measure

MOST_PASSIVE = 0.1
"""The share of passive sentences up to which a text still counts as active; the instruments give no figure."""
AGE = 5
"""A US school grade and five is about the reader's age."""
NHS_AGE = 11
PASSIVE = "passive"


@measure("grades")
def grades(context: MeasurementContext) -> Measured:
    spared, whole = leaflet_grades(context)
    says = (
        f"US school grades: SMOG {spared.smog:.1f} (limit {MAX_SMOG:g}), Flesch-Kincaid {spared.flesch_kincaid:.1f} "
        f"(limit {MAX_FLESCH_KINCAID:g}; it flatters), drug names as one syllable; with them as they are "
        f"{whole.smog:.1f} and {whole.flesch_kincaid:.1f}"
    )
    return Measured(says, not is_hard(spared))


@measure("reading-age", decides=False)
def reading_age(context: MeasurementContext) -> Measured:
    _, whole = leaflet_grades(context)
    says = (
        f"about {whole.smog + AGE:.0f} years by SMOG and {whole.flesch_kincaid + AGE:.0f} by Flesch-Kincaid, drug "
        f"names included; the NHS asks for at most {NHS_AGE}. The scales disagree, so software does not decide"
    )
    return Measured(says)


@measure("sentence-length")
def sentence_length(context: MeasurementContext) -> Measured:
    spared, _ = leaflet_grades(context)
    long = sum(sentence.key in context.leaflet for sentence in long_sentences(context))
    says = (
        f"{counted(spared.sentences, 'sentence')} of {spared.mean_sentence:.1f} words on average, the longest of "
        f"{spared.longest_sentence}; {long} above {MAX_WORDS}"
    )
    return Measured(says, long == 0)


def _voice(context: MeasurementContext, starts: tuple[str, ...], most: float) -> Measured:
    """What the rule on passives found below the keys that begin with `starts`; a share up to `most` is let pass."""
    if context.is_silent(PASSIVE):
        return Measured(f"the rule {PASSIVE} is switched off or has no word list for this language")
    shown = tuple(context.leaflet)
    texts = [text for key, text in patient_passages(context) if key.startswith(starts) and _within(key, shown)]
    total = sum(len(in_sentences(text)) for text in texts)
    found = [one for one in context.found(PASSIVE) if one.key.startswith(starts)]
    waived = sum(bool(finding.waiver) for finding in found)
    kept = len(found) - waived
    says = f"{counted(kept, 'passive')} in {counted(total, 'sentence')}, found by patterns"
    says += f"; {waived} more waived with a reason" if waived else ""
    return Measured(says, kept <= most * total)


def _within(key: str, shown: tuple[str, ...]) -> bool:
    return any(f"{one}.".startswith(f"{key}.") for one in shown)


@measure("active-voice")
def active_voice(context: MeasurementContext) -> Measured:
    return _voice(context, ("message.", "figure."), MOST_PASSIVE)


@measure("active-main")
def active_main(context: MeasurementContext) -> Measured:
    topic = context.topic
    advice = [id for id, message in topic.messages.items() if message.kind == "advice"]
    return _voice(context, tuple(f"message.{id}.patient" for id in (topic.leaflet.front, *advice)), 0.0)


@measure("terms", decides=False)
def terms(context: MeasurementContext) -> Measured:
    texts = " ".join(context.leaflet.values()).casefold()
    used = [t for t in context.topic.terms.values() if f"{t.term} ({t.meaning})".casefold() in texts]
    names = ", ".join(sorted(str(term.term) for term in used))
    says = f"{counted(len(used), 'hard word')} of the glossary explained where used"
    return Measured(f"{says}: {names}" if used else says)


@measure("speaks-to-you", decides=False)
def speaks_to_you(context: MeasurementContext) -> Measured:
    heard = [word.casefold() for sentence in context.sentences for word in words(sentence.text)]
    you = sum(word in ("you", "your", "yours", "yourself", "you're", "you’re") for word in heard)
    per = 100 * you / len(heard) if heard else 0.0
    return Measured(f"“you” and “your” {counted(you, 'time')}, {per:.1f} in 100 words")
