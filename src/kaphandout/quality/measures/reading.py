"""How the leaflet reads: grades, ages, sentences, the active voice, explained words."""

from __future__ import annotations

from collections.abc import Iterable

from kaphandout.checks.grades import leaflet_readability
from kaphandout.prose.grammar import passives
from kaphandout.quality.measure import Measured, counted, measure
from kaphandout.quality.sight import Sight
from kaphandout.readability import Readability, words
from kaphandout.rules._texts import in_sentences, patient_passages
from kaphandout.rules.reading import MAX_FLESCH_KINCAID, MAX_SMOG, MAX_WORDS

MOST_PASSIVE = 0.1
"""The share of passive sentences up to which a text still counts as active; the instruments give no figure."""
AGE = 5
"""A US school grade and five is about the reader's age."""
NHS_AGE = 11


def _grades(sight: Sight) -> tuple[Readability, Readability]:
    """Drug names as one syllable, and as they are."""
    names = sight.edition.topic.about.drug_names
    return leaflet_readability(sight.edition, names), leaflet_readability(sight.edition, ())


@measure("grades")
def grades(sight: Sight) -> Measured:
    spared, whole = _grades(sight)
    says = (
        f"US school grades: SMOG {spared.smog:.1f} (limit {MAX_SMOG:g}), Flesch-Kincaid {spared.flesch_kincaid:.1f} "
        f"(limit {MAX_FLESCH_KINCAID:g}; it flatters), drug names as one syllable; with them as they are "
        f"{whole.smog:.1f} and {whole.flesch_kincaid:.1f}"
    )
    return Measured(says, spared.smog <= MAX_SMOG and spared.flesch_kincaid <= MAX_FLESCH_KINCAID)


@measure("reading-age", decides=False)
def reading_age(sight: Sight) -> Measured:
    _, whole = _grades(sight)
    says = (
        f"about {whole.smog + AGE:.0f} years by SMOG and {whole.flesch_kincaid + AGE:.0f} by Flesch-Kincaid, drug names "
        f"included; the NHS asks for at most {NHS_AGE}. The scales disagree, so software does not decide"
    )
    return Measured(says)


@measure("sentence-length")
def sentence_length(sight: Sight) -> Measured:
    spared, _ = _grades(sight)
    long = sum(len(s.words) > MAX_WORDS for s in sight.context.sentences if s.key in sight.context.leaflet)
    mean = spared.words / spared.sentences if spared.sentences else 0.0
    says = (
        f"{counted(spared.sentences, 'sentence')} of {mean:.1f} words on average, the longest of "
        f"{spared.longest_sentence}; {long} above {MAX_WORDS}"
    )
    return Measured(says, long == 0)


def _voice(sight: Sight, keys: Iterable[str]) -> tuple[int, int]:
    """How many sentences there are below `keys`, and in how many the patterns find a passive."""
    listed = sight.context.words
    starts = tuple(keys)
    all_of = [s for key, text in patient_passages(sight.context) if key.startswith(starts) for s in in_sentences(text)]
    return len(all_of), sum(any(True for _ in passives(s, listed)) for s in all_of) if listed else 0


@measure("active-voice")
def active_voice(sight: Sight) -> Measured:
    if sight.context.words is None:
        return Measured("no word list for this language, so passives were not looked for")
    total, passive = _voice(sight, ("message.", "figure."))
    share = 1 - passive / total if total else 1.0
    says = f"{share:.0%} of {counted(total, 'sentence')} without a passive ({passive} with one), found by patterns"
    return Measured(says, share >= 1 - MOST_PASSIVE)


@measure("active-main")
def active_main(sight: Sight) -> Measured:
    if sight.context.words is None:
        return Measured("no word list for this language, so passives were not looked for")
    topic = sight.edition.topic
    advice = [id for id, m in topic.messages.items() if m.kind == "advice" and m.patient]
    total, passive = _voice(sight, (f"message.{id}.patient" for id in (topic.leaflet.front, *advice)))
    return Measured(f"{passive} of {counted(total, 'sentence')} of it passive, found by patterns", passive == 0)


@measure("terms", decides=False)
def terms(sight: Sight) -> Measured:
    texts = " ".join(sight.context.leaflet.values()).casefold()
    used = [t for t in sight.edition.topic.terms.values() if f"{t.term} ({t.meaning})".casefold() in texts]
    names = ", ".join(sorted(str(term.term) for term in used))
    return Measured(f"{counted(len(used), 'hard word')} of the glossary explained where used{f': {names}' * bool(used)}")


@measure("speaks-to-you", decides=False)
def speaks_to_you(sight: Sight) -> Measured:
    heard = [word.casefold() for sentence in sight.context.sentences for word in words(sentence.text)]
    you = sum(word in ("you", "your", "yours", "yourself", "you're", "you’re") for word in heard)
    per = 100 * you / len(heard) if heard else 0.0
    return Measured(f"“you” and “your” {counted(you, 'time')}, {per:.1f} in 100 words")
