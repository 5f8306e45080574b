"""Claims + the sentences of a new version of the article → what became of each claim, and which sentences are new.

The source sentences are not stored, only their fingerprints and our gists. What has a known fingerprint is unchanged or
moved. For the rest, claims and sentences between the same unchanged neighbours are compared by their words (those of
the gist, or of the earlier article if it is at hand) and their order; that is a proposal, and says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from kaphandout.article.reading import Sentence
from kaphandout.compare.alignment import align
from kaphandout.content.hashing import fingerprint
from kaphandout.content.model import Claim
from kaphandout.verify.tokens import differing

State = Literal["unchanged", "moved", "reworded", "gone"]

ALIKE = 0.25
"""From which share of common words on a sentence is proposed for a claim between the same neighbours."""
ALIKE_ANYWHERE = 0.5
"""The same for a sentence that is elsewhere."""
IN_ORDER = 0.2
"""What it is worth that a gap holds as many claims as sentences, and both are at the same place in it."""
_STEM = 5
_BY_WORDS = "recognised by its words and its place"
_BY_PLACE = "recognised by its place and a few words"
_ALONE = "recognised by its place alone: perhaps another statement"
_ELSEWHERE = "recognised by its words; it stands elsewhere"
_SMALL = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be been but by can for from had has have how in into is it its may more most not of on "
        "or our that the their them then there these they this those to was we were what when which who will with you",
    )
)


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """What became of a claim: its sentence in the new article, if there is one, and why it is thought to be that."""

    claim: Claim
    state: State
    sentence: Sentence | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class ArticleReview:
    """Every claim with its status, the sentences without a claim (each with the claim that it follows), and headings
    that now read otherwise."""

    statuses: tuple[ClaimStatus, ...]
    new: tuple[tuple[Sentence, str], ...]
    headings: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> bool:
        return bool(self.new or self.headings) or any(status.state != "unchanged" for status in self.statuses)


def review_article(
    claims: Sequence[Claim], article: Sequence[Sentence], before: Sequence[Sentence] = ()
) -> ArticleReview:
    """Compare an article with the claims; `before` is the version of the article that the claims were made from."""
    review = _Review(claims, article, {fingerprint(sentence.text): sentence.text for sentence in before})
    review.propose()
    statuses = tuple(review.status(index) for index in range(len(claims)))
    placed = sorted((status.sentence.number, status.claim.id) for status in statuses if status.sentence)
    used = {number for number, _ in placed}
    new = [sentence for sentence in article if sentence.number not in used]
    follows = [next((id for number, id in reversed(placed) if number < one.number), "") for one in new]
    return ArticleReview(statuses, tuple(zip(new, follows, strict=True)), tuple(review.renamed.items()))


@dataclass(frozen=True)
class _Review:
    """The work on one article: claims and sentences go by their indices, `earlier` sentences by their fingerprints."""

    claims: Sequence[Claim]
    article: Sequence[Sentence]
    earlier: Mapping[str, str]
    proposed: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The sentence that is proposed for a claim, and the reason."""

    @cached_property
    def known(self) -> dict[int, int]:
        """The sentence of each claim whose fingerprint is found; one that is there twice serves two claims at most."""
        places: dict[str, list[int]] = {}
        for index, sentence in enumerate(self.article):
            places.setdefault(fingerprint(sentence.text), []).append(index)
        found = enumerate(self.claims)
        return {index: places[claim.sha256].pop(0) for index, claim in found if places.get(claim.sha256)}

    @cached_property
    def kept(self) -> set[int]:
        """The most claims whose sentences still follow each other in the old order (longest increasing subsequence)."""
        tails: list[int] = []
        ends: list[int] = []
        previous: dict[int, int | None] = {}
        for claim in sorted(self.known):
            at = bisect_left(tails, self.known[claim])
            previous[claim] = ends[at - 1] if at else None
            tails[at : at + 1], ends[at : at + 1] = [self.known[claim]], [claim]
        kept: set[int] = set()
        last = ends[-1] if ends else None
        while last is not None:
            kept.add(last)
            last = previous[last]
        return kept

    @cached_property
    def renamed(self) -> dict[str, str]:
        """Headings that are gone while most sentences below them are together under another, new one."""
        now = {sentence.heading for sentence in self.article}
        then = dict.fromkeys(claim.section for claim in self.claims)
        found: dict[str, str] = {}
        for heading in then:
            below = [self.article[j].heading for i, j in self.known.items() if self.claims[i].section == heading]
            most = max(dict.fromkeys(below), key=below.count, default=heading)
            if heading not in now and most not in then:
                found[heading] = most
        return found

    def propose(self) -> None:
        """Fill `proposed`: what is in the same gap first, then what was reworded and moved, the most alike first."""
        for claims, sentences in self._gaps():
            self.proposed.update(self._pairs(claims, sentences))
        taken = {*self.known.values(), *(j for j, _ in self.proposed.values())}
        lost = [i for i in range(len(self.claims)) if i not in self.known and i not in self.proposed]
        free = [j for j in range(len(self.article)) if j not in taken]
        for unlike, i, j in sorted((-self._alike(i, j), i, j) for i in lost for j in free):
            if -unlike >= ALIKE_ANYWHERE and i not in self.proposed and j not in taken:
                self.proposed[i] = (j, _ELSEWHERE)
                taken.add(j)

    def _gaps(self) -> Iterator[tuple[list[int], list[int]]]:
        """Between two neighbours that stayed: the claims without a sentence, and the sentences without a claim."""
        taken = set(self.known.values())
        stayed = ((claim, self.known[claim]) for claim in sorted(self.kept))
        for (i, j), (end_i, end_j) in pairwise([(-1, -1), *stayed, (len(self.claims), len(self.article))]):
            claims = [claim for claim in range(i + 1, end_i) if claim not in self.known]
            yield claims, [sentence for sentence in range(j + 1, end_j) if sentence not in taken]

    def _pairs(self, claims: list[int], sentences: list[int]) -> Iterator[tuple[int, tuple[int, str]]]:
        """The claims and sentences of a gap that may belong together, each with the reason for it."""
        even = len(claims) == len(sentences)

        def score(i: int, j: int) -> float:
            return self._alike(i, j) + (IN_ORDER if even and claims.index(i) == sentences.index(j) else 0)

        alone = even and len(claims) == 1
        for a, b in [(0, 0)] if alone else align(claims, sentences, score, ALIKE):
            if a is not None and b is not None:
                by_place = _ALONE if alone else _BY_PLACE
                alike = self._alike(claims[a], sentences[b]) >= ALIKE
                yield claims[a], (sentences[b], _BY_WORDS if alike else by_place)

    def _alike(self, i: int, j: int) -> float:
        """How much of the shorter one's words a claim and a sentence share, by their stems."""
        claim = self.claims[i]
        mine, other = _stems(self.earlier.get(claim.sha256, claim.gist)), _stems(self.article[j].text)
        return len(mine & other) / max(1, min(len(mine), len(other)))

    def status(self, index: int) -> ClaimStatus:
        """What became of a claim, by what is known and proposed."""
        claim = self.claims[index]
        if index in self.known:
            sentence = self.article[self.known[index]]
            if sentence.heading != self.renamed.get(claim.section, claim.section):
                return ClaimStatus(claim, "moved", sentence, f"from “{claim.section}” to “{sentence.heading}”")
            if index not in self.kept:
                return ClaimStatus(claim, "moved", sentence, "within its section or past others")
            return ClaimStatus(claim, "unchanged", sentence)
        if index not in self.proposed:
            return ClaimStatus(claim, "gone")
        at, why = self.proposed[index]
        if old := self.earlier.get(claim.sha256):
            was, now = differing(old, self.article[at].text, 5)
            why += f": “{was}” became “{now}”"
        return ClaimStatus(claim, "reworded", self.article[at], why)


@cache
def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL)
