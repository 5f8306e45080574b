"""Which of the texts that an artefact must show stand in it, which were altered, moved, and which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby, zip_longest
from typing import Any

from kaphandout.diagnostics import Diagnostic, Place, Severity
from kaphandout.verify.alignment import Compared, Expected, Missing, in_any_order, in_order
from kaphandout.verify.artefact import Artefact, Kind, Paragraph, Part
from kaphandout.verify.findings import Finding
from kaphandout.verify.slides import ClaimedSlide, align_slides, claimed_slides
from kaphandout.verify.text_matching import FEW, Index, MatchedText, TextMatching, is_number, match_texts
from kaphandout.verify.tokens import differing, letters_alike, likeness, shorten

ALTERED = 0.6
"""From which likeness on a paragraph is an altered copy of a text that is nowhere else."""

ALTERED_HERE = 0.35
"""The same where the paragraph is just where the text is missing."""

ALTERED_COPY = 0.75
"""The same for a paragraph with unknown words, whether or not the text stands somewhere else as it should."""


def check_texts(
    artefact: Artefact,
    texts: Mapping[str, str],
    placed: Iterable[str],
    labels: Iterable[str] = (),
    ordered: bool = False,
    slides: Sequence[Mapping[str, Any]] = (),
) -> list[Diagnostic]:
    """What became of the texts whose keys are `placed`, and what stands in the file beside them.

    `ordered`: a key is given once for each time that it stands in the file, in reading order (all slides, then all
    notes); else it is enough that each stands where it may. With `labels`, words that are in no text are reported, too.
    `slides`, as the manifest counts their texts, lets a slide that was left out or moved be reported as one.
    """
    index = _index(tuple(texts.items()), tuple(labels))
    topic = artefact.content[0] if artefact.content else ""
    check = _Check(artefact, index, match_texts(artefact.paragraphs, index, topic), ordered)
    expected = [Expected(key, index.number_of.get(key, -1)) for key in placed]
    claimed = claimed_slides(expected, slides) if ordered and artefact.kind == "deck" else []
    check.compare(check.by_slide(claimed) if claimed else expected)
    return [*check.problems, *_workbooks(artefact, index)]


@lru_cache(maxsize=2)
def _index(texts: tuple[tuple[str, str], ...], labels: tuple[str, ...]) -> Index:
    """The index of the files' texts: several files are often of one edition."""
    return Index(dict(texts), labels)


def named(key: str) -> str:
    """A key in words: `message 'nmda-switch' (patient.text)`."""
    kind, _, rest = key.partition(".")
    id, _, field = rest.partition(".")
    if kind in ("message", "figure", "section", "fact", "reference", "country"):
        return f"{kind} {id!r}" + (f" ({field})" if field else "")
    return key


