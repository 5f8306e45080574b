"""What an edition prints of those who approved it, what a clinic may change in it, and what its manifest says of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kaphandout.content.loader import load_topic
from kaphandout.content.model import ClinicField, Must, Topic
from kaphandout.content.model.messages import LocalWording
from kaphandout.content.placement import leaflet_texts
from kaphandout.content.signoff import SignOff
from kaphandout.content.types import Audience, Essential, Text
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place
from kaphandout.edition.approval import signoff_statuses
from kaphandout.edition.edition import Edition, make_edition
from kaphandout.edition.manifest import Manifest
from kaphandout.edition.manifest_builder import build_edition_manifest
from kaphandout.edition.provenance import OUTLINE, placed_statements, provenance_of


def made(edition: Edition, topic: Topic, clinic: dict[str, Any] | None = None, **places: Place) -> Edition:
    """An edition of another topic or clinic; `places` are those of the clinic's entries, by key with `__` for a dot."""
    countries = {country.code: country for country in edition.countries}
    profile = edition.clinic.model_copy(update=clinic or {})
    return make_edition(topic, edition.locale, profile, countries, {k.replace("__", "."): v for k, v in places.items()})


def refused(edition: Edition, clinic: dict[str, Any], **places: Place) -> list[Diagnostic]:
    with pytest.raises(KaphandoutError) as caught:
        made(edition, edition.topic, clinic, **places)
    return list(caught.value.problems)


def signed(topic: Topic, *roles: tuple[str, str, int]) -> Topic:
    """The topic with the sign-offs of all that is shown, by role, name and day of May 2026."""
    bases = provenance_of(topic)
    whole = {id: bases[id].digest for id in placed_statements(topic)}
    given = [
        SignOff(role=role, by=Text(by), day=date(2026, 5, day), next_review=date(2027, 5, day), messages=whole)
        for role, by, day in roles
    ]
    about = topic.about.model_copy(update={"approval": tuple(dict.fromkeys(role for role, _, _ in roles))})
    return replace(topic, about=about, signoffs=tuple(given))


def test_a_signed_text_prints_each_signer_once_with_the_role_and_the_day_and_no_marking(
    small_edition: Edition,
) -> None:
    topic = signed(small_edition.topic, ("lead-pharmacist", "Dr B", 9), ("clinician", "Dr A", 3))
    edition = made(small_edition, topic)
    first, second = edition.approval.split("; ")
    date_of = edition.locale.date
    assert "Dr A" in first
    assert "clinician" in first
    assert date_of(date(2026, 5, 3)) in first
    assert "Dr B" in second
    assert "lead pharmacist" in second
    assert date_of(date(2026, 5, 9)) in second
    assert edition.texts["about.approval"] == edition.approval
    assert edition.marking == ""
    twice = signed(small_edition.topic, ("clinician", "Dr A", 3))
    assert "; " not in made(small_edition, twice).approval
    assert {one.role for one in signoff_statuses(topic, edition.bases)} == {"clinician", "lead-pharmacist"}


def test_a_text_that_nobody_signed_says_so_on_every_page(small_edition: Edition) -> None:
    assert small_edition.approval == small_edition.marking == small_edition.locale.terms.not_reviewed
    assert "about.approval" not in small_edition.texts
    assert small_edition.code != made(small_edition, signed(small_edition.topic, ("clinician", "A", 1))).code


@pytest.mark.parametrize("value", [1.0, 7.0, 10.0, (1.0, 10.0)])
def test_a_clinic_may_set_its_own_number_within_the_limits_of_the_text(
    value: Any, small: Path, small_edition: Edition
) -> None:
    edition = made(small_edition, load_topic(small, "small"), {"facts": {"small": {"steep_minutes": value}}})
    assert edition.topic.facts["steep_minutes"].value == value
    said = edition.texts["message.what-tea.clinician.points.1"]
    assert said == f"Steeped for {edition.quantity('steep_minutes', Audience.CLINICIAN)}"
    assert edition.code != small_edition.code


