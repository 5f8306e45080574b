"""An `Edition` and a day → all that a rule may look at, each view made when it is first asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from kaphandout.checks.language.readability import sentences, words
from kaphandout.content.model import Topic
from kaphandout.content.placement import leaflet_texts
from kaphandout.content.unfinished import MARK
from kaphandout.content.wordlists import Words, load_words
from kaphandout.diagnostics import Diagnostic, Place
from kaphandout.edition.edition import Edition


@dataclass(frozen=True, slots=True)
class RuleFinding:
    """A problem, the family of its rule, the key of what it is about, and if it is waived the key of the waiver."""

    problem: Diagnostic
    family: str
    key: str
    waiver: str = ""
    why: str = ""

    def as_dict(self) -> dict[str, str | int]:
        """The finding as plain values, for `--json`."""
        waived = {"waived": self.why} if self.waiver else {}
        return {**self.problem.as_dict(), "family": self.family, "key": self.key, **waived}


@dataclass(frozen=True, slots=True)
class KeyedSentence:
    """A sentence, the key of its text, and its words."""

    key: str
    text: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SlideView:
    """A slide as its words: `key` names its place (`deck.slides.3`)."""

    key: str
    id: str
    layout: str
    title: str
    points: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Context:
    """What rules are held against. Texts are final and go by their keys (`message.burn.patient.text`)."""

    edition: Edition
    today: date
    clinic_places: Mapping[str, Place] = field(default_factory=dict)
    findings: tuple[RuleFinding, ...] = ()
    """What the other rules found; only `last` rules see it."""

    @property
    def topic(self) -> Topic:
        """The topic with every text resolved."""
        return self.edition.topic

    @cached_property
    def patient(self) -> Mapping[str, str]:
        """What patients read, by key: the leaflet in reading order, then what only other outlines place.

        Quantities that are alone in a figure are left out.
        """
        topic, texts = self.topic, self.edition.texts
        keys = list(self.edition.placed["leaflet"])
        for name in sorted(topic.outlines.keys() - {"leaflet"}):
            keys += leaflet_texts(topic, texts, topic.outlines[name])
        return {key: texts[key] for key in keys if not key.startswith("fact.")}

    @cached_property
    def leaflet(self) -> Mapping[str, str]:
        """What the whole leaflet shows, by key, in reading order."""
        placed = set(self.edition.placed["leaflet"])
        return {key: text for key, text in self.patient.items() if key in placed}

    @cached_property
    def clinician(self) -> Mapping[str, str]:
        """What clinicians read on slides and in notes, by key, in reading order; patients' wording is left out."""
        texts = self.edition.texts
        keys = self.edition.placed["deck"]
        return {key: texts[key] for key in keys if ".patient" not in key and not key.startswith("fact.")}

    @cached_property
    def sentences(self) -> tuple[KeyedSentence, ...]:
        """The sentences of `patient`; headings and list items without a stop are none."""
        return tuple(
            KeyedSentence(key, sentence, tuple(words(sentence)))
            for key, text in self.patient.items()
            for sentence in sentences(text)
        )

    @cached_property
    def words(self) -> Words | None:
        """The words that the checks know of the edition's language; None where a language has no list yet."""
        return load_words(self.edition.locale.tag.partition("-")[0])

    @cached_property
    def slides(self) -> tuple[SlideView, ...]:
        """The deck in order."""
        return tuple(self._slide(number) for number in range(len(self.topic.deck.slides)))

    def unwritten(self, key: str) -> bool:
        """Whether the text at a key, or of the wording there, is still to be written: nothing else is said of it."""
        texts = self.edition.texts
        return any(MARK.search(texts[one]) for one in (key, f"{key}.text", f"{key}.lead") if one in texts)

    def once(self, check: Callable[..., Iterable[Diagnostic]], *given: Any) -> tuple[Diagnostic, ...]:
        """The problems of a plain `check(*given)`, found once however many rules ask."""
        if check not in self.checked:
            self.checked[check] = tuple(check(*given))
        return self.checked[check]

    @cached_property
    def checked(self) -> dict[Callable[..., Iterable[Diagnostic]], tuple[Diagnostic, ...]]:
        """What each plain check has found so far."""
        return {}

    def _slide(self, number: int) -> SlideView:
        slide = self.topic.deck.slides[number]
        wordings = {id: self.topic.messages[id].clinician for id in slide.messages()}
        first = wordings[slide.title] if slide.title else None
        points = list(first.points) if first and slide.points else []
        points += [wording.headline for id in slide.headlines if (wording := wordings[id])]
        title = self.topic.about.clinician.title if slide.layout == "title" else first.headline if first else ""
        for section in self.topic.about.sections:
            if not title and section.id == slide.section:
                title = section.clinician if slide.layout == "section" else section.patient
        notes = tuple(wording.notes for wording in wordings.values() if wording and wording.notes)
        return SlideView(f"deck.slides.{number}", slide.id, slide.layout, title, tuple(points), notes)
