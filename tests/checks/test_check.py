"""`kaphandout check`: findings with a place in every form, severities and waivers of a topic, rules explained."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from kaphandout.checks import rules
from kaphandout.checks.context import Context
from kaphandout.checks.findings import run
from kaphandout.checks.language.dictionaries import Dictionary, own_words, shared_words
from kaphandout.checks.rule import on_edition, rule
from kaphandout.checks.rules import all_rules
from kaphandout.cli.main import main
from kaphandout.diagnostics import Diagnostic, Severity, note
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from support import TOPIC

LONG = "Tea may warm you after a cold walk and it may also help you to rest for a while before you go out again."
USED = {"long-sentence", "reading-grade", "spelling", "spelling-variety", "unused-waiver", "shouting"}


@pytest.fixture
def signed(small: Path) -> Path:
    """The small topic without a finding, but for its grade: only the rules that are used here look at it."""
    set_severities(small)
    return small


def set_severities(content: Path, **severities: str) -> None:
    """Write `checks.yaml`, every rule that is not used here switched off."""
    off = {name: "off" for name, rule in all_rules().items() if not rule.fixed and name not in USED}
    settings = {"severities": off | {name.replace("_", "-"): level for name, level in severities.items()}}
    (content / "topics" / "small" / "checks.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")


def say(content: Path, wording: str, **entries: Any) -> None:
    """Change the patient wording of the message on burns, and other entries of its record."""
    file = content / "topics" / "small" / "messages" / "risks.yaml"
    (record,) = yaml.safe_load(file.read_text(encoding="utf-8"))
    record |= {"patient": {"lead": "It is hot.", "text": wording}, **entries}
    file.write_text(yaml.safe_dump([record], sort_keys=False, allow_unicode=True), encoding="utf-8")


def check(content: Path, *options: str) -> list[str]:
    return ["check", "--content", str(content), *options]


def said(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().out.splitlines()


# --- Exit codes, severities, waivers -------------------------------------------------------------------------------


def test_only_errors_fail_a_check_unless_it_is_strict(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(check(signed, "--strict")) == 0
    say(signed, LONG)
    assert main(check(signed)) == 0
    assert main(check(signed, "--strict")) == 1
    assert "1 warning, 1 note" in said(capsys)


def test_a_topic_sets_how_much_a_rule_matters(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG)
    set_severities(signed, long_sentence="error")
    assert main(check(signed)) == 1
    assert any(": error long-sentence " in line for line in said(capsys))
    set_severities(signed, long_sentence="off")
    assert main(check(signed, "--strict")) == 0
    assert not any("long-sentence" in line for line in said(capsys))


def test_off_may_be_written_without_quotation_marks(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG)
    settings = signed / "topics" / "small" / "checks.yaml"
    settings.write_text("severities: { long-sentence: off }\n", encoding="utf-8")
    assert main(check(signed)) == 0
    assert not any("long-sentence" in line for line in said(capsys))


def test_a_severity_that_there_is_not_is_refused_with_its_line(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = signed / "topics" / "small" / "checks.yaml"
    settings.write_text("severities:\n  long-sentence: fatal\n", encoding="utf-8")
    assert main(check(signed)) == 2
    assert "content/topics/small/checks.yaml:2: error: " in capsys.readouterr().err


def test_a_waived_finding_is_listed_on_request_with_its_reason(
    signed: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    say(signed, LONG, waive=[{"rule": "long-sentence", "why": "it is a quotation from the trial"}])
    assert main(check(signed, "--strict")) == 0
    told = said(capsys)
    assert not any("long-sentence" in line for line in told)
    assert told[-1] == "1 waived (--waived lists it)"
    assert main(check(signed, "--waived")) == 0
    (line,) = (line for line in said(capsys) if "long-sentence" in line)
    assert line.endswith("(waived: it is a quotation from the trial)")


def test_a_waiver_holds_for_its_own_record_only(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = signed / "topics" / "small" / "messages" / "what.yaml"
    records = yaml.safe_load(file.read_text(encoding="utf-8"))
    records[1]["waive"] = [{"rule": "long-sentence", "why": "another message is long, not this one"}]
    file.write_text(yaml.safe_dump(records, sort_keys=False), encoding="utf-8")
    say(signed, LONG)
    assert main(check(signed, "--strict", "--format", "lines")) == 1
    assert sorted(line.split()[2] for line in said(capsys) if " warning " in line) == ["long-sentence", "unused-waiver"]


def test_a_waiver_without_a_reason_is_refused(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG, waive=[{"rule": "long-sentence"}])
    assert main(check(signed)) == 2
    assert "'why' is missing here: add it" in capsys.readouterr().err


def test_a_waiver_and_a_word_for_the_dictionary_leave_the_edition_code_alone(signed: Path) -> None:
    before = Source(signed).edition("small")[0].code
    topic = signed / "topics" / "small" / "topic.yaml"
    text = topic.read_text(encoding="utf-8").replace("words: [", "words: [oolong, ")
    waiver = "waive: [{ rule: spelling, why: nobody can spell this topic }]\n"
    topic.write_text(text + waiver, encoding="utf-8")
    assert Source(signed).edition("small")[0].code == before


# --- Forms ---------------------------------------------------------------------------------------------------------


def test_each_line_has_file_line_severity_rule_and_remedy(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG)
    assert main(check(signed, "--format", "lines")) == 0
    line = next(line for line in said(capsys) if "long-sentence" in line)
    assert re.fullmatch(
        r"content/topics/small/messages/risks\.yaml:\d+: warning long-sentence the sentence that begins "
        r"'Tea may warm you after' has 24 words: at most 20, so split it",
        line,
    )


@pytest.mark.parametrize(
    ("by", "heading"),
    [
        ("family", "reading: 1 warning, 1 note"),
        ("file", "content/topics/small/messages/risks.yaml: 1 warning"),
    ],
)
def test_findings_stand_under_family_or_file_with_counts(
    signed: Path, capsys: pytest.CaptureFixture[str], by: str, heading: str
) -> None:
    say(signed, LONG)
    assert main(check(signed, "--by", by)) == 0
    told = said(capsys)
    assert told[0] == heading
    assert told[-1] == "1 warning, 1 note"


def test_many_notes_of_one_rule_are_folded_but_never_warnings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    short = said(capsys)
    assert main(["check", "--all"]) == 0
    whole = said(capsys)
    folded = sum("reference-to-check" in line for line in whole) - 2
    assert f"  … and {folded} more of reference-to-check (--all shows them)" in short
    assert short[-1] == whole[-1]
    assert sum(" warning " in line for line in short) == sum(" warning " in line for line in whole)


def test_json_tells_family_and_key(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG)
    assert main(check(signed, "--json")) == 0
    (told,) = (found for found in json.loads(capsys.readouterr().out) if found["severity"] != "note")
    assert (told["rule"], told["family"], told["key"]) == ("long-sentence", "reading", "message.burn.patient.text")


LOG = {
    "type": "object",
    "required": ["$schema", "version", "runs"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["tool", "results"],
                "properties": {
                    "tool": {
                        "required": ["driver"],
                        "properties": {
                            "driver": {
                                "required": ["name", "rules"],
                                "properties": {
                                    "rules": {
                                        "items": {
                                            "required": ["id"],
                                            "properties": {
                                                "shortDescription": {"required": ["text"]},
                                                "help": {"required": ["text"]},
                                                "defaultConfiguration": {
                                                    "properties": {"level": {"enum": ["error", "warning", "note"]}}
                                                },
                                            },
                                        }
                                    }
                                },
                            }
                        },
                    },
                    "results": {
                        "items": {
                            "required": ["message", "ruleId"],
                            "properties": {
                                "message": {"required": ["text"]},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "ruleIndex": {"type": "integer", "minimum": 0},
                                "locations": {
                                    "items": {
                                        "properties": {
                                            "physicalLocation": {
                                                "required": ["artifactLocation"],
                                                "properties": {
                                                    "artifactLocation": {
                                                        "properties": {"uri": {"pattern": r"^[^ \\]+$"}}
                                                    },
                                                    "region": {
                                                        "properties": {"startLine": {"type": "integer", "minimum": 1}}
                                                    },
                                                },
                                            }
                                        }
                                    }
                                },
                                "suppressions": {
                                    "items": {
                                        "required": ["kind"],
                                        "properties": {"kind": {"enum": ["inSource", "external"]}},
                                    }
                                },
                            },
                        }
                    },
                },
            },
        },
    },
}
"""The part of the SARIF 2.1.0 schema on which code hosts rely."""


def test_the_sarif_log_has_rules_places_and_suppressions(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, LONG + " Drink it aftr.", waive=[{"rule": "long-sentence", "why": "it is a quotation"}])
    assert main(check(signed, "--format", "sarif")) == 0
    log = json.loads(capsys.readouterr().out)
    assert [fault.message for fault in Draft202012Validator(LOG).iter_errors(log)] == []
    (run,) = log["runs"]
    results = {result["ruleId"]: result for result in run["results"]}
    long, spelled = results["long-sentence"], results["spelling"]
    assert long["suppressions"] == [{"kind": "inSource", "justification": "it is a quotation"}]
    assert "suppressions" not in spelled
    assert spelled["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith("messages/risks.yaml")
    for result in run["results"]:
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    assert len({result["partialFingerprints"]["key/v1"] for result in run["results"]}) == len(run["results"])


def test_annotations_are_escaped_as_the_host_wants(signed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    say(signed, "100% of people: " + LONG)
    assert main(check(signed, "--format", "github")) == 0
    line = next(line for line in said(capsys) if "long-sentence" in line)
    start = "::warning file=content/topics/small/messages/risks.yaml,line="
    assert line.startswith(start)
    assert line.partition(",title=long-sentence::")[2].startswith("the sentence that begins '100%25 of people: Tea")


@pytest.mark.parametrize("form", ["sarif", "github"])
def test_content_that_cannot_be_read_is_told_in_the_same_form(
    signed: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    say(signed, "Wait.", claims=["S99"])
    assert main(check(signed, "--format", form)) == 2
    told = capsys.readouterr()
    assert "unknown-claim" in told.out
    assert told.err == ""


# --- Rules ---------------------------------------------------------------------------------------------------------

NEW_FAMILY = '''"""Shouting."""

from kaphandout.checks.rule import rule
from kaphandout.diagnostics import Severity


@rule(id="shouting", severity=Severity.ERROR, why="It frightens.", source="none", good=("Wait.",), bad=("WAIT.",))
def shouting(context):
    for sentence in context.sentences:
        if sentence.text.isupper():
            yield sentence.key, "the sentence shouts: write it in small letters"
'''


def test_a_new_rule_is_one_file_and_nothing_else(
    signed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "loudness.py").write_text(NEW_FAMILY, encoding="utf-8")
    monkeypatch.setattr(rules, "__path__", [*rules.__path__, str(folder)])
    say(signed, "WAIT A MINUTE.")
    assert main(check(signed)) == 1
    assert "loudness: 1 error" in said(capsys)
    assert main(["check", "--explain", "shouting"]) == 0
    assert "It frightens." in capsys.readouterr().out


@pytest.mark.parametrize("name", all_rules())
def test_each_rule_says_why_and_shows_both_kinds_of_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", name]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"{name} (")
    assert len(re.findall(r"^  (?:Bad|Told): +\S", told, re.MULTILINE)) >= 1
    assert len(re.findall(r"^  (?:Good|Not told): +\S", told, re.MULTILINE)) >= 1
    assert re.search(r"^  Why: +\S.*\.$", told, re.MULTILINE)
    assert re.search(r"^  Source: +\S", told, re.MULTILINE)


def test_a_rule_that_there_is_not_is_told_where_to_look(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", "long-sentense"]) == 2
    assert "`--explain` alone lists the rules" in capsys.readouterr().err
    assert main(["check", "--explain"]) == 0
    listed = capsys.readouterr().out
    assert all(f"  {name} " in listed for name in all_rules())


def test_the_page_of_rules_shows_every_rule_and_its_examples(tmp_path: Path) -> None:
    import lxml.html

    file = tmp_path / "rules.html"
    assert main(["check", "--rules", str(file)]) == 0
    page = lxml.html.fromstring(file.read_text(encoding="utf-8"))
    assert page.xpath("//h3/code/text()") == list(all_rules())
    assert "“Tea may worm you aftr a cold walk.”" in map(str.strip, page.xpath("//td/text()"))
    assert "message.burn.claims: [S99]" in page.xpath("//td/code/text()")
    assert page.xpath("//script | //link | //@src | //@onclick") == []


def test_what_a_plain_check_finds_under_an_unknown_id_is_not_lost(small_edition: Edition) -> None:
    known = rule(id="one", severity=Severity.NOTE, why="", source="", good=(), bad=())(on_edition(two_problems))
    findings = run([known], Context(small_edition, date(2026, 12, 1)))
    assert [(finding.problem.rule, finding.family) for finding in findings] == [("one", ""), ("two", "other")]


def two_problems(edition: Edition) -> list[Diagnostic]:
    return [note(name, edition.topic.place("message.burn"), "burn", "wait") for name in ("one", "two")]


# --- Readability ---------------------------------------------------------------------------------------------------


def test_grades_are_given_for_the_leaflet_its_sections_and_its_messages(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--topic", TOPIC, "--readability", "--json"]) == 0
    grades = {part["key"]: part for part in json.loads(capsys.readouterr().out)}
    whole, risks = grades["leaflet"], grades["section.risks"]
    parts = [grades[f"message.{id}"] for id in ("no-help", "hard-session", "side-effects-short")]
    assert sum(part["with_drug_names"]["words"] for part in parts) == risks["with_drug_names"]["words"]
    assert whole["without_drug_names"]["smog"] < whole["with_drug_names"]["smog"] < 8
    assert main(["check", "--topic", TOPIC, "--readability"]) == 0
    table = said(capsys)
    assert len([line for line in table if re.match(r" {0,2}[a-z]", line)]) == len(grades)


# --- Spelling ------------------------------------------------------------------------------------------------------

ENGLISH = (shared_words("en-GB"), own_words("en-GB"), own_words("en-US"))


@pytest.mark.parametrize("word", ["tea", "Tea", "patient’s", "patients'", "London", "naïve", "programme", "program"])
def test_a_dictionary_knows_inflected_words_names_and_accents(word: str) -> None:
    assert Dictionary(ENGLISH).knows(word)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("recieve", "receive"),
        ("london", "London"),
        ("treatmnet", "treatment"),
        ("ketamin", "ketamine"),
        ("seperate", "separate"),
        ("dizy", "dizzy"),
    ],
)
def test_the_word_that_is_meant_is_among_the_nearest(word: str, meant: str) -> None:
    dictionary = Dictionary(ENGLISH, frozenset({"ketamine"}))
    assert not dictionary.knows(word)
    assert meant in dictionary.nearest(word)


@pytest.mark.parametrize(
    ("countries", "wrong", "right"),
    [
        ("[US]", "colour", "color"),
        ("[GB]", "color", "colour"),
        ("[US, GB]", "color", "colour"),
        ("[CA]", None, None),
    ],
)
def test_words_are_spelled_as_the_clinics_country_spells_them(
    signed: Path, capsys: pytest.CaptureFixture[str], countries: str, wrong: str | None, right: str | None
) -> None:
    profile = signed / "clinics" / "default.yaml"
    profile.write_text(profile.read_text(encoding="utf-8").replace("[GB]", countries), encoding="utf-8")
    known = signed / "countries.yaml"
    text = known.read_text(encoding="utf-8")
    known.write_text(text + "".join(text.replace("code: GB", f"code: {code}") for code in ("US", "CA")))
    say(signed, "Tea has a color or colour.")
    assert main(check(signed, "--json")) == 0
    found = [f for f in json.loads(capsys.readouterr().out) if f["rule"] == "spelling-variety"]
    assert [f["message"].split("'")[1] for f in found] == ([wrong] if wrong else [])
    assert all(f"write {right!r}" in f["message"] for f in found)


# --- The clinic ----------------------------------------------------------------------------------------------------


def test_a_colour_that_is_printed_darker_is_told_by_check_and_with_what_was_made(
    signed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = signed / "clinics" / "default.yaml"
    profile.write_text(profile.read_text(encoding="utf-8") + 'colour: "#FFD400"\n', encoding="utf-8")
    assert main(check(signed)) == 0
    assert any(re.search(r"clinics/default\.yaml:\d+: note clinic-colour ", line) for line in said(capsys))
    out = ["--content", str(signed), "--out", str(tmp_path / "out")]
    assert main(["slides", "--json", *out]) == 0
    told = capsys.readouterr()
    (made,) = json.loads(told.out)
    assert [problem["rule"] for problem in made["problems"]] == ["clinic-colour"]
    assert told.err == ""
    assert main(["handout", *out]) != 2
    assert sum("clinic-colour" in line for line in said(capsys)) == 1
