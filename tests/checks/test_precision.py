"""The rules are right when they speak: they are held against sentences that a person labelled before they were written.

`make precision` prints the same counts by rule, and every disagreement.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from kaphandout.edition.edition import Edition
from tools.precision import JUDGED, SETS, ground, judge, labelled, score

EVERY = [rule for family in JUDGED.values() for rule in family]


@pytest.fixture
def small_ground(small: Path) -> Edition:
    return ground(small)


def test_there_are_enough_sentences_and_a_third_of_them_is_clean() -> None:
    sentences = [item for name in ("tuning", "held-out") for item in labelled(name)]
    assert len(sentences) >= 150
    assert sum(not item.expect for item in sentences) >= len(sentences) / 3
    assert len({item.text for name in SETS for item in labelled(name)}) == sum(len(labelled(name)) for name in SETS)


def test_every_label_is_a_rule_that_is_judged() -> None:
    assert {rule for name in SETS for item in labelled(name) for rule in item.expect} <= set(EVERY)


@pytest.mark.parametrize("family", JUDGED)
@pytest.mark.parametrize("name", ["tuning", "held-out"])
def test_a_family_of_rules_is_nearly_always_right_and_finds_most(name: str, family: str, small_ground: Edition) -> None:
    told = score(judge(name, small_ground), JUDGED[family])
    assert told.right >= 10
    assert told.precision >= 0.95
    assert told.recall >= 0.9


def test_no_clean_sentence_is_found_wanting(small_ground: Edition) -> None:
    accused = [
        (item.text, found)
        for name in ("tuning", "held-out")
        for item, found in judge(name, small_ground)
        if found and not item.expect
    ]
    assert accused == []


def test_on_sentences_meant_to_trip_them_the_rules_miss_much_but_seldom_err(small_ground: Edition) -> None:
    told = score(judge("hard", small_ground), EVERY)
    assert told.precision >= 0.95
    assert told.recall >= 0.55
