"""What verify says of a few paragraphs held against a few texts: what is there, altered, moved, missing or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import pytest

from kaphandout.diagnostics import Severity
from kaphandout.verify.artefact import Artefact, Kind, Paragraph
from kaphandout.verify.findings import Finding
from kaphandout.verify.tokens import (
    differing,
    fold,
    letters_alike,
    likeness,
    numbers,
    shorten,
    stands_in,
    tokens,
)
from kaphandout.verify.verdicts import check_texts, named

DOSE = "message.dose.patient.text"
SICK = "message.sick.patient.text"
DRIVE = "message.drive.patient.text"
SLEEP = "message.sleep.patient.text"
TEXTS = {
    DOSE: "You get 50 mg of the medicine on the first day.",
    SICK: "About one in four people feel sick for an hour.",
    DRIVE: "Do not drive until the next day, after a night of sleep.",
    SLEEP: "Some people sleep badly during the first week at home.",
}


def file(*told: str | tuple[str, str], kind: Kind = "leaflet") -> Artefact:
    """A file with these paragraphs: each a text of page 1, or its place and text."""
    paragraphs = tuple(Paragraph("page 1", one) if isinstance(one, str) else Paragraph(*one) for one in told)
    return Artefact("file", kind, None, ("AAAA-AAAA",), paragraphs)


def found(
    artefact: Artefact,
    texts: Mapping[str, str] = TEXTS,
    placed: Iterable[str] | None = None,
    labels: Sequence[str] = (),
    ordered: bool = True,
) -> list[Finding]:
    """What verify reports; all texts are placed, in order, unless told otherwise."""
    problems = check_texts(artefact, texts, list(texts if placed is None else placed), labels, ordered)
    return [problem for problem in problems if isinstance(problem, Finding)]


def verdicts(problems: Iterable[Finding]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.id) for problem in problems]


WHOLE = tuple(TEXTS.values())


@pytest.mark.parametrize("ordered", [True, False])
def test_a_file_that_shows_every_text_raises_no_alarm(ordered: bool) -> None:
    assert found(file(*WHOLE), ordered=ordered) == []


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize(
    ("key", "old", "new"),
    [(DOSE, "50 mg", "500 mg"), (SICK, "four", "forty"), (DRIVE, "not drive", "drive"), (SLEEP, "badly", "well")],
)
def test_one_altered_word_is_named_with_what_it_was_and_became(key: str, old: str, new: str, ordered: bool) -> None:
    told = [text.replace(old, new) if name == key else text for name, text in TEXTS.items()]
    (problem,) = found(file(*told), ordered=ordered)
    assert (problem.rule, problem.id, problem.where) == ("altered-text", key, "page 1")
    assert problem.severity is Severity.ERROR
    assert old.split()[0] in problem.old.split()
    assert new.split()[0] in problem.new.split()
    assert f"“{problem.old}” became “{problem.new}”" in problem.message


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("key", TEXTS)
def test_a_text_that_was_cut_out_is_missing_and_the_finding_says_after_what(key: str, ordered: bool) -> None:
    told = [Paragraph(f"page {number}", text) for number, (name, text) in enumerate(TEXTS.items(), 1) if name != key]
    (problem,) = found(file(*told), ordered=ordered)
    assert (problem.rule, problem.id) == ("missing-text", key)
    assert (problem.old, problem.new) == (TEXTS[key], "")
    assert shorten(TEXTS[key]) in problem.message
    before = list(TEXTS).index(key)
    assert problem.where == (f"page {before}" if ordered and before else "")


def test_a_warning_moved_to_the_end_of_the_leaflet_is_named_with_where_it_should_stand() -> None:
    first, second, third, fourth = WHOLE
    (problem,) = found(file(first, third, fourth, ("page 2", second)))
    assert (problem.rule, problem.id, problem.where) == ("moved-text", SICK, "page 2")
    assert problem.old == f"after “{shorten(first, 6)}”"
    assert "more of its texts" not in problem.message
    (problem,) = found(file(second, third, fourth, ("page 2", first)))
    assert (problem.id, problem.old) == (DOSE, "first")


def test_the_two_texts_of_a_moved_message_are_one_finding() -> None:
    texts = {
        **TEXTS,
        "message.call.patient.lead": "Ring us at any hour.",
        "message.call.patient.text": "We will answer you.",
    }
    told = list(texts.values())
    (problem,) = found(file(*told[4:], *told[:4]), texts)
    assert (problem.rule, problem.id) == ("moved-text", "message.call.patient.lead")
    assert "(and 1 more of its texts)" in problem.message


def test_two_texts_that_changed_places_are_both_named_and_what_stands_between_them_is_not() -> None:
    many = {
        f"message.m{number}.patient.text": f"This is the sentence that has the number {number} here."
        for number in range(8)
    }
    told = list(many.values())
    told[1], told[6] = told[6], told[1]
    assert verdicts(found(file(*told), many)) == [
        ("moved-text", "message.m1.patient.text"),
        ("moved-text", "message.m6.patient.text"),
    ]


def in_sequence(*numbers: int) -> tuple[dict[str, str], list[str]]:
    """Eight texts, and those of them that a file shows."""
    many = {f"message.m{n}.patient.text": f"This is the sentence that has the number {n} here." for n in range(8)}
    return many, [list(many.values())[number] for number in numbers]


def test_of_two_texts_that_changed_places_close_by_both_are_named_and_the_one_between_them_is_not() -> None:
    many, told = in_sequence(0, 3, 2, 1, 4, 5, 6, 7)
    assert [problem.id.split(".")[1] for problem in found(file(*told), many)] == ["m1", "m3"]


def test_a_text_that_was_cut_out_earlier_does_not_change_which_texts_were_moved() -> None:
    many, told = in_sequence(1, 2, 3, 4, 7, 6, 5)
    assert sorted((problem.id.split(".")[1], problem.rule) for problem in found(file(*told), many)) == [
        ("m0", "missing-text"),
        ("m5", "moved-text"),
        ("m7", "moved-text"),
    ]


@pytest.mark.parametrize("place", [0, 3])
def test_a_strange_sentence_elsewhere_is_not_taken_for_a_text_that_was_cut_out(place: int) -> None:
    """It is less alike than an altered copy, and not where the text should stand."""
    told = [WHOLE[0], WHOLE[1], WHOLE[3]]
    told.insert(place, "Do not swim until the next race begins here today again")
    assert verdicts(found(file(*told))) == [("missing-text", DRIVE)]
    here = [WHOLE[0], WHOLE[1], "Do not swim until the next race begins here today again", WHOLE[3]]
    assert verdicts(found(file(*here))) == [("altered-text", DRIVE)]


def test_a_text_altered_behind_a_long_label_is_named() -> None:
    label = "How sure the evidence is"
    told = (f"{label}: {WHOLE[0].replace('50', '500')}", *WHOLE[1:])
    assert verdicts(found(file(*told), labels=[label])) == [("altered-text", DOSE)]


def test_a_text_that_should_stand_twice_and_stands_once_is_missing() -> None:
    keys = [DOSE, SICK, DOSE]
    once = {key: TEXTS[key] for key in (DOSE, SICK)}
    assert found(file(WHOLE[0], WHOLE[1], WHOLE[0]), once, keys) == []
    assert verdicts(found(file(WHOLE[0], WHOLE[1]), once, keys)) == [("missing-text", DOSE)]
    assert verdicts(found(file(WHOLE[0], WHOLE[1]), once, keys, ordered=False)) == [("missing-text", DOSE)]


def test_a_text_that_stands_once_more_does_no_harm() -> None:
    assert found(file(*WHOLE, WHOLE[0])) == []
    assert found(file(WHOLE[2], *WHOLE), labels=["Page"]) == []


def test_a_text_that_was_altered_in_one_of_its_two_places_is_named_for_the_altered_one() -> None:
    wrong = WHOLE[0].replace("50", "500")
    (problem,) = found(file(*WHOLE, ("page 7", wrong)), labels=["Page"])
    assert (problem.rule, problem.id, problem.where) == ("altered-text", DOSE, "page 7")
    assert "500" in problem.new.split()


def test_each_altered_copy_is_named_in_its_own_place_and_only_once() -> None:
    one, other = WHOLE[0].replace("50", "500"), WHOLE[0].replace("first", "last")
    problems = found(file(*WHOLE, ("page 7", one), ("page 8", other), ("page 9", other)), labels=["Page"])
    assert [problem.where for problem in problems] == ["page 7", "page 8"]


@pytest.mark.parametrize("key", TEXTS)
def test_an_altered_copy_of_any_text_is_named_although_the_text_stands_elsewhere(key: str) -> None:
    words = TEXTS[key].split()
    copy = " ".join([*words[:4], "never", *words[5:]])
    (problem,) = found(file(*WHOLE, ("page 7", copy)))
    assert (problem.rule, problem.id, problem.where) == ("altered-text", key, "page 7")


def test_of_two_texts_that_a_copy_is_as_much_like_the_first_that_is_read_is_named() -> None:
    one, two = "Take one of the pills in the morning", "Take two of the pills in the morning"
    texts = {"message.b.patient.text": two, "message.a.patient.text": one}
    placed = ["message.a.patient.text", "message.b.patient.text"]
    (problem,) = found(file(one, two, ("page 7", one.replace("one", "six"))), texts, placed)
    assert problem.id == "message.a.patient.text"


@pytest.mark.parametrize("ordered", [True, False])
def test_one_altered_paragraph_is_not_taken_for_two_texts(ordered: bool) -> None:
    one, two = "Take one of the pills in the morning", "Take two of the pills in the morning"
    texts = {"message.a.patient.text": one, "message.b.patient.text": two}
    assert verdicts(found(file(one.replace("one", "six")), texts, ordered=ordered)) == [
        ("altered-text", "message.a.patient.text"),
        ("missing-text", "message.b.patient.text"),
    ]


def test_an_altered_copy_of_a_short_text_is_named_only_if_the_file_shows_that_text() -> None:
    texts = {"message.rest.patient.text": "Rest well now", **TEXTS}
    told: tuple[str | tuple[str, str], ...] = (*WHOLE, ("page 7", "Rest well nor"))
    (problem,) = found(file("Rest well now", *told), texts)
    assert (problem.rule, problem.id) == ("altered-text", "message.rest.patient.text")
    assert found(file(*told), texts, list(TEXTS)) == []


def test_in_a_long_file_a_heading_that_stands_often_is_found_between_two_texts_that_were_cut_out() -> None:
    texts = {f"message.m{n}.patient.text": f"This is the sentence that has the number {n} here." for n in range(110)}
    heading = {"section.a.patient": "What should you know about it?"}
    placed = [key for name in texts for key in (name, *heading)]
    cut = {"message.m5.patient.text", "message.m6.patient.text"}
    told = [{**texts, **heading}[key] for key in placed if key not in cut]
    assert {problem.id for problem in found(file(*told), {**texts, **heading}, placed)} == cut


def test_words_that_are_in_no_text_are_a_warning_and_in_a_margin_a_note() -> None:
    said = "Ask Dr Smith for the cheaper pills."
    (problem,) = found(file(*WHOLE, ("page 3", said)), labels=["Page"])
    assert (problem.rule, problem.severity, problem.where) == ("unknown-text", Severity.WARNING, "page 3")
    assert problem.new == "Ask Dr Smith for the cheaper pills"
    (problem,) = found(file(*WHOLE, ("page 3 margin", said)), labels=["Page"])
    assert problem.severity is Severity.NOTE
    assert found(file(*WHOLE, ("page 3", said))) == [], "without the labels of the locale, nobody knows what is strange"


def test_words_put_behind_a_text_are_told_under_that_text() -> None:
    told = (*WHOLE[:2], f"{WHOLE[2]} Unless you feel fine.", WHOLE[3])
    (problem,) = found(file(*told), labels=["Page"])
    assert (problem.rule, problem.id) == ("unknown-text", DRIVE)
    assert problem.new == "Unless you feel fine"


def test_the_labels_of_the_locale_and_numbers_are_not_unknown() -> None:
    assert found(file(*WHOLE, "Page 3 of 8"), labels=["Page", "of"]) == []
    assert verdicts(found(file(*WHOLE, "Leaf 3 of 8"), labels=["Page", "of"])) == [("unknown-text", "")]


def test_the_edition_code_and_the_name_of_the_file_are_not_unknown() -> None:
    manifest = {"topic": "tea", "locale": "en", "clinic": "default"}
    artefact = replace(file(*WHOLE, "AAAA-AAAA tea-leaflet-a4-en", "tea-deck-en"), manifest=manifest)
    assert found(artefact, labels=["Page"]) == []
    artefact = replace(file(*WHOLE, "coffee-leaflet-a4-en"), manifest=manifest)
    assert verdicts(found(artefact, labels=["Page"])) == [("unknown-text", "")]


# --- Short and long texts ------------------------------------------------------------------------------------------


def test_a_short_text_inside_a_sentence_does_not_count_as_itself() -> None:
    texts = {
        "message.rest.clinician.headline": "Rest well",
        "message.rest.patient.text": "You should Rest well and drink water.",
    }
    assert verdicts(
        found(file("You should Rest well and drink water."), texts, ["message.rest.clinician.headline"])
    ) == [("missing-text", "message.rest.clinician.headline")]
    other = {"message.rest.clinician.headline": "Rest well"}
    assert [problem.id for problem in found(file("They said Rest well today"), other)] == [*other]
    assert found(file("They left. Rest well today"), other) == [], "a sentence begins there"
    assert found(file("3 Rest well"), other) == [], "a number before it is that of a list"


@pytest.mark.parametrize(("text", "counts"), [("Rest well now", False), ("Rest well and drink", True)])
def test_from_four_words_on_a_text_counts_within_a_sentence(text: str, counts: bool) -> None:
    problems = found(file(f"They said {text} to me"), {"message.rest.patient.text": text})
    assert (problems == []) is counts


@pytest.mark.parametrize(
    ("text", "counts"), [("One two three four five six se-", True), ("One two three four five six", False)]
)
def test_from_eight_words_on_a_text_may_run_over_the_end_of_a_page(text: str, counts: bool) -> None:
    words = text.split()
    told = (("page 1", " ".join(words[:3])), ("page 2", " ".join(words[3:])))
    assert (found(file(*told), {"message.rest.patient.text": text}) == []) is counts


def test_a_short_name_of_the_clinic_may_stand_anywhere() -> None:
    assert found(file("Ring the clinic at 020 79 now"), {"clinic.phone": "020 79"}) == []


def test_a_long_text_may_run_over_the_end_of_a_page_and_a_short_one_may_not() -> None:
    words = WHOLE[2].split()
    assert found(file(("page 1", " ".join(words[:5])), ("page 2", " ".join(words[5:]))), {DRIVE: WHOLE[2]}) == []
    short = {"message.rest.patient.text": "Rest well at home today"}
    problems = found(file(("page 1", "Rest well"), ("page 2", "at home today")), short)
    assert [problem.id for problem in problems] == ["message.rest.patient.text"]


def test_the_longest_text_that_stands_at_a_place_is_the_one_that_is_meant() -> None:
    texts = {"message.a.patient.text": "Do not drive today", "message.b.patient.text": "Do not drive today or tomorrow"}
    assert found(file("Do not drive today or tomorrow"), texts, ["message.b.patient.text"]) == []
    assert verdicts(found(file("Do not drive today or tomorrow"), texts, ["message.a.patient.text"])) != []


def test_a_text_of_the_body_in_the_margin_of_the_page_is_not_shown() -> None:
    told = [("page 1", text) for text in WHOLE[1:]]
    assert verdicts(found(file(*told, ("page 1 margin", WHOLE[0])), ordered=True)) == [("missing-text", DOSE)]
    assert verdicts(found(file(*told, ("page 1 margin", WHOLE[0])), ordered=False)) == [("missing-text", DOSE)]


# --- Decks -----------------------------------------------------------------------------------------------------------

HEADLINE, NOTES, SAY = "message.dose.clinician.headline", "message.dose.clinician.notes", "message.dose.clinician.say"
ALT, NUMBER, LABEL = "figure.relief.alt.text", "fact.relief.number", "figure.relief.labels.a"
DECK = {
    HEADLINE: "The first dose is 50 mg and is given slowly",
    ALT: "A chart of relief after one day and after one week",
    NUMBER: "1,234",
    LABEL: "After the first week",
    NOTES: "Say that the dose is half of what is given in theatre.",
    SAY: "Let the patient ask before you go on to the risks.",
}
PLACES = {HEADLINE: "", ALT: " alternative text", NUMBER: " chart", LABEL: " chart", NOTES: " notes", SAY: " notes"}


def deck(changed: Mapping[str, str] = {}, places: Mapping[str, str] = {}) -> Artefact:
    """A deck of one slide; `changed` holds other words by key ('' for none), `places` other parts of the slide."""
    told = {**DECK, NUMBER: "1234", **changed}
    return file(*((f"slide 1{({**PLACES, **places})[key]}", text) for key, text in told.items() if text), kind="deck")


@pytest.mark.parametrize("ordered", [True, False])
def test_a_deck_that_shows_every_text_in_its_place_raises_no_alarm(ordered: bool) -> None:
    assert found(deck(), DECK, ordered=ordered) == []


@pytest.mark.parametrize(
    ("key", "part"),
    [
        (HEADLINE, " notes"),
        (HEADLINE, " alternative text"),
        (NOTES, ""),
        (SAY, ""),
        (ALT, ""),
        (ALT, " notes"),
        (NUMBER, ""),
    ],
)
def test_a_text_that_is_only_in_another_part_of_the_slide_is_not_shown(key: str, part: str) -> None:
    problems = found(deck(places={key: part}), DECK, ordered=False)
    assert [problem.id for problem in problems] == [key]


def test_the_patients_words_may_stand_on_the_slide_or_in_the_notes_but_not_behind_a_picture() -> None:
    texts = {DOSE: TEXTS[DOSE]}
    for part in ("", " notes", " chart"):
        assert found(file((f"slide 1{part}", TEXTS[DOSE]), kind="deck"), texts, ordered=False) == []
    for part in (" alternative text", " workbook"):
        assert verdicts(found(file((f"slide 1{part}", TEXTS[DOSE]), kind="deck"), texts, ordered=False)) != []


def test_a_number_altered_in_a_chart_is_named() -> None:
    problems = found(deck({NUMBER: "1243"}), DECK)
    assert [problem.id for problem in problems] == [NUMBER]
    assert all(problem.severity is Severity.ERROR for problem in problems)


def test_the_number_of_a_chart_is_found_by_what_it_is_worth() -> None:
    assert found(deck({NUMBER: "1.234"}), DECK) == [], "1,234 may be written in a language that has decimal commas"
    assert found(deck({NUMBER: "1234"}), {**DECK, NUMBER: "1.234"}) == []
    assert found(deck({NUMBER: "-1234"}), DECK) != []


def test_a_chart_whose_workbook_says_another_number_is_named() -> None:
    told = (("slide 1 chart", "After the first week"), ("slide 1 chart", "1234"))
    texts = {LABEL: DECK[LABEL], NUMBER: DECK[NUMBER]}
    held = [(place.replace("chart", "workbook"), text) for place, text in told]
    assert found(file(*told, *held, kind="deck"), texts) == []
    (problem,) = found(file(*told, held[0], ("slide 1 workbook", "1243"), kind="deck"), texts)
    assert (problem.rule, problem.id, problem.where) == ("chart-workbook", NUMBER, "slide 1 chart")
    assert (problem.old, problem.new, problem.severity) == ("1243", "1234", Severity.ERROR)
    (problem,) = found(file(*told, held[0], kind="deck"), texts)
    assert (problem.rule, problem.old, problem.new) == ("chart-workbook", "", "1234")
    (problem,) = found(file(*told, ("slide 1 workbook", "After the last week"), held[1], kind="deck"), texts)
    assert (problem.id, problem.old) == (LABEL, "After the last week")
    assert found(file(*told, kind="deck"), texts) == [], "a chart without a workbook cannot contradict it"


def test_a_deck_whose_program_dropped_all_alternatives_gets_a_note_and_no_error() -> None:
    (problem,) = found(deck({ALT: ""}), DECK)
    assert (problem.rule, problem.id, problem.severity) == ("no-alternative", ALT, Severity.NOTE)
    two = {**DECK, "figure.other.alt.text": "Another picture, of a cup with a lid and a spoon"}
    told = (*deck({ALT: ""}).paragraphs, Paragraph("slide 2 alternative text", two["figure.other.alt.text"]))
    (problem,) = found(replace(deck(), paragraphs=told), two, ordered=False)
    assert (problem.rule, problem.id, problem.severity) == ("missing-text", ALT, Severity.ERROR)


def test_words_that_are_in_no_text_are_found_in_a_deck_with_charts() -> None:
    told = (*deck().paragraphs, Paragraph("slide 9", "Ask Dr Smith for the cheaper pills."))
    (problem,) = found(replace(deck(), paragraphs=told), DECK, labels=["Page"])
    assert (problem.rule, problem.where) == ("unknown-text", "slide 9")


def test_a_strange_sentence_in_the_notes_is_not_taken_for_a_headline_that_was_cut_out() -> None:
    texts = {HEADLINE: TEXTS[DRIVE], "message.sick.clinician.headline": TEXTS[SICK], NOTES: DECK[NOTES]}
    strange = "Do not swim until the next race begins here today again"
    told = (("slide 1", TEXTS[SICK]), ("slide 1 notes", DECK[NOTES]), ("slide 1 notes", strange))
    assert verdicts(found(file(*told, kind="deck"), texts)) == [("missing-text", HEADLINE)]


def test_notes_are_compared_with_notes_although_each_slide_has_its_own() -> None:
    keys = [HEADLINE, LABEL, NOTES, SAY]
    texts = {key: DECK[key] for key in keys}
    places = ("slide 1", "slide 1 notes", "slide 2 chart", "slide 2 notes")
    told = dict(zip(places, (DECK[HEADLINE], DECK[NOTES], DECK[LABEL], DECK[SAY]), strict=True))
    assert found(file(*told.items(), kind="deck"), texts) == []
    swapped = {**told, "slide 1 notes": DECK[SAY], "slide 2 notes": DECK[NOTES]}
    assert [problem.rule for problem in found(file(*swapped.items(), kind="deck"), texts)] == ["moved-text"]
    altered = {**told, "slide 2 notes": DECK[SAY].replace("risks", "costs")}
    (problem,) = found(file(*altered.items(), kind="deck"), texts)
    assert (problem.id, problem.where) == (SAY, "slide 2 notes")


# --- Words and numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("1,234", ("1.234", "1234")),
        ("1.234", ("1.234", "1234")),
        ("12,5", ("12.5",)),
        ("0.25 mg", ("0.25",)),
        ("1 234 567", ("1234567",)),
        ("1.234.567", ("1234.567", "1234567")),
        ("1,234,567", ("1234.567", "1234567")),
        ("1.234,5", ("1234.5",)),
        ("1,234.5", ("1234.5",)),
        ("1'234", ("1234",)),
        ("−7", ("-7",)),
        ("٣٫٥", ("3.5",)),
        ("about 40 people", ("40",)),
        ("none", ()),
    ],
)
def test_a_number_is_worth_what_its_language_means_by_it(text: str, worth: tuple[str, ...]) -> None:
    assert numbers(text) == worth


def test_quotes_and_dashes_that_a_word_processor_exchanged_are_alike_and_words_are_not() -> None:
    assert tokens("“Don’t” – 1,000.5 mg/kg") == tokens('"Don\'t" - 1,000.5 mg/kg')
    assert tokens("‘a’ « b »") == tokens("'a' \" b \"")
    assert tokens("2.5 mg") == ("2.5", "mg")
    assert tokens("25mg.") == ("25", "mg", ".")
    assert tokens("not") != tokens("now")


def test_a_line_broken_after_a_hyphen_reads_as_one_word() -> None:
    assert fold("follow-\nup and/ or 2– 3, x - y") == "follow-up and/or 2–3, x - y"


@pytest.mark.parametrize(
    ("text", "paragraph", "stands"),
    [
        ("mg", "5 mg daily", True),
        ("mg", "5 mgs daily", False),
        ("5 mg", "25 mg daily", False),
        ("mg 5", "mg 50", False),
        ("(a)", "x(a)y", True),
        ("a b", "a  b", False),
    ],
)
def test_a_text_stands_only_from_word_to_word(text: str, paragraph: str, stands: bool) -> None:
    assert stands_in(text, paragraph) is stands


def test_likeness_is_one_for_the_same_words_and_takes_the_part_that_is_meant() -> None:
    text = "Do not drive until the next day"
    assert likeness(text, text) == (1.0, text)
    like, part = likeness(text, f"Please rest now. {text.replace('not', 'never')} or later on")
    assert part == "Do never drive until the next day"
    assert like == pytest.approx(12 / 14)
    assert likeness("not drive until the next day", "drive until the next day")[1] == "drive until the next day"
    wedged = "Ask first. Do not drive, swim, dive or climb until the next day. Then rest."
    assert likeness("Do not drive until the next day.", wedged)[1] == wedged[11:-11]
    assert likeness("one two three four five", "one two x y z")[0] == pytest.approx(0.4)
    assert likeness("one two three four five", "one a x y z") == (0.0, "")


def test_the_words_that_differ_are_quoted_with_one_word_on_either_side() -> None:
    assert differing("take two pills now", "take nine pills now") == ("take two pills", "take nine pills")
    assert differing("two pills", "nine pills") == ("two pills", "nine pills")
    assert differing("take it", "take it twice") == ("it", "it twice")
    assert differing("a b c d e f", "a b x d e f", 2) == ("b c …", "b x …")


def test_a_long_text_is_cut_to_its_first_words_and_a_short_one_is_not() -> None:
    assert shorten("one two three", 3) == "one two three"
    assert shorten("one two three four", 3) == "one two three …"
    assert shorten(" ".join("abcdefghijk")) == "a b c d e f g h i j …"


def test_a_few_letters_are_not_alike_to_a_long_paragraph() -> None:
    assert letters_alike("999", "911") == pytest.approx(1 / 3)
    assert letters_alike("999", "999" * 10) > 0
    assert letters_alike("999", "9" * 32) == 0


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("message.dose.patient.text", "message 'dose' (patient.text)"),
        ("message.dose", "message 'dose'"),
        ("country.GB.lines.0.how", "country 'GB' (lines.0.how)"),
        ("fact.relief.number", "fact 'relief' (number)"),
        ("about.title", "about.title"),
    ],
)
def test_a_key_is_told_in_words(key: str, words: str) -> None:
    assert named(key) == words
