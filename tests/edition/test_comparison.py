"""What has changed between two editions is named whole, and what is there for safety is never called anything less."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from kaphandout.edition.codes import edition_code
from kaphandout.edition.comparison import by_part, changed_editions, changed_parts, is_safety, part_of
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import Manifest, altered_messages, coded, read_manifest
from kaphandout.edition.manifest_builder import build_edition_manifest


@pytest.fixture
def values(small_edition: Edition) -> dict[str, Any]:
    """The manifest of the small topic, to be changed."""
    return copy.deepcopy(build_edition_manifest(small_edition))


def manifest(values: dict[str, Any], **changes: Any) -> Manifest:
    return Manifest.model_validate({**copy.deepcopy(values), **changes})


@pytest.mark.parametrize(
    ("key", "part"),
    [
        ("message.burn.patient.text", "message.burn"),
        ("figure.cup.alt.text", "figure.cup"),
        ("country.GB.lines.0.how", "country.GB"),
        ("clinic.phone", "clinic"),
        ("about.clinician.title", "about"),
        ("locale.certainty.early", "locale"),
        ("label.page", "label"),
        ("fact.warm_tea.patient", "fact.warm_tea"),
    ],
)
def test_a_text_is_told_as_part_of_what_it_belongs_to(key: str, part: str) -> None:
    assert part_of(key) == part
    assert by_part({key: "text"}) == {part: {key.removeprefix(part + "."): "text"}}


def test_the_texts_of_a_message_are_together() -> None:
    texts = {"message.a.patient.text": "1", "message.b.patient.text": "2", "message.a.clinician.headline": "3"}
    assert by_part(texts) == {
        "message.a": {"patient.text": "1", "clinician.headline": "3"},
        "message.b": {"patient.text": "2"},
    }


def test_what_is_new_gone_or_in_other_words_is_named_once_in_the_order_of_the_new_edition() -> None:
    old = {"message.gone.text": "x", "message.same.text": "s", "message.edited.lead": "a", "message.edited.text": "b"}
    new = {"message.new.text": "y", "message.edited.text": "B", "message.edited.lead": "A", "message.same.text": "s"}
    changed = changed_parts(old, new)
    assert changed == {
        "message.new": ["message.new.text"],
        "message.edited": ["message.edited.text", "message.edited.lead"],
        "message.gone": ["message.gone.text"],
    }
    assert list(changed) == ["message.new", "message.edited", "message.gone"]
    assert changed_parts(new, new) == {}


def test_a_message_that_a_reader_is_shown_in_other_words_has_changed(values: dict[str, Any]) -> None:
    old = manifest(values)
    assert changed_editions(old, manifest(values)) == []
    key = "message.burn.patient.text"
    assert changed_editions(old, manifest(values, texts={**values["texts"], key: "Drink at once."})) == ["message.burn"]


def test_a_text_that_no_reader_is_shown_has_not_changed_for_them(values: dict[str, Any]) -> None:
    hidden = next(key for key in values["texts"] if key not in values["shows"])
    assert changed_editions(manifest(values), manifest(values, texts={**values["texts"], hidden: "other"})) == []


def test_a_message_that_is_no_longer_shown_has_changed(values: dict[str, Any]) -> None:
    shows = [key for key in values["shows"] if not key.startswith("message.burn.")]
    assert changed_editions(manifest(values), manifest(values, shows=shows)) == ["message.burn"]
    assert changed_editions(manifest(values, shows=shows), manifest(values)) == ["message.burn"]


def test_a_message_that_left_the_leaflet_or_the_deck_has_changed_and_one_that_changed_panels_has_not(
    values: dict[str, Any],
) -> None:
    def placed(**where: list[str]) -> Manifest:
        kept = {name: value for name, value in values["messages"]["burn"].items() if name not in ("panels", "slides")}
        return manifest(values, messages={**values["messages"], "burn": {**kept, **where}})

    leaflet, both = placed(panels=["risks"]), placed(panels=["risks"], slides=["one"])
    assert changed_editions(leaflet, both) == changed_editions(both, leaflet) == ["message.burn"]
    assert changed_editions(leaflet, placed()) == ["message.burn"]
    assert changed_editions(leaflet, placed(panels=["risks", "card/front"])) == ["message.burn"]
    assert changed_editions(leaflet, placed(panels=["help"])) == []
    assert changed_editions(both, placed(panels=["risks"], slides=["two", "three"])) == []
    assert changed_editions(placed(panels=["card/front"]), placed(panels=["card/back"])) == []


def test_a_message_that_is_only_in_one_edition_has_changed(values: dict[str, Any]) -> None:
    without = {id: message for id, message in values["messages"].items() if id != "burn"}
    assert changed_editions(manifest(values), manifest(values, messages=without)) == ["message.burn"]
    assert changed_editions(manifest(values, messages=without), manifest(values)) == ["message.burn"]


@pytest.mark.parametrize("essential", ["safety", "must", "should", "may"])
def test_only_a_message_or_figure_marked_for_safety_is_there_for_safety(essential: str, values: dict[str, Any]) -> None:
    values["messages"]["burn"]["essential"] = essential
    values["figures"]["cup"] = essential
    edition = manifest(values)
    assert is_safety(edition, "message.burn") is (essential == "safety")
    assert is_safety(edition, "figure.cup") is (essential == "safety")


def test_crisis_lines_and_how_to_reach_the_clinic_are_always_for_safety(values: dict[str, Any]) -> None:
    edition = manifest(values)
    assert is_safety(edition, "country.GB")
    assert is_safety(edition, "clinic")
    for part in ("about", "fact.warm_tea", "section.risks", "message.unknown", "figure.unknown", "reference.x"):
        assert not is_safety(edition, part), part


# --- The code and the manifest ---------------------------------------------------------------------------------------


def test_the_edition_code_of_given_texts_never_changes() -> None:
    """Codes are printed: those of years ago must still be those of their texts."""
    assert edition_code({}) == "7PCJ-YM4K"
    assert edition_code({"b": "Größe", "a": "x"}) == edition_code({"a": "x", "b": "Größe"}) == "2MDH-P229"


def test_a_code_has_no_letter_that_looks_like_another() -> None:
    codes = {edition_code({"text": str(number)}) for number in range(300)}
    assert len(codes) == 300
    assert all(len(code) == 9 and code[4] == "-" for code in codes)
    letters = {letter for code in codes for letter in code} - {"-"}
    assert letters.isdisjoint("0O1IL5S8BZUV")


def test_texts_and_outlines_both_make_the_code(values: dict[str, Any]) -> None:
    assert edition_code(coded(values)) == values["edition"]
    assert edition_code(coded({**values, "outlines": {}})) != values["edition"]
    assert coded({"texts": {"a": "x"}}) == {"a": "x"}, "files of the first format have no outlines"


def test_only_the_message_whose_words_were_altered_in_the_manifest_is_named(values: dict[str, Any]) -> None:
    assert list(altered_messages(values)) == []
    values["texts"]["message.burn.patient.text"] += " Not."
    assert list(altered_messages(values)) == ["burn"]
    del values["messages"]
    assert list(altered_messages(values)) == []


def test_an_edition_runs_out_with_the_first_review_that_falls_due(values: dict[str, Any]) -> None:
    def expires(*reviews: str) -> str:
        signoff = {"role": "clinician", "by": "B", "day": "2026-01-01", "messages": {"burn": "0" * 64}}
        return str(manifest(values, signoffs=[{**signoff, "next_review": day} for day in reviews]).expires)

    values["review"] = "2027-06-01"
    assert expires() == "2027-06-01"
    assert expires("2027-05-31", "2027-07-01") == "2027-05-31"
    assert expires("2027-07-01") == "2027-06-01"


def test_what_a_later_version_adds_to_a_manifest_does_no_harm(values: dict[str, Any]) -> None:
    assert read_manifest(json.dumps({**values, "colour": "teal"}))["colour"] == "teal"
    first = {name: values[name] for name in ("artefact", "edition", "topic", "version", "locale", "clinic", "texts")}
    given = {**first, "shows": values["shows"], "format": "kaphandout manifest 1"}
    assert read_manifest(json.dumps(given)) == given
    for bad in ("[]", "null", json.dumps({**given, "format": "kaphandout manifest 2"})):
        with pytest.raises(ValueError, match="validation error"):
            read_manifest(bad)
