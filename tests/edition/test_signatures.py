"""A signature vouches for one record by one key and nothing else, whatever is done to it."""

from __future__ import annotations

import base64
import struct
from datetime import date
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kaphandout.content.signoff import SignOff, signed_bytes
from kaphandout.diagnostics import KaphandoutError, Place
from kaphandout.edition.signatures import check_signatures
from kaphandout.edition.sshsig import MAX_KEY, BadSignatureError, check_signature, read_signers, sign_with

DATA = b"what the signer read"


def key_file(folder: Path, name: str = "key") -> tuple[Path, bytes, str]:
    """A key's file, its 32 public bytes, and its public line."""
    private = Ed25519PrivateKey.generate()
    path = folder / name
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    public = private.public_key()
    line = public.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode()
    return path, public.public_bytes(Encoding.Raw, PublicFormat.Raw), line


def string(data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + data


def armoured(body: bytes) -> str:
    text = base64.b64encode(body).decode()
    return f"-----BEGIN SSH SIGNATURE-----\n{text}\n-----END SSH SIGNATURE-----\n"


def body_of(signature: str) -> bytes:
    return base64.b64decode("".join(signature.splitlines()[1:-1]))


def test_a_signature_holds_for_its_own_data_and_key_and_for_no_other(tmp_path: Path) -> None:
    path, raw, _ = key_file(tmp_path)
    _, other, _ = key_file(tmp_path, "other")
    signature = sign_with(path, DATA)
    check_signature(signature, DATA, frozenset({raw, other}))
    with pytest.raises(BadSignatureError, match="altered"):
        check_signature(signature, DATA + b" ", frozenset({raw}))
    for allowed in (frozenset({other}), frozenset[bytes]()):
        with pytest.raises(BadSignatureError, match="does not know its key"):
            check_signature(signature, DATA, allowed)


def test_the_line_that_is_offered_for_an_unknown_key_is_that_of_the_key(tmp_path: Path) -> None:
    path, _, line = key_file(tmp_path)
    with pytest.raises(BadSignatureError) as caught:
        check_signature(sign_with(path, DATA), DATA, frozenset())
    assert line in str(caught.value)


def test_a_signature_survives_how_a_mail_program_wraps_its_lines(tmp_path: Path) -> None:
    path, raw, _ = key_file(tmp_path)
    signature = sign_with(path, DATA)
    assert max(map(len, signature.splitlines())) == 70
    check_signature("\n  ".join(signature.splitlines()).replace("\n", "\r\n"), DATA, frozenset({raw}))


def test_every_single_bit_of_a_signature_counts(tmp_path: Path) -> None:
    path, raw, _ = key_file(tmp_path)
    body = body_of(sign_with(path, DATA))
    for place in range(len(body)):
        bad = bytearray(body)
        bad[place] ^= 1
        with pytest.raises(BadSignatureError):
            check_signature(armoured(bytes(bad)), DATA, frozenset({raw}))


def test_a_signature_that_was_cut_short_or_made_longer_is_none(tmp_path: Path) -> None:
    path, raw, _ = key_file(tmp_path)
    good = sign_with(path, DATA)
    body = body_of(good)
    bad = [armoured(body[:end]) for end in range(len(body))] + [armoured(body + b"x"), good[5:], good[:-9], "", "x"]
    bad += [good.replace("SSH SIGNATURE", "PGP SIGNATURE"), good.replace("\n", "\n!", 1)]
    for text in bad:
        with pytest.raises(BadSignatureError, match="no SSH signature of ours"):
            check_signature(text, DATA, frozenset({raw}))


def test_a_signature_made_for_another_purpose_is_not_one_of_a_text(tmp_path: Path) -> None:
    """ssh-keygen signs Git commits and mails with the same key: `-n git` is no sign-off."""
    path, raw, _ = key_file(tmp_path)
    body = body_of(sign_with(path, DATA))
    for old, new in ((b"kaphandout", b"git"), (b"sha512", b"sha256")):
        with pytest.raises(BadSignatureError, match="no SSH signature of ours"):
            check_signature(armoured(body.replace(string(old), string(new))), DATA, frozenset({raw}))


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_the_keys_of_a_role_are_all_that_the_file_names_for_it(tmp_path: Path) -> None:
    (_, first, one), (_, second, other) = key_file(tmp_path), key_file(tmp_path, "other")
    file = tmp_path / "allowed_signers"
    lines = ["# who may sign", "", f"clinician,pharmacist {one} Dr A", f'clinician namespaces="kaphandout" {other}']
    file.write_text("\n".join(lines), encoding="utf-8")
    assert read_signers(file, "keys") == {"clinician": frozenset({first, second}), "pharmacist": frozenset({first})}
    assert read_signers(tmp_path / "none", "keys") == {}


@pytest.mark.parametrize(
    "line",
    [
        "clinician",
        "clinician ssh-ed25519",
        "clinician ssh-ed25519 !!!!",
        "clinician ssh-rsa {key}",
        "clinician ssh-ed25519 {short}",
        "clinician ssh-ed25519 {long}",
        "clinician ssh-ed25519 {other}",
        "clinician ssh-ed25519 {small}",
    ],
)
def test_a_line_that_is_no_key_is_told_with_its_number(line: str, tmp_path: Path) -> None:
    _, raw, public = key_file(tmp_path)
    blob = base64.b64decode(public.split()[1])
    wrong = {
        "key": blob,
        "short": blob[:-1],
        "long": blob + b"x",
        "other": string(b"ssh-ed448") + string(raw),
        "small": string(b"ssh-ed25519") + string(raw[:31]),
    }
    file = tmp_path / "allowed_signers"
    given = line.format(**{name: base64.b64encode(data).decode() for name, data in wrong.items()})
    file.write_text(f"# keys\nclinician {public}\n{given}\n", encoding="utf-8")
    with pytest.raises(KaphandoutError) as caught:
        read_signers(file, "content/allowed_signers")
    assert str(caught.value.problems[0]).startswith("content/allowed_signers:3: error: not an allowed signer")


def test_a_file_of_keys_that_is_no_text_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "allowed_signers").write_bytes(b"\xff\xfe")
    with pytest.raises(KaphandoutError, match="content/allowed_signers: error: the file cannot be read"):
        read_signers(tmp_path / "allowed_signers", "content/allowed_signers")


