"""A new version of the source article: what became of each claim, what is new, and what has to be read again."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from kaphandout.article import ArticleReview, review_article
from kaphandout.article.reading import FEW, Sentence, read_sentences
from kaphandout.cli.main import main
from kaphandout.content.hashing import fingerprint
from kaphandout.content.model import Claim

ARTICLE = """
What is tea?

Tea is an old drink that people have made from leaves for thousands of years. Walkers carry it in flasks on cold days. \
But why does it warm them?

Why it warms

Hot water brings heat into the stomach, and the blood spreads it. Caffeine narrows small vessels of the skin, so less \
heat is lost. A warm cup also heats the hands that hold it. Sugar adds energy that the muscles burn.

What can go wrong

Boiling tea scalds the mouth and the throat. Too much of it late in the day keeps people awake. Strong tea hinders the \
body from taking up iron. Children should never carry a full cup.
"""
GISTS = (
    "A drink made from leaves since long ago.",
    "People on cold walks take it along in flasks.",
    "A question: why it warms.",
    "Heat from hot water spreads from the stomach with the blood.",
    "Caffeine closes skin vessels and saves heat.",
    "The cup heats the hands.",
    "Sugar is fuel for muscles.",
    "Scalds of mouth and throat.",
    "Late tea disturbs sleep: people stay awake.",
    "Iron is taken up less with strong tea.",
    "No full cups for children.",
)


def claims() -> list[Claim]:
    return [
        Claim(id=f"S{number}", gist=gist, section=sentence.heading, sha256=fingerprint(sentence.text), told="both")
        for number, (sentence, gist) in enumerate(zip(read_sentences(ARTICLE), GISTS, strict=True), 1)
    ]


def stock(old: str = "", new: str = "", *, article: str = ARTICLE, before: str = "") -> ArticleReview:
    """The inventory of the article in which one string reads otherwise."""
    assert old in article
    return review_article(
        claims(), read_sentences(article.replace(old, new) if old else article), read_sentences(before)
    )


def states(found: ArticleReview) -> dict[str, str]:
    """The claims that did not stay as they were."""
    return {status.claim.id: status.state for status in found.statuses if status.state != "unchanged"}


def sentence_of(found: ArticleReview, claim: str) -> Sentence:
    sentence = next(status.sentence for status in found.statuses if status.claim.id == claim)
    assert sentence
    return sentence


def test_the_same_article_in_other_lines_is_unchanged() -> None:
    found = stock(article=ARTICLE.replace("Walkers carry", "Walkers\tcarry"))
    assert (states(found), found.new, found.headings, found.changed) == ({}, (), (), False)


def test_a_reworded_sentence_is_held_together_with_its_claim() -> None:
    found = stock("Strong tea hinders the body from", "Strong black tea may stop the body from")
    assert states(found) == {"S10": "reworded"}
    assert sentence_of(found, "S10").text.startswith("Strong black tea")
    assert found.new == ()


def test_two_reworded_neighbours_are_not_mistaken_for_each_other() -> None:
    changed = ARTICLE.replace("scalds the mouth", "burns the lips").replace("Too much of it late in", "A lot, late in")
    found = stock(article=changed)
    assert states(found) == {"S8": "reworded", "S9": "reworded"}
    assert sentence_of(found, "S8").text.startswith("Boiling")


def test_a_new_sentence_before_two_reworded_ones_takes_the_claim_of_neither() -> None:
    changed = ARTICLE.replace("scalds the mouth", "burns the lips").replace("Too much of it late in", "A lot, late in")
    found = stock(article=changed.replace("Boiling", "Ships bring it from far away. Boiling"))
    assert states(found) == {"S8": "reworded", "S9": "reworded"}
    assert [sentence_of(found, id).text.split()[0] for id in ("S8", "S9")] == ["Boiling", "A"]
    assert [sentence.text for sentence, _ in found.new] == ["Ships bring it from far away."]


def test_one_sentence_is_the_new_wording_of_one_claim_at_most() -> None:
    without = ARTICLE.replace(" Caffeine narrows small vessels of the skin, so less heat is lost.", "")
    without = without.replace(" A warm cup also heats the hands that hold it.", "")
    found = stock(article=without.replace("Tea is", "Caffeine saves heat; the cup heats the hands. Tea is"))
    assert sorted(states(found).values()) == ["gone", "reworded"]


def test_a_sentence_that_is_taken_out_is_gone_and_none_is_put_in_its_place() -> None:
    found = stock("A warm cup also heats the hands that hold it. ")
    assert (states(found), found.new) == ({"S6": "gone"}, ())


def test_a_new_sentence_is_told_with_the_claim_that_it_follows() -> None:
    found = stock("A warm cup", "Ships bring it from far away. A warm cup")
    assert states(found) == {}
    assert [(sentence.text, after) for sentence, after in found.new] == [("Ships bring it from far away.", "S5")]


def test_a_sentence_said_twice_is_new_the_second_time() -> None:
    found = stock("Children should", "Boiling tea scalds the mouth and the throat. Children should")
    assert states(found) == {}
    assert [after for _, after in found.new] == ["S10"]


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Sugar adds energy that the muscles burn.", "Tea is an old"),
        ("Walkers carry it in flasks on cold days.", "Sugar"),
        ("Sugar adds energy that the muscles burn.", "Hot water brings"),
    ],
)
def test_a_moved_sentence_is_moved_and_its_neighbours_are_not(text: str, target: str) -> None:
    without = ARTICLE.replace(f" {text}", "")
    found = stock(article=without.replace(target, f"{text} {target}"))
    moved = next(claim.id for claim in claims() if claim.sha256 == fingerprint(text))
    assert (states(found), found.new) == ({moved: "moved"}, ())


def test_a_sentence_both_moved_and_reworded_is_found_by_its_words() -> None:
    without = ARTICLE.replace(" Sugar adds energy that the muscles burn.", "")
    found = stock(article=without.replace("Tea is an old", "For the muscles, sugar is a fuel. Tea is an old"))
    assert states(found) == {"S7": "reworded"}
    assert "elsewhere" in next(status.why for status in found.statuses if status.claim.id == "S7")


def test_another_statement_at_the_same_place_is_proposed_with_a_doubt() -> None:
    found = stock("A warm cup also heats the hands that hold it.", "Ships bring it from far away.")
    assert states(found) == {"S6": "reworded"}
    assert "perhaps another statement" in next(status.why for status in found.statuses if status.claim.id == "S6")


def test_a_renamed_heading_is_told_once_and_moves_nothing() -> None:
    found = stock("Why it warms", "How tea warms you")
    assert (states(found), found.headings) == ({}, (("Why it warms", "How tea warms you"),))
    assert found.changed


def test_a_sentence_under_another_heading_is_moved() -> None:
    found = stock("What can go wrong\n\nBoiling tea scalds the mouth and the throat. ",
                  "Boiling tea scalds the mouth and the throat.\n\nWhat can go wrong\n\n")  # fmt: skip
    assert states(found) == {"S8": "moved"}


def test_with_the_earlier_article_at_hand_the_words_that_changed_are_told() -> None:
    found = stock("thousands of years", "hundreds of years", before=ARTICLE)
    (why,) = [status.why for status in found.statuses if status.state == "reworded"]
    assert "“for thousands of” became “for hundreds of”" in why


def test_most_reworded_sentences_find_their_claim_whatever_else_happened() -> None:
    """A quarter of the words of three sentences changed, one sentence gone, one new: 100 such articles."""
    chance, right, wanted = random.Random(7), 0, 0
    sentences = read_sentences(ARTICLE)
    for _ in range(100):
        reworded, gone = chance.sample(range(len(sentences)), 3), chance.randrange(len(sentences))
        made = [(index, sentence) for index, sentence in enumerate(sentences) if index != gone or index in reworded]
        made = [(i, s._replace(text=scramble(s.text, chance)) if i in reworded else s) for i, s in made]
        made.insert(chance.randrange(len(made)), (-1, Sentence(0, "Why it warms", "Ships bring it from far away.")))
        article = [sentence._replace(number=number) for number, (_, sentence) in enumerate(made, 1)]
        statuses = review_article(claims(), article).statuses
        for index in reworded:
            wanted += 1
            sentence = statuses[index].sentence
            right += (
                statuses[index].state == "reworded" and sentence is not None and made[sentence.number - 1][0] == index
            )
        others = [status for index, status in enumerate(statuses) if index not in (*reworded, gone)]
        assert {status.state for status in others} == {"unchanged"}
    assert right / wanted > 0.9, f"{right} of {wanted}"


def scramble(text: str, chance: random.Random) -> str:
    words = text.split()
    for _ in range(max(1, len(words) // 4)):
        words[chance.randrange(len(words) - 1)] = chance.choice(["perhaps", "often", "there"])
    return " ".join(words)


# --- The command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def with_article(small: Path, tmp_path: Path) -> Path:
    """The small topic, its two claims made from an article of two sentences; that article."""
    path = tmp_path / "article.txt"
    sentences = "Tea warms you after a long walk in the cold. Hot tea can burn your mouth."
    path.write_text(f"Tea\n\n{sentences}\n", encoding="utf-8")
    file = small / "topics/small/claims.yaml"
    text = file.read_text(encoding="utf-8")
    for old, sentence in zip(
        ("9a98c8d64979ee3dedd995bfd16240157f77a88ef10c98af0bde4cfb49921e3f",
         "d82fe514fe8adbf04726ba91cc5ab4538f3b5b72678a85d4fa9c2e37c4b393a2"),
        read_sentences(path.read_text(encoding="utf-8")), strict=True,
    ):  # fmt: skip
        assert old in text
        text = text.replace(old, fingerprint(sentence.text))
    file.write_text(text, encoding="utf-8")
    return path


def test_the_command_says_what_rests_on_a_reworded_claim_and_where_that_stands(
    small: Path, with_article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["claims", "--content", str(small), "--article", str(with_article)]) == 0
    capsys.readouterr()
    new = with_article.with_name("new.txt")
    text = with_article.read_text(encoding="utf-8")
    new.write_text(text.replace("can burn your mouth", "may badly burn a child’s mouth and hands"), encoding="utf-8")
    ask = ["claims", "--content", str(small), "--article", str(new)]
    assert main(ask) == 1
    told = capsys.readouterr().out
    assert "1 unchanged, 1 reworded, 0 new" in told
    assert "read again: burn (leaflet risks, slide burn)" in told
    assert main([*ask, "--json"]) == 1
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert [(claim["id"], claim["state"]) for claim in answer["claims"]] == [("S1", "unchanged"), ("S2", "reworded")]
    assert answer["claims"][1]["rests"] == [{"message": "burn", "placed": ["leaflet risks", "slide burn"]}]


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_no_sentence_of_an_article_is_reprinted(
    form: list[str], small: Path, with_article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = with_article.with_name("new.txt")
    long = "Tea warms people who come home at last from a very long walk through the wet and windy hills of the north."
    new.write_text(f"Tea\n\n{long} {long.replace('Tea', 'Milk')}\n", encoding="utf-8")
    ask = ["claims", "--content", str(small), "--article", str(new), "--before", str(with_article), *form]
    assert main(ask) == 1
    told = " ".join(capsys.readouterr().out.split())
    words = long.split()
    assert " ".join(words[:FEW]) in told
    assert " ".join(words[: FEW + 1]) not in told
    assert " ".join(words[-FEW - 1 :]) not in told