@pytest.mark.parametrize(
    ("name", "value", "rule", "words"),
    [
        ("steep_minutes", 0.9, "clinic-fact-range", "may be from 1 to 10 here"),
        ("steep_minutes", 10.1, "clinic-fact-range", "may be from 1 to 10 here"),
        ("steep_minutes", (0.5, 5.0), "clinic-fact-range", "may be from 1 to 10 here"),
        ("steep_minutes", (5.0, 11.0), "clinic-fact-range", "may be from 1 to 10 here"),
        ("warm_tea", 90.0, "fixed-fact", "is not for a clinic to change"),
        ("steep_minute", 5.0, "unknown-fact", "has no fact 'steep_minute'"),
    ],
    ids=str,
)
def test_a_number_that_a_clinic_may_not_set_is_refused_at_its_line(
    name: str, value: Any, rule: str, words: str, small_edition: Edition
) -> None:
    given = {"facts": {"small": {name: value}}}
    (problem,) = refused(small_edition, given)
    assert (problem.rule, problem.id) == (rule, name)
    assert words in problem.message
    assert problem.place.file == f"content/clinics/{small_edition.clinic.id}.yaml"
    line = Place("content/clinics/x.yaml", 9)
    (problem,) = refused(small_edition, given, **{f"clinic__facts__small__{name}": line})
    assert problem.place == line


def test_a_number_that_a_clinic_sets_for_another_topic_is_none_of_this_one(small_edition: Edition) -> None:
    other = {"facts": {"other": {"warm_tea": 90.0, "nothing": 1.0}}}
    assert made(small_edition, small_edition.topic, other).texts["fact.warm_tea.number"] == "38.3"


def test_a_country_without_crisis_lines_of_its_own_is_refused_where_the_topic_needs_them(
    small_edition: Edition,
) -> None:
    bare = replace(small_edition, countries=tuple(c.model_copy(update={"lines": ()}) for c in small_edition.countries))
    (problem,) = refused(bare, {})
    assert (problem.rule, problem.id) == ("no-crisis-line", "GB")


def test_a_country_without_crisis_lines_is_refused_and_no_number_is_guessed(small_edition: Edition) -> None:
    (problem,) = refused(small_edition, {"countries": ("GB", "XX")})
    assert (problem.rule, problem.id) == ("unknown-country", "XX")
    assert "(known: GB)" in problem.message
    assert problem.place.file == f"content/clinics/{small_edition.clinic.id}.yaml"
    line = Place("content/clinics/x.yaml", 4)
    (problem,) = refused(small_edition, {"countries": ("GB", "XX")}, clinic__countries__1=line)
    assert problem.place == line


def test_the_number_of_a_range_is_its_middle(small_edition: Edition) -> None:
    assert small_edition.number("steep_minutes") == 4
    assert small_edition.number("warm_tea") == 38.3


@pytest.mark.parametrize(
    ("value", "per", "people"),
    [(38.3, 100, 38), (38.6, 100, 39), (0.08, 10_000, 8), (0.5, 1000, 5), (0.001, 100, 1), (1.4, 100, 1), (0, 100, 0)],
)
def test_a_share_is_told_as_people_in_its_group_and_a_rare_harm_never_as_nobody(
    value: float, per: int, people: int, small_edition: Edition
) -> None:
    fact = small_edition.topic.facts["warm_tea"].model_copy(update={"value": value, "per": per, "interval": None})
    topic = replace(small_edition.topic, facts={**small_edition.topic.facts, "warm_tea": fact})
    assert replace(small_edition, topic=topic).in_group("warm_tea") == people


def test_what_a_clinic_fills_in_stands_under_its_label_and_is_empty_where_it_gives_nothing(
    small_edition: Edition,
) -> None:
    eat = ClinicField.model_validate({"name": "eat_before", "label": "What to eat before"})
    topic = replace(small_edition.topic, fields={"eat_before": eat})
    given = made(small_edition, topic, {"fields": {"small": {"eat_before": Text("Toast")}}})
    assert given.texts["field.eat_before.label"] == "What to eat before"
    assert given.texts["field.eat_before.value"] == "Toast"
    assert "field.eat_before.value" not in made(small_edition, topic).texts
    (problem,) = refused(small_edition, {"fields": {"small": {"eat_befor": Text("Toast")}}})
    assert problem.rule == "unknown-field"
    assert "its fields: it has none" in problem.message
    line = Place("content/clinics/x.yaml", 8)
    given_at = {"clinic__fields__small__eat_befor": line}
    (problem,) = refused(small_edition, {"fields": {"small": {"eat_befor": Text("Toast")}}}, **given_at)
    assert problem.place == line


def with_local(topic: Topic, code: str, **parts: Any) -> Topic:
    """The topic whose warning has a wording of its own in a country."""
    local = LocalWording.model_validate(parts)
    burn = topic.messages["burn"].model_copy(update={"by_country": {code: local}})
    places = {f"message.burn.by_country.{code}.patient.text": Place("risks.yaml", 77)}
    return replace(topic, messages={**topic.messages, "burn": burn}, places={**topic.places, **places})


