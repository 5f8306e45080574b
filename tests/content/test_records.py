"""Records of content: what may be left out, what is refused, and what an editor may write in short."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from kaphandout.content.model import About, Checks, Clinic, Country, Fact, Message, Must, Unit

MESSAGE = {"id": "burn", "certainty": "established"}
FACT = {"name": "wait", "value": 5, "unit": "minutes"}
CLINIC = {"id": "north", "countries": ["GB"]}
COUNTRY = {"code": "GB", "name": "UK", "emergency": "999", "lines": [], "last_checked": date(2026, 5, 1), "source": "x"}
TITLES = {"title": "Tea", "subtitle": "Hot"}
ABOUT = {
    "id": "tea", "version": "1", "patient": TITLES, "clinician": TITLES, "author_role": "a", "publisher": "p",
    "conflicts": "none", "issued": date(2026, 1, 1), "review": date(2027, 1, 1), "source_article": "s",
    "emergency": {"kind": "none"},
    "sections": [{"id": "what", "patient": "What?", "clinician": "What"}],
}  # fmt: skip


def test_a_message_is_a_statement_to_both_audiences_unless_it_says_otherwise() -> None:
    message = Message.model_validate({**MESSAGE, "patient": "It is hot."})
    assert (message.kind, message.essential) == ("statement", "should")
    assert message.audiences == ("patient", "clinician")
    assert message.patient.text == "It is hot."
    assert message.patient.lead is None
    assert (message.claims, message.evidence, message.waive, message.clinician) == ((), (), (), None)


@pytest.mark.parametrize("value", [32.0, 45.0, 40.0, 31.9, 45.1, (33.0, 40.0)])
def test_an_interval_holds_its_fact(value: Any) -> None:
    given = {**FACT, "value": value, "interval": (32.0, 45.0)}
    if isinstance(value, float) and 32 <= value <= 45:
        assert Fact.model_validate(given).interval == (32.0, 45.0)
        return
    with pytest.raises(ValidationError, match="must hold the fact's one value"):
        Fact.model_validate(given)


def test_a_fact_is_exact_and_no_clinics_to_change_unless_it_says_otherwise() -> None:
    fact = Fact.model_validate(FACT)
    assert (fact.about, fact.clinic_may_change, fact.evidence, fact.waive) == (False, None, (), ())
    assert (fact.interval, fact.note) == (None, None)
    assert Fact.model_validate({**FACT, "value": (2, 3)}).value == (2, 3)


@pytest.mark.parametrize("value", [1, 10, (1, 10), 0.9, 10.1, (0.5, 5)])
def test_the_limits_of_a_clinic_hold_the_texts_own_number(value: Any) -> None:
    given = {**FACT, "value": value, "clinic_may_change": (1, 10)}
    if value in (1, 10, (1, 10)):
        assert Fact.model_validate(given).clinic_may_change == (1, 10)
        return
    with pytest.raises(ValidationError, match="must hold the fact's own value"):
        Fact.model_validate(given)


@pytest.mark.parametrize("unit", ["percent", "minutes", "hours", "days", "weeks", "months", "years", "people",
                                  "mg_per_kg", "plain"])  # fmt: skip
def test_every_unit_of_the_files_is_known(unit: str) -> None:
    assert Fact.model_validate({**FACT, "unit": unit}).unit is Unit(unit)


@pytest.mark.parametrize(
    "changes",
    [{"countries": []}, {"colour": "#12345"}, {"colour": "teal"}, {"colour": "#12345678"}, {"phone": ""}, {"id": "No"}],
    ids=str,
)
def test_a_clinic_that_could_not_be_printed_is_refused(changes: dict[str, Any]) -> None:
    assert Clinic.model_validate(CLINIC)
    with pytest.raises(ValidationError):
        Clinic.model_validate({**CLINIC, **changes})


def test_what_a_clinic_does_not_give_is_left_to_be_written_on_a_line() -> None:
    clinic = Clinic.model_validate({**CLINIC, "colour": "#a1B2c3"})
    assert (clinic.sample, clinic.address, clinic.facts) == (False, (), {})
    given = (clinic.name, clinic.phone, clinic.out_of_hours, clinic.website, clinic.logo)
    assert given == (None, None, None, None, None)


@pytest.mark.parametrize("code", ["gb", "GBR", "G", "G1"])
def test_a_country_goes_by_its_code_of_two_capitals(code: str) -> None:
    assert Country.model_validate(COUNTRY).paper == "a4"
    with pytest.raises(ValidationError):
        Country.model_validate({**COUNTRY, "code": code})


def test_a_clinician_approves_a_text_unless_it_names_other_roles() -> None:
    about = About.model_validate(ABOUT)
    assert about.approval == ("clinician",)
    assert (about.drug_names, about.words, about.waive) == ((), (), ())
    for name in ("approval", "sections"):
        with pytest.raises(ValidationError):
            About.model_validate({**ABOUT, name: []})


def test_a_rule_may_be_switched_off_with_or_without_quotation_marks() -> None:
    levels = {"a": False, "b": "off", "c": "error", "d": "warning", "e": "note"}
    assert Checks.model_validate({"severities": levels}).severities == {**levels, "a": "off"}
    assert Checks.model_validate({}).severities == {}
    for level in (True, "fatal", None):
        with pytest.raises(ValidationError):
            Checks.model_validate({"severities": {"a": level}})


def test_what_must_be_said_may_be_asked_of_one_of_leaflet_and_deck() -> None:
    must = Must.model_validate({"id": "burns", "what": "that tea burns", "because": "x"})
    assert (must.leaflet, must.deck, must.words, must.meets, must.unsourced) == ((), (), (), (), None)
