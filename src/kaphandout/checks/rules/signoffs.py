"""Sign-offs: what nobody has read and answered for, what has changed since, and what is due to be read again."""

from __future__ import annotations

from collections.abc import Iterable

from kaphandout.checks.context import Context
from kaphandout.checks.rule import Found, rule
from kaphandout.edition.approval import SignOffStatus, State, signoff_statuses
from kaphandout.edition.provenance import key_of

SHOWN = 6
"""How many ids a message lists before it only counts the others."""

_PIF = "PIF TICK criteria: named approval, and review at least every three years"
_SIGNED = {"role": "clinician", "by": "a made-up role", "day": "2026-11-24", "next_review": "2027-11-24"}


@rule(
    why="A leaflet about a treatment is handed out only after a clinician has read and approved it.",
    source=_PIF,
    good=({"signoff.0": {**_SIGNED, "messages": "all"}},),
    bad=({}, {"signoff.0": {**_SIGNED, "messages": {"burn": "0" * 64}}}),
)
def not_approved(context: Context) -> Found:
    found = _statuses(context)
    for role in context.topic.about.approval:
        unsigned = [one.statement for one in found if one.role == role and one.state is State.UNSIGNED]
        if unsigned:
            whole = len(unsigned) == sum(one.role == role for one in found)
            what = "the text is not yet clinically reviewed" if whole else "not all of the text is clinically reviewed"
            yield "about", f"{what}: {role!r} has not signed {_listed(unsigned)}; see `kaphandout sign --help`"


@rule(
    why="A signature holds for what was read. What has changed since, nobody has answered for.",
    source=_PIF,
    good=({}, {"signoff.0": {**_SIGNED, "messages": "all"}}),
    bad=({"signoff.0": {**_SIGNED, "messages": {"burn": "0" * 64}}},),
)
def signed_then_changed(context: Context) -> Found:
    for one in _statuses(context):
        if one.state is State.CHANGED and one.signoff:
            when = f"{one.role!r} signed it on {one.signoff.day}"
            yield key_of(one.statement), f"{one.statement!r} has changed since {when}: have it read and signed again"


@rule(
    why="Whoever signed the text said until when it holds; after that day somebody has to read it again.",
    source=_PIF,
    good=({"signoff.0": {**_SIGNED, "messages": "all"}},),
    bad=({"signoff.0": {**_SIGNED, "day": "2025-01-01", "next_review": "2026-01-01", "messages": "all"}},),
)
def sign_off_expired(context: Context) -> Found:
    held: dict[tuple[str, str], list[str]] = {}
    for one in _statuses(context):
        if one.state is State.SIGNED and one.signoff and one.signoff.next_review < context.today:
            held.setdefault((one.role, one.signoff.next_review.isoformat()), []).append(one.statement)
    for (role, day), ids in held.items():
        yield "about", f"the sign-off of {role!r} ran out on {day}: have it read and signed again ({_listed(ids)})"


def _statuses(context: Context) -> list[SignOffStatus]:
    return list(signoff_statuses(context.topic, context.edition.bases))


def _listed(ids: Iterable[str]) -> str:
    """Ids in a few words: the first `SHOWN`, and how many more there are."""
    given = list(ids)
    more = f" and {len(given) - SHOWN} more" if len(given) > SHOWN else ""
    return ", ".join(given[:SHOWN]) + more
