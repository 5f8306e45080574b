"""The rules of the deck, of type sizes and of waivers at their edges."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from kaphandout.checks.context import Context, SlideView
from kaphandout.checks.rules import all_rules, check_edition, layout
from kaphandout.checks.rules._texts import in_sentences, patient_passages
from kaphandout.content.types import Waiver
from kaphandout.design.tokens import load_tokens
from kaphandout.diagnostics import Place
from kaphandout.edition.edition import Edition

RULES = all_rules()
TODAY = date(2026, 12, 1)


def view(id: str, number: int = 0, **changes: Any) -> SlideView:
    plain = {"layout": "points", "title": f"The title of {id}", "points": ("One", "Two"), "notes": ("Say it.",)}
    return SlideView(f"deck.slides.{number}", id, **{**plain, **changes})


def found(rule: str, *slides: SlideView, sections: tuple[str | None, ...] = ()) -> list[tuple[str, str]]:
    """What a rule says of a deck of these slides; `sections` are the slides' own."""
    placed = [SimpleNamespace(section=section) for section in sections]
    topic = SimpleNamespace(deck=SimpleNamespace(slides=placed))
    context: Any = SimpleNamespace(slides=slides, topic=topic)
    return told(rule, context)


def told(rule: str, context: Context) -> list[Any]:
    """What a rule yields: keys and words, or diagnostics."""
    return list(RULES[rule].check(context))


def keys(rule: str, *slides: SlideView, sections: tuple[str | None, ...] = ()) -> list[str]:
    return [key for key, _ in found(rule, *slides, sections=sections)]


@pytest.mark.parametrize(("count", "good"), [(15, True), (16, False)])
def test_a_title_has_at_most_fifteen_words(count: int, good: bool) -> None:
    seen = found("title-length", view("a"), view("b", 1, title=" ".join(["word"] * count)))
    assert [key for key, _ in seen] == ([] if good else ["deck.slides.1"])
    assert good or f"slide 'b' has {count} words" in seen[0][1]


def test_two_slides_with_one_title_are_found_however_it_is_written_and_the_first_is_named() -> None:
    seen = found(
        "same-title", view("a", title="The risks"), view("b", 1, title="the RISKS"), view("c", 2, title="The risks")
    )
    assert [key for key, _ in seen] == ["deck.slides.1", "deck.slides.2"]
    assert all("of slide 'a'" in words for _, words in seen)


@pytest.mark.parametrize(
    ("layout", "count", "good"),
    [
        ("points", 1, False), ("cards", 1, False), ("points", 0, False), ("points", 2, True), ("points", 4, True),
        ("points", 5, False), ("chart", 0, True), ("chart", 1, True), ("chart", 5, False), ("statement", 4, True),
    ],
)  # fmt: skip
def test_a_slide_has_two_to_four_points_and_a_picture_needs_none(layout: str, count: int, good: bool) -> None:
    slide = view("a", layout=layout, points=("Point",) * count)
    seen = found("points-count", slide)
    assert [key for key, _ in seen] == ([] if good else ["deck.slides.0"])
    assert good or f"slide 'a' has {count} points" in seen[0][1]
    assert found("points-count", replace(slide, id="objectives")) == []


@pytest.mark.parametrize(("count", "good"), [(75, True), (76, False)])
def test_a_slide_has_at_most_seventy_five_words_with_its_title_and_without_its_notes(count: int, good: bool) -> None:
    points = (" ".join(["word"] * 40), " ".join(["word"] * (count - 42)))
    slide = view("a", title="Two words", points=points, notes=(" ".join(["note"] * 200),))
    seen = found("slide-words", slide)
    assert [key for key, _ in seen] == ([] if good else ["deck.slides.0"])
    assert good or f"slide 'a' has {count} words" in seen[0][1]


@pytest.mark.parametrize(
    ("layout", "good"), [("section", True), ("references", True), ("points", False), ("title", False)]
)
def test_only_a_divider_and_the_references_need_no_notes(layout: str, good: bool) -> None:
    assert keys("no-notes", view("a", layout=layout, notes=())) == ([] if good else ["deck.slides.0"])
    assert keys("no-notes", view("a", layout=layout)) == []


@pytest.mark.parametrize(("count", "good"), [(2, False), (3, True), (5, True), (6, False)])
def test_there_are_three_to_five_objectives(count: int, good: bool) -> None:
    slides = view("a"), view("objectives", 1, points=("Point",) * count)
    seen = found("objectives", *slides)
    assert [key for key, _ in seen] == ([] if good else ["deck.slides.1"])
    assert good or f"has {count} objectives" in seen[0][1]
    assert keys("objectives", view("a")) == ["deck"]


def test_interests_are_disclosed_before_the_first_slide_of_content() -> None:
    title, content, disclosure = view("title"), view("trial", 1), view("disclosure", 2)
    assert keys("disclosure", title, content, disclosure, sections=(None, None, "what")) == []
    ((key, words),) = found("disclosure", title, content, disclosure, sections=(None, "what", None))
    assert key == "deck.slides.2"
    assert "after slide 'trial'" in words
    assert keys("disclosure", title, content) == ["deck"]
    assert keys("disclosure", view("disclosure"), content, sections=("what", "what")) == []


