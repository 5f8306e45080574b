"""Who answered for the text: signing, what a later change unsigns, real signatures, and what a reader is told."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from kaphandout.checks.rules import find
from kaphandout.cli.main import main
from kaphandout.content.loader import load_topic
from kaphandout.content.types import Text
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.edition.provenance import Provenance, key_of, provenance_of
from kaphandout.governance.signing import sign
from kaphandout.project import Source
from support import CONTENT, needs

TOPIC = "ketamine-assisted-psychotherapy"
TODAY = date(2026, 12, 1)
BY = "the holder of a made-up role"
ALL = {"what-tea", "taste", "burn", "talk-title", "making-a-cup", "talk-references"}
ALL |= {"figure.warmth", "figure.cup", "topic.outline"}


def signed(content: Path, ids: list[str] | None = None, key: Path | None = None, day: date = TODAY) -> Path:
    return sign(content, "small", role="clinician", by=BY, day=day, today=TODAY, ids=ids, key=key)[0]


def edition_of(content: Path) -> Edition:
    return Source(content).edition("small")[0]


def change(content: Path, file: str, old: str, new: str) -> None:
    path = content / "topics" / "small" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def found(content: Path, today: date = TODAY) -> list[tuple[str, str]]:
    """What the rules on sign-offs find, each with the key of what it is about."""
    return [(f.problem.rule, f.key) for f in find(edition_of(content), today) if f.family == "signoffs"]


def test_nobody_has_signed_at_first_and_all_ids_can_be_signed_at_once(small: Path) -> None:
    assert found(small) == [("not-approved", "about")]
    text = signed(small).read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/signoffs.schema.json\n# ")
    assert {*load_topic(small, "small").signoffs[0].messages} == ALL
    assert found(small) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "unsigned"),
    [
        ("messages/risks.yaml", "before you drink", "after you drink", {"burn"}),
        ("messages/risks.yaml", "Scalds are the harm", "Burns are the harm", {"burn"}),
        ("messages/risks.yaml", "without a denominator", "with a denominator", {"burn"}),
        ("messages/risks.yaml", "certainty: established", "certainty: early", {"burn"}),
        ("facts.yaml", "wait_minutes, value: 1,", "wait_minutes, value: 2,", {"burn", "figure.cup"}),
        ("facts.yaml", "value: 13.8", "value: 13.9", {"what-tea", "figure.warmth"}),
        ("claims.yaml", "d82fe514", "d82fe515", {"burn"}),
        ("glossary.yaml", "bitter", "brown", {"taste"}),
        ("figures.yaml", 'patient: "Felt warm"', 'patient: "Felt hot"', {"figure.warmth"}),
        ("references.bib", "{Burns", "{New burns", {"burn", "figure.cup"}),
        ("topic.yaml", "What could go wrong?", "What went wrong?", {"topic.outline"}),
        ("outline/leaflet.yaml", "messages: [burn]", "messages: [burn, taste]", {"topic.outline"}),
    ],
)
def test_a_later_change_unsigns_just_what_rests_on_it(
    small: Path, file: str, old: str, new: str, unsigned: set[str]
) -> None:
    signed(small)
    change(small, file, old, new)
    assert {*found(small)} == {("signed-then-changed", key_of(id)) for id in unsigned}


def test_a_comment_or_another_order_in_a_file_unsigns_nothing(small: Path) -> None:
    signed(small)
    path = small / "topics" / "small" / "facts.yaml"
    facts = re.split(r"(?m)^(?=- )", path.read_text(encoding="utf-8"))
    path.write_text("".join(["# turned round\n", *reversed(facts)]), encoding="utf-8")
    assert found(small) == []


def test_a_clinics_own_quantity_unsigns_nothing_but_makes_another_edition(small: Path) -> None:
    signed(small)
    before = edition_of(small).code
    with (small / "clinics" / "default.yaml").open("a", encoding="utf-8") as file:
        file.write("facts: { small: { steep_minutes: 4 } }\n")
    assert found(small) == []
    assert edition_of(small).code != before


def test_one_message_can_be_signed_again_alone(small: Path) -> None:
    signed(small)
    change(small, "messages/risks.yaml", "before you drink", "after you drink")
    signed(small, ["burn"])
    assert found(small) == []
    assert [len(signoff.messages) for signoff in load_topic(small, "small").signoffs] == [9, 1]
    signed(small)  # takes the place of all before it
    assert [len(signoff.messages) for signoff in load_topic(small, "small").signoffs] == [9]


def test_a_sign_off_runs_out(small: Path) -> None:
    signed(small)
    review = load_topic(small, "small").about.review
    assert found(small, review) == []
    assert found(small, review + timedelta(days=1)) == [("sign-off-expired", "about")]


def test_each_role_that_the_text_needs_has_to_sign(small: Path) -> None:
    change(small, "topic.yaml", "version:", "approval: [clinician, tea-taster]\nversion:")
    signed(small)
    assert found(small) == [("not-approved", "about")]
    assert "Not yet clinically reviewed" in edition_of(small).approval
    sign(small, "small", role="tea-taster", by="another", day=TODAY, today=TODAY)
    assert found(small) == []
    said = edition_of(small).approval
    assert said == f"{BY} (clinician), 1 December 2026; another (tea taster), 1 December 2026"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--role", "friend", "--by", BY], "--role must be one that the text needs: clinician"),
        (["--by", BY], "--role must be one that the text needs: clinician"),
        (["--role", "clinician"], "--by"),
        (["--role", "clinician", "--by", "<b>x</b>"], "not allowed in text"),
        (["--role", "clinician", "--by", BY, "--on", "2999-01-01"], "lies ahead"),
        (["--role", "clinician", "--by", BY, "--on", "2026-11-20", "--next-review", "2026-11-19"], "within 3 years"),
        (["--role", "clinician", "--by", BY, "--on", "2026-11-20", "--next-review", "2029-11-21"], "within 3 years"),
        (["--role", "clinician", "--by", BY, "--message", "coffee"], "there is no statement coffee"),
        (["--role", "clinician", "--by", BY, "--key", "nowhere"], "the key cannot be read"),
        (["--pairs", "coffee"], "there is no statement coffee"),
    ],
)
def test_what_cannot_be_signed_is_told_in_one_line(
    small: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["sign", "--content", str(small), *arguments]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert words in line
    assert not (small / "topics" / "small" / "signoffs.yaml").exists()


def test_each_message_of_the_real_topic_is_unsigned_by_its_own_words_alone() -> None:
    topic = load_topic(CONTENT, TOPIC)
    before = provenance_of(topic)
    for id, message in topic.messages.items():
        for wording in ("patient", "clinician"):
            if (said := getattr(message, wording)) is None:
                continue
            field = "text" if wording == "patient" else "headline"
            new = said.model_copy(update={field: Text(f"{getattr(said, field)} Now.")})
            messages = {**topic.messages, id: message.model_copy(update={wording: new})}
            after = provenance_of(replace(topic, messages=messages))
            assert [key for key in before if before[key].digest != after[key].digest] == [id]


def test_each_fact_reference_and_claim_of_the_real_topic_unsigns_what_rests_on_it_and_nothing_else() -> None:
    """Who rests on what is read from the files as text, not by the program."""
    topic = load_topic(CONTENT, TOPIC)
    before = provenance_of(topic)
    folder = CONTENT / "topics" / TOPIC
    entries: dict[str, str] = {}
    for path in [*folder.glob("messages/*.yaml"), folder / "figures.yaml"]:
        prefix = "figure." if path.name == "figures.yaml" else ""
        for entry in path.read_text(encoding="utf-8").split("- id: ")[1:]:
            id = entry.split()[0]
            if prefix + id in before:
                last = prefix + id
                entries[last] = entry
            else:  # a step or row of a figure
                entries[last] += entry
    evidence = {name: fact.evidence for name, fact in topic.facts.items()}

    def users(word: str) -> set[str]:
        return {id for id, entry in entries.items() if re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", entry)}

    for name, fact in topic.facts.items():
        changed = replace(topic, facts={**topic.facts, name: fact.model_copy(update={"unit": "plain"})})
        assert differing(before, provenance_of(changed)) == users(name), name
    for key, reference in topic.references.items():
        other = reference.model_copy(update={"full": Text(f"{reference.full} Corrected.")})
        changed = replace(topic, references={**topic.references, key: other})
        through = {id for name, keys in evidence.items() if key in keys for id in users(name)}
        assert differing(before, provenance_of(changed)) == users(key) | through, key
    for id, claim in topic.claims.items():
        changed = replace(topic, claims={**topic.claims, id: claim.model_copy(update={"sha256": "0" * 64})})
        assert differing(before, provenance_of(changed)) == users(id), id


def differing(before: Mapping[str, Provenance], after: Mapping[str, Provenance]) -> set[str]:
    return {id for id in before if before[id].digest != after[id].digest}


# --- What a reader is told -----------------------------------------------------------------------------------------


def test_leaflet_and_deck_print_who_approved_and_no_longer_that_nobody_did(small: Path, tmp_path: Path) -> None:
    from kaphandout.deck import write_deck
    from kaphandout.leaflet import write_leaflet
    from kaphandout.leaflet.plain import write_plain
    from kaphandout.leaflet.web import write_web
    from kaphandout.verify import read

    def said(edition: Edition) -> dict[str, list[str]]:
        files = {
            "a.pdf": write_leaflet(edition, "a4").pdf, "large.pdf": write_leaflet(edition, "large-print-a4").pdf,
            "a.html": write_web(edition), "a.txt": write_plain(edition), "a.pptx": write_deck(edition),
        }  # fmt: skip
        for name, data in files.items():
            (tmp_path / name).write_bytes(data)
        return {name: [paragraph.text for paragraph in read(tmp_path / name).paragraphs] for name in files}

    for texts in said(edition_of(small)).values():
        assert any("Not yet clinically reviewed" in text for text in texts)
        assert not any(BY in text for text in texts)
    signed(small)
    for texts in said(edition_of(small)).values():
        assert any(f"{BY} (clinician), 1 December 2026" in text for text in texts)
        assert not any("Not yet clinically reviewed" in text for text in texts)


FORMATS = ("a4", "a5", "letter", "large-print-a4", "trifold-a4", "trifold-letter", "one-page", "card", "card-letter")


@pytest.mark.parametrize("format", FORMATS)
def test_every_page_of_a_draft_says_that_nobody_has_reviewed_it(edition: Edition, format: str) -> None:
    """On one line or two, and wholly on the page: no letter of it is cut off or runs into the page number."""
    import pypdfium2

    from kaphandout.leaflet import write_leaflet

    document = pypdfium2.PdfDocument(write_leaflet(edition, format).pdf)
    for page in document:
        text = page.get_textpage()
        words = text.get_text_range()
        at = words.replace("\r\n", "  ").find("Not yet clinically reviewed")
        assert at >= 0
        edges = [text.get_charbox(at + offset) for offset in range(len("Not yet clinically reviewed"))]
        assert min(box[0] for box in edges) > 10
        assert min(box[1] for box in edges) > 4
        number = words.replace("\r\n", "  ").rfind("Page ")
        if number >= 0:
            assert max(box[2] for box in edges) + 6 < text.get_charbox(number)[0]


def test_every_slide_of_a_draft_says_so_beside_the_edition_code(deck_pptx: Path, edition: Edition) -> None:
    from pptx import Presentation

    for slide in Presentation(str(deck_pptx)).slides:
        assert f"Edition {edition.code} · Not yet clinically reviewed" in [
            shape.text_frame.text for shape in slide.shapes if shape.has_text_frame
        ]


def test_a_long_name_of_a_signer_still_fits_the_title_slide(small: Path) -> None:
    from kaphandout.deck import write_deck

    by = "Holder of the made-up consultant post, at an institution with quite a long name"
    sign(small, "small", role="clinician", by=by, day=TODAY, today=TODAY)
    assert write_deck(edition_of(small))


# --- Real signatures -----------------------------------------------------------------------------------------------


@pytest.fixture
def key(tmp_path: Path) -> Path:
    return make_key(tmp_path / "key")


def make_key(path: Path, passphrase: str = "") -> Path:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        NoEncryption,
        PrivateFormat,
        PublicFormat,
    )

    private = Ed25519PrivateKey.generate()
    locked = BestAvailableEncryption(passphrase.encode()) if passphrase else NoEncryption()
    path.write_bytes(private.private_bytes(Encoding.PEM, PrivateFormat.OpenSSH, locked))
    path.chmod(0o600)
    public = private.public_key().public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)
    path.with_suffix(".pub").write_bytes(public + b"\n")
    return path


def allow(content: Path, key: Path, role: str = "clinician") -> None:
    line = f"{role} {key.with_suffix('.pub').read_text(encoding='utf-8')}"
    (content / "allowed_signers").write_text(f"# keys\n{line}", encoding="utf-8")


def refused(content: Path) -> str:
    with pytest.raises(KaphandoutError) as caught:
        edition_of(content)
    (problem,) = caught.value.problems
    assert problem.rule in ("signature", "signers")
    return str(problem)


def test_a_good_signature_is_accepted_and_a_changed_record_is_an_error(small: Path, key: Path) -> None:
    allow(small, key)
    path = signed(small, key=key)
    assert edition_of(small).approvals
    path.write_text(path.read_text(encoding="utf-8").replace(BY, "somebody else"), encoding="utf-8")
    line = refused(small)
    assert "signoffs.yaml:4: error" in line
    assert "the record or the signature was altered" in line


def test_a_key_that_is_not_known_or_is_known_for_another_role_is_an_error(small: Path, key: Path) -> None:
    allow(small, key)
    signed(small, key=key)
    allow(small, make_key(key.with_name("other")))
    assert "does not know its key for this role; the key is ssh-ed25519 AAAA" in refused(small)
    allow(small, key, "tea-taster")
    assert "does not know its key for this role" in refused(small)
    (small / "allowed_signers").unlink()
    assert "does not know its key for this role" in refused(small)


def test_once_a_role_has_a_key_its_sign_offs_need_a_signature(small: Path, key: Path) -> None:
    signed(small)
    allow(small, key)
    assert "has no signature" in refused(small)
    with pytest.raises(KaphandoutError, match="sign with --key"):
        signed(small)
    signed(small, key=key)
    assert edition_of(small).approvals


def test_a_locked_key_asks_for_its_passphrase(small: Path, tmp_path: Path) -> None:
    key = make_key(tmp_path / "locked", "open sesame")
    allow(small, key)
    with pytest.raises(KaphandoutError, match="locked"):
        signed(small, key=key)
    with pytest.raises(KaphandoutError, match="wrong passphrase"):
        sign(small, "small", role="clinician", by=BY, day=TODAY, today=TODAY, key=key, ask=lambda: b"abracadabra")
    sign(small, "small", role="clinician", by=BY, day=TODAY, today=TODAY, key=key, ask=lambda: b"open sesame")
    assert edition_of(small).approvals


@pytest.mark.parametrize("line", ["clinician", "clinician ssh-rsa AAAA", "clinician ssh-ed25519 AAAA", "\u00e9 x y"])
def test_a_bad_line_of_the_keys_is_told_with_its_number(small: Path, key: Path, line: str) -> None:
    allow(small, key)
    with (small / "allowed_signers").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    assert "content/allowed_signers:4: error: not an allowed signer" in refused(small)


@needs.ssh_keygen
def test_openssh_accepts_the_signature_too(small: Path, key: Path, tmp_path: Path) -> None:
    allow(small, key)
    copy = tmp_path / "record"
    sign(small, "small", role="clinician", by=BY, day=TODAY, today=TODAY, key=key, copy=copy)

    def verify(record: bytes) -> int:
        signers = str(small / "allowed_signers")
        command = ["ssh-keygen", "-Y", "verify", "-f", signers, "-I", "clinician", "-n", "kaphandout"]
        done = subprocess.run(
            [*command, "-s", str(tmp_path / "record.sig")], input=record, capture_output=True, check=False
        )
        return done.returncode

    record = copy.read_bytes()
    assert json.loads(record)["by"] == BY
    assert verify(record) == 0
    assert verify(record + b" ") != 0


def test_the_signature_that_a_leaflet_carries_is_checked(
    small: Path, key: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from kaphandout.leaflet.web import write_web

    allow(small, key)
    signed(small, key=key)
    good = tmp_path / "good.html"
    good.write_bytes(write_web(edition_of(small)))
    assert main(["verify", "--content", str(small), str(good)]) == 0
    forged = tmp_path / "forged.html"
    forged.write_bytes(good.read_bytes().replace(f'"by":"{BY}"'.encode(), b'"by":"somebody else"'))
    assert main(["verify", "--content", str(small), str(forged)]) == 1
    assert "the record or the signature was altered" in capsys.readouterr().out