@dataclass(slots=True)
class _Check:
    artefact: Artefact
    index: Index
    matching: TextMatching
    ordered: bool
    problems: list[Diagnostic] = field(default_factory=list)
    reported: set[int] = field(default_factory=set)
    """The paragraphs that a problem already names."""

    def by_slide(self, claimed: Sequence[ClaimedSlide]) -> Sequence[Expected]:
        """The texts of the claimed slides as the file orders them; add a problem for each slide left out or moved."""
        aligned = align_slides(claimed, self.matching.matches, self.matching.paragraphs)
        for slide in aligned.left_out:
            self._add("slide-left-out", slide.key, f"{slide} was left out", "", slide.title)
        for slide, number, before in aligned.moved:
            after = f"after {before}" if before else "first"
            words = f"slide {number}: {slide} was moved: it belongs {after}"
            self._add("slide-moved", slide.key, words, f"slide {number}", after)
        return aligned.expected

    def compare(self, placed: Sequence[Expected]) -> None:
        """Add a problem for each expected text that was moved, altered or left out, and for what was added."""
        expected = [one for one in placed if one.value >= 0]
        compared = self._compared(expected)
        spare = list(compared.spare)
        moved: list[tuple[Missing, MatchedText]] = []
        gone: list[Missing] = []
        for missing in compared.missing:
            elsewhere = next((one for one in spare if one.value == missing.text.value), None)
            if elsewhere:
                spare.remove(elsewhere)
                moved.append((missing, elsewhere))
            else:
                gone.append(missing)
        self._report_moved(moved)
        for missing in gone:
            self._report_missing(missing, spare)
        self._report_additions([one.key for one in expected])

    def _compared(self, expected: Sequence[Expected]) -> Compared:
        paragraphs, matches = self.matching.paragraphs, self.matching.matches
        if not self.ordered:
            kind = self.artefact.kind
            return in_any_order(expected, matches, lambda key, place: _may_hold(kind, key, paragraphs[place]))
        shown = [one for one in matches if paragraphs[one.paragraph].part not in (Part.MARGIN, Part.NOTES)]
        noted = [one for one in matches if paragraphs[one.paragraph].part == Part.NOTES]
        return in_order(expected, [*shown, *noted])

    def _report_moved(self, moved: Sequence[tuple[Missing, MatchedText]]) -> None:
        """One problem for all that was moved of a message or figure."""
        for _, run in groupby(moved, key=lambda pair: pair[0].text.key.split(".")[:2]):
            (missing, found), *more = run
            key = missing.text.key
            place = self.matching.paragraphs[found.paragraph].place
            after = f"after “{shorten(self.index.texts[missing.after.value], 6)}”" if missing.after else "first"
            also = f" (and {len(more)} more of its texts)" if more else ""
            words = f"{place}: {named(key)} was moved: it belongs {after}{also}"
            self._add("moved-text", key, words, place, after)

    def _report_missing(self, missing: Missing, spare: Sequence[MatchedText]) -> None:
        key, text = missing.text.key, self.index.texts[missing.text.value]
        here = set(self._between(missing)) if missing.after or missing.before else set()
        found = self._nearest(key, text, [place for place in here if place in self.matching.unmatched], ALTERED_HERE)
        swapped = [one for one in spare if one.paragraph in here]
        if not found and swapped:
            found = swapped[0].paragraph, self.index.texts[swapped[0].value]
        found = found or self._nearest(key, text, self.matching.unmatched, ALTERED)
        if found:
            self._report_altered(key, text, *found)
            return
        if ".alt." in key and self.artefact.kind == "deck" and self._drops_alternatives:
            words = f"{named(key)} was dropped: the program that saved the deck keeps no alternative texts of figures"
            self._add("no-alternative", key, words, severity=Severity.NOTE)
            return
        near = self.matching.paragraphs[missing.after.paragraph].place if missing.after else ""
        where = missing.text.where or near
        words = f"{where}{': ' if where else ''}{named(key)} is not in the {self.artefact.kind}: “{shorten(text)}”"
        self._add("missing-text", key, words, where, text)

    def _between(self, missing: Missing) -> Iterator[int]:
        """The paragraphs from the text before a place to the text after it; all slides come before all notes."""
        paragraphs = self.matching.paragraphs
        in_notes = [paragraph.part == Part.NOTES for paragraph in paragraphs]
        after, before = missing.after, missing.before
        start = (in_notes[after.paragraph], after.paragraph) if after else (False, 0)
        end = (in_notes[before.paragraph], before.paragraph) if before else (True, len(paragraphs))
        for place, is_note in enumerate(in_notes):
            if start <= (is_note, place) <= end and paragraphs[place].part != Part.WORKBOOK:
                yield place

    def _nearest(self, key: str, text: str, places: Iterable[int], least: float) -> tuple[int, str] | None:
        """The paragraph most like a text, and the part of it that is."""
        best: tuple[float, int, str] | None = None
        for place in places:
            paragraph = self.matching.paragraphs[place]
            if place not in self.reported and (self.ordered or _may_hold(self.artefact.kind, key, paragraph)):
                like, part = max(self._alike(text, place), likeness(text, paragraph.text))
                if like >= least and (best is None or like > best[0]):
                    best = like, place, part
        return best[1:] if best else None

    def _without_longer(self, place: int) -> str:
        """A paragraph without the longer texts that are in it as they should be."""
        text = self.matching.paragraphs[place].text
        for found in self.matching.matches:
            if found.paragraph == place and found.end - found.start > FEW:
                text = text.replace(self.index.texts[found.value], " ")
        return text

    def _alike(self, text: str, place: int) -> tuple[float, str]:
        """How much of a text stands in a paragraph, by words; a few words are held against those of no text."""
        if len(text.split()) > FEW:
            return likeness(text, self._without_longer(place))
        unmatched = self.matching.unmatched[place]
        part = " ".join(self.matching.tokens[place][unmatched[0] : unmatched[-1] + 1])
        return letters_alike(text, part), part

    def _report_altered(self, key: str, text: str, place: int, part: str) -> None:
        self.reported.add(place)
        old, new = differing(text, part)
        where = self.matching.paragraphs[place].place
        words = f"{where}: {named(key)} was altered: “{old}” became “{new}”"
        self._add("altered-text", key, words, where, old, new)

    def _report_additions(self, placed: Sequence[str]) -> None:
        """What is left of paragraphs: altered copies of texts that also stand as they should, and unknown words."""
        rank = {key: number for number, key in reversed(list(enumerate(placed)))}
        seen: set[tuple[str, str]] = set()
        for place in sorted(self.matching.unmatched.keys() - self.reported):
            paragraph, rest = self.matching.paragraphs[place], self.matching.rest(place)
            said = paragraph.part, paragraph.text
            if paragraph.part == Part.SHEET or not rest or said in seen:
                continue
            seen.add(said)
            if found := self._copied(place, paragraph, rank):
                key, text, part = found
                self._report_altered(key, text, place, part)
            elif self.index.has_labels:
                self._report_unknown(place, paragraph, rest)

    def _report_unknown(self, place: int, paragraph: Paragraph, rest: str) -> None:
        """Words that are in no text, under the key of the text that they were added to, if there is one."""
        beside = [one.value for one in self.matching.matches if one.paragraph == place and one.value in self.index.keys]
        key = self.index.keys[beside[-1]][0] if beside else ""
        words = f"{paragraph.place}: from no known text: “{shorten(rest, 20)}”"
        severity = Severity.NOTE if paragraph.part == Part.MARGIN else Severity.WARNING
        self._add("unknown-text", key, words, paragraph.place, "", rest, severity)

    def _copied(self, place: int, paragraph: Paragraph, rank: Mapping[str, int]) -> tuple[str, str, str] | None:
        """The text that a paragraph with unknown words is an altered copy of."""
        given, said = set(self.matching.tokens[place]), paragraph.text
        best: tuple[float, int, str, str, str] | None = None
        for value, keys in self.index.keys.items():
            words = self.index.words[value]
            text = self.index.texts[value]
            short = len(text.split()) <= FEW and not self.index.has_labels and not any(key in rank for key in keys)
            if short or is_number(keys[0]) or len(words & given) < 0.5 * len(words):
                continue
            like, part = self._alike(text, place)
            if like < ALTERED_COPY or (best and like < best[0]) or text in said:
                continue
            allowed = [
                key for key in keys if _may_hold(self.artefact.kind, key, paragraph) or paragraph.part == Part.MARGIN
            ]
            for key in allowed or keys:
                order = -rank.get(key, len(rank))
                if best is None or (like, order) > best[:2]:
                    best = like, order, key, text, part
        return best[2:] if best else None

    @property
    def _drops_alternatives(self) -> bool:
        """Whether not one alternative text of a figure is left in the deck, as Impress leaves none."""
        matched = (key for one in self.matching.matches for key in self.index.keys.get(one.value, ()))
        unmatched = (self.matching.paragraphs[place].part for place in self.matching.unmatched)
        return not any(".alt." in key for key in matched) and Part.ALTERNATIVE not in unmatched

    def _add(
        self,
        rule: str,
        key: str,
        words: str,
        where: str = "",
        old: str = "",
        new: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        file = Place(self.artefact.file)
        self.problems.append(Finding(severity, rule, file, key, words, where, old, new))


def _may_hold(kind: Kind, key: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is where a text may stand: a headline that only the notes repeat is not on the slide."""
    if kind != "deck":
        return paragraph.part != Part.MARGIN
    if ".alt." in key:
        return paragraph.part == Part.ALTERNATIVE
    if key.endswith((".clinician.notes", ".clinician.say")):
        return paragraph.part == Part.NOTES
    if is_number(key):
        return paragraph.part == Part.CHART
    return (
        paragraph.part not in (Part.ALTERNATIVE, Part.WORKBOOK)
        if ".patient." in key
        else paragraph.part in (Part.BODY, Part.CHART)
    )


def _workbooks(artefact: Artefact, index: Index) -> Iterator[Diagnostic]:
    """Where the workbook behind a chart says other words or numbers than the chart shows."""
    charted = [paragraph for paragraph in artefact.paragraphs if paragraph.part in (Part.CHART, Part.WORKBOOK)]
    for slide, run in groupby(charted, key=lambda paragraph: paragraph.place.rpartition(" ")[0]):
        both, place = [*run], f"{slide} {Part.CHART}"
        shown = [paragraph.text for paragraph in both if paragraph.part == Part.CHART]
        held = [paragraph.text for paragraph in both if paragraph.part == Part.WORKBOOK]
        for one, other in zip_longest(shown, held, fillvalue="") if held else ():
            if one != other:
                values = (index.value_of(one), index.value_of(other))
                keys = [key for value in values if value is not None for key in index.keys.get(value, ())]
                words = f"{place}: it shows “{one}”, the workbook behind it says “{other}”"
                file, key = Place(artefact.file), keys[0] if keys else ""
                yield Finding(Severity.ERROR, "chart-workbook", file, key, words, place, other, one)
