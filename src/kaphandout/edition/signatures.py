"""Sign-offs + the public keys of a content folder → signatures that are wrong, unknown or missing.

`content/allowed_signers` names the keys of each role; once a role has a key there, its sign-offs need a signature.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from kaphandout.content.model.signoff import SignOff, signed_bytes
from kaphandout.diagnostics import Diagnostic, Place, error

SIGNERS = "allowed_signers"


def check_signatures(
    content: Path, topic: str, signoffs: Iterable[SignOff], place: Callable[[int], Place], strict: bool = True
) -> Iterator[Diagnostic]:
    """An error for each sign-off that its signature does not vouch for; `place` gives where the nth stands.

    Unless `strict`, a sign-off without a signature passes. Raises `KaphandoutError` for a bad file of keys.
    """
    given = list(signoffs)
    path = content / SIGNERS
    if not path.exists() and not any(signoff.signature for signoff in given):
        return
    from kaphandout.edition.sshsig import BadSignatureError, check_signature, read_signers

    keys = read_signers(path, f"{content.name}/{SIGNERS}")
    for number, signoff in enumerate(given):
        who = f"the sign-off of {signoff.role!r} on {signoff.day}"
        known = keys.get(signoff.role, frozenset())
        if signoff.signature:
            try:
                check_signature(signoff.signature, signed_bytes(topic, signoff), known)
            except BadSignatureError as exc:
                yield error("signature", place(number), signoff.role, f"{who} has a signature that is not good: {exc}")
        elif known and strict:
            words = f"{who} has no signature, but {SIGNERS} names a key for this role: sign with --key"
            yield error("signature", place(number), signoff.role, words)
