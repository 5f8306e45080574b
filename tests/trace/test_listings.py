"""Every number with its sources, and what differs between countries, as an editor reads it in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaphandout.cli.main import main

LOCAL = """
  by_country:
    GB:
      patient: { lead: "It is hot.", text: "In Britain, wait." }
      evidence: [teapot2020]
"""


def listed(content: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["trace", "--topic", "small", "--content", str(content), *options]) == 0
    return capsys.readouterr().out


def test_every_fact_comes_with_its_words_setting_sources_and_users(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(listed(small, capsys, "--numbers", "--json"))
    (tea,) = [row for row in rows if row.get("fact") == "warm_tea"]
    assert (tea["patients"], tea["clinicians"], tea["interval"]) == ("about 38 in 100", "38.3%", "32.1 to 45%")
    assert (tea["population"], tea["period"], tea["comparator"]) == ("cold walkers", "after 10 minutes", "warm water")
    assert [source["verified"] for source in tea["sources"]] == ["full"]
    assert tea["used_by"] == ["what-tea", "figure.warmth"]


def test_a_number_that_is_written_by_hand_is_listed_with_its_messages_sources(
    small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace("From a series", "From 12 people, a series"))
    answer = listed(small, capsys, "--numbers")
    assert "message.burn.clinician.notes: 12 (written by hand)" in answer


def test_the_words_of_a_country_stand_below_the_neutral_ones(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (small / "topics" / "small" / "messages" / "risks.yaml").open("a") as file:
        file.write(LOCAL)
    answer = listed(small, capsys, "--countries")
    text = answer.partition("patient.text")[2].partition("sources")[0].split()
    assert " ".join(text) == "neutral Wait {{ fact.wait_minutes }} before you drink. GB In Britain, wait."


def test_a_topic_that_is_the_same_everywhere_says_so(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "Nothing here differs between countries." in listed(small, capsys, "--countries")


def test_a_listing_of_a_few_messages_is_refused(small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["trace", "burn", "--numbers", "--topic", "small", "--content", str(small)]) == 2
    assert "leave out IDs" in capsys.readouterr().err
