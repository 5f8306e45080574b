"""The life of an edition: released and logged, replaced, run out, and what `status` says to whoever holds the paper."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.governance import status
from kaphandout.governance.editions import MAX_ENTRY, read_log, record
from kaphandout.governance.signing import confirm_pairs, sign
from kaphandout.project import Source

TODAY = date.today()
"""The command's own clock decides what has run out."""


def edition_of(content: Path, clinic: str = "default") -> Edition:
    return Source(content, clinic=clinic).edition("small")[0]


def confirm(content: Path) -> None:
    confirm_pairs(content, "small", [])
    sign(content, "small", role="clinician", by="a made-up role", day=TODAY, today=TODAY)


def change(content: Path, file: str, old: str, new: str) -> None:
    path = content / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def released(content: Path) -> str:
    """Sign all, release, and give the code."""
    confirm(content)
    edition = edition_of(content)
    assert record(content, edition, TODAY)
    return edition.code


def ask(content: Path, code: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any]]:
    capsys.readouterr()
    exit_code = main(["status", code, "--content", str(content), "--json"])
    return exit_code, json.loads(capsys.readouterr().out)


@pytest.fixture
def dated(small: Path) -> Path:
    """The small topic with dates around today, so that it can be released whenever the tests run."""
    review = TODAY + timedelta(days=365)
    change(small, "topics/small/topic.yaml", "issued: 2026-11-24", f"issued: {TODAY - timedelta(days=1)}")
    change(small, "topics/small/topic.yaml", "review: 2027-11-24", f"review: {review}")
    return small


