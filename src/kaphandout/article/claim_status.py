"""Claims + the sentences of a new version of the article → what became of each claim, and which sentences are new.

The source sentences are not stored, only their fingerprints and our gists. What has a known fingerprint is unchanged or
moved. For the rest, claims and sentences between the same unchanged neighbours are held together by their words (those
of the gist, or of the earlier article if it is at hand) and their order; that is a proposal, and says why.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
"""The same for a sentence that stands elsewhere."""
IN_ORDER = 0.2
"""What it is worth that a gap holds as many claims as sentences, and both stand at the same place in it."""
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
    """Every claim with its fate, the sentences without a claim (each with the claim that it follows), and headings that
    now read otherwise."""

    fates: tuple[ClaimStatus, ...]
    new: tuple[tuple[Sentence, str], ...]
    headings: tuple[tuple[str, str], ...]

    @property
    def changed(self) -> bool:
        return bool(self.new or self.headings) or any(fate.state != "unchanged" for fate in self.fates)


def review_article(
    claims: Sequence[Claim], article: Sequence[Sentence], before: Sequence[Sentence] = ()
) -> ArticleReview:
    """Hold an article against the claims; `before` is the version of the article that the claims were made from."""
    known = _by_fingerprint(claims, article)
    kept = _in_order(known)
    pairs: dict[int, tuple[int, str]] = {}
    like = _likeness(claims, before)
    for some, sentences in _gaps(len(claims), len(article), known, kept):
        for i, j, why in _proposed(some, sentences, claims, article, like):
            pairs[i] = (j, why)
    _elsewhere(claims, article, known, pairs, like)
    renamed = dict(_renamed(claims, article, known))
    words = {fingerprint(sentence.text): sentence.text for sentence in before}
    fates = tuple(
        _fate(claim, index, article, known, kept, pairs, renamed, words) for index, claim in enumerate(claims)
    )
    used = set(known.values()) | {j for j, _ in pairs.values()}
    new = tuple((article[j], _follows(j, fates)) for j in range(len(article)) if j not in used)
    return ArticleReview(fates, new, tuple(renamed.items()))


def _by_fingerprint(claims: Sequence[Claim], article: Sequence[Sentence]) -> dict[int, int]:
    """The sentence of each claim whose fingerprint is found; a sentence that stands twice serves two claims at most."""
    places: dict[str, list[int]] = {}
    for index, sentence in enumerate(article):
        places.setdefault(fingerprint(sentence.text), []).append(index)
    return {index: places[claim.sha256].pop(0) for index, claim in enumerate(claims) if places.get(claim.sha256)}


def _in_order(known: Mapping[int, int]) -> set[int]:
    """The most claims whose sentences still follow each other in the old order (longest increasing subsequence)."""
    tails: list[int] = []
    ends: list[int] = []
    previous: dict[int, int | None] = {}
    for claim in sorted(known):
        at = bisect_left(tails, known[claim])
        previous[claim] = ends[at - 1] if at else None
        tails[at : at + 1], ends[at : at + 1] = [known[claim]], [claim]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = previous[last]
    return kept


def _gaps(
    claims: int, sentences: int, known: Mapping[int, int], kept: set[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Between two neighbours that stayed: the claims without a sentence, and the sentences without a claim."""
    taken = set(known.values())
    bounds = [(-1, -1), *((claim, known[claim]) for claim in sorted(kept)), (claims, sentences)]
    for (i, j), (end_i, end_j) in pairwise(bounds):
        yield (
            [claim for claim in range(i + 1, end_i) if claim not in known],
            [sentence for sentence in range(j + 1, end_j) if sentence not in taken],
        )


