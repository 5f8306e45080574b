"""The folder a person works in → the topics, clinics and languages of an edition, read from its content."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kaphandout.checks.rules.links import check_links
from kaphandout.content.loader import load_clinic, load_countries, load_locale, load_topic, topic_ids
from kaphandout.content.logo import logo_address
from kaphandout.content.model import Clinic, Topic
from kaphandout.content.paths import meant
from kaphandout.design.palette import check_colour
from kaphandout.diagnostics import NOWHERE, Diagnostic, KaphandoutError, Place, error, raise_errors, refuse
from kaphandout.edition.edition import Edition, make_edition
from kaphandout.edition.signatures import check_signatures

DRAFT_ONLY = ("unverified-reference",)
"""Rules of links that a marked draft may break, and a release never."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the content is, and what of it is wanted."""

    content: Path
    locale: str = "en"
    clinic: str = "default"
    _read: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)
    """What was read so far: check, build and log of one run see the same files."""

    def topics(self, wanted: str | None) -> list[str]:
        """The wanted topic, or all. Raises `KaphandoutError` when there is none."""
        ids = [wanted] if wanted else topic_ids(self.content)
        if not ids:
            raise refuse("topic", self.content, "there is no topic here: `topics/` holds one folder for each")
        for name in (*ids, self.locale, self.clinic):
            if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]*", name):
                raise refuse("name", "the command line", f"{name!r} is no name of a topic, locale or clinic")
        return ids

    def sound_topics(self, wanted: str | None) -> tuple[list[str], list[Diagnostic]]:
        """The wanted topic, or all that can be read; and what is wrong with the others, which stop no other topic.

        Raises `KaphandoutError` when none is left.
        """
        topics = self.topics(wanted)
        sound, problems = [], dict[Diagnostic, None]()
        for topic in topics:
            try:
                self.edition(topic)
            except KaphandoutError as exc:
                problems |= dict.fromkeys(exc.problems)
            else:
                sound.append(topic)
        if not sound:
            raise KaphandoutError(list(problems))
        return sound, list(problems)

    def edition(self, topic: str, lenient: Collection[str] = ()) -> tuple[Edition, str | None]:
        """The edition of a topic, and the clinic's logo as a `data:` address. Raises `KaphandoutError`.

        Rules of links that are in `lenient` do not stop it: for those who list what is still missing.
        """
        key = topic, *lenient
        if key not in self._read:
            loaded = self.linked(topic, lenient)
            signed = check_signatures(self.content, topic, loaded.signoffs, lambda n: loaded.place(f"signoff.{n}"))
            raise_errors(signed)
            self._read[key] = self.resolved(loaded)
        edition: tuple[Edition, str | None] = self._read[key]
        return edition

    def linked(self, topic: str, lenient: Collection[str] = ()) -> Topic:
        """A topic as it was written, every link in it good but for rules in `lenient`. Raises `KaphandoutError`."""
        loaded = load_topic(self.content, topic)
        raise_errors(problem for problem in check_links(loaded) if problem.rule not in (*lenient, *DRAFT_ONLY))
        return loaded

    def resolved(self, loaded: Topic) -> tuple[Edition, str | None]:
        """The edition of a topic that was loaded, and the logo. Raises `KaphandoutError`."""
        clinic, places = self._clinic()
        file = Place(f"{self.content.name}/clinics/{self.clinic}.yaml")
        raise_errors(check_colour(clinic, places.get("clinic.colour", NOWHERE)))
        raise_errors(self._unknown_topics(clinic, places, file))
        logo = logo_address(self.content / "clinics", clinic, places.get("clinic.logo", file))
        locale = load_locale(self.content, self.locale)
        return make_edition(loaded, locale, clinic, load_countries(self.content), places), logo

    def _unknown_topics(self, clinic: Clinic, places: Mapping[str, Place], file: Place) -> Iterator[Diagnostic]:
        """Topics that a clinic's profile names and that are not here."""
        known = topic_ids(self.content)
        for part, named in (("facts", clinic.facts), ("fields", clinic.fields)):
            for id in [id for id in named if id not in known]:
                words = f"there is no topic {id!r}{meant(id, known)}: `{part}` go by topic ({', '.join(known)})"
                yield error("topic", places.get(f"clinic.{part}.{id}", file), id, words)

    def clinic_places(self) -> dict[str, Place]:
        """The places of the clinic profile's entries. Raises `KaphandoutError`."""
        return self._clinic()[1]

    def notes(self) -> list[Diagnostic]:
        """What a person should know of the clinic's colour. Raises `KaphandoutError`."""
        clinic, places = self._clinic()
        return list(check_colour(clinic, places.get("clinic.colour", NOWHERE)))

    def _clinic(self) -> tuple[Clinic, dict[str, Place]]:
        if "" not in self._read:
            self._read[""] = load_clinic(self.content, self.clinic)
        read: tuple[Clinic, dict[str, Place]] = self._read[""]
        return read