def test_a_clinic_of_a_country_prints_that_countrys_wording_with_its_numbers_and_its_line(
    small_edition: Edition,
) -> None:
    topic = with_local(small_edition.topic, "GB", patient={"text": "In Britain, wait {{ fact.wait_minutes }}."})
    edition = made(small_edition, topic)
    said = edition.quantity("wait_minutes", Audience.PATIENT)
    assert edition.texts["message.burn.patient.text"] == f"In Britain, wait {said}."
    assert edition.texts["message.burn.clinician.headline"] == small_edition.texts["message.burn.clinician.headline"]
    assert edition.topic.place("message.burn.patient.text") == Place("risks.yaml", 77)
    assert not [key for key in edition.texts if "by_country" in key]
    two = {"GB": small_edition.countries[0], "US": small_edition.countries[0].model_copy(update={"code": "US"})}
    clinic = small_edition.clinic.model_copy(update={"countries": ("GB", "US")})
    both = make_edition(topic, small_edition.locale, clinic, two)
    assert "In Britain" not in both.texts["message.burn.patient.text"], "nobody knows in which of them the reader is"


def test_a_wording_for_a_country_that_is_not_known_is_refused_at_its_line(small_edition: Edition) -> None:
    topic = with_local(small_edition.topic, "XX", certainty="early")
    with pytest.raises(KaphandoutError, match="country 'XX' is not in countries") as caught:
        made(small_edition, topic)
    assert [problem.id for problem in caught.value.problems] == ["burn"]


@pytest.mark.parametrize(
    ("own", "asked", "wanted"),
    [("may", True, "must"), ("should", True, "must"), ("safety", True, "safety"), ("may", False, "may")],
)
def test_what_a_leaflet_must_say_is_never_dropped_as_something_less(
    own: str, asked: bool, wanted: str, small_edition: Edition
) -> None:
    topic = small_edition.topic
    burn = topic.messages["burn"].model_copy(update={"essential": Essential(own)})
    cup = topic.figures["cup"].model_copy(update={"essential": Essential(own)})
    must = Must.model_validate({"id": "x", "what": "x", "because": "x", "leaflet": ("burn", "cup") if asked else ()})
    topic = replace(
        topic, messages={**topic.messages, "burn": burn}, figures={**topic.figures, "cup": cup}, must_say={"x": must}
    )
    assert topic.essential("burn") == wanted
    assert topic.essential("figure.cup") == wanted


def test_a_hard_word_is_explained_to_patients_and_not_to_clinicians(small_edition: Edition) -> None:
    meaning = small_edition.topic.terms["tannin"].meaning
    assert f"({meaning})" in small_edition.texts["message.taste.patient.text"]
    assert meaning not in small_edition.texts["message.taste.clinician.headline"]


def test_each_heading_has_a_key_of_its_own(small_edition: Edition) -> None:
    for section in small_edition.topic.about.sections:
        assert small_edition.texts[f"section.{section.id}.patient"] == section.patient
        assert small_edition.texts[f"section.{section.id}.clinician"] == section.clinician


def test_a_name_that_is_not_there_is_told_with_its_kind(small_edition: Edition) -> None:
    topic = small_edition.topic
    burn = topic.messages["burn"]
    for name, words in (("fact.gone", "there is no fact 'gone'"), ("term.gone", "there is no hard word 'gone'")):
        wording = burn.clinician.model_copy(update={"notes": Text(f"Wait {{{{ {name} }}}}.")})
        broken = replace(topic, messages={**topic.messages, "burn": burn.model_copy(update={"clinician": wording})})
        with pytest.raises(KaphandoutError, match=words) as caught:
            made(small_edition, broken)
        assert [problem.rule for problem in caught.value.problems] == ["unknown-name"]


@pytest.mark.parametrize("text", ["{{ fact.", "{{ 7 * 7 }}", "{% if x %}", "{{ fact.wait_minutes }} }", "a { b"])
def test_a_brace_that_names_nothing_is_told_at_its_line(text: str, small_edition: Edition) -> None:
    topic = small_edition.topic
    burn = topic.messages["burn"]
    wording = burn.clinician.model_copy(update={"notes": Text(text)})
    broken = replace(topic, messages={**topic.messages, "burn": burn.model_copy(update={"clinician": wording})})
    with pytest.raises(KaphandoutError) as caught:
        made(small_edition, broken)
    (problem,) = caught.value.problems
    assert (problem.rule, problem.id) == ("braces", "message.burn.clinician.notes")
    assert "braces hold one name" in problem.message
    assert problem.place == topic.place("message.burn.clinician.notes")
    assert problem.place.line > 1


