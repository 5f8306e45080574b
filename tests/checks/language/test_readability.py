"""The measures of reading, held against sentences counted by hand and against grades worked out by hand."""

from __future__ import annotations

import pytest

from kaphandout.checks.language.readability import measure, sentences, syllables, words


@pytest.mark.parametrize(
    ("text", "count", "length"),
    [
        ("Stop.", 1, 1),
        ("Call us now.", 1, 3),
        ("In one trial of about 0.5 mg for each kg, 38 in 100 people felt better.", 1, 16),
        ("Drink tea, e.g. green tea, each day.", 1, 8),
        ("It may not help. Ask us why.", 2, 7),
        ("What is ECT?", 1, 3),
        ("Keep a well-kept list of 1,000 names.", 1, 8),
        ("Dr. Smith said no.", 1, 4),
        ("“Will it hurt?” you may ask.", 1, 6),
        ("It worked, i.e. They slept.", 1, 6),
        ("A heading without a stop", 0, 0),
    ],
)
def test_sentences_and_words_are_counted_as_a_person_counts_them(text: str, count: int, length: int) -> None:
    found = sentences(text)
    assert (len(found), sum(len(words(sentence)) for sentence in found)) == (count, length)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("tea", 1),
        ("ketamine", 3),
        ("people", 2),
        ("area", 3),
        ("every", 2),
        ("ECT", 3),
        ("UK", 2),
        ("1,000", 1),
        ("patient’s", 2),
        ("Spravato", 3),
        ("doesn't", 2),
        ("esketamine", 4),
        ("Wednesday", 2),
        ("Adriatic", 4),
        ("PTSD’s", 4),
        ("hypoxia", 4),
        ("anxiety", 4),
        ("abandoned", 3),
        ("something", 2),
        ("nurse's", 2),
        ("doctor’s", 2),
        ("Mediterranean’s", 6),
    ],
)
def test_syllables_are_those_that_are_heard(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_grades_are_those_of_the_formulas() -> None:
    text = "Tea may warm you. Ask the physician about hypersensitivity."  # 2 sentences, 9 words, 18 syllables, 2 long
    assert measure([text]).smog == pytest.approx(1.0430 * (2 * 30 / 2) ** 0.5 + 3.1291)
    assert measure([text]).flesch_kincaid == pytest.approx(0.39 * 9 / 2 + 11.8 * 18 / 9 - 15.59)


def test_a_drug_name_counts_as_one_syllable_when_it_cannot_be_spared() -> None:
    text = ["Ketamine may help."]
    assert measure(text, ["ketamine"]).smog < measure(text).smog
    assert measure(text, ["ketamine"]).words == measure(text).words == 3


def test_a_text_without_a_sentence_has_no_grade() -> None:
    assert (measure(["Heading"]).smog, measure([]).flesch_kincaid) == (0.0, 0.0)