def _proposed(
    some: list[int],
    sentences: list[int],
    claims: Sequence[Claim],
    article: Sequence[Sentence],
    like: Callable[[Claim, Sentence], float],
) -> Iterator[tuple[int, int, str]]:
    """The pairs within a gap, each with the reason for it."""
    even = len(some) == len(sentences)

    def score(i: int, j: int) -> float:
        same_place = even and some.index(i) == sentences.index(j)
        return like(claims[i], article[j]) + (IN_ORDER if same_place else 0)

    if len(some) == len(sentences) == 1:
        alike = like(claims[some[0]], article[sentences[0]]) >= ALIKE
        yield some[0], sentences[0], _BY_WORDS if alike else _ALONE
        return
    for a, b in align(some, sentences, score, ALIKE):
        if a is not None and b is not None:
            alike = like(claims[some[a]], article[sentences[b]]) >= ALIKE
            yield some[a], sentences[b], _BY_WORDS if alike else _BY_PLACE


def _elsewhere(
    claims: Sequence[Claim],
    article: Sequence[Sentence],
    known: Mapping[int, int],
    pairs: dict[int, tuple[int, str]],
    like: Callable[[Claim, Sentence], float],
) -> None:
    """Add to `pairs` what was reworded and moved, the most alike first."""
    taken = set(known.values()) | {j for j, _ in pairs.values()}
    lost = [i for i in range(len(claims)) if i not in known and i not in pairs]
    free = [j for j in range(len(article)) if j not in taken]
    for unlike, i, j in sorted((-like(claims[i], article[j]), i, j) for i in lost for j in free):
        if -unlike >= ALIKE_ANYWHERE and i not in pairs and j not in taken:
            pairs[i] = (j, _ELSEWHERE)
            taken.add(j)


def _fate(
    claim: Claim,
    index: int,
    article: Sequence[Sentence],
    known: Mapping[int, int],
    kept: set[int],
    pairs: Mapping[int, tuple[int, str]],
    renamed: Mapping[str, str],
    words: Mapping[str, str],
) -> ClaimStatus:
    if index in known:
        sentence = article[known[index]]
        heading = renamed.get(claim.section, claim.section)
        if sentence.heading != heading:
            return ClaimStatus(claim, "moved", sentence, f"from “{claim.section}” to “{sentence.heading}”")
        if index not in kept:
            return ClaimStatus(claim, "moved", sentence, "within its section or past others")
        return ClaimStatus(claim, "unchanged", sentence)
    if index in pairs:
        at, why = pairs[index]
        if old := words.get(claim.sha256):
            was, now = differing(old, article[at].text, 5)
            why += f": “{was}” became “{now}”"
        return ClaimStatus(claim, "reworded", article[at], why)
    return ClaimStatus(claim, "gone")


def _renamed(
    claims: Sequence[Claim], article: Sequence[Sentence], known: Mapping[int, int]
) -> Iterator[tuple[str, str]]:
    """Headings that are gone while most sentences below them stand together under another, new one."""
    now = {sentence.heading for sentence in article}
    then = dict.fromkeys(claim.section for claim in claims)
    for heading in then:
        below = [article[known[i]].heading for i, claim in enumerate(claims) if claim.section == heading and i in known]
        if heading not in now and below:
            most = max(dict.fromkeys(below), key=below.count)
            if most not in then:
                yield heading, most


def _follows(index: int, fates: Sequence[ClaimStatus]) -> str:
    """The claim whose sentence stands nearest before a sentence."""
    numbered = [(fate.sentence.number, fate.claim.id) for fate in fates if fate.sentence]
    return max((pair for pair in numbered if pair[0] <= index), default=(0, ""))[1]


def _likeness(claims: Sequence[Claim], before: Sequence[Sentence]) -> Callable[[Claim, Sentence], float]:
    """How much of the shorter one's words a claim and a sentence share, by their stems."""
    old = {fingerprint(sentence.text): sentence.text for sentence in before}
    stems = {claim.id: _stems(old.get(claim.sha256, claim.gist)) for claim in claims}

    def like(claim: Claim, sentence: Sentence) -> float:
        mine, other = stems[claim.id], _stems(sentence.text)
        return len(mine & other) / max(1, min(len(mine), len(other)))

    return like


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:_STEM] for word in re.findall(r"\w+", text.casefold()) if word not in _SMALL)