# --- Sizes and contrast ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "name", "least"),
    [
        ("leaflet", "body", 12), ("leaflet", "small", 9), ("leaflet", "foot", 9), ("leaflet", "line", 1.2),
        ("deck", "title", 28), ("deck", "body", 18), ("deck", "small", 12),
    ],
)  # fmt: skip
def test_type_of_just_the_least_size_is_good_and_smaller_type_is_found(
    part: str, name: str, least: float, small_edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    tokens = load_tokens()
    for size, good in ((least, True), (least - 0.05, False)):
        sizes = getattr(tokens, part).model_copy(update={name: size})
        monkeypatch.setattr(layout, "load_tokens", lambda sizes=sizes: tokens.model_copy(update={part: sizes}))
        rule = "body-size" if part == "leaflet" else "slide-size"
        seen = list(RULES[rule].check(Context(small_edition, TODAY)))
        assert [(problem.rule, problem.id) for problem in seen] == ([] if good else [(rule, name)])
        assert all("tokens.yaml" in problem.place.file and problem.place.line > 1 for problem in seen)
        assert all(f"at least {least:g}" in problem.message and "None" not in problem.message for problem in seen)


@pytest.mark.parametrize("pair", [*layout.WORDS, *layout.SHAPES], ids="-on-".join)
def test_words_and_shapes_that_fade_into_their_ground_are_found(
    pair: tuple[str, str], small_edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    above, below = pair
    colours = load_tokens().colours
    faded = colours.model_copy(update={above: getattr(colours, below)})
    monkeypatch.setattr(layout, "clinic_colours", lambda _: faded)
    seen = list(RULES["contrast"].check(Context(small_edition, TODAY)))
    assert all(problem.place.line > 1 for problem in seen)
    assert any(
        problem.id == above and f"{above} on {below} have a contrast of 1.00:1" in problem.message for problem in seen
    )


def test_the_clinics_colour_is_told_at_its_line(small_edition: Edition) -> None:
    clinic = small_edition.clinic.model_copy(update={"colour": "#FFD400"})
    edition = replace(small_edition, clinic=clinic)
    line = Place("content/clinics/other.yaml", 7)
    seen = list(RULES["clinic-colour"].check(Context(edition, TODAY, {"clinic.colour": line})))
    assert [problem.place for problem in seen] == [line]
    seen = list(RULES["clinic-colour"].check(Context(edition, TODAY)))
    assert [problem.place.file for problem in seen] == [f"content/clinics/{clinic.id}.yaml"]


# --- Passages and waivers --------------------------------------------------------------------------------------------


def test_a_list_item_without_a_full_stop_is_read_as_a_sentence_too() -> None:
    assert in_sentences("Tea is hot. Wait a little") == ["Tea is hot.", "Wait a little"]
    assert in_sentences("Wait a little") == ["Wait a little"]
    assert in_sentences("Tea is hot.") == ["Tea is hot."]


@pytest.mark.parametrize(
    "key",
    ["message.burn.patient.lead", "message.burn.patient.text", "section.risks.patient", "figure.cup.title.patient"],
)
def test_a_percentage_is_found_in_the_lead_the_text_and_the_headings_that_patients_read(
    key: str, small_edition: Edition
) -> None:
    edition = replace(small_edition, texts={**small_edition.texts, key: "It burns 10% of people."})
    ((where, words),) = told("percent", Context(edition, TODAY))
    assert where == key.removesuffix(".text").removesuffix(".lead")
    assert "10%" in words


def test_a_reference_may_have_a_percentage_in_its_title(small_edition: Edition) -> None:
    texts = {key: "A 10% rise" if key.startswith("reference.") else text for key, text in small_edition.texts.items()}
    assert list(RULES["percent"].check(Context(replace(small_edition, texts=texts), TODAY))) == []


def waived(edition: Edition, kind: str, rule: str) -> Edition:
    """The edition with a waiver of a rule on one of its records."""
    waive = (Waiver(rule=rule, why="a reason of many words"),)
    topic = edition.topic
    if kind == "about":
        return replace(edition, topic=replace(topic, about=topic.about.model_copy(update={"waive": waive})))
    records = getattr(topic, kind)
    id = next(iter(records))
    changed: dict[str, Any] = {kind: {**records, id: records[id].model_copy(update={"waive": waive})}}
    return replace(edition, topic=replace(topic, **changed))


@pytest.mark.parametrize("kind", ["about", "messages", "figures", "facts", "claims", "terms", "outlines"])
@pytest.mark.parametrize(
    ("rule", "expected"),
    [("long-sentence", "unused-waiver"), ("long-sentense", "unknown-rule"), ("unknown-claim", "fixed-rule")],
)
def test_a_waiver_that_does_nothing_is_named_once_wherever_it_stands(
    kind: str, rule: str, expected: str, small_edition: Edition
) -> None:
    context = Context(waived(small_edition, kind, rule), TODAY)
    names = ("unused-waiver", "unknown-rule", "fixed-rule")
    found = [(name, key, words) for name in names for key, words in told(name, context)]
    ((name, key, words),) = found
    assert name == expected
    assert key.endswith(".waive.0")
    assert repr(rule) in words


def test_a_waived_finding_does_not_stand_in_the_way_of_a_release_and_any_other_does(small_edition: Edition) -> None:
    def rules(edition: Edition) -> set[str]:
        return {problem.rule for problem in check_edition(edition, TODAY)}

    assert "not-approved" in rules(small_edition)
    assert rules(small_edition) - rules(waived(small_edition, "about", "not-approved")) == {"not-approved"}


def test_a_text_without_a_lead_begins_with_its_own_first_word(small_edition: Edition) -> None:
    passages = dict(patient_passages(Context(small_edition, TODAY)))
    assert passages["message.what-tea.patient"].startswith("Tea may warm you")
    assert passages["message.burn.patient"].startswith("It is hot. Wait")
    assert "message.burn.patient.lead" not in passages