# --- The manifest ----------------------------------------------------------------------------------------------------


def test_the_manifest_names_the_roles_that_signed_each_message_and_who_they_were(small_edition: Edition) -> None:
    edition = made(small_edition, signed(small_edition.topic, ("clinician", "Dr A", 3)))
    edition = replace(edition, topic=replace(edition.topic, signoffs=edition.topic.signoffs))
    manifest = Manifest.model_validate(build_edition_manifest(edition))
    assert manifest.messages["burn"].signed == ("clinician",)
    assert [signoff.by for signoff in manifest.signoffs] == ["Dr A"]
    assert Manifest.model_validate(build_edition_manifest(small_edition)).messages["burn"].signed == ()


def test_the_manifest_gives_a_quantity_as_a_number_or_a_range(small_edition: Edition) -> None:
    facts = build_edition_manifest(small_edition)["facts"]
    assert facts["steep_minutes"] == {"value": [3, 5], "unit": "minutes"}
    assert facts["wait_minutes"] == {"value": 1, "unit": "minutes"}
    assert facts["warm_tea"] == {"value": 38.3, "unit": "percent"}


def test_the_manifest_of_an_edition_has_all_that_any_format_or_the_deck_shows(small_edition: Edition) -> None:
    topic = small_edition.topic
    card = topic.leaflet.model_copy(update={"front": "burn", "front_blocks": ()})
    edition = replace(small_edition, topic=replace(topic, outlines={**topic.outlines, "card": card}))
    manifest = build_edition_manifest(edition)
    wanted = {*edition.placed["leaflet"], *edition.placed["deck"], *leaflet_texts(topic, edition.texts, card)}
    assert set(manifest["shows"]) == wanted
    assert len(manifest["shows"]) == len(wanted)
    assert manifest["messages"]["burn"]["panels"] == ["risks", "card/front", "card/risks"]
    assert manifest["messages"]["burn"]["slides"] == ["burn"]
    assert "panels" not in manifest["messages"]["talk-title"]


# --- What a signer answers for ---------------------------------------------------------------------------------------


def test_words_for_one_audience_alone_have_no_mark_of_the_other(small_edition: Edition) -> None:
    topic = small_edition.topic
    only = topic.messages["burn"].model_copy(update={"clinician": None})
    bases = provenance_of(replace(topic, messages={**topic.messages, "burn": only}))
    assert bases["burn"].clinician_mark is None
    assert bases["burn"].patient_mark == provenance_of(topic)["burn"].patient_mark
    assert bases["talk-title"].patient_mark is None


@pytest.mark.parametrize("change", ["heading", "title", "lead", "order", "deck"])
def test_another_heading_title_or_order_is_another_outline(change: str, small_edition: Edition) -> None:
    topic = small_edition.topic
    section = topic.about.sections[0].model_copy(update={"patient": Text("What is this?")})
    lead = topic.about.emergency.model_copy(update={"lead": Text("Call now:")})
    titles = topic.about.patient.model_copy(update={"title": Text("Hot tea")})
    other: dict[str, dict[str, Any]] = {
        "heading": {"about": topic.about.model_copy(update={"sections": (section, *topic.about.sections[1:])})},
        "title": {"about": topic.about.model_copy(update={"patient": titles})},
        "lead": {"about": topic.about.model_copy(update={"emergency": lead})},
        "order": {"outlines": {"leaflet": topic.leaflet.model_copy(update={"panels": topic.leaflet.panels[::-1]})}},
        "deck": {"deck": topic.deck.model_copy(update={"slides": topic.deck.slides[::-1]})},
    }
    changes = other[change]
    old, new = provenance_of(topic), provenance_of(replace(topic, **changes))
    assert [id for id in old if old[id].digest != new[id].digest] == [OUTLINE]
    assert {key for key in old[OUTLINE].patient if "title" in key} == {"patient.title", "patient.subtitle"}
    assert {key for key in old[OUTLINE].clinician if "title" in key} == {"clinician.title", "clinician.subtitle"}
    assert "what.patient" in old[OUTLINE].patient
    assert "what.clinician" in old[OUTLINE].clinician
