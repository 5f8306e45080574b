"""An edition code + the edition log + the present text → whether what bears the code may still be handed out. Pure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kaphandout.edition.codes import ALPHABET
from kaphandout.edition.comparison import WHOLE, changed_editions, is_safety
from kaphandout.edition.manifest import Manifest
from kaphandout.governance.editions import releases


class EditionState(StrEnum):
    CURRENT = "current"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    DRAFT = "draft"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class StatusChange:
    """A part of the text (`message off-label`, `country GB`) that differs; `safety`: old copies may do harm."""

    what: str
    safety: bool


@dataclass(frozen=True, slots=True)
class Status:
    """What is known of a code. `changes` are from it to `newer`: the release that replaced it, or the present text."""

    code: str
    state: EditionState
    edition: Manifest | None = None
    newer: Manifest | None = None
    changes: tuple[StatusChange, ...] = ()
    nearest: tuple[str, ...] = ()

    @property
    def withdraw(self) -> bool:
        """Whether copies must not be handed out any more."""
        return self.state is EditionState.EXPIRED or any(change.safety for change in self.changes)

    def as_dict(self) -> dict[str, Any]:
        """The status as plain values, for `--json`."""
        edition = self.edition
        release = edition.release.day.isoformat() if edition and edition.release else None
        return {
            "code": self.code,
            "state": str(self.state),
            "topic": edition.topic if edition else None,
            "locale": edition.locale if edition else None,
            "clinic": edition.clinic if edition else None,
            "released": release,
            "review": edition.expires.isoformat() if edition else None,
            "newer": self.newer.edition if self.newer else None,
            "newer_is_released": bool(self.newer and self.newer.release),
            "changes": [{"what": change.what, "safety": change.safety} for change in self.changes],
            "withdraw": self.withdraw,
            "nearest": list(self.nearest),
        }


def as_code(typed: str) -> str | None:
    """What was typed as an edition code (`7f3a 2c9d` → `7F3A-2C9D`), or None if it cannot be one."""
    letters = re.sub(r"[\s\-‐‑‒–—]", "", typed).upper()
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == 8 and set(letters) <= set(ALPHABET) else None


def nearest(typed: str, known: Iterable[str]) -> tuple[str, ...]:
    """The known codes that what was typed is most like, the likest first."""
    return tuple(difflib.get_close_matches(typed.strip().upper(), sorted(set(known)), n=3, cutoff=0.7))


def find_status(code: str, log: Mapping[str, Manifest], drafts: Sequence[Manifest], today: date) -> Status:
    """The status of a code; `log` and `drafts` (the present text in each language for each clinic) of all topics."""
    edition = log.get(code)
    draft = next((draft for draft in drafts if draft.edition == code), None)
    if edition is None:
        if draft:
            return Status(code, EditionState.DRAFT, draft)
        return Status(code, EditionState.UNKNOWN, nearest=nearest(code, [*log, *(draft.edition for draft in drafts)]))
    former = releases((e for e in log.values() if e.topic == edition.topic), edition.locale, edition.clinic)
    if (newest := former[-1]).edition != code:
        return Status(code, EditionState.SUPERSEDED, edition, newest, changes(edition, newest))
    content = edition.topic, edition.locale, edition.clinic
    now = next((d for d in drafts if (d.topic, d.locale, d.clinic) == content and d.edition != code), None)
    state = EditionState.EXPIRED if edition.expires < today else EditionState.CURRENT
    return Status(code, state, edition, now, changes(edition, now) if now and state is EditionState.CURRENT else ())


def changes(old: Manifest, new: Manifest) -> tuple[StatusChange, ...]:
    """What a reader is shown differently in two editions: first what is for safety."""
    parts = changed_editions(old, new)
    found = {StatusChange(_named(part), any(is_safety(edition, part) for edition in (old, new))) for part in parts}
    return tuple(sorted(found, key=lambda change: (not change.safety, change.what)))


def _named(part: str) -> str:
    return f"the {part}'s details" if part in WHOLE else part.replace(".", " ", 1)
