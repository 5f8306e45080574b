"""Which of the texts that an artefact must show stand in it, which were altered, moved, and which are missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby

from kaphandout.diagnostics import Diagnostic, Place, Severity
from kaphandout.verify.alignment import Compared, Missing, Wanted, in_any_order, in_order
from kaphandout.verify.artefact import ALTERNATIVE, CHART, MARGIN, NOTES, SHEET, WORKBOOK, Artefact, Kind, Paragraph
from kaphandout.verify.findings import Finding
from kaphandout.verify.text_matching import FEW, Index, MatchedText, TextMatching, is_number, match_texts
from kaphandout.verify.tokens import differing, letters_alike, likeness, shorten

ALTERED = 0.6
"""From which likeness on a paragraph is an altered copy of a text that stands nowhere."""

ALTERED_HERE = 0.35
"""The same where the paragraph stands just where the text is wanting."""

ALTERED_COPY = 0.75
"""The same for a paragraph with unknown words, whether or not the text stands somewhere else as it should."""


def check_texts(
    artefact: Artefact,
    texts: Mapping[str, str],
    placed: Iterable[str],
    labels: Iterable[str] = (),
    ordered: bool = False,
) -> list[Diagnostic]:
    """What became of the texts whose keys are `placed`, and what stands in the file beside them.

    `ordered`: a key is given once for each time that it stands in the file, in reading order (all slides, then all
    notes); else it is enough that each stands where it may. With `labels`, words that are in no text are told, too.
    """
    index = _index(tuple(texts.items()), tuple(labels))
    topic = artefact.content[0] if artefact.content else ""
    tiling = match_texts(artefact.paragraphs, index, topic)
    wanted = [Wanted(key, index.number_of[key]) for key in placed if key in index.number_of]
    check = _Check(artefact, index, tiling, index.has_labels, ordered)
    check.compare(wanted)
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
    tiling: TextMatching
    knows_labels: bool
    ordered: bool
    problems: list[Diagnostic] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    """The paragraphs that a problem already names."""

    def compare(self, wanted: Sequence[Wanted]) -> None:
        compared = self._compared(wanted)
        spare = list(compared.spare)
        moved: list[tuple[Missing, MatchedText]] = []
        for wanting in compared.wanting:
            elsewhere = next((one for one in spare if one.value == wanting.wanted.value), None)
            if elsewhere:
                spare.remove(elsewhere)
                moved.append((wanting, elsewhere))
        self._tell_moved(moved)
        gone = [wanting for wanting in compared.wanting if wanting not in {one for one, _ in moved}]
        for wanting in gone:
            self._tell_wanting(wanting, spare)
        self._tell_strange([one.key for one in wanted])

    def _compared(self, wanted: Sequence[Wanted]) -> Compared:
        paragraphs = self.tiling.paragraphs
        if not self.ordered:
            return in_any_order(
                wanted, self.tiling.tiles, lambda key, place: _may_hold(self.artefact.kind, key, paragraphs[place])
            )
        said = [one for one in self.tiling.tiles if paragraphs[one.paragraph].part not in (MARGIN, NOTES)]
        noted = [one for one in self.tiling.tiles if paragraphs[one.paragraph].part == NOTES]
        return in_order(wanted, [*said, *noted])

    def _tell_moved(self, moved: Sequence[tuple[Missing, MatchedText]]) -> None:
        """One problem for all that was moved of a message or figure."""
        for _, run in groupby(moved, key=lambda pair: pair[0].wanted.key.split(".")[:2]):
            (wanting, found), *more = run
            key = wanting.wanted.key
            place = self.tiling.paragraphs[found.paragraph].place
            after = f"after “{shorten(self.index.texts[wanting.after.value], 6)}”" if wanting.after else "first"
            also = f" (and {len(more)} more of its texts)" if more else ""
            words = f"{place}: {named(key)} was moved: it should stand {after}{also}"
            self._add("moved-text", key, words, place, after)

    def _tell_wanting(self, wanting: Missing, spare: Sequence[MatchedText]) -> None:
        key, text = wanting.wanted.key, self.index.texts[wanting.wanted.value]
        here = set(self._between(wanting)) if wanting.after or wanting.before else set()
        found = self._nearest(key, text, [place for place in here if place in self.tiling.bare], ALTERED_HERE)
        swapped = [one for one in spare if one.paragraph in here]
        if not found and swapped:
            found = swapped[0].paragraph, self.index.texts[swapped[0].value]
        found = found or self._nearest(key, text, self.tiling.bare, ALTERED)
        if found:
            self._tell_altered(key, text, *found)
            return
        if ".alt." in key and self.artefact.kind == "deck" and self._drops_alternatives:
            words = f"{named(key)} was dropped: the program that saved the deck keeps no alternative texts of figures"
            self._add("no-alternative", key, words, severity=Severity.NOTE)
            return
        where = self.tiling.paragraphs[wanting.after.paragraph].place if wanting.after else ""
        start = f"{where}: " if where else ""
        words = f"{start}{named(key)} does not stand in the {self.artefact.kind}: “{shorten(text)}”"
        self._add("missing-text", key, words, where, text)

    def _between(self, wanting: Missing) -> Iterator[int]:
        """The paragraphs from the tile before a place to the tile after it; all slides come before all notes."""
        paragraphs = self.tiling.paragraphs
        in_notes = [paragraph.part == NOTES for paragraph in paragraphs]
        after, before = wanting.after, wanting.before
        start = (in_notes[after.paragraph], after.paragraph) if after else (False, 0)
        end = (in_notes[before.paragraph], before.paragraph) if before else (True, len(paragraphs))
        for place, is_note in enumerate(in_notes):
            if start <= (is_note, place) <= end and paragraphs[place].part != WORKBOOK:
                yield place

    def _nearest(self, key: str, text: str, places: Iterable[int], least: float) -> tuple[int, str] | None:
        """The paragraph most like a text, and the part of it that is."""
        best: tuple[float, int, str] | None = None
        for place in places:
            paragraph = self.tiling.paragraphs[place]
            if place not in self.told and (self.ordered or _may_hold(self.artefact.kind, key, paragraph)):
                like, part = max(self._alike(text, place), likeness(text, paragraph.text))
                if like >= least and (best is None or like > best[0]):
                    best = like, place, part
        return best[1:] if best else None

    def _open(self, place: int) -> str:
        """A paragraph without the longer texts that stand in it as they should."""
        text = self.tiling.paragraphs[place].text
        for found in self.tiling.tiles:
            if found.paragraph == place and found.end - found.start > FEW:
                text = text.replace(self.index.texts[found.value], " ")
        return text

    def _alike(self, text: str, place: int) -> tuple[float, str]:
        """How much of a text stands in a paragraph, by words; a few words are held against those of no text."""
        if len(text.split()) > FEW:
            return likeness(text, self._open(place))
        bare = self.tiling.bare[place]
        part = " ".join(self.tiling.tokens[place][bare[0] : bare[-1] + 1])
        return letters_alike(text, part), part

    def _tell_altered(self, key: str, text: str, place: int, part: str) -> None:
        self.told.add(place)
        old, new = differing(text, part)
        where = self.tiling.paragraphs[place].place
        words = f"{where}: {named(key)} was altered: “{old}” became “{new}”"
        self._add("altered-text", key, words, where, old, new)

    def _tell_strange(self, placed: Sequence[str]) -> None:
        """What is left of paragraphs: altered copies of texts that also stand as they should, and unknown words."""
        rank = {key: number for number, key in reversed(list(enumerate(placed)))}
        seen: set[tuple[str, str]] = set()
        for place in sorted(self.tiling.bare):
            paragraph, rest = self.tiling.paragraphs[place], self.tiling.rest(place)
            if place in self.told or paragraph.part == SHEET or not rest:
                continue
            if (said := (paragraph.part, paragraph.text)) not in seen:
                seen.add(said)
                found = self._copied(place, paragraph, rank)
                if found:
                    key, text, part = found
                    self._tell_altered(key, text, place, part)
                elif self.knows_labels:
                    self._tell_unknown(place, paragraph, rest)

    def _tell_unknown(self, place: int, paragraph: Paragraph, rest: str) -> None:
        """Words that are in no text, under the key of the text that they were added to, if there is one."""
        beside = [one.value for one in self.tiling.tiles if one.paragraph == place and one.value in self.index.keys]
        key = self.index.keys[beside[-1]][0] if beside else ""
        words = f"{paragraph.place}: from no known text: “{shorten(rest, 20)}”"
        severity = Severity.NOTE if paragraph.part == MARGIN else Severity.WARNING
        self._add("unknown-text", key, words, paragraph.place, "", rest, severity)

    def _copied(self, place: int, paragraph: Paragraph, rank: Mapping[str, int]) -> tuple[str, str, str] | None:
        """The text that a paragraph with unknown words is an altered copy of."""
        given, said = set(self.tiling.tokens[place]), paragraph.text
        best: tuple[float, int, str, str, str] | None = None
        for value, keys in self.index.keys.items():
            words = self.index.words[value]
            text = self.index.texts[value]
            short = len(text.split()) <= FEW and not self.knows_labels and not any(key in rank for key in keys)
            if short or is_number(keys[0]) or len(words & given) < 0.5 * len(words):
                continue
            like, part = self._alike(text, place)
            if like < ALTERED_COPY or (best and like < best[0]) or text in said:
                continue
            allowed = [key for key in keys if _may_hold(self.artefact.kind, key, paragraph) or paragraph.part == MARGIN]
            for key in allowed or keys:
                order = -rank.get(key, len(rank))
                if best is None or (like, order) > best[:2]:
                    best = like, order, key, text, part
        return best[2:] if best else None

    @property
    def _drops_alternatives(self) -> bool:
        """Whether not one alternative text of a figure is left in the deck, as Impress leaves none."""
        return all(
            ".alt." not in key for one in self.tiling.tiles for key in self.index.keys.get(one.value, ())
        ) and not any(self.tiling.paragraphs[place].part == ALTERNATIVE for place in self.tiling.bare)

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
        return paragraph.part != MARGIN
    if ".alt." in key:
        return paragraph.part == ALTERNATIVE
    if key.endswith((".clinician.notes", ".clinician.say")):
        return paragraph.part == NOTES
    if is_number(key):
        return paragraph.part == CHART
    return paragraph.part not in (ALTERNATIVE, WORKBOOK) if ".patient." in key else paragraph.part in ("", CHART)


def _workbooks(artefact: Artefact, index: Index) -> Iterator[Diagnostic]:
    """Where the workbook behind a chart says other words or numbers than the chart shows."""
    charted = [paragraph for paragraph in artefact.paragraphs if paragraph.part in (CHART, WORKBOOK)]
    for place, run in groupby(charted, key=lambda paragraph: paragraph.place.rpartition(" ")[0]):
        both = [*run]
        shown = [paragraph for paragraph in both if paragraph.part == CHART]
        held = [paragraph for paragraph in both if paragraph.part == WORKBOOK]
        if held and [p.text for p in shown] != [p.text for p in held]:
            yield from _workbook(artefact, index, place, shown, held)


def _workbook(
    artefact: Artefact, index: Index, place: str, shown: Sequence[Paragraph], held: Sequence[Paragraph]
) -> Iterator[Diagnostic]:
    for number in range(max(len(shown), len(held))):
        one, other = ([p.text for p in side[number : number + 1]] or [""] for side in (shown, held))
        if one != other:
            found = (index.value_of(text) for text in (*one, *other))
            keys = [key for value in found if value is not None for key in index.keys.get(value, ())]
            words = f"{place} chart: it shows “{one[0]}”, the workbook behind it says “{other[0]}”"
            file, key = Place(artefact.file), keys[0] if keys else ""
            yield Finding(Severity.ERROR, "chart-workbook", file, key, words, f"{place} chart", other[0], one[0])
