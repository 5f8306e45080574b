"""What a reader sees of numbers, and what an edition code promises."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from kaphandout.content.loader import load_locale
from kaphandout.content.locale import Locale
from kaphandout.content.model import Fact, Unit
from kaphandout.content.outline import Slide
from kaphandout.content.types import Audience
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.codes import ALPHABET, edition_code
from kaphandout.edition.edition import Edition
from kaphandout.project import Source
from support import CONTENT, ROOT


@pytest.fixture(scope="module")
def english() -> Locale:
    return load_locale(CONTENT, "en")


@pytest.mark.parametrize(
    ("value", "unit", "about", "patient", "clinician"),
    [
        (38.3, Unit.PERCENT, False, "about 38 in 100", "38.3%"),
        (12, Unit.PERCENT, False, "12 in 100", "12%"),
        ((20.4, 30.2), Unit.PERCENT, False, "about 20 to 30 in 100", "20.4 to 30.2%"),
        (40, Unit.MINUTES, True, "about 40 minutes", "about 40 min"),
        (1, Unit.MINUTES, False, "1 minute", "1 min"),
        (1, Unit.DAYS, False, "1 day", "1 day"),
        ((1, 2), Unit.HOURS, False, "1 to 2 hours", "1 to 2 h"),
        (18, Unit.DAYS, False, "18 days", "18 days"),
        (1000, Unit.PEOPLE, False, "1,000 people", "n = 1,000"),
        (0.5, Unit.MG_PER_KG, False, "0.5 mg for each kg you weigh", "0.5 mg/kg"),
        (2.5, Unit.PLAIN, True, "about 2.5", "about 2.5"),
    ],
)
def test_each_audience_reads_a_quantity_in_its_own_words(
    english: Locale, value: float | tuple[float, float], unit: Unit, about: bool, patient: str, clinician: str
) -> None:
    fact = Fact(name="rate", value=value, unit=unit, about=about)
    assert english.quantity(fact, Audience.PATIENT) == patient
    assert english.quantity(fact, Audience.CLINICIAN) == clinician


@pytest.mark.parametrize(
    ("value", "per", "told"),
    [
        (0.08, 100, "fewer than 1 in 100"),
        (0.08, 1000, "about 1 in 1,000"),
        (0.08, 10_000, "8 in 10,000"),
        (0.004, 10_000, "fewer than 1 in 10,000"),
        (0.0052, 10_000, "fewer than 1 in 10,000"),
        (0, 100, "0 in 100"),
        (0.4, 100, "fewer than 1 in 100"),
        (0.07, 10_000, "7 in 10,000"),
        ((0.1, 0.3), 100, "fewer than 1 in 100"),
        ((0.2, 3), 100, "up to about 3 in 100"),
        ((0, 3), 100, "up to 3 in 100"),
        ((1.8, 2.2), 100, "about 2 in 100"),
        (99.8, 100, "more than 99 in 100"),
        (100, 100, "100 in 100"),
        (38.3, 1000, "383 in 1,000"),
    ],
)
def test_no_share_that_happens_is_rounded_to_none_nor_one_that_spares_some_to_all(
    english: Locale, value: float | tuple[float, float], per: Any, told: str
) -> None:
    fact = Fact(name="rate", value=value, unit=Unit.PERCENT, per=per)
    assert english.quantity(fact, Audience.PATIENT) == told


@pytest.mark.parametrize(
    "values",
    [
        {"value": -4, "unit": "percent"},
        {"value": 140, "unit": "percent"},
        {"value": [-3, 50], "unit": "percent"},
        {"value": 4, "unit": "minutes", "per": 1000},
        {"value": 38, "unit": "percent", "interval": [30, 40], "clinic_may_change": [1, 100]},
    ],
)
def test_a_share_that_cannot_be_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Fact.model_validate({"name": "rate", **values})


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("topic.yaml", "What could go wrong?", "What of {{ fact.wait_minutes }}?"),
        ("topic.yaml", "your life is in danger", "{{ fact.nope }}"),
        ("topic.yaml", 'title: "Warm tea"', 'title: "Warm {tea}"'),
        ("glossary.yaml", "what makes tea bitter", "what {makes} tea bitter"),
    ],
)
def test_braces_where_nothing_is_filled_in_are_never_printed(small: Path, file: str, old: str, new: str) -> None:
    path = small / "topics" / "small" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    with pytest.raises(KaphandoutError, match="braces would be printed here as they are"):
        Source(small).edition("small")


def test_a_message_called_after_the_patient_keeps_the_clinicians_numbers(small: Path) -> None:
    for path in (small / "topics" / "small").rglob("*.yaml"):
        path.write_text(path.read_text().replace("what-tea", "patient-tea"))
    texts = Source(small).edition("small")[0].texts
    assert texts["message.patient-tea.clinician.headline"] == "Tea warmed 38.3% of walkers and water 13.8%"


def test_clinicians_read_a_rare_harm_as_published(english: Locale) -> None:
    fact = Fact(name="rate", value=0.0004, unit=Unit.PERCENT)
    assert english.quantity(fact, Audience.CLINICIAN) == "0.0004%"


def test_a_fact_reads_the_same_in_every_wording(small_edition: Edition) -> None:
    texts = small_edition.texts
    assert texts["message.what-tea.patient.text"].endswith("In one trial it warmed about 38 in 100 people.")
    assert texts["message.what-tea.clinician.headline"] == "Tea warmed 38.3% of walkers and water 13.8%"
    assert texts["figure.warmth.alt.clinician"] == "Bar chart of one outcome. Warm: tea 38.3%, water 13.8%."
    assert texts["fact.warm_tea.number"] == "38.3"


def test_a_hard_word_is_explained_to_patients_only(small_edition: Edition) -> None:
    assert small_edition.texts["message.taste.patient.text"] == "That is tannin (what makes tea bitter)."
    assert small_edition.texts["message.taste.clinician.headline"] == "The taste of tannin unblinds every trial"


def test_a_clinic_may_change_a_fact_that_allows_it(small: Path) -> None:
    profile = small / "clinics" / "default.yaml"
    profile.write_text(profile.read_text() + "facts: { small: { steep_minutes: 4 } }\n")
    texts = Source(small).edition("small")[0].texts
    assert texts["figure.cup.steps.steep.patient.text"] == "Leave it for 4 minutes."
    assert texts["fact.steep_minutes.clinician"] == "4 min"


@pytest.mark.parametrize(
    ("entry", "told"),
    [
        ("small: { steep_minutes: -4 }", "fact 'steep_minutes' (minutes) may be from 1 to 10 here: correct the number"),
        ("small: { steep_minutes: [2, 60] }", "may be from 1 to 10 here"),
        ("small: { steep_minutes: [6, 2] }", "write the smaller number first: [2, 6]"),
        ("small: { steep_minutes: true }", "steep_minutes"),
        ("small: { steep_minutes: .inf }", "steep_minutes"),
        ("small: { step_minutes: 4 }", "topic 'small' has no fact 'step_minutes' (did you mean 'steep_minutes'?)"),
        ("smal: { steep_minutes: 4 }", "there is no topic 'smal' (did you mean 'small'?)"),
        ("steep_minutes: 4", "facts.steep_minutes"),
    ],
)
def test_what_a_clinic_may_not_set_is_refused_at_its_line(small: Path, entry: str, told: str) -> None:
    profile = small / "clinics" / "default.yaml"
    profile.write_text(profile.read_text() + f"facts:\n  {entry}\n")
    with pytest.raises(KaphandoutError) as caught:
        Source(small).edition("small")
    assert told in str(caught.value)
    assert "clinics/default.yaml:8:" in str(caught.value)


def test_a_clinics_number_is_for_the_topic_that_it_names_alone(small: Path) -> None:
    shutil.copytree(small / "topics" / "small", small / "topics" / "other")
    about = small / "topics" / "other" / "topic.yaml"
    about.write_text(about.read_text().replace("id: small", "id: other", 1))
    profile = small / "clinics" / "default.yaml"
    profile.write_text(profile.read_text() + "facts: { other: { steep_minutes: 4 } }\n")
    told = {
        topic: Source(small).edition(topic)[0].texts["fact.steep_minutes.clinician"] for topic in ("small", "other")
    }
    assert told == {"small": "3 to 5 min", "other": "4 min"}


@pytest.mark.parametrize(
    "text",
    [
        "Wait {1 minute}.",
        "Wait { fact.wait_minutes }.",
        "{{ fact }}",
        "{{ fact.wait_minutes|random }}",
        "{% for x in y %}",
        "{# gone #}",
        "Wait }} then drink.",
    ],
)
def test_braces_that_hold_no_name_are_never_printed(small: Path, text: str) -> None:
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text().replace("Wait {{ fact.wait_minutes }} before you drink.", text))
    with pytest.raises(KaphandoutError, match="braces hold one name") as caught:
        Source(small).edition("small")
    assert "messages/risks.yaml:" in str(caught.value)


def test_an_edition_code_can_be_said_on_the_telephone(edition: Edition) -> None:
    assert re.fullmatch(rf"[{ALPHABET}]{{4}}-[{ALPHABET}]{{4}}", edition.code)
    assert not set(ALPHABET) & set("0O1IL5S8BQUV")


def test_an_edition_code_is_that_of_its_texts(edition: Edition) -> None:
    assert edition.code == edition_code({**edition.texts, **edition.outlines})


@pytest.mark.parametrize(
    "key", ["message.burn.patient.text", "clinic.phone", "country.GB.lines.0.how", "about.version"]
)
def test_one_changed_word_makes_another_edition_code(small_edition: Edition, key: str) -> None:
    changed = {**small_edition.texts, **small_edition.outlines, key: small_edition.texts[key] + " now"}
    assert edition_code(changed) != small_edition.code


def test_the_same_words_placed_otherwise_are_another_edition(small: Path, small_edition: Edition) -> None:
    outline = small / "topics" / "small" / "outline" / "leaflet.yaml"
    outline.write_text(outline.read_text().replace("messages: [taste]", "messages: [burn]"))
    other = Source(small).edition("small")[0]
    assert other.texts == small_edition.texts
    assert other.code != small_edition.code


def test_the_edition_code_does_not_depend_on_the_hash_seed(small: Path, small_edition: Edition) -> None:
    program = (
        "import sys, pathlib; from kaphandout.project import Source;"
        "print(Source(pathlib.Path(sys.argv[1])).edition('small')[0].code)"
    )
    for seed in ("0", "4711"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "PYTHONHASHSEED": seed}
        said = subprocess.run(
            [sys.executable, "-c", program, str(small)], env=environment, capture_output=True, text=True, check=True
        )
        assert said.stdout.strip() == small_edition.code


def test_every_placed_key_has_a_text(edition: Edition) -> None:
    for keys in edition.placed.values():
        assert len(keys) == len(set(keys)) > 100
        assert set(keys) <= set(edition.texts)


def test_a_reference_from_memory_is_in_no_edition(small_edition: Edition) -> None:
    assert not any(key.startswith("reference.hearsay1999") for key in small_edition.texts)


def test_faults_in_several_files_are_told_at_once_in_order(small: Path) -> None:
    topic = small / "topics" / "small"
    for name, fault in [("facts.yaml", "- { name: x }\n"), ("claims.yaml", "- id: T1\n"), ("glossary.yaml", "- [\n")]:
        with (topic / name).open("a", encoding="utf-8") as file:
            file.write(fault)
    with pytest.raises(KaphandoutError) as caught:
        Source(small).edition("small")
    places = [(problem.place.file, problem.place.line) for problem in caught.value.problems]
    assert places == sorted(places)
    assert {Path(file).name for file, _ in places} == {"facts.yaml", "claims.yaml", "glossary.yaml"}
    assert len(places) > 3


@pytest.mark.parametrize("layout", ["chart", "table", "diagram", "figure"])
def test_a_slide_that_shows_a_figure_must_name_it(layout: str) -> None:
    with pytest.raises(ValidationError, match=f"name the figure that this {layout} slide shows"):
        Slide(id="x", layout=layout, title="burn")
