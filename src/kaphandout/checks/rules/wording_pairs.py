"""Wording pairs: what one audience is told in a message and the other is not: quantities, negations, drug names.

What patients are told must stand somewhere in the clinicians' wording; what the clinicians' headline asserts must stand
in the patients'. Points and notes may say more. Facts that are used by name are the same on both sides by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.language.amounts import quantities
from kaphandout.checks.rule import Found, rule
from kaphandout.diagnostics import Severity

_OURS = "kaphandout: what both audiences are told is told to both in step"
_BY_NAME = re.compile(r"\{\{.*?\}\}")
_NEGATION = re.compile(r"\b(?:no|not|never|none|nobody|neither|nor|without|cannot)\b|n[’']t\b|\bnon-", re.IGNORECASE)
_DENIAL = re.compile(
    rf"{_NEGATION.pattern}|\b(?:only|stop|avoid|against|exclude|exclusions?|contraindicat\w+|negative|unknown|unclear|"
    r"fail(?:s|ed)?|lacks?|unlikely)\b",
    re.IGNORECASE,
)
"""What may answer for a negation on the other side."""


@rule(
    why="A figure that patients are told and clinicians are not cannot be discussed, and may be out of date.",
    source=_OURS,
    good=({"message.burn.patient": "Wait for two weeks.", "message.burn.clinician.notes": "Wait for 14 days."},),
    bad=({"message.burn.patient": "Wait for two weeks."}, {"message.burn.patient": "It burns 1 in 10 people."}),
)
def twin_quantity(context: Context) -> Found:
    for key, patient, clinician, _ in _wording_pairs(context):
        yield from ((key, words) for words in _quantities(patient, clinician, "patients are told", "clinicians"))


@rule(
    severity=Severity.NOTE,
    why="What the slide asserts in a figure, the patient may hear in the room and not find in the leaflet.",
    source=_OURS,
    good=({"message.burn.clinician.headline": "Scalds: 10% of all", "message.burn.patient": "It burns 1 in 10."},),
    bad=({"message.burn.clinician.headline": "Scalds: 26.6% of all"},),
)
def headline_quantity(context: Context) -> Found:
    for key, patient, _, headline in _wording_pairs(context):
        yield from ((key, words) for words in _quantities(headline, patient, "the headline says", "patients"))


@rule(
    severity=Severity.NOTE,
    why="A lost “not” turns a message round, and is the hardest slip to see.",
    source=_OURS,
    good=({"message.burn.patient": "Never shake it.", "message.burn.clinician.headline": "Cups are not for shaking"},),
    bad=(
        {"message.burn.patient": "Never shake it.", "message.burn.clinician.notes": "From a small series."},
        {"message.burn.clinician.headline": "It does not burn"},
    ),
)
def twin_negation(context: Context) -> Found:
    def found(said: str, other: str) -> Iterator[str]:
        if (denied := _NEGATION.search(said)) and not _DENIAL.search(other):
            yield f"“{denied[0].lower()}”"

    yield from _both_ways(context, found, "deny nothing")


@rule(
    severity=Severity.NOTE,
    why="Two drugs with like names are easily taken for each other: both audiences must be told of the same one.",
    source=_OURS,
    good=({"about.drug_names": ["tea"], "message.burn.patient": "Tea is hot."},),
    bad=({"about.drug_names": ["tea", "coffee"], "message.burn.patient": "Coffee is hot."},),
)
def twin_drug(context: Context) -> Found:
    about = context.topic.about  # all messages are about the drug that the title names
    drugs = [drug for drug in about.drug_names if not _has(drug, about.patient.title)]

    def found(said: str, other: str) -> Iterator[str]:
        yield from (drug for drug in drugs if _has(drug, said) and not _has(drug, other))

    yield from _both_ways(context, found, "do not name it")


def _wording_pairs(context: Context) -> Iterator[tuple[str, str, str, str]]:
    """For each message told to both: its key, the patients' words, the clinicians', and the headline alone."""
    if not context.edition.locale.babel.startswith("en"):  # the words for numbers and negations are English
        return
    for id, message in context.topic.messages.items():
        if message.patient and message.clinician:
            provenance = context.edition.bases[id]
            headline = provenance.clinician["clinician.headline"]
            words = (_plain(provenance.patient.values()), _plain(provenance.clinician.values()), _plain([headline]))
            yield (f"message.{id}", *words)


def _quantities(said: str, other: str, who: str, others: str) -> Iterator[str]:
    there = list(quantities(other))
    for quantity in quantities(said):
        if not any(quantity.like(known) for known in there):
            yield f"{who} “{quantity.words}”, and {others} are not told so: tell both, or waive it with the reason"


def _both_ways(context: Context, found: Callable[[str, str], Iterable[str]], but: str) -> Found:
    for key, patient, clinician, headline in _wording_pairs(context):
        for said, other, who, others in (
            (patient, clinician, "patients are told", "clinicians"),
            (headline, patient, "the headline says", "patients"),
        ):
            for what in found(said, other):
                yield key, f"{who} {what}, and the words for {others} {but}: say the same in both, or waive it"


def _plain(texts: Iterable[str]) -> str:
    """The texts as one, without what is used by name."""
    return _BY_NAME.sub(" … ", " | ".join(texts))


def _has(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None
