"""Verdicts → scores: the share of items agreed with among those that apply, of what is decided and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kaphandout.content.instrument import Answer, Instrument
from kaphandout.quality.judging import Verdict


@dataclass(frozen=True, slots=True)
class Score:
    """PEMAT-P and the CDC index count alike: agreed ÷ applicable, in percent. `undecided` items count nowhere."""

    name: str
    bar: float
    agreed: int
    applicable: int
    undecided: int
    decided: int

    @property
    def percent(self) -> float | None:
        """The score, or None while items are undecided or none applies."""
        return None if self.undecided else self.so_far

    @property
    def so_far(self) -> float | None:
        """The share among decided items: no score while others wait."""
        return 100 * self.agreed / self.applicable if self.applicable else None


def scores(instrument: Instrument, verdicts: Iterable[Verdict]) -> Iterator[Score]:
    """The scores of an instrument; those that rate from 1 to 5 have none."""
    kept = list(verdicts)
    for score in instrument.scores:
        answers = [verdict.answer for verdict in kept if verdict.item.score == score.id]
        decided = [answer for answer in answers if answer is not None]
        agreed = decided.count(Answer.AGREE)
        applicable = agreed + decided.count(Answer.DISAGREE)
        yield Score(score.name, score.bar, agreed, applicable, len(answers) - len(decided), len(decided))
