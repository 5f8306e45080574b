"""`Topic` and the bases of its statements → what its sign-offs still hold for. No clock."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kaphandout.content.model import Topic
from kaphandout.content.model.signoff import SignOff
from kaphandout.edition.provenance import Provenance, placed_statements


class State(StrEnum):
    """What the sign-offs of a role say of a statement as it is now."""

    SIGNED = "signed"
    CHANGED = "changed"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class SignOffStatus:
    """A statement in the eyes of a role: `signoff` is the last one that speaks of it."""

    role: str
    statement: str
    state: State
    signoff: SignOff | None = None


def standing(topic: Topic, role: str, statement: str, digest: str) -> SignOffStatus:
    """Whether `role` has signed a statement whose digest is now `digest`."""
    earlier = [signoff for signoff in topic.signoffs if signoff.role == role and statement in signoff.messages]
    for signoff in reversed(earlier):
        if signoff.messages[statement] == digest:
            return SignOffStatus(role, statement, State.SIGNED, signoff)
    if earlier:
        return SignOffStatus(role, statement, State.CHANGED, earlier[-1])
    return SignOffStatus(role, statement, State.UNSIGNED)


def signoff_statuses(topic: Topic, bases: Mapping[str, Provenance]) -> Iterator[SignOffStatus]:
    """How each statement that an outline places stands with each role that must approve."""
    for role in topic.about.approval:
        for statement in placed_statements(topic):
            yield standing(topic, role, statement, bases[statement].digest)


def approvals(topic: Topic, bases: Mapping[str, Provenance]) -> tuple[SignOff, ...]:
    """The sign-offs that together cover all that is shown, each once; none if anything is not signed."""
    all_signed = all(one.state is State.SIGNED for one in signoff_statuses(topic, bases))
    return holding(topic, bases) if all_signed else ()


def holding(topic: Topic, bases: Mapping[str, Provenance]) -> tuple[SignOff, ...]:
    """The sign-offs that something shown still rests on, in the order in which they were given."""
    held = [one.signoff for one in signoff_statuses(topic, bases) if one.state is State.SIGNED]
    return tuple(signoff for signoff in topic.signoffs if signoff in held)
