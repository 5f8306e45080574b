"""What a clinician who signs with a key notices: which keys are taken, and which signatures are found out."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.sshsig import MAX_KEY, BadSignatureError, check_signature, read_signers, sign_with

RECORD = b'{"role": "clinician"}'


def written(path: Path, key: Any) -> Path:
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, NoEncryption()))
    return path


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """A private key, and beside it (`.pub`) the public one."""
    private = ed25519.Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    (tmp_path / "key.pub").write_bytes(public)
    return written(tmp_path / "key", private)


def signers(key: Path, line: str) -> dict[str, frozenset[bytes]]:
    """The keys of a file of allowed signers with one line, in which {key} is the public key."""
    file = key.with_name("allowed_signers")
    file.write_text(line.format(key=key.with_suffix(".pub").read_text(encoding="ascii")), encoding="utf-8")
    return dict(read_signers(file, "content/allowed_signers"))


# --- Keys ------------------------------------------------------------------------------------------------------------


def test_a_key_of_another_kind_is_refused_with_the_kind_to_make(tmp_path: Path) -> None:
    path = written(tmp_path / "ecdsa", ec.generate_private_key(ec.SECP256R1()))
    with pytest.raises(KaphandoutError, match=r"the key is not Ed25519: make one with `ssh-keygen -t ed25519`"):
        sign_with(path, RECORD)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"my key", "this is no SSH private key"),
        (b"x" * (MAX_KEY + 1), "the file is too large"),
        (b"", "this is no SSH private key"),
    ],
)
def test_a_file_that_is_no_key_is_refused_by_its_name(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "letter.txt").write_bytes(data)
    with pytest.raises(KaphandoutError, match=rf"letter\.txt: error: .*{words}"):
        sign_with(tmp_path / "letter.txt", RECORD)


def test_the_public_key_given_by_mistake_is_refused(key: Path) -> None:
    with pytest.raises(KaphandoutError, match=r"key\.pub: error: this is no SSH private key"):
        sign_with(key.with_suffix(".pub"), RECORD)


# --- Allowed signers -------------------------------------------------------------------------------------------------


def test_one_key_may_sign_in_several_roles_and_one_role_may_have_several_keys(key: Path) -> None:
    (raw,) = signers(key, "clinician {key}")["clinician"]
    assert signers(key, "clinician,editor {key}") == {"clinician": {raw}, "editor": {raw}}
    other = ed25519.Ed25519PrivateKey.generate().public_key()
    line = other.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).decode("ascii")
    assert len(signers(key, f"clinician {{key}}\nclinician {line}")["clinician"]) == 2


def test_comments_blank_lines_and_the_namespace_of_kaphandout_may_be_in_the_file(key: Path) -> None:
    assert signers(key, '# who signs\n\nclinician namespaces="kaphandout" {key} Dr A') == signers(
        key, "clinician {key}"
    )


def test_the_namespace_of_another_program_is_no_permission_to_sign_here(key: Path) -> None:
    with pytest.raises(KaphandoutError, match="content/allowed_signers:1: error: not an allowed signer"):
        signers(key, 'clinician namespaces="git" {key}')


def test_a_key_that_was_cut_off_when_it_was_copied_is_named_with_its_line(key: Path) -> None:
    with pytest.raises(KaphandoutError, match="content/allowed_signers:2: error"):
        signers(key, "# keys\nclinician " + key.with_suffix(".pub").read_text(encoding="ascii")[:-24])


def test_a_public_key_that_names_itself_of_another_kind_is_refused(key: Path) -> None:
    kind, text = key.with_suffix(".pub").read_text(encoding="ascii").split()[:2]
    disguised = base64.b64encode(base64.b64decode(text).replace(b"ssh-ed25519", b"ssh-ed25518")).decode("ascii")
    with pytest.raises(KaphandoutError, match="not an allowed signer"):
        signers(key, f"clinician {kind} {disguised}")


@pytest.mark.parametrize("data", [b"\xff\xfe keys", None])
def test_a_file_of_signers_that_cannot_be_read_lets_nobody_sign(tmp_path: Path, data: bytes | None) -> None:
    path = tmp_path / "allowed_signers"
    path.mkdir() if data is None else path.write_bytes(data)
    with pytest.raises(KaphandoutError, match="content/allowed_signers: error: the file cannot be read"):
        read_signers(path, "content/allowed_signers")


# --- Signatures ------------------------------------------------------------------------------------------------------

BEGIN, END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"


def repacked(armoured: str, change: Callable[[bytes], bytes]) -> str:
    body = base64.b64decode("".join(armoured.removeprefix(BEGIN).replace(END, "").split()))
    return f"{BEGIN}\n{base64.b64encode(change(body)).decode('ascii')}\n{END}\n"


def test_a_signature_holds_for_the_record_that_was_signed_and_for_no_other(key: Path) -> None:
    known, signature = signers(key, "clinician {key}")["clinician"], sign_with(key, RECORD)
    check_signature(signature, RECORD, known)
    check_signature(signature.replace("\n", "\r\n"), RECORD, known)
    with pytest.raises(BadSignatureError, match="the record or the signature was altered"):
        check_signature(signature, RECORD + b" ", known)


def test_an_unknown_key_is_printed_so_that_it_can_be_added(key: Path) -> None:
    signature = sign_with(key, RECORD)
    public = key.with_suffix(".pub").read_text(encoding="ascii")
    with pytest.raises(BadSignatureError, match=re.escape(f"the key is {public}")):
        check_signature(signature, RECORD, frozenset())


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: "signed by hand",
        lambda text: text.replace(BEGIN, "-----BEGIN PGP SIGNATURE-----"),
        lambda _: f"{BEGIN} no base64! {END}",
        lambda text: repacked(text, lambda body: body[:-1]),
        lambda text: repacked(text, lambda body: body[:8]),
        lambda text: repacked(text, lambda body: body + b"more"),
        lambda text: repacked(text, lambda body: body.replace(b"SSHSIG\x00\x00\x00\x01", b"SSHSIG\x00\x00\x00\x02")),
        lambda text: repacked(text, lambda body: body.replace(b"kaphandout", b"gitcommits")),
        lambda text: repacked(text, lambda body: body.replace(b"sha512", b"sha256")),
        lambda text: repacked(text, lambda body: body.replace(b"ssh-ed25519", b"ssh-ed25518")),
    ],
    ids=["words", "PGP", "no base64", "cut", "short", "longer", "version", "namespace", "hash", "kind"],
)
def test_what_is_no_signature_of_this_program_is_refused_as_such(spoil: Callable[[str], str], key: Path) -> None:
    known = signers(key, "clinician {key}")["clinician"]
    with pytest.raises(BadSignatureError, match="it is no SSH signature of ours"):
        check_signature(spoil(sign_with(key, RECORD)), RECORD, known)


def test_a_signature_of_which_one_bit_was_altered_does_not_hold(key: Path) -> None:
    known, signature = signers(key, "clinician {key}")["clinician"], sign_with(key, RECORD)
    with pytest.raises(BadSignatureError, match="was altered"):
        check_signature(repacked(signature, lambda body: body[:-1] + bytes([body[-1] ^ 1])), RECORD, known)
