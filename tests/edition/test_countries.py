"""A message may say something else in one country: a clinic there prints that, every other place the neutral words."""

from __future__ import annotations

from pathlib import Path

import pytest

from kaphandout.cli.main import main
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.edition import Edition
from kaphandout.project import Source

US = """
- code: US
  name: "United States"
  emergency: "911"
  lines: [{ name: "988 Lifeline", how: "Call 988" }]
  paper: letter
  last_checked: 2026-11-24
  source: "https://988lifeline.org"
"""
LOCAL = """
  by_country:
    US:
      patient: { lead: "It is very hot.", text: "Wait {{ fact.wait_minutes }}, as the law says." }
      clinician: { notes: "Federal cup law." }
      evidence: [teapot2020]
      certainty: label
"""


@pytest.fixture
def two(small: Path) -> Path:
    """The small topic with American words for one message, and clinics in either and in both countries."""
    with (small / "countries.yaml").open("a") as file:
        file.write(US)
    with (small / "topics" / "small" / "messages" / "risks.yaml").open("a") as file:
        file.write(LOCAL)
    profile = (small / "clinics" / "default.yaml").read_text()
    for name, countries in (("us", "[US]"), ("both", "[GB, US]")):
        text = profile.replace("id: default", f"id: {name}").replace("[GB]", countries)
        (small / "clinics" / f"{name}.yaml").write_text(text)
    return small


def edition(content: Path, clinic: str) -> Edition:
    return Source(content, clinic=clinic).edition("small")[0]


def test_a_clinic_in_the_country_prints_its_words_and_sources(two: Path) -> None:
    american = edition(two, "us")
    assert american.texts["message.burn.patient.lead"] == "It is very hot."
    assert american.texts["message.burn.patient.text"] == "Wait about 1 minute, as the law says."
    assert american.texts["message.burn.clinician.notes"] == "Federal cup law."
    assert american.message("burn").evidence == ("teapot2020",)
    assert american.message("burn").certainty == "label"


def test_what_the_country_does_not_say_otherwise_stays(two: Path) -> None:
    assert edition(two, "us").texts["message.burn.clinician.headline"] == "Scalds are the harm to warn of"


@pytest.mark.parametrize("clinic", ["default", "both"])
def test_elsewhere_and_in_several_countries_the_neutral_words_are_printed(two: Path, clinic: str) -> None:
    neutral = edition(two, clinic)
    assert neutral.texts["message.burn.patient.lead"] == "It is hot."
    assert not [key for key in neutral.texts if "by_country" in key]


def test_a_signature_covers_the_words_of_every_country(two: Path) -> None:
    before = edition(two, "default").bases["burn"].digest
    assert edition(two, "us").bases["burn"].digest == before
    file = two / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace("Federal cup law.", "State cup law."))
    assert edition(two, "default").bases["burn"].digest != before


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("US:", "UX:", "risks.yaml:16: error: country 'UX' is not in countries.yaml (GB, US)"),
        ("[teapot2020]", "[tepot2020]", "there is no reference 'tepot2020'"),
        ("wait_minutes }}, as", "wait_minuts }}, as", "there is no fact 'wait_minuts' (did you mean 'wait_minutes'?)"),
        (LOCAL, "\n  by_country:\n    US: {}\n", "`by_country` has nothing for US"),
    ],
)
def test_a_slip_in_another_countrys_words_stops_every_clinic(two: Path, old: str, new: str, told: str) -> None:
    file = two / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace(old, new))
    with pytest.raises(KaphandoutError) as caught:
        edition(two, "default")
    assert told in str(caught.value)


def test_a_finding_points_at_the_countrys_own_line(two: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = two / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace("as the law says", "as 10% of laws say"))
    main(["check", "--topic", "small", "--clinic", "us", "--content", str(two), "--all"])
    assert "risks.yaml:17: warning percent" in capsys.readouterr().out


def test_the_leaflet_of_a_country_is_verified(two: Path, tmp_path: Path) -> None:
    where = ["--content", str(two), "--clinic", "us", "--out", str(tmp_path / "out")]
    assert main(["handout", "--topic", "small", "--format", "text", *where]) == 0
    (made,) = (tmp_path / "out").glob("*.txt")
    assert "very hot" in made.read_text()
    assert main(["verify", str(made), "--content", str(two)]) == 0


def test_local_words_for_those_who_are_told_nothing_elsewhere_are_refused(two: Path) -> None:
    file = two / "topics" / "small" / "messages" / "risks.yaml"
    text = file.read_text()
    start, end = text.index("  clinician:\n"), text.index("  by_country:")
    file.write_text(text[:start] + "  audiences: [patient]\n" + text[end:])
    with pytest.raises(KaphandoutError, match="words of US for the clinician, who is told nothing elsewhere"):
        edition(two, "us")


def test_a_country_that_is_named_twice_is_refused(two: Path) -> None:
    profile = two / "clinics" / "both.yaml"
    profile.write_text(profile.read_text().replace("[GB, US]", "[GB, GB]"))
    with pytest.raises(KaphandoutError, match="a country is named twice"):
        edition(two, "both")


def test_the_lead_is_part_of_a_countrys_words_for_patients(two: Path) -> None:
    file = two / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace('{ lead: "It is very hot.", text: ', "{ text: "))
    assert "message.burn.patient.lead" not in edition(two, "us").texts
