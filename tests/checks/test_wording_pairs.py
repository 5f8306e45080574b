"""The two wordings of a message: what changed on one side only, and what one audience is told and the other is not."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kaphandout.checks.language.amounts import quantities
from kaphandout.checks.rules import find
from kaphandout.cli.main import main
from kaphandout.content.loader import load_topic
from kaphandout.diagnostics import Severity
from kaphandout.edition.edition import Edition
from kaphandout.governance.signing import confirm_pairs
from kaphandout.project import Source

TODAY = date(2026, 12, 1)


def edition_of(content: Path) -> Edition:
    return Source(content).edition("small")[0]


def change(content: Path, file: str, *changes: tuple[str, str]) -> None:
    path = content / "topics" / "small" / file
    text = path.read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")


def found(content: Path) -> dict[str, str]:
    """What the rules on pairs find, by statement."""
    found = {f.key: f.problem for f in find(edition_of(content), TODAY) if f.family == "confirmed_pairs"}
    return {key.removeprefix("message."): f"{problem.rule}: {problem.message}" for key, problem in found.items()}


def test_a_topic_whose_wordings_were_never_compared_is_told_once(small: Path) -> None:
    (words,) = found(small).values()
    assert words.startswith("unconfirmed-pair: no wordings of this text were ever compared")


@pytest.mark.parametrize(
    ("file", "old", "new", "ids", "words"),
    [
        ("messages/risks.yaml", "before you drink", "after you drink", {"burn"}, "the patient wording has changed"),
        ("messages/risks.yaml", "Scalds are", "Burns are", {"burn"}, "the clinician wording has changed, the patient"),
        ("facts.yaml", "value: 13.8", "value: 14", {"what-tea", "figure.warmth"},
         "comparator tea, is 14 percent, population cold walkers"),
        ("facts.yaml", "value: [3, 5]", "value: [3, 6]", {"what-tea", "figure.cup"},
         "fact steep_minutes was 3 to 5 minutes, clinic may change 1 to 10, is 3 to 6 minutes"),
        ("claims.yaml", "9a98c8d6", "9a98c8d7", {"what-tea"}, "claim S1 has changed"),
        ("glossary.yaml", "bitter", "brown", {"taste"}, "hard word tannin has changed"),
        ("messages/risks.yaml", "evidence: [kettle2019]", "evidence: [teapot2020]", {"burn"},
         "reference teapot2020 is new"),
    ],
)  # fmt: skip
def test_one_sided_changes_are_named_until_they_are_confirmed(
    small: Path, file: str, old: str, new: str, ids: set[str], words: str
) -> None:
    confirm_pairs(small, "small", [])
    assert found(small) == {}
    change(small, file, (old, new))
    told = found(small)
    assert {*told} == ids
    for told_of in told.values():
        assert told_of.startswith("stale-pair: ")
        assert words in told_of
    one = sorted(ids)[0]
    assert main(["sign", "--pairs", one, "--content", str(small)]) == 0
    assert {*found(small)} == ids - {one}
    assert main(["sign", "--pairs", "--content", str(small)]) == 0
    assert found(small) == {}


def test_wordings_that_changed_together_are_to_be_compared(small: Path) -> None:
    confirm_pairs(small, "small", [])
    change(small, "messages/risks.yaml", ("before you drink", "after you drink"), ("Scalds are", "Burns are"))
    assert {id: words.partition(":")[0] for id, words in found(small).items()} == {"burn": "unconfirmed-pair"}


def test_a_new_message_has_to_be_compared_and_one_that_is_gone_is_forgotten(small: Path) -> None:
    confirm_pairs(small, "small", [])
    new = '\n- { id: new, kind: editorial, certainty: early, patient: "New.", clinician: { headline: "New" } }\n'
    change(small, "messages/what.yaml", ("- id: taste", f"{new}\n- id: taste"))
    assert {id: words.partition(":")[0] for id, words in found(small).items()} == {"new": "unconfirmed-pair"}
    confirm_pairs(small, "small", ["new"])
    assert found(small) == {}
    change(small, "messages/what.yaml", (new, ""))
    confirm_pairs(small, "small", ["taste"])
    assert "new" not in (load_topic(small, "small").pairs or {})


def test_the_real_topics_wordings_stand_confirmed(edition: Edition) -> None:
    assert [finding.problem.message for finding in find(edition, TODAY) if finding.family == "confirmed_pairs"] == []


def test_the_file_is_the_same_however_often_it_is_written(small: Path) -> None:
    path, _ = confirm_pairs(small, "small", [])
    first = path.read_bytes()
    confirm_pairs(small, "small", ["burn"])
    confirm_pairs(small, "small", [])
    assert path.read_bytes() == first


# --- Twins ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("for two weeks", "14 days"), ("1 in 10 people", "10%"), ("one in ten", "10 percent"), ("40 min", "40 minutes"),
        ("within a day", "at 24 h"), ("half of them", "50%"), ("half of them", "median"), ("half an hour", "30 min"),
        ("twelve months", "12 months"), ("3 out of 4", "75%"), ("27 in 100", "26.6%"), ("1,000 people", "n = 1000"),
        ("two thirds", "66.7%"), ("a 3-hour visit", "3 h"),
    ],
)  # fmt: skip
def test_quantities_are_the_same_however_they_are_written(one: str, other: str) -> None:
    (first,), (second,) = list(quantities(one)), list(quantities(other))
    assert first.like(second)


@pytest.mark.parametrize(
    ("one", "other"), [("two weeks", "15 days"), ("1 in 10", "1 in 5"), ("40 min", "40 h"), ("5", "6"), ("2 mg", "2")]
)
def test_other_quantities_are_not(one: str, other: str) -> None:
    (first,), (second,) = list(quantities(one)), list(quantities(other))
    assert not first.like(second)


def test_years_ratios_and_pressures_are_no_counts() -> None:
    assert list(quantities("Anand 2023, 2:1, above 140/90 mmHg, one trial, KARMA-Dep-2")) == []


TWINS = ("twin-quantity", "headline-quantity", "twin-negation", "twin-drug")


def twins(edition: Edition) -> list[tuple[str, str, Severity]]:
    problems = [finding.problem for finding in find(edition, TODAY)]
    return [(problem.rule, problem.id, problem.severity) for problem in problems if problem.rule in TWINS]


@pytest.mark.parametrize(
    ("old", "new", "rule", "severity"),
    [
        ("before you drink.", "before you drink, for 14 days.", "twin-quantity", Severity.WARNING),
        ("before you drink.", "before you drink. 1 in 10 do not.", "twin-quantity", Severity.WARNING),
        ("Scalds are the harm", "Scalds (3%) are the harm", "headline-quantity", Severity.NOTE),
        ("before you drink.", "before you drink. Do not shake it.", "twin-negation", Severity.NOTE),
        ("Scalds are the harm", "Scalds are not the harm", "twin-negation", Severity.NOTE),
        ("before you drink.", "before you drink. Coffee is as hot.", "twin-drug", Severity.NOTE),
    ],
)
def test_what_only_one_audience_is_told_is_found(
    small: Path, old: str, new: str, rule: str, severity: Severity
) -> None:
    change(small, "topic.yaml", ("drug_names: [tea]", "drug_names: [tea, coffee]"))
    change(small, "messages/risks.yaml", ("a series without a denominator", "a small series"))
    assert not [one for one in twins(edition_of(small)) if one[1] == "burn"]
    change(small, "messages/risks.yaml", (old, new))
    assert (rule, "burn", severity) in twins(edition_of(small))


def test_what_both_are_told_in_other_words_is_not(small: Path) -> None:
    change(
        small, "messages/risks.yaml",
        ("before you drink.", "before you drink. Two weeks on, 1 in 10 do not feel it."),
        ("From a series without a denominator.", "At 14 days, 10% no longer felt it."),
    )  # fmt: skip
    assert not [one for one in twins(edition_of(small)) if one[1] == "burn"]


def test_the_real_topic_tells_patients_no_quantity_that_clinicians_are_not_told(edition: Edition) -> None:
    assert {rule for rule, _, severity in twins(edition) if severity is not Severity.NOTE} == set()
