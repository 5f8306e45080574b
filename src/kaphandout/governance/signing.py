"""A content folder + what a person answers for → a new `signoffs.yaml` or `pairs.yaml`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from kaphandout.checks.rules.dates import MAX_YEARS, years_after
from kaphandout.content.faults import in_words
from kaphandout.content.model import Topic
from kaphandout.content.signoff import SignOff, signed_bytes
from kaphandout.diagnostics import Place, raise_errors, refuse
from kaphandout.edition.approval import State, standing
from kaphandout.edition.provenance import OUTLINE, Provenance, placed_statements, provenance_of
from kaphandout.edition.signatures import check_signatures
from kaphandout.files import one_writer, write_all, write_whole
from kaphandout.governance.records import confirmed_pairs, pairs_yaml, signoffs_yaml, with_signoff
from kaphandout.project import Source

HERE = "the command line"


def sign(
    content: Path,
    topic: str | None,
    *,
    role: str | None,
    by: str | None,
    day: date,
    today: date,
    next_review: date | None = None,
    ids: Sequence[str] | None = None,
    key: Path | None = None,
    ask: Callable[[], bytes] | None = None,
    copy: Path | None = None,
) -> tuple[Path, SignOff, list[str]]:
    """Add a sign-off of the statements `ids` (None: all that is shown) as they are now.

    Returns the file, the record, and what is shown but not signed by this role. `ask` is called for the passphrase of a
    locked key. With a key, `copy` takes the record as it was signed, and its signature beside it. Raises
    `KaphandoutError` for a role, date, id or key that cannot be, and for content with errors.
    """
    loaded = _load(content, topic)
    provenance, about = provenance_of(loaded), loaded.about
    if role not in about.approval:
        raise refuse("role", HERE, f"--role must be one that the text needs: {', '.join(about.approval)}")
    if not by:
        raise refuse("signer", HERE, "say who signs with --by: a name, or a post and where it is held")
    wanted = _known(ids, provenance) or placed_statements(loaded)
    until = next_review or about.review
    if day > today:
        raise refuse("date", HERE, f"{day} lies ahead: sign on the day on which you read the text, or later")
    if not day < until <= years_after(day, MAX_YEARS):
        raise refuse("date", HERE, f"--next-review must be after {day} and within {MAX_YEARS} years, not {until}")
    digests = {id: provenance[id].digest for id in wanted}
    try:
        given = {"role": role, "by": by, "day": day, "next_review": until, "messages": digests}
        signoff = SignOff.model_validate(given)
    except ValidationError as exc:
        raise refuse("signer", HERE, f"--by: {in_words(exc.errors(include_url=False)[0])}") from exc
    if key is not None:
        from kaphandout.edition.sshsig import sign_with

        signature = sign_with(key, signed_bytes(about.id, signoff), ask)
        signoff = signoff.model_copy(update={"signature": signature})
    raise_errors(check_signatures(content, about.id, [signoff], lambda _: Place(HERE)))
    path = content / "topics" / about.id / "signoffs.yaml"
    if copy and signoff.signature:
        beside = copy.with_name(f"{copy.name}.sig")
        write_all([(copy, signed_bytes(about.id, signoff)), (beside, signoff.signature.encode("ascii"))])
    with one_writer(path.parent):
        kept = with_signoff(_load(content, about.id).signoffs, signoff)
        write_whole(path, signoffs_yaml(kept))
    return path, signoff, _lacking(loaded, role, provenance, kept)


def confirm_pairs(content: Path, topic: str | None, ids: Sequence[str]) -> tuple[Path, list[str]]:
    """Record that both wordings of `ids` (none: of all) say the same as they are now; the file and the ids."""
    loaded = _load(content, topic)
    provenance = {id: one for id, one in provenance_of(loaded).items() if id != OUTLINE}
    confirmed = list(_known(ids, provenance) or provenance)
    path = content / "topics" / loaded.about.id / "pairs.yaml"
    with one_writer(path.parent):
        earlier = _load(content, loaded.about.id).pairs
        write_whole(path, pairs_yaml(confirmed_pairs(earlier, provenance, confirmed)))
    return path, confirmed


def _load(content: Path, topic: str | None) -> Topic:
    source = Source(content)
    names = source.topics(topic)
    if len(names) > 1:
        raise refuse("topic", HERE, f"say which text with --topic: {', '.join(names)}")
    loaded = source.linked(names[0])
    source.resolved(loaded)  # content with errors is not for signing
    return loaded


def _known(ids: Iterable[str] | None, provenance: Mapping[str, Provenance]) -> tuple[str, ...]:
    given = dict.fromkeys(ids or ())
    unknown = [id for id in given if id not in provenance]
    if unknown:
        words = f"there is no statement {', '.join(unknown)}: give the id of a message, figure.ID or {OUTLINE}"
        raise refuse("unknown-message", HERE, words)
    return tuple(id for id in provenance if id in given)


def _lacking(topic: Topic, role: str, provenance: Mapping[str, Provenance], signoffs: Sequence[SignOff]) -> list[str]:
    after = replace(topic, signoffs=tuple(signoffs))
    shown = placed_statements(topic)
    return [id for id in shown if standing(after, role, id, provenance[id].digest).state is not State.SIGNED]
