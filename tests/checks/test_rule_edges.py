"""Rules at their edges: the last good day and the first bad one, each audience apart, each place that can be wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kaphandout.checks.context import Context
from kaphandout.checks.rules import all_rules, reading
from kaphandout.checks.rules.dates import years_after
from kaphandout.content.model import Must, Topic
from kaphandout.content.signoff import Pair, SignOff
from kaphandout.diagnostics import Diagnostic, Place
from kaphandout.edition.edition import Edition
from kaphandout.edition.provenance import placed_statements

TODAY = date(2026, 12, 1)
RULES = all_rules()


def found(rule: str, edition: Edition, topic: Topic | None = None, today: date = TODAY) -> list[tuple[str, str]]:
    """The keys and words of what a rule finds."""
    context = Context(replace(edition, topic=topic or edition.topic), today)
    told = [one for one in RULES[rule].check(context) if not isinstance(one, Diagnostic) or one.rule == rule]
    return [(one.id, one.message) if isinstance(one, Diagnostic) else one for one in told]


def keys(rule: str, edition: Edition, topic: Topic | None = None, today: date = TODAY) -> list[str]:
    return [key for key, _ in found(rule, edition, topic, today)]


def about(edition: Edition, **changes: Any) -> Topic:
    return replace(edition.topic, about=edition.topic.about.model_copy(update=changes))


def message(edition: Edition, id: str, **changes: Any) -> Topic:
    messages = edition.topic.messages
    return replace(edition.topic, messages={**messages, id: messages[id].model_copy(update=changes)})


def leaflet(edition: Edition, name: str = "leaflet", **changes: Any) -> Topic:
    kept = edition.topic.leaflet.model_copy(update=changes)
    return replace(edition.topic, outlines={**edition.topic.outlines, name: kept})


def slide(edition: Edition, number: int, **changes: Any) -> Topic:
    slides = list(edition.topic.deck.slides)
    slides[number] = slides[number].model_copy(update=changes)
    return replace(edition.topic, deck=edition.topic.deck.model_copy(update={"slides": tuple(slides)}))


# --- Dates -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issued", "review", "good"),
    [
        ("2026-11-24", "2029-11-24", True),
        ("2026-11-24", "2029-11-25", False),
        ("2026-11-24", "2026-11-25", True),
        ("2026-11-24", "2026-11-24", False),
        ("2028-02-29", "2031-02-28", True),
        ("2028-02-29", "2031-03-01", False),
    ],
)
def test_a_text_may_be_trusted_for_three_years_and_not_a_day_longer(
    issued: str, review: str, good: bool, small_edition: Edition
) -> None:
    topic = about(small_edition, issued=date.fromisoformat(issued), review=date.fromisoformat(review))
    assert keys("review-date", small_edition, topic) == ([] if good else ["about.review"])


def test_only_the_twenty_ninth_of_february_moves() -> None:
    assert years_after(date(2027, 2, 28), 1) == date(2028, 2, 28)
    assert years_after(date(2028, 1, 29), 1) == date(2029, 1, 29)


def test_a_text_is_overdue_on_the_day_after_its_review(small_edition: Edition) -> None:
    review = small_edition.topic.about.review
    assert keys("review-overdue", small_edition, today=review) == []
    ((key, words),) = found("review-overdue", small_edition, today=date.fromordinal(review.toordinal() + 1))
    assert key == "about.review"
    assert str(review) in words


# --- Sign-offs -------------------------------------------------------------------------------------------------------


def signed(edition: Edition, *records: dict[str, Any]) -> Topic:
    """The topic with sign-offs; without `messages` a record covers all that is shown, as it is now."""
    bases = edition.bases
    whole = {id: bases[id].digest for id in placed_statements(edition.topic)}
    plain = {"role": "clinician", "by": "B", "day": date(2026, 11, 24), "next_review": date(2027, 11, 24)}
    given = [SignOff.model_validate({**plain, "messages": whole, **record}) for record in records]
    return replace(edition.topic, signoffs=tuple(given))


def test_a_sign_off_holds_until_its_last_day(small_edition: Edition) -> None:
    topic = signed(small_edition, {})
    assert keys("sign-off-expired", small_edition, topic, date(2027, 11, 24)) == []
    ((key, words),) = found("sign-off-expired", small_edition, topic, date(2027, 11, 25))
    assert key == "about"
    assert "'clinician' ran out on 2027-11-24" in words


def test_what_is_not_signed_is_told_for_each_role_with_a_few_names_and_a_count(small_edition: Edition) -> None:
    statements = placed_statements(small_edition.topic)
    assert len(statements) > 7
    ((key, words),) = found("not-approved", small_edition)
    assert key == "about"
    assert "the text is not yet clinically reviewed: 'clinician' has not signed" in words
    assert ", ".join(statements[:6]) + f" and {len(statements) - 6} more" in words
    assert statements[6] not in words
    bases = small_edition.bases
    topic = signed(small_edition, {"messages": {id: bases[id].digest for id in statements[6:]}})
    ((_, words),) = found("not-approved", small_edition, topic)
    assert "not all of the text is clinically reviewed" in words
    assert ", ".join(statements[:6]) + ";" in words
    both = replace(
        signed(small_edition, {}),
        about=small_edition.topic.about.model_copy(update={"approval": ("clinician", "pharmacist")}),
    )
    ((_, words),) = found("not-approved", small_edition, both)
    assert "not yet clinically reviewed: 'pharmacist'" in words


def test_a_statement_that_changed_since_it_was_signed_is_named_with_who_signed_it_last(small_edition: Edition) -> None:
    bad = {"messages": {"burn": "0" * 64}}
    topic = signed(small_edition, {}, {**bad, "day": date(2026, 11, 25)})
    assert keys("signed-then-changed", small_edition, topic) == [], "an earlier sign-off is of just these words"
    topic = signed(small_edition, bad, {**bad, "day": date(2026, 11, 25)}, {**bad, "role": "pharmacist"})
    ((key, words),) = found("signed-then-changed", small_edition, topic)
    assert key == "message.burn"
    assert "'clinician' signed it on 2026-11-25" in words


# --- What must be said -----------------------------------------------------------------------------------------------


def must(edition: Edition, **changes: Any) -> Topic:
    record = Must.model_validate({"id": "burns", "what": "that tea burns", "because": "x", **changes})
    return replace(edition.topic, must_say={"burns": record})


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"leaflet": ("burn",)}, None),
        ({"leaflet": ("cup",)}, None),
        ({"deck": ("burn", "cup")}, None),
        ({"leaflet": ("talk-title",)}, "the leaflet must say that tea burns, but does not place 'talk-title'"),
        ({"deck": ("burnt",)}, "'burnt' is to say that tea burns, but there is no such message or figure"),
        ({"leaflet": ("burn",), "words": ("hot",)}, None),
        ({"leaflet": ("burn",), "words": ("scalds/hot",)}, None),
        (
            {"leaflet": ("burn",), "words": ("Scalds",)},
            "the leaflet must say that tea burns: 'Scalds' is in none of burn",
        ),
        ({"deck": ("burn",), "words": ("Scalds",)}, None),
        ({"deck": ("burn",), "words": ("hot",)}, "the deck must say that tea burns: 'hot' is in none of burn"),
        ({"deck": ("burn",), "words": ("ot",)}, "the deck must say"),
        ({"leaflet": ("burn",), "deck": ("burn",), "words": ("hot",)}, "the deck must say that tea burns: 'hot'"),
        ({"leaflet": ("burn", "taste"), "words": ("hot", "bitter")}, None),
        ({"leaflet": ("burn",), "words": ("hot", "bitter")}, "'bitter' is in none of burn"),
    ],
    ids=str,
)
def test_what_must_be_said_is_said_to_each_audience_in_the_asked_words(
    changes: dict[str, Any], words: str | None, small_edition: Edition
) -> None:
    told = found("must-say", small_edition, must(small_edition, **changes))
    assert len(told) == (words is not None), told
    assert all(key == "must.burns" and words and words in said for key, said in told), told


def test_a_warning_on_no_slide_is_missed_although_the_patients_page_of_the_deck_quotes_it(
    small_edition: Edition,
) -> None:
    topic = slide(small_edition, 4, title=None, headlines=(), patient=("burn",))
    asked = replace(topic, must_say=must(small_edition, deck=("burn",)).must_say)
    assert keys("must-say", small_edition, asked) == ["must.burns"]


@pytest.mark.parametrize(
    ("changes", "good"),
    [
        ({"leaflet": ("burn",)}, True),
        ({"deck": ("cup",)}, True),
        ({"leaflet": ("taste",)}, False),
        ({"leaflet": ("taste", "burn")}, True),
        ({"leaflet": ("nobody",)}, False),
        ({"leaflet": ("taste",), "unsourced": "all know it"}, True),
    ],
    ids=str,
)
def test_what_must_be_said_rests_on_a_reference_of_one_of_its_messages_or_figures(
    changes: dict[str, Any], good: bool, small_edition: Edition
) -> None:
    told = keys("must-say-unsourced", small_edition, must(small_edition, **changes))
    assert told == ([] if good else ["must.burns"])


def test_each_item_of_discern_that_nothing_meets_is_named(small_edition: Edition) -> None:
    met = ("DISCERN 8", "DISCERN 11", "DISCERN 1")
    told = found("discern", small_edition, must(small_edition, meets=met))
    assert [said.split("DISCERN ")[1].split(" ")[0] for _, said in told] == ["9", "10", "12", "14", "15"]
    assert {key for key, _ in told} == {"about"}
    assert found("discern", small_edition, replace(small_edition.topic, must_say={})) == []
    assert keys("must-say-list", small_edition, replace(small_edition.topic, must_say={})) == ["about"]


@pytest.mark.parametrize("part", ["contact", "about", "sources"])
def test_a_leaflet_without_one_of_its_parts_names_that_part_and_no_other(part: str, small_edition: Edition) -> None:
    panels = tuple(
        panel.model_copy(update={"blocks": tuple(block for block in panel.blocks if block.kind != part)})
        for panel in small_edition.topic.leaflet.panels
    )
    ((key, words),) = found("leaflet-part", small_edition, leaflet(small_edition, panels=panels))
    assert key == "outline.leaflet"
    assert f"no block {part!r}" in words


@pytest.mark.parametrize("name", ["leaflet", "card"])
def test_every_format_has_the_number_for_an_emergency_and_a_short_one_need_not_have_the_rest(
    name: str, small_edition: Edition
) -> None:
    panels = small_edition.topic.leaflet.panels
    rest = tuple(panel for panel in panels if panel.id != "help")
    assert keys("emergency-number", small_edition, leaflet(small_edition, name, panels=rest)) == [f"outline.{name}"]
    card = leaflet(small_edition, "card", panels=tuple(panel for panel in panels if panel.id == "help"))
    assert keys("emergency-number", small_edition, card) == keys("leaflet-part", small_edition, card) == []


# --- The account of the source article -------------------------------------------------------------------------------


def claim(topic: Topic, id: str, **changes: Any) -> Topic:
    return replace(topic, claims={**topic.claims, id: topic.claims[id].model_copy(update=changes)})


@pytest.mark.parametrize(
    ("told", "good"), [("both", True), ("patients", False), ("clinicians", False), ("nobody", False)]
)
def test_a_claim_is_told_to_just_those_to_whom_the_account_says_it_is(
    told: str, good: bool, small_edition: Edition
) -> None:
    topic = claim(small_edition.topic, "S2", told=told)
    assert keys("claim-coverage", small_edition, topic) == ([] if good else ["claim.S2"])
    assert keys("claim-left-out", small_edition, topic) == (["claim.S2"] if told == "nobody" else [])


def test_a_claim_whose_message_no_leaflet_places_is_told_to_clinicians_alone(small_edition: Edition) -> None:
    panels = tuple(panel for panel in small_edition.topic.leaflet.panels if panel.id != "risks")
    topic = leaflet(small_edition, panels=panels)
    ((id, words),) = found("claim-coverage", small_edition, topic)
    assert id == "claim.S2"
    assert "to be told to both, but the messages tell it to clinician" in words
    ((id, words),) = found("not-placed", small_edition, topic)
    assert id == "message.burn"
    assert "words for the patient that the leaflet does not place" in words
    assert keys("claim-coverage", small_edition, claim(topic, "S2", told="clinicians")) == []
    card = replace(topic, outlines={**topic.outlines, "card": small_edition.topic.leaflet})
    assert keys("claim-coverage", small_edition, card) == [], "another format places it"


def test_a_message_that_no_slide_shows_is_not_told_to_clinicians(small_edition: Edition) -> None:
    topic = slide(small_edition, 4, title="what-tea")
    ((_, words),) = found("claim-coverage", small_edition, topic)
    assert "claim S2 is to be told to both, but the messages tell it to patient:" in words
    ((_, words),) = found("not-placed", small_edition, topic)
    assert "words for the clinician that the deck does not place" in words


def test_a_claim_that_no_message_rests_on_is_told_to_nobody(small_edition: Edition) -> None:
    ((id, words),) = found("claim-coverage", small_edition, message(small_edition, "burn", claims=()))
    assert id == "claim.S2"
    assert "the messages tell it to nobody:" in words
    topic = claim(message(small_edition, "burn", claims=()), "S2", told="nobody", left_out="too small a harm")
    assert keys("claim-coverage", small_edition, topic) == keys("claim-left-out", small_edition, topic) == []


def test_a_pair_that_has_gone_stale_says_what_changed_and_what_to_type(small_edition: Edition) -> None:
    basis = small_edition.bases["burn"]
    same: dict[str, Any] = {
        "patient": basis.patient_mark,
        "clinician": basis.clinician_mark,
        "rests_on": dict(basis.rests_on),
    }

    def stale(**changes: Any) -> list[str]:
        topic = replace(small_edition.topic, pairs={"burn": Pair.model_validate({**same, **changes})})
        return [words for key, words in found("stale-pair", small_edition, topic) if key == "message.burn"]

    assert stale() == []
    (words,) = stale(patient="0" * 16)
    assert words.startswith("'burn': the patient wording has changed, the clinician wording has not: ")
    assert words.endswith("`kaphandout sign --pairs burn`")
    assert "the clinician wording has changed, the patient wording has not" in stale(clinician="0" * 16)[0]
    assert stale(patient="0" * 16, clinician="0" * 16) == []
    fact = {**same["rests_on"], "fact.wait_minutes": "about 2 minutes"}
    assert "fact wait_minutes was about 2 minutes, is about 1 minutes" in stale(rests_on=fact)[0]
    gone = {**same["rests_on"], "term.tannin": "0" * 16}
    assert "hard word tannin is gone" in stale(rests_on=gone)[0]
    less = {key: mark for key, mark in same["rests_on"].items() if not key.startswith("reference.")}
    assert "reference kettle2019 is new" in stale(rests_on=less)[0]
    other = {**same["rests_on"], "reference.kettle2019": "0" * 16}
    assert "reference kettle2019 has changed" in stale(rests_on=other)[0]


def test_a_file_that_nobody_reads_is_named_without_its_folder_and_with_the_names_that_are_read(
    small_edition: Edition,
) -> None:
    topic = replace(small_edition.topic, unread=(Place("content/topics/small/messages/risks copy.yaml", 1),))
    ((id, words),) = found("unread-file", small_edition, topic)
    assert id == "risks copy.yaml"
    assert "(what, risks, this-text)" in words


# --- Numbers ---------------------------------------------------------------------------------------------------------


def test_the_rules_of_numbers_say_nothing_of_a_language_whose_words_nobody_listed(small_edition: Edition) -> None:
    texts = {**small_edition.texts, "message.burn.patient.text": "10% (1 in 10), 03/04/2026, 2-3 hrs."}
    german = small_edition.locale.model_copy(update={"tag": "de"})
    for rule in ("percent", "decimal", "mixed-formats", "range-dash", "numeric-date", "unit"):
        edition = replace(small_edition, texts=texts)
        assert rule == "decimal" or keys(rule, edition), rule
        assert keys(rule, replace(edition, locale=german)) == [], rule


def test_shares_are_compared_within_a_section_or_figure_and_not_across(small_edition: Edition) -> None:
    def told(**changes: str) -> list[str]:
        texts = {**small_edition.texts, **{key.replace("__", "."): text for key, text in changes.items()}}
        return keys("mixed-denominators", replace(small_edition, texts=texts))

    ten, hundred = "It warms 1 in 10 people.", "It warms 1 in 100 people."
    assert told(figure__cup__title__patient=ten, figure__warmth__title__patient=hundred) == []
    assert told(message__burn__patient__text=ten, message__taste__patient__text=hundred) == []
    assert told(message__burn__patient__lead=ten, message__burn__patient__text=hundred) == ["message.burn.patient"]


# --- Links -----------------------------------------------------------------------------------------------------------


def panel_with(edition: Edition, **changes: Any) -> Topic:
    panels = list(edition.topic.leaflet.panels)
    panels[1] = panels[1].model_copy(update=changes)
    return leaflet(edition, panels=tuple(panels))


def block_with(edition: Edition, **changes: Any) -> Topic:
    return panel_with(edition, blocks=(edition.topic.leaflet.panels[1].blocks[0].model_copy(update=changes),))


@pytest.mark.parametrize("where", ["front", "front block", "panel", "headline", "title", "patients' words"])
def test_a_message_that_is_not_there_is_named_wherever_it_is_placed(where: str, small_edition: Edition) -> None:
    front = small_edition.topic.leaflet.front_blocks[0]
    topic = {
        "front": leaflet(small_edition, front="gone"),
        "front block": leaflet(small_edition, front_blocks=(front.model_copy(update={"messages": ("gone",)}),)),
        "panel": block_with(small_edition, messages=("burn", "gone")),
        "headline": slide(small_edition, 4, headlines=("taste", "gone")),
        "title": slide(small_edition, 4, title="gone"),
        "patients' words": slide(small_edition, 4, patient=("gone",)),
    }[where]
    assert keys("unknown-message", small_edition, topic) == ["gone"]
    assert keys("unknown-message", small_edition) == []


@pytest.mark.parametrize("where", ["front", "panel", "patients' words"])
def test_a_message_for_clinicians_alone_is_never_shown_to_patients(where: str, small_edition: Edition) -> None:
    topic = {
        "front": leaflet(small_edition, front="talk-title"),
        "panel": block_with(small_edition, messages=("talk-title",)),
        "patients' words": slide(small_edition, 4, patient=("talk-title",)),
    }[where]
    assert keys("wrong-audience", small_edition, topic) == ["talk-title"]


@pytest.mark.parametrize("where", ["title", "headlines"])
def test_a_message_for_patients_alone_is_never_on_a_slide(where: str, small_edition: Edition) -> None:
    topic = slide(small_edition, 4, **{where: "taste" if where == "title" else ("taste",)})
    only = topic.messages["taste"].model_copy(update={"audiences": ("patient",), "clinician": None})
    topic = replace(topic, messages={**topic.messages, "taste": only})
    assert set(keys("wrong-audience", small_edition, topic)) == {"taste"}


@pytest.mark.parametrize("audience", ["patient", "clinician"])
def test_a_message_without_words_for_somebody_who_is_to_be_told_is_named(audience: str, small_edition: Edition) -> None:
    ((id, words),) = found("missing-wording", small_edition, message(small_edition, "burn", **{audience: None}))
    assert id == "burn"
    assert f"no wording for the {audience}" in words


@pytest.mark.parametrize("where", ["panel", "block", "slide"])
def test_a_section_that_is_not_there_is_named_wherever_it_is_used(where: str, small_edition: Edition) -> None:
    front = small_edition.topic.leaflet.front_blocks[0]
    topic = {
        "panel": panel_with(small_edition, section="gone"),
        "block": leaflet(small_edition, front_blocks=(front.model_copy(update={"section": "gone"}),)),
        "slide": slide(small_edition, 4, section="gone"),
    }[where]
    ((id, words),) = found("unknown-section", small_edition, topic)
    assert id == "gone"
    assert "add it to topic.yaml" in words


@pytest.mark.parametrize("kind", ["messages", "facts", "figures"])
def test_a_reference_that_is_not_there_or_was_never_seen_is_named_whatever_rests_on_it(
    kind: str, small_edition: Edition
) -> None:
    records = getattr(small_edition.topic, kind)
    id, record = next(iter(records.items()))
    for reference, rule in (("nobody2020", "unknown-reference"), ("hearsay1999", "unverified-reference")):
        changed = record.model_copy(update={"evidence": (*record.evidence, reference)})
        change: dict[str, Any] = {kind: {**records, id: changed}}
        topic = replace(small_edition.topic, **change)
        assert keys(rule, small_edition, topic) == [reference]
        assert keys(rule, small_edition) == []


def test_a_reference_is_used_if_a_fact_or_a_figure_alone_rests_on_it(small_edition: Edition) -> None:
    topic = small_edition.topic
    bare = {id: one.model_copy(update={"evidence": ()}) for id, one in topic.messages.items()}
    facts = {id: one.model_copy(update={"evidence": ()}) for id, one in topic.facts.items()}
    figures = {id: one.model_copy(update={"evidence": ()}) for id, one in topic.figures.items()}
    nothing = replace(topic, messages=bare, facts=facts, figures=figures)
    assert set(keys("unused-reference", small_edition, nothing)) == {f"reference.{key}" for key in topic.references}
    for kind in ("facts", "figures"):
        used = {key for record in getattr(topic, kind).values() for key in record.evidence}
        kept: dict[str, Any] = {kind: getattr(topic, kind)}
        left = set(keys("unused-reference", small_edition, replace(nothing, **kept)))
        assert left == {f"reference.{key}" for key in topic.references if key not in used}


# --- Strength of claims, words explained -----------------------------------------------------------------------------


@pytest.mark.parametrize("certainty", ["early", "hypothesis", "unknown", "supported", "established"])
def test_a_strong_verb_is_found_where_the_evidence_is_weak_and_only_there(
    certainty: str, small_edition: Edition
) -> None:
    topic = message(small_edition, "burn", certainty=certainty)
    texts = {**small_edition.texts, "message.burn.patient.text": "We waited. Tea cures a cold."}
    edition = replace(small_edition, texts=texts)
    weak = certainty in ("early", "hypothesis", "unknown")
    told = [(key, words) for key, words in found("over-strong", edition, topic) if "burn" in key]
    assert [key for key, _ in told] == (["message.burn.patient"] if weak else [])
    assert all(f"marked {certainty}" in words for _, words in told)


# --- Reading and spelling --------------------------------------------------------------------------------------------


def said(edition: Edition, **changes: str) -> Edition:
    """The edition with other texts, by keys with `__` for a dot."""
    return replace(edition, texts={**edition.texts, **{key.replace("__", "."): text for key, text in changes.items()}})


@pytest.mark.parametrize(("count", "good"), [(20, True), (21, False)])
def test_a_sentence_has_at_most_twenty_words_and_a_longer_one_is_quoted(
    count: int, good: bool, small_edition: Edition
) -> None:
    sentence = "You may feel warm and " + " ".join(["then"] * (count - 5)) + "."
    told = found("long-sentence", said(small_edition, message__burn__patient__text=f"{sentence} It is hot."))
    assert [key for key, _ in told] == ([] if good else ["message.burn.patient.text"])
    assert good or "the sentence that begins 'You may feel warm and' has 21 words" in told[0][1]


@pytest.mark.parametrize(
    ("kind", "count", "good"), [("list", 7, True), ("list", 8, False), ("checklist", 8, False), ("text", 8, True)]
)
def test_a_list_has_at_most_seven_items_and_running_text_is_no_list(
    kind: str, count: int, good: bool, small_edition: Edition
) -> None:
    topic = block_with(small_edition, kind=kind, messages=("burn",) * count)
    assert keys("long-list", small_edition, topic) == ([] if good else ["outline.leaflet"])


def test_a_paragraph_has_at_most_three_sentences_and_a_figure_is_no_paragraph(small_edition: Edition) -> None:
    four = "It is hot. Wait. Sip. Rest."
    assert keys("long-paragraph", said(small_edition, message__burn__patient__text=four)) == [
        "message.burn.patient.text"
    ]
    assert keys("long-paragraph", said(small_edition, message__burn__patient__text="It is hot. Wait. Sip.")) == []
    assert keys("long-paragraph", said(small_edition, figure__cup__title__patient=four)) == []


@pytest.mark.parametrize(
    "key",
    [
        "message__burn__patient__text", "message__burn__clinician__headline", "figure__cup__title__patient",
        "section__risks__patient", "about__patient__title", "about__clinician__title",
    ],
)  # fmt: skip
def test_a_misspelled_word_is_found_wherever_it_is_printed(key: str, small_edition: Edition) -> None:
    ((where, words),) = found(
        "spelling", said(small_edition, **{key: "Wait a wihle, at www.wihle.org, for NMDA, 5mgs"})
    )
    assert where == key.replace("__", ".")
    assert "'wihle' is in no dictionary: write " in words
    assert "'while'" in words


def test_the_spelling_of_another_country_is_named_with_how_it_is_spelled_here(small_edition: Edition) -> None:
    ((key, words),) = found("spelling-variety", said(small_edition, message__burn__patient__text="The color is hot."))
    assert key == "message.burn.patient.text"
    assert "'color' is American spelling, and readers here expect British: write 'colour'" in words
    assert keys("spelling-variety", said(small_edition, message__burn__clinician__headline="Of another color")) == []


@pytest.mark.parametrize(
    ("smog", "flesch_kincaid", "good"), [(8.0, 6.0, True), (8.1, 6.0, False), (8.0, 6.1, False), (3.0, 2.0, True)]
)
def test_a_leaflet_reads_at_grade_eight_and_six_at_the_most(
    smog: float, flesch_kincaid: float, good: bool, small_edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = reading.leaflet_readability(small_edition, ())
    grades = replace(real, smog=smog, flesch_kincaid=flesch_kincaid)
    monkeypatch.setattr(reading, "leaflet_readability", lambda *_: grades)
    told = {rule: keys(rule, small_edition) for rule in ("readability", "reading-grade")}
    assert told == {"readability": [] if good else ["outline.leaflet"], "reading-grade": ["outline.leaflet"] * good}


def test_a_box_on_the_front_is_a_list_too(small_edition: Edition) -> None:
    box = small_edition.topic.leaflet.front_blocks[0]
    for count, told in ((7, []), (8, ["outline.leaflet"])):
        topic = leaflet(small_edition, front_blocks=(box.model_copy(update={"messages": ("taste",) * count}),))
        assert keys("long-list", small_edition, topic) == told
