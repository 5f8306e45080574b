"""Pairs: statements of which one wording, or what both rest on, has changed since the two were last compared."""

from __future__ import annotations

from collections.abc import Iterator

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.content.model.signoff import Pair
from kaphandout.diagnostics import Severity
from kaphandout.edition.provenance import OUTLINE, Provenance, key_of

_OURS = "kaphandout: what both audiences are told is told to both in step"
_CONFIRM = "read both wordings, then `kaphandout sign --pairs {id}`"


@rule(
    severity=Severity.ERROR,
    why="When one audience's words change and the other's do not, or their ground moves, the two may drift apart.",
    source=_OURS,
    good=({}, {"pairs": "all"}),
    bad=({"pair.burn": {}}, {"pairs": "all", "message.burn.patient": "It is hot. Wait before you drink."}),
)
def stale_pair(context: Context) -> Found:
    for id, pair, provenance in _pairs(context):
        if pair and (changes := list(stale(pair, provenance))):
            yield key_of(id), f"{id!r}: {'; '.join(changes)}: {_CONFIRM.format(id=id)}"


@rule(
    why="Two wordings that nobody has read side by side may not say the same.",
    source=_OURS,
    good=({"pairs": "all"},),
    bad=({}, {"pair.burn": {}}),
)
def unconfirmed_pair(context: Context) -> Found:
    if context.topic.pairs is None:
        words = "no wordings of this text were ever compared: `kaphandout sign --pairs` records that they say the same"
        yield "about", words
        return
    for id, pair, provenance in _pairs(context):
        if pair is None:
            yield key_of(id), f"the wordings of {id!r} were never compared: {_CONFIRM.format(id=id)}"
        elif not list(stale(pair, provenance)) and (pair.patient, pair.clinician) != _marks(provenance):
            yield key_of(id), f"the wording of {id!r} is new: {_CONFIRM.format(id=id)}"


def stale(pair: Pair, provenance: Provenance) -> Iterator[str]:
    """What changed without its counterpart: one of two wordings, or a fact, hard word, reference or claim."""
    patient, clinician = (
        then != now for then, now in zip((pair.patient, pair.clinician), _marks(provenance), strict=True)
    )
    if None not in _marks(provenance) and patient != clinician:
        new, old = ("patient", "clinician") if patient else ("clinician", "patient")
        yield f"the {new} wording has changed, the {old} wording has not"
    for key in sorted({*pair.rests_on, *provenance.rests_on}):
        if pair.rests_on.get(key) != provenance.rests_on.get(key):
            yield _change(key, pair.rests_on.get(key), provenance.rests_on.get(key))


def _pairs(context: Context) -> Iterator[tuple[str, Pair | None, Provenance]]:
    pairs = context.topic.pairs
    for id, provenance in context.edition.bases.items() if pairs is not None else ():
        if id != OUTLINE:
            yield id, (pairs or {}).get(id), provenance


def _marks(provenance: Provenance) -> tuple[str | None, str | None]:
    return provenance.patient_mark, provenance.clinician_mark


def _change(key: str, before: str | None, now: str | None) -> str:
    kind, _, name = key.partition(".")
    what = f"{'hard word' if kind == 'term' else kind} {name}"
    if before is None or now is None:
        return f"{what} {'is new' if before is None else 'is gone'}"
    return f"{what} was {before}, is {now}" if kind == "fact" else f"{what} has changed"
