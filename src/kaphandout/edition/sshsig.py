"""Bytes + an SSH private key → a signature that `ssh-keygen -Y verify -n kaphandout` accepts; and its check.

The format is OpenSSH's SSHSIG (PROTOCOL.sshsig) with Ed25519 and SHA-512. Public keys stand in a file of allowed
signers, `principals key-type base64-key [comment]`, whose principals are roles (ssh-keygen(1), ALLOWED SIGNERS).
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import struct
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_ssh_private_key

from kaphandout.diagnostics import KaphandoutError, Place, error, refuse

NAMESPACE = b"kaphandout"
MAX_KEY = 100_000

_MAGIC = b"SSHSIG"
_HASH = b"sha512"
_KIND = b"ssh-ed25519"
_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"

Keys = Mapping[str, frozenset[bytes]]
"""The public keys (32 bytes each) that may sign in a role."""


class BadSignatureError(ValueError):
    """A signature that cannot be read, is by another key than is allowed, or is of other bytes."""


def sign_with(path: Path, data: bytes, ask: Callable[[], bytes] | None = None) -> str:
    """The armoured signature of `data` by the key in a file; `ask` gives the passphrase of a locked one.

    Raises `KaphandoutError` for a file that is no Ed25519 private key or does not open.
    """
    key = _private_key(path, ask)
    signature = _string(_KIND) + _string(key.sign(_to_sign(data)))
    body = _MAGIC + struct.pack(">I", 1) + _string(_blob(key.public_key()))
    body += _string(NAMESPACE) + _string(b"") + _string(_HASH) + _string(signature)
    lines = textwrap.wrap(base64.b64encode(body).decode("ascii"), 70)
    return "\n".join([_BEGIN, *lines, _END]) + "\n"


def check_signature(armoured: str, data: bytes, allowed: frozenset[bytes]) -> None:
    """Return if `armoured` is a signature of `data` by one of the keys; raise `BadSignatureError` if it is not."""
    raw, signature = _read(armoured)
    if raw not in allowed:
        line = f"ssh-ed25519 {base64.b64encode(_string(_KIND) + _string(raw)).decode('ascii')}"
        words = f"allowed_signers does not know its key for this role; the key is {line}"
        raise BadSignatureError(f"{words}: if it is theirs, add it there behind the role")
    try:
        Ed25519PublicKey.from_public_bytes(raw).verify(signature, _to_sign(data))
    except (InvalidSignature, ValueError) as exc:
        raise BadSignatureError("it does not fit the record: the record or the signature was altered") from exc


def read_signers(path: Path, shown: str) -> Keys:
    """The allowed signers of a file by role; none if there is no such file. Raises `KaphandoutError` by line."""
    if not path.exists():
        return {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise refuse("signers", shown, f"the file cannot be read: {exc}") from exc
    found: dict[str, frozenset[bytes]] = {}
    for number, line in enumerate(lines, 1):
        fields = line.split()
        if not fields or fields[0].startswith("#"):
            continue
        fields = [field for field in fields if field != f'namespaces="{NAMESPACE.decode()}"']
        try:
            roles, kind, key = fields[:3]
            if kind.encode() != _KIND:
                raise ValueError(kind)
            blob = base64.b64decode(key, validate=True)
            named, rest = _take(blob)
            raw, rest = _take(rest)
            if named != _KIND or len(raw) != 32 or rest:
                raise ValueError(key)
        except (ValueError, binascii.Error) as exc:
            words = "not an allowed signer: write `role ssh-ed25519 AAAA…`, as in the .pub file of the key"
            raise KaphandoutError([error("signers", Place(shown, number), "", words)]) from exc
        for role in roles.split(","):
            found[role] = found.get(role, frozenset()) | {raw}
    return found


def _private_key(path: Path, ask: Callable[[], bytes] | None) -> Ed25519PrivateKey:
    try:
        if path.stat().st_size > MAX_KEY:
            raise refuse("key", path, "this is no SSH private key: the file is too large")
        data = path.read_bytes()
    except OSError as exc:
        raise refuse("key", path, f"the key cannot be read: {exc.strerror}") from exc
    try:
        key = _load(data, path, ask)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        words = "this is no SSH private key that opens (a wrong passphrase?): make one with `ssh-keygen -t ed25519`"
        raise refuse("key", path, words) from exc
    if not isinstance(key, Ed25519PrivateKey):
        raise refuse("key", path, "the key is not Ed25519: make one with `ssh-keygen -t ed25519`")
    return key


def _load(data: bytes, path: Path, ask: Callable[[], bytes] | None) -> object:
    try:
        return load_ssh_private_key(data, None)
    except TypeError as exc:  # it is locked
        if ask is None:
            raise refuse("key", path, "the key is locked and nobody is there to ask for its passphrase") from exc
        return load_ssh_private_key(data, ask())


def _to_sign(data: bytes) -> bytes:
    digest = hashlib.sha512(data).digest()
    return _MAGIC + _string(NAMESPACE) + _string(b"") + _string(_HASH) + _string(digest)


def _read(armoured: str) -> tuple[bytes, bytes]:
    """The public key and the bare signature of an armoured one."""
    try:
        lines = armoured.split()
        text = " ".join(lines)
        if not (text.startswith(_BEGIN) and text.endswith(_END)):
            raise ValueError("no armour")
        body = base64.b64decode("".join(text.removeprefix(_BEGIN).removesuffix(_END).split()), validate=True)
        if not body.startswith(_MAGIC + struct.pack(">I", 1)):
            raise ValueError("another version")
        blob, rest = _take(body[len(_MAGIC) + 4 :])
        namespace, rest = _take(rest)
        _, rest = _take(rest)
        algorithm, rest = _take(rest)
        signature, rest = _take(rest)
        kind, key = _take(blob)
        raw, _ = _take(key)
        signed, bare = _take(signature)
        value, _ = _take(bare)
        if rest or (namespace, algorithm, kind, signed) != (NAMESPACE, _HASH, _KIND, _KIND):
            raise ValueError("another kind")
    except (ValueError, binascii.Error) as exc:
        raise BadSignatureError("it is no SSH signature of ours (SSHSIG, Ed25519, SHA-512)") from exc
    return raw, value


def _blob(key: Ed25519PublicKey) -> bytes:
    return _string(_KIND) + _string(key.public_bytes(Encoding.Raw, PublicFormat.Raw))


def _string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def _take(data: bytes) -> tuple[bytes, bytes]:
    """A length-prefixed string and what follows it."""
    if len(data) < 4 or len(data) < 4 + (length := int.from_bytes(data[:4], "big")):
        raise ValueError("too short")
    return data[4 : 4 + length], data[4 + length :]
