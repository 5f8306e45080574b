"""Which texts a leaflet and a deck must show, in which order: a crisis line is never lost between two countries."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kaphandout.content.model import Fact, Topic
from kaphandout.content.outline import DeckOutline, LeafletOutline
from kaphandout.content.placement import (
    Placement,
    deck_texts,
    evidenced,
    in_deck,
    in_leaflet,
    leaflet_texts,
    on_slides,
    resting_on,
)
from kaphandout.content.signoff import SignOff
from kaphandout.content.types import Text
from kaphandout.edition.approval import State, approvals, holding, signoff_statuses, standing
from kaphandout.edition.edition import Edition
from kaphandout.edition.provenance import OUTLINE, key_of, placed_statements, provenance_of

GB = {
    "country.GB.name": "United Kingdom",
    "country.GB.emergency": "999",
    "country.GB.lines.0.name": "Samaritans",
    "country.GB.lines.0.how": "Call 116 123",
    "country.GB.last_checked": "1 May 2026",
}
US = {key.replace(".GB.", ".US."): text for key, text in GB.items()}


def shown(edition: Edition, texts: dict[str, str]) -> list[str]:
    """The crisis texts that the leaflet shows when there are these."""
    plain = {key: text for key, text in edition.texts.items() if not key.startswith("country.")}
    keys = leaflet_texts(edition.topic, {**plain, **texts}, edition.topic.leaflet)
    return [key for key in keys if key.startswith("country.")]


def test_the_crisis_lines_of_one_country_begin_with_what_to_call_first(small_edition: Edition) -> None:
    second = {"country.GB.lines.1.name": "Shout", "country.GB.lines.1.how": "Text 85258"}
    assert shown(small_edition, {**GB, **second}) == [
        "country.GB.emergency",
        "country.GB.lines.0.how",
        "country.GB.lines.0.name",
        "country.GB.lines.1.how",
        "country.GB.lines.1.name",
    ]


def test_the_crisis_lines_of_two_countries_stand_each_under_its_countrys_name(small_edition: Edition) -> None:
    keys = shown(small_edition, {**GB, **US})
    assert keys[0] == "country.GB.name"
    assert keys[4] == "country.US.name"
    assert [key.split(".")[1] for key in keys] == ["GB"] * 4 + ["US"] * 4
    assert {key.split(".", 2)[2] for key in keys[:4]} == {"name", "emergency", "lines.0.name", "lines.0.how"}
    assert keys.index("country.GB.lines.0.name") < keys.index("country.GB.lines.0.how")


def test_a_figure_shows_patients_their_own_words_and_no_alternative(small_edition: Edition) -> None:
    keys = leaflet_texts(small_edition.topic, small_edition.texts, small_edition.topic.leaflet)
    figure = [key for key in keys if key.startswith("figure.")]
    assert figure
    assert all(".patient" in key and ".alt." not in key for key in figure)
    label = keys.index("figure.warmth.rows.warm.label.patient")
    assert keys[label + 1 : label + 3] == ("fact.warm_tea.patient", "fact.warm_water.patient")
    assert len(keys) == len(set(keys))


def test_a_figure_shows_clinicians_their_own_words_with_the_alternative_and_the_numbers(small_edition: Edition) -> None:
    keys = deck_texts(small_edition.topic, small_edition.texts, small_edition.topic.deck)
    figure = [key for key in keys if key.startswith("figure.")]
    assert all(".clinician" in key for key in figure)
    assert "figure.warmth.alt.clinician" in figure
    label = keys.index("figure.warmth.rows.warm.label.clinician")
    assert keys[label + 1 : label + 3] == ("fact.warm_tea.number", "fact.warm_water.number")


def test_the_backup_slide_shows_the_headline_of_each_message_with_evidence_by_section(small_edition: Edition) -> None:
    topic = small_edition.topic
    backup = {"id": "backup", "layout": "backup", "title": "talk-references"}
    slides = [slide.model_dump(exclude_defaults=True) for slide in topic.deck.slides if slide.id == "title"]
    outline = DeckOutline.model_validate({"slides": [*slides, backup]})
    assert [message.id for message in evidenced(topic)] == ["what-tea", "burn"]
    keys = deck_texts(topic, small_edition.texts, outline)
    assert [key for key in keys if key.endswith(".headline")][-2:] == [
        "message.what-tea.clinician.headline",
        "message.burn.clinician.headline",
    ]
    bare = DeckOutline.model_validate({"slides": slides})
    assert "message.burn.clinician.headline" not in deck_texts(topic, small_edition.texts, bare)


def test_a_message_of_an_unknown_section_stands_behind_all_others(small_edition: Edition) -> None:
    topic = replace(small_edition.topic, section_of={**small_edition.topic.section_of, "what-tea": "gone"})
    assert [message.id for message in evidenced(topic)] == ["burn", "what-tea"]


def test_placement_says_where_a_message_is_shown(small_edition: Edition) -> None:
    leaflet, deck = in_leaflet(small_edition.topic.leaflet), in_deck(small_edition.topic.deck)
    assert leaflet.messages == ("what-tea", "taste", "burn")
    assert leaflet.figures == ("cup", "warmth")
    assert leaflet.where("burn") == ("risks",)
    assert leaflet.statements == {"what-tea", "taste", "burn", "figure.cup", "figure.warmth"}
    assert leaflet.by_message("card/")["burn"] == ["card/risks"]
    assert deck.figures == ("warmth", "cup")
    assert Placement({"a": ("x",), "b": ("x", "y")}, ()).by_message() == {"x": ["a", "b"], "y": ["b"]}
    assert resting_on(small_edition.topic, "S2") == ("burn",)


def test_the_patients_words_on_a_slide_are_placed_but_tell_clinicians_nothing() -> None:
    slides = [
        {"id": "a", "layout": "statement", "title": "one"},
        {"id": "b", "layout": "points", "title": "one", "headlines": ["two"]},
    ]
    outline = DeckOutline.model_validate(
        {"slides": [*slides, {"id": "c", "layout": "two-voices", "title": "one", "patient": ["three"]}]}
    )
    assert on_slides(outline).messages == ("one", "two")
    assert set(in_deck(outline).messages) == {"one", "two", "three"}


def test_the_blocks_of_the_front_page_are_on_the_front_page() -> None:
    block = {"kind": "text", "messages": ["tea"]}
    outline = LeafletOutline.model_validate(
        {"front": "burn", "front_blocks": [block], "panels": [{"id": "end", "blocks": [block]}]}
    )
    assert in_leaflet(outline).parts == {"front": ("burn", "tea"), "end": ("tea",)}


# --- What a signer answers for ---------------------------------------------------------------------------------------


def fact(**values: Any) -> Fact:
    return Fact.model_validate({"name": "wait_minutes", "unit": "minutes", **values})


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"value": 40, "about": True}, "about 40 minutes"),
        ({"value": (3, 5)}, "3 to 5 minutes"),
        ({"value": 2.5, "interval": (1, 4)}, "2.5 minutes, interval 1 to 4"),
        ({"value": 1, "clinic_may_change": (1, 4)}, "1 minutes, clinic may change 1 to 4"),
    ],
)
def test_a_signer_reads_a_fact_in_plain_words(values: dict[str, Any], words: str, small_edition: Edition) -> None:
    topic = replace(small_edition.topic, facts={**small_edition.topic.facts, "wait_minutes": fact(**values)})
    burn = topic.messages["burn"].model_copy(update={"patient": None})
    text = burn.clinician.model_copy(update={"headline": Text("Wait {{ fact.wait_minutes }}, {{ term.tannin }}")})
    topic = replace(topic, messages={"burn": burn.model_copy(update={"clinician": text})})
    basis = provenance_of(topic)["burn"]
    assert basis.rests_on["fact.wait_minutes"] == words
    assert {key.partition(".")[0] for key in basis.rests_on} == {"fact", "term", "reference", "claim"}
    assert basis.patient_mark is None
    assert basis.clinician_mark
    assert "established" in basis.degrees


def test_a_statement_is_found_under_the_key_of_its_place() -> None:
    assert key_of("off-label") == "message.off-label"
    assert key_of("figure.cup") == "figure.cup"
    assert key_of(OUTLINE) == "about"


def signoff(digests: dict[str, str], day: int = 1, role: str = "clinician") -> SignOff:
    record = {"role": role, "by": f"Signer {day}", "day": date(2026, 1, day), "next_review": date(2027, 1, 1)}
    return SignOff.model_validate({**record, "messages": digests})


def state_of(topic: Topic, statement: str, digest: str, role: str = "clinician") -> tuple[State, str | None]:
    found = standing(topic, role, statement, digest)
    return found.state, found.signoff.by if found.signoff else None


def test_the_last_sign_off_of_just_these_words_holds(small_edition: Edition) -> None:
    one, two = "1" * 64, "2" * 64
    given = (signoff({"burn": one}, 1), signoff({"burn": one}, 2), signoff({"burn": two}, 3))
    topic = replace(small_edition.topic, signoffs=given)
    assert state_of(topic, "burn", one) == (State.SIGNED, "Signer 2")
    assert state_of(topic, "burn", two) == (State.SIGNED, "Signer 3")
    assert state_of(topic, "burn", "3" * 64) == (State.CHANGED, "Signer 3")
    assert state_of(topic, "taste", one) == (State.UNSIGNED, None)
    assert state_of(topic, "burn", one, "pharmacist") == (State.UNSIGNED, None)


def test_a_text_is_approved_only_if_each_role_has_signed_all_that_is_shown(small_edition: Edition) -> None:
    bases, shown = small_edition.bases, placed_statements(small_edition.topic)
    whole = {id: bases[id].digest for id in shown}
    half = {id: whole[id] for id in shown[:3]}
    rest = {id: whole[id] for id in shown[3:]}
    idle = signoff({"talk-title": "0" * 64}, 9)
    topic = replace(small_edition.topic, signoffs=(signoff(half, 2), idle, signoff(rest, 3)))
    assert [one.by for one in approvals(topic, bases)] == ["Signer 2", "Signer 3"]
    part = replace(topic, signoffs=(signoff(half, 2), idle))
    assert approvals(part, bases) == ()
    assert [one.by for one in holding(part, bases)] == ["Signer 2"]
    roles = topic.about.model_copy(update={"approval": ("clinician", "pharmacist")})
    assert approvals(replace(topic, about=roles), bases) == ()
    assert len(list(signoff_statuses(replace(topic, about=roles), bases))) == 2 * len(shown)
