"""Instruments, a `MeasurementContext` and recorded judgements → a `Verdict` on each item."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from kaphandout.checks.context import RuleFinding
from kaphandout.content.instrument import Answer, Instrument, ItemOfInstrument, Judged, Judgement
from kaphandout.quality.context import MeasurementContext
from kaphandout.quality.measure import Measure, Measured


@dataclass(frozen=True, slots=True)
class Verdict:
    """An item and its answer, None while nobody has decided; `judgement` is a person's, `stale` if of another text."""

    item: ItemOfInstrument
    evidence: tuple[Measured, ...]
    answer: Answer | int | None
    judgement: Judgement | None = None
    stale: bool = False


@dataclass(frozen=True)
class Judge:
    """Decides items by what `measures` show of a leaflet, and by what people recorded."""

    context: MeasurementContext
    measures: Mapping[str, Measure]
    judgements: Mapping[str, Judgement]

    def verdicts(self, instrument: Instrument) -> tuple[Verdict, ...]:
        """The items of an instrument in order."""
        return tuple(self._verdict(instrument, item) for item in instrument.items)

    def _verdict(self, instrument: Instrument, item: ItemOfInstrument) -> Verdict:
        evidence = tuple(self._evidence(instrument, item))
        if item.judged is Judged.COMPUTED:
            return Verdict(item, evidence, _decided(evidence))
        judgement = self.judgements.get(f"{instrument.id} {item.id}")
        stale = judgement is not None and judgement.text != self.context.text_mark
        answer = judgement.answer if judgement and not stale else None
        return Verdict(item, evidence, answer, judgement, stale)

    def _evidence(self, instrument: Instrument, item: ItemOfInstrument) -> Iterator[Measured]:
        for name in item.measures:
            yield self.measures[name].take(self.context)
        if item.must_say:
            yield self._must_say(f"{instrument.short or instrument.name} {item.id}")
        yield from self._rules(item.rules)

    def _must_say(self, name: str) -> Measured:
        listed = [must for must in self.context.topic.must_say.values() if name in must.meets and must.leaflet]
        if not listed:
            return Measured(f"no entry of must-say.yaml that the leaflet must say meets {name}", False)
        lost = [must.id for must in listed if f"must.{must.id}" in self._lost]
        if lost:
            return Measured(f"must-say.yaml names it, but the text lacks: {', '.join(lost)}", False)
        return Measured(f"said, as must-say.yaml lists it: {'; '.join(must.what for must in listed)}", True)

    @cached_property
    def _lost(self) -> Collection[str]:
        return {finding.key for finding in self.context.found("must-say") if not finding.waiver}

    def _rules(self, ids: Collection[str]) -> Iterator[Measured]:
        clean = list[str]()
        for id in ids:
            findings = self.context.found(id)
            if self.context.is_silent(id):
                yield Measured(f"the rule {id} is switched off or has no word list for this language")
            elif found := [finding for finding in findings if not finding.waiver]:
                more = f", {len(found)} findings, the first" if len(found) > 1 else ""
                yield Measured(f"rule {id}{more}: {_described(found[0])}", False)
            else:
                waived = f" ({len(findings)} waived, each with a reason)" if findings else ""
                clean.append(f"{id}{waived}")
        if clean:
            yield Measured(f"nothing found by the rule{'s' * (len(clean) > 1)} {', '.join(clean)}", True)


def _described(finding: RuleFinding) -> str:
    problem = finding.problem
    return f"{problem.message}{f' ({problem.place})' if problem.place.file else ''}"


def _decided(evidence: Collection[Measured]) -> Answer | None:
    applying = [one for one in evidence if one.applies]
    if any(one.holds is False for one in applying):
        return Answer.DISAGREE
    if any(one.holds is None for one in applying):
        return None
    return Answer.AGREE if applying else Answer.NOT_APPLICABLE