# --- Releasing -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [("handout", "--format", "web"), ("slides",)])
def test_a_text_that_is_not_signed_is_not_released(
    dated: Path, tmp_path: Path, command: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    arguments = [*command, "--release", "--content", str(dated), "--out", str(out)]
    assert main([*arguments, "--json"]) == 1
    assert {"not-approved", "unconfirmed-pair"} <= {problem["rule"] for problem in json.loads(capsys.readouterr().out)}
    assert not out.exists()
    assert read_log(dated, "small") == {}


@pytest.mark.parametrize(
    ("change_of", "rule"),
    [
        (("messages/risks.yaml", "before you drink", "after you drink"), "signed-then-changed"),
        (("messages/risks.yaml", "before you drink", "after you drink"), "stale-pair"),
        (("messages/risks.yaml", "claims: [S2]", "claims: []"), "claim-coverage"),
    ],
)
def test_what_is_missing_for_a_release_is_named(
    dated: Path, tmp_path: Path, change_of: tuple[str, str, str], rule: str, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(dated)
    file, old, new = change_of
    change(dated, f"topics/small/{file}", old, new)
    assert main(["slides", "--release", "--content", str(dated), "--out", str(tmp_path / "out")]) == 1
    assert f"[{rule}]" in capsys.readouterr().err


def test_leaflet_and_deck_of_one_release_are_logged_once(
    dated: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    confirm(dated)
    code = edition_of(dated).code
    arguments = ["--release", "--content", str(dated), "--out", str(tmp_path / "out")]
    main(["handout", "--format", "web", *arguments])
    entry = dated / "topics" / "small" / "editions" / f"{code}.json"
    assert f"entered in the log as {entry}" in capsys.readouterr().err
    before = entry.read_bytes()
    main(["slides", *arguments])
    assert f"Edition {code} is the current release already" in capsys.readouterr().err
    assert entry.read_bytes() == before
    main(["verify", "--content", str(dated), *map(str, (tmp_path / "out").iterdir())])
    assert capsys.readouterr().out.count("says what it claims to say; is of the present text") == 2


def test_a_sign_off_that_has_run_out_is_not_released(dated: Path) -> None:
    from kaphandout.governance.release import check_release

    confirm(dated)
    assert [p.rule for p in check_release(edition_of(dated), TODAY) if p.rule != "readability"] == []
    after = edition_of(dated).topic.about.review + timedelta(days=1)
    assert {"sign-off-expired", "review-overdue"} <= {p.rule for p in check_release(edition_of(dated), after)}


def test_the_log_keeps_what_an_edition_said_where_and_who_signed_it(dated: Path) -> None:
    code = released(dated)
    entry = read_log(dated, "small")[code]
    assert entry.texts == edition_of(dated).texts
    assert entry.release
    assert (entry.release.number, entry.release.day) == (1, TODAY)
    burn = entry.messages["burn"]
    assert (burn.panels, burn.slides, burn.signed) == (("risks",), ("burn",), ("clinician",))
    assert entry.messages["what-tea"].panels == ("front",)
    assert entry.signoffs[0].by == "a made-up role"


def test_a_log_that_somebody_altered_is_refused(dated: Path) -> None:
    code = released(dated)
    change(dated, f"topics/small/editions/{code}.json", "Wait about 1 minute", "Wait about 9 minutes")
    with pytest.raises(KaphandoutError, match="was altered"):
        read_log(dated, "small")


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (b"not JSON {", "it is not JSON"),
        (b"[" * 100_000, "it is not JSON"),
        (b"\xff\xfe", "it is not JSON"),
        (b"{}", "this is not an entry of the edition log"),
        (b'{"format": "kaphandout manifest 1"}', "this is not an entry of the edition log"),
        (b" " * (MAX_ENTRY + 1), "the entry is larger than 5,000,000 bytes"),
    ],
)
def test_a_file_in_the_log_that_is_no_entry_is_named_and_nothing_is_said_of_the_code(
    dated: Path, entry: bytes, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = released(dated)
    (dated / "topics" / "small" / "editions" / "0000-note.json").write_bytes(entry)
    capsys.readouterr()
    assert main(["status", code, "--content", str(dated)]) == 2
    said = capsys.readouterr()
    (line,) = said.err.splitlines()
    assert "editions/0000-note.json: error:" in line
    assert words in line
    assert said.out == ""


def test_an_entry_under_another_code_or_without_its_release_is_refused(dated: Path) -> None:
    code = released(dated)
    folder = dated / "topics" / "small" / "editions"
    whole = (folder / f"{code}.json").read_text(encoding="utf-8")
    (folder / f"{code}.json").rename(folder / "AAAA-AAAA.json")
    with pytest.raises(KaphandoutError, match=r"AAAA-AAAA\.json: error: this entry of the edition log was altered"):
        read_log(dated, "small")
    (folder / "AAAA-AAAA.json").unlink()
    values = json.loads(whole)
    del values["release"]
    (folder / f"{code}.json").write_text(json.dumps(values), encoding="utf-8")
    with pytest.raises(KaphandoutError, match="was altered"):
        read_log(dated, "small")


def test_a_forged_file_that_claims_a_released_edition_is_found_out(dated: Path) -> None:
    from kaphandout.governance.release_verification import verify_release
    from kaphandout.leaflet.web import write_web

    released(dated)
    carried = write_web(edition_of(dated)).decode().partition("kaphandout-manifest\" content='")[2].partition("'>")[0]
    manifest = json.loads(carried.replace("&amp;", "&").replace("&#39;", "'").replace("&lt;", "<"))
    assert list(verify_release("a", manifest, dated)) == []
    manifest["texts"]["message.burn.patient.lead"] = "It is cold."
    (problem,) = verify_release("a", manifest, dated)
    assert (problem.rule, problem.id) == ("not-as-released", "message.burn.patient.lead")


# --- Asking --------------------------------------------------------------------------------------------------------


def test_a_draft_is_not_for_handing_out(dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    exit_code, said = ask(dated, edition_of(dated).code, capsys)
    assert (exit_code, said["state"], said["clinic"]) == (1, "draft", "default")


def test_a_draft_of_another_clinic_is_found_too(dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (dated / "clinics" / "default.yaml").read_text(encoding="utf-8")
    (dated / "clinics" / "north.yaml").write_text(text.replace("id: default", "id: north"), encoding="utf-8")
    change(dated, "clinics/north.yaml", "0123", "0199")
    exit_code, said = ask(dated, edition_of(dated, "north").code, capsys)
    assert (exit_code, said["state"], said["clinic"]) == (1, "draft", "north")


def test_a_release_is_current_and_however_the_code_is_typed(dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = released(dated)
    for typed in (code, code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        exit_code, said = ask(dated, typed, capsys)
        assert (exit_code, said["state"], said["withdraw"], said["changes"]) == (0, "current", False, [])


@pytest.mark.parametrize(
    ("essential", "file", "old", "new", "part", "withdraw"),
    [
        ("safety", "messages/risks.yaml", "before you drink", "after you drink", "message burn", True),
        ("must", "messages/risks.yaml", "before you drink", "after you drink", "message burn", False),
        ("must", "topic.yaml", "What could go wrong?", "What went wrong?", "section risks", False),
        ("must", "outline/leaflet.yaml", "messages: [taste]", "messages: [burn]", "message taste", False),
        ("must", "../../countries.yaml", "116 123", "116 321", "country GB", True),
        ("must", "../../clinics/default.yaml", "0123", "0199", "the clinic's details", True),
        ("safety", "outline/deck.yaml", "  - { id: burn,", "  - { id: tea-burn,", None, False),
    ],
)
def test_an_old_release_is_withdrawn_if_what_changed_is_for_safety_and_else_used_up(
    dated: Path, capsys: pytest.CaptureFixture[str],
    essential: str, file: str, old: str, new: str, part: str | None, withdraw: bool,
) -> None:  # fmt: skip
    degree = f"certainty: early\n  essential: {essential}"
    change(dated, "topics/small/messages/risks.yaml", "certainty: established", degree)
    first = released(dated)
    change(dated, f"topics/small/{file}", old, new)
    if part is None:  # the same text: the same edition
        confirm(dated)
        assert edition_of(dated).code == first
        return
    second = released(dated)
    exit_code, said = ask(dated, first, capsys)
    assert (exit_code, said["state"], said["newer"], said["newer_is_released"]) == (1, "superseded", second, True)
    assert said["changes"] == [{"what": part, "safety": withdraw}]
    assert said["withdraw"] is withdraw
    main(["status", first, "--content", str(dated)])
    words = capsys.readouterr().out
    assert ("Withdraw it: do not hand it out." if withdraw else "Use up the old stock, then replace it.") in words
    assert f"Superseded by {second}" in words
    assert ask(dated, second, capsys)[0] == 0


def test_the_newest_release_replaces_all_before_it_and_an_earlier_text_can_be_released_again(
    dated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = released(dated)
    change(dated, "topics/small/messages/risks.yaml", "before you drink", "after you drink")
    second = released(dated)
    change(dated, "topics/small/messages/risks.yaml", "after you drink", "when you drink")
    third = released(dated)
    assert ask(dated, first, capsys)[1]["newer"] == ask(dated, second, capsys)[1]["newer"] == third
    change(dated, "topics/small/messages/risks.yaml", "when you drink", "before you drink")
    assert released(dated) == first
    assert ask(dated, first, capsys)[0] == 0
    assert ask(dated, third, capsys)[1]["newer"] == first


def test_a_change_that_is_not_released_yet_is_told_to_whoever_asks(
    dated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = released(dated)
    change(dated, "topics/small/messages/risks.yaml", "before you drink", "after you drink")
    exit_code, said = ask(dated, code, capsys)
    assert (exit_code, said["state"], said["newer_is_released"]) == (0, "current", False)
    assert [change["what"] for change in said["changes"]] == ["message burn"]
    main(["status", code, "--content", str(dated)])
    assert "The text has changed since" in capsys.readouterr().out


def test_a_release_runs_out_on_the_day_after_its_review(dated: Path) -> None:
    code = released(dated)
    log = read_log(dated, "small")
    review = edition_of(dated).topic.about.review
    assert status.find_status(code, log, [], review).state == "current"
    late = status.find_status(code, log, [], review + timedelta(days=1))
    assert (late.state, late.withdraw) == ("expired", True)


def test_an_unknown_code_gets_the_nearest_known_one(dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = released(dated)
    wrong = ("A" if code[0] != "A" else "C") + code[1:]
    exit_code, said = ask(dated, wrong, capsys)
    assert (exit_code, said["state"], said["nearest"]) == (1, "unknown", [code])


@pytest.mark.parametrize("typed", ["", "7F3A", "7F3A-2C9D-7F3A", "0O1I-5S8B", "../../etc/passwd", "ÄÖÜß-2C9D"])
def test_what_cannot_be_a_code_is_told_in_one_line(dated: Path, typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", typed, "--content", str(dated)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "is not an edition code" in line


def test_a_letter_that_no_code_has_is_pointed_out_with_what_was_meant(
    dated: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = released(dated)
    assert main(["status", f"{code[:8]}0", "--content", str(dated)]) == 2
    assert f"no code has 0; was it {code}" in capsys.readouterr().err


def test_a_clinic_that_cannot_be_read_hides_no_other(dated: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = released(dated)
    (dated / "clinics" / "broken.yaml").write_text("id: broken\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["status", code, "--content", str(dated)]) == 0
    told = capsys.readouterr()
    assert "current" in told.out
    assert "broken.yaml" in told.err
