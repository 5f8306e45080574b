"""A new topic: valid, commented files that lose nothing, and marks that keep it from being released."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from pathlib import Path

import pytest
import yaml

from kaphandout.cli.main import main
from support import CONTENT

BEGIN = ["new", "topic", "knee", "--title", "A knee injection"]


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder in which a person works."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def topic_file(workspace: Path, name: str) -> Path:
    return workspace / "content" / "topics" / "knee" / name


def test_every_file_names_its_schema_meets_it_and_has_a_comment(workspace: Path) -> None:
    from jsonschema import Draft202012Validator

    assert main([*BEGIN, "--countries", "IE"]) == 0
    files = sorted((workspace / "content").rglob("*.yaml"))
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=\S*/(\S+)\n# ", text)
        assert named, f"{path} names no schema, or says nothing of itself"
        schema = json.loads((CONTENT / "schemas" / named[1]).read_text(encoding="utf-8"))
        values = json.loads(json.dumps(yaml.safe_load(text) or [], default=str))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(values)] == []


def test_a_topic_begins_where_the_person_is_and_not_in_the_tools_own_folder(workspace: Path) -> None:
    assert main(BEGIN) == 0
    assert topic_file(workspace, "topic.yaml").is_file()
    assert not (CONTENT / "topics" / "knee").exists()


def test_what_is_there_is_never_overwritten_and_nothing_else_is_written(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = topic_file(workspace, "facts.yaml")
    kept.parent.mkdir(parents=True)
    kept.write_text("# mine\n")
    assert main(BEGIN) == 2
    assert "content/topics/knee/facts.yaml: error: this is there already" in capsys.readouterr().err
    assert [path.name for path in kept.parent.iterdir()] == ["facts.yaml"]
    assert kept.read_text() == "# mine\n"


def test_answers_are_in_the_files_as_they_were_given(workspace: Path) -> None:
    given = {"--clinician-title": 'Intra-articular "steroid"', "--author": "Physiotherapist", "--publisher": "A: b # c"}
    given |= {"--issued": "2026-01-31", "--review": "2027-06-30", "--kind": "skill", "--emergency": "none"}
    assert main([*BEGIN, *(word for pair in given.items() for word in pair)]) == 0
    about = yaml.safe_load(topic_file(workspace, "topic.yaml").read_text())
    assert about["patient"]["title"] == "A knee injection"
    assert about["clinician"]["title"] == 'Intra-articular "steroid"'
    assert (about["author_role"], about["publisher"]) == ("Physiotherapist", "A: b # c")
    assert (str(about["issued"]), str(about["review"])) == ("2026-01-31", "2027-06-30")
    assert (about["kind"], about["emergency"]) == ("skill", {"kind": "none"})


def test_a_country_has_words_of_its_own_to_be_written(workspace: Path) -> None:
    assert main([*BEGIN, "--countries", "gb, NZ"]) == 0
    (message,) = yaml.safe_load(topic_file(workspace, "messages/rights.yaml").read_text())
    assert set(message["by_country"]) == {"GB", "NZ"}


def test_a_treatment_must_say_what_discern_asks(workspace: Path) -> None:
    assert main(BEGIN) == 0
    must = yaml.safe_load(topic_file(workspace, "must-say.yaml").read_text())
    met = {item for entry in must for item in entry.get("meets", ())}
    assert met == {f"DISCERN {item}" for item in (8, 9, 10, 11, 12, 14, 15)}


def test_an_article_becomes_claims_with_hashes_and_none_of_its_sentences_is_kept(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = workspace / "article.txt"
    sentences = ["The knee is the largest joint that people have.", "It hurts when it is worn."]
    article.write_text(f"Knees, 3 May 2026\n\nWhat it is\n{' '.join(sentences)}\n", encoding="utf-8")
    assert main([*BEGIN, "--article", "article.txt"]) == 0
    claims = yaml.safe_load(topic_file(workspace, "claims.yaml").read_text())
    assert [claim["sha256"] for claim in claims] == [sha256(one.encode()).hexdigest() for one in sentences]
    assert {claim["section"] for claim in claims} == {"What it is"}
    written = "".join(path.read_text() for path in (workspace / "content").rglob("*.*"))
    assert not any(sentence in written for sentence in sentences)
    assert main(["claims", "--article", "article.txt"]) == 0
    capsys.readouterr()
    assert main(["check", "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {one["id"] for one in found if one["rule"] == "todo"} >= {"S1", "S2"}


def test_a_text_with_one_todo_left_is_marked_and_not_released(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    where = ["--topic", "small", "--content", str(small), "--out", str(tmp_path / "out")]
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    main(["handout", "--format", "text", *where])
    assert "Draft" not in next((tmp_path / "out").glob("*.txt")).read_text()
    whole = file.read_text()
    file.write_text(whole.replace("It is hot.", "TODO: It is hot.", 1))
    assert file.read_text() != whole
    main(["handout", "--format", "text", *where])
    assert "Draft: do not hand out" in next((tmp_path / "out").glob("*.txt")).read_text()
    assert main(["handout", "--release", *where]) == 1
    assert "is not finished" in capsys.readouterr().err


def test_what_is_still_to_be_written_is_not_judged_otherwise(
    workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(BEGIN) == 0
    file = topic_file(workspace, "messages/after.yaml")
    long = "word " * 60 + "end."
    file.write_text(re.sub(r'patient: "TODO[^"]*"', f'patient: "TODO: {long}"', file.read_text()))
    capsys.readouterr()
    main(["check", "--json"])
    assert "long-sentence" not in {one["rule"] for one in json.loads(capsys.readouterr().out)}
    file.write_text(file.read_text().replace("TODO: word", "Word"))
    main(["check", "--json"])
    assert "long-sentence" in {one["rule"] for one in json.loads(capsys.readouterr().out)}


def test_a_finished_statement_needs_its_evidence(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(BEGIN) == 0
    file = topic_file(workspace, "messages/unknown.yaml")
    file.write_text(file.read_text().replace("TODO: ", ""))
    assert main(["handout", "--format", "text"]) == 2
    assert "message 'unknown' states something without evidence" in capsys.readouterr().err