def test_a_file_that_is_no_key_of_the_right_kind_is_told_in_a_line(tmp_path: Path) -> None:
    rsa = generate_private_key(65537, 2048).private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption())
    good, _, public = key_file(tmp_path)
    for data, words in (
        (rsa, "not Ed25519"),
        (public.encode(), "no SSH private key"),
        (good.read_bytes() + b" " * MAX_KEY, "too large"),
    ):
        (tmp_path / "bad").write_bytes(data)
        with pytest.raises(KaphandoutError, match=words):
            sign_with(tmp_path / "bad", DATA)
    with pytest.raises(KaphandoutError, match="cannot be read"):
        sign_with(tmp_path / "none", DATA)
    padded = good.read_bytes()
    good.write_bytes(padded + b"\n" * (MAX_KEY - len(padded)))
    assert sign_with(good, DATA), "a file of just that size is read"


# --- Sign-offs -------------------------------------------------------------------------------------------------------


def signoff(role: str = "clinician", signature: str | None = None) -> SignOff:
    record = {"role": role, "by": "B", "day": date(2026, 1, 1), "next_review": date(2027, 1, 1)}
    return SignOff.model_validate({**record, "messages": {"burn": "0" * 64}, "signature": signature})


def problems(content: Path, *given: SignOff, strict: bool = True) -> list[tuple[int, str, str]]:
    found = list(check_signatures(content, "small", given, lambda number: Place("signoffs.yaml", number + 1), strict))
    assert {problem.rule for problem in found} <= {"signature"}
    return [(problem.place.line, problem.id, problem.message) for problem in found]


def test_each_sign_off_is_held_against_the_keys_of_its_role(tmp_path: Path) -> None:
    path, _, line = key_file(tmp_path)
    (tmp_path / "allowed_signers").write_text(f"clinician {line}\n", encoding="utf-8")
    good = signoff(signature=sign_with(path, signed_bytes("small", signoff())))
    other_topic = signoff(signature=sign_with(path, signed_bytes("other", signoff())))
    assert problems(tmp_path, good) == []
    ((number, role, words),) = problems(tmp_path, good, other_topic, good)
    assert (number, role) == (2, "clinician")
    assert "not good: it does not fit the record" in words
    ((number, _, words),) = problems(tmp_path, good, signoff())
    assert number == 2
    assert "has no signature" in words
    assert problems(tmp_path, good, signoff(), strict=False) == []
    assert problems(tmp_path, signoff("pharmacist")) == [], "no key is named for this role"


def test_a_bad_file_of_keys_is_named_with_its_folder(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "allowed_signers").write_text("clinician\n", encoding="utf-8")
    with pytest.raises(KaphandoutError, match="content/allowed_signers:1: error"):
        problems(content, signoff())


def test_a_signature_is_checked_although_the_file_of_keys_is_gone(tmp_path: Path) -> None:
    path, _, _ = key_file(tmp_path)
    good = signoff(signature=sign_with(path, signed_bytes("small", signoff())))
    assert problems(tmp_path, signoff()) == []
    ((_, _, words),) = problems(tmp_path, signoff(), good)
    assert "does not know its key" in words
