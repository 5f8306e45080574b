"""A file held against its own manifest, an edition and another file: what is said of each difference."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.codes import edition_code
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import coded, texts_digest
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.verify import check_edition, check_manifest, check_pair
from kaphandout.verify.artefact import Artefact, Paragraph, codes_in

TEXT = "message.burn.patient.text"


@pytest.fixture
def leaflet(small_edition: Edition) -> Artefact:
    """A leaflet of the small topic as it is read back: a paragraph for each text, and the code on page 2."""
    shows = small_edition.placed["leaflet"]
    manifest = build_manifest(small_edition, "leaflet a4", shows)
    told = [Paragraph("page 1", small_edition.texts[key]) for key in shows]
    code = Paragraph("page 2 margin", f"Edition {small_edition.code}")
    return Artefact("leaflet.pdf", "leaflet", manifest, (small_edition.code,), (*told, code))


def changed(artefact: Artefact, recoded: bool = True, digested: bool = True, **texts: Any) -> Artefact:
    """The same file with other texts, `__` for a dot, on its pages and in its manifest."""
    manifest: dict[str, Any] = copy.deepcopy(dict(artefact.manifest or {}))
    told = list(artefact.paragraphs)
    for name, new in texts.items():
        key = name.replace("__", ".")
        told = [Paragraph(p.place, new if p.text == manifest["texts"].get(key) else p.text) for p in told]
        manifest["texts"][key] = new
        id = key.split(".")[1]
        if digested and id in manifest["messages"]:
            manifest["messages"][id]["sha256"] = texts_digest(id, manifest["texts"])
    if recoded:
        manifest["edition"] = edition_code(coded(manifest))
        told = [Paragraph(p.place, p.text.replace(artefact.codes[0], manifest["edition"])) for p in told]
    return replace(artefact, manifest=manifest, paragraphs=tuple(told), codes=(manifest["edition"],))


def as_names(texts: dict[str, str]) -> dict[str, Any]:
    return {key.replace(".", "__"): text for key, text in texts.items()}


def told(problems: list[Diagnostic]) -> list[tuple[str, str, str]]:
    return [(problem.rule, problem.id, problem.message) for problem in problems]


def test_a_file_as_it_was_made_raises_no_alarm(leaflet: Artefact, small_edition: Edition) -> None:
    assert check_manifest(leaflet) == []
    assert check_edition(leaflet, small_edition) == []
    assert check_pair(leaflet, leaflet) == []


def test_a_manifest_whose_texts_were_altered_with_the_pages_is_still_found_out(leaflet: Artefact) -> None:
    forged = changed(leaflet, recoded=False, message__burn__patient__text="Drink at once.")
    ((rule, id, words),) = told(check_manifest(forged))
    assert (rule, id) == ("manifest-altered", "")
    assert f"claims edition {leaflet.codes[0]}, its texts make edition " in words
    assert codes_in(words)[1] != leaflet.codes[0]
    forged = changed(leaflet, digested=False, message__burn__patient__text="Drink at once.")
    ((rule, id, _),) = told(check_manifest(forged))
    assert (rule, id) == ("manifest-altered", "burn")


def test_a_code_that_is_not_that_of_the_file_is_named_with_its_page_and_the_right_one(leaflet: Artefact) -> None:
    right = leaflet.codes[0]
    other = replace(
        leaflet, codes=(right, "AAAA-AAAA"), paragraphs=(*leaflet.paragraphs, Paragraph("page 3", "Edition AAAA-AAAA"))
    )
    assert [words for rule, _, words in told(check_manifest(other)) if rule == "edition-code"] == [
        f"page 3: edition AAAA-AAAA is printed; it should be {right}"
    ]
    assert {problem.place.file for problem in check_manifest(other)} == {"leaflet.pdf"}
    none = replace(leaflet, codes=(), paragraphs=leaflet.paragraphs[:-1])
    assert told(check_manifest(none)) == [("edition-code", "", f"no edition code is printed; it should be {right}")]


def test_a_file_without_a_manifest_says_which_edition_it_claims_to_be_and_plain_text_claims_nothing(
    leaflet: Artefact,
) -> None:
    ((rule, _, words),) = told(check_manifest(replace(leaflet, manifest=None)))
    assert rule == "no-manifest"
    assert words.endswith(leaflet.codes[0])
    lines = tuple(Paragraph(f"line {n} of plain text", p.text) for n, p in enumerate(leaflet.paragraphs))
    assert check_manifest(replace(leaflet, manifest=None, paragraphs=lines)) == []


def test_the_order_is_held_against_a_page_but_not_against_a_sheet_that_is_to_be_folded(leaflet: Artefact) -> None:
    turned = (*leaflet.paragraphs[::-1],)
    assert [rule for rule, _, _ in told(check_manifest(replace(leaflet, paragraphs=turned)))][:1] == ["moved-text"]
    sheet = tuple(Paragraph("side 1 sheet", p.text) for p in turned)
    assert check_manifest(replace(leaflet, paragraphs=sheet)) == []
    first = {**(leaflet.manifest or {}), "format": "kaphandout manifest 1"}
    assert check_manifest(replace(leaflet, manifest=first, paragraphs=turned)) == []


# --- An edition ------------------------------------------------------------------------------------------------------


def test_what_changed_since_and_is_shown_is_a_warning_with_both_wordings(
    leaflet: Artefact, small_edition: Edition
) -> None:
    older = changed(leaflet, message__burn__patient__text="Wait three minutes before you drink.")
    (problem,) = check_edition(older, small_edition)
    assert (problem.rule, problem.id, problem.severity) == ("changed", "message.burn", Severity.WARNING)
    assert problem.message.startswith("changed since leaflet.pdf was made: message 'burn': then “")
    assert "three" in problem.message.split("now")[0]
    assert "about" in problem.message.split("now")[1]
    assert problem.place.file.endswith("risks.yaml")


def test_what_changed_since_and_is_not_shown_is_a_note(leaflet: Artefact, small_edition: Edition) -> None:
    hidden = "message.burn.clinician.notes"
    older = changed(leaflet, **as_names({hidden: "From a large series."}))
    (problem,) = check_edition(older, small_edition)
    assert (problem.id, problem.severity) == ("message.burn", Severity.NOTE)
    assert problem.message.startswith("changed, but not shown in leaflet.pdf: ")
    shown = replace(older, paragraphs=(*older.paragraphs, Paragraph("page 3", "Note. From a large series.")))
    (problem,) = check_edition(shown, small_edition)
    assert problem.severity is Severity.WARNING, "it stands in the file although the manifest does not say so"


def test_other_crisis_lines_or_another_clinic_are_a_warning_shown_or_not(
    leaflet: Artefact, small_edition: Edition
) -> None:
    for key in ("country.GB.last_checked", "clinic.phone"):
        older = changed(leaflet, **as_names({key: "something else"}))
        (problem,) = check_edition(older, small_edition)
        assert problem.severity is Severity.WARNING, key


def test_a_new_text_and_one_that_is_gone_say_on_which_side_they_stand(
    leaflet: Artefact, small_edition: Edition
) -> None:
    older = changed(leaflet, message__gone__patient__text="It was here.", message__burn__patient__lead="Hot!")
    del older.manifest["texts"]["message.taste.patient.text"]
    words = {problem.id: problem.message for problem in check_edition(older, small_edition)}
    assert "message 'gone': only then: “It was here.”" in words["message.gone"]
    assert "message 'taste': only now: “That is " in words["message.taste"]
    two = changed(leaflet, message__burn__patient__lead="Hot!", message__burn__patient__text="Wait for an hour.")
    ((_, _, both),) = told(check_edition(two, small_edition))
    assert both.endswith("(and 1 more of its texts)")


def test_a_file_without_a_manifest_is_searched_for_the_texts_of_the_edition(
    leaflet: Artefact, small_edition: Edition
) -> None:
    bare = replace(leaflet, manifest=None)
    assert check_edition(bare, small_edition) == []
    edited = replace(
        bare, paragraphs=tuple(Paragraph(p.place, p.text.replace("before", "after")) for p in bare.paragraphs)
    )
    assert ("altered-text", TEXT) in [(rule, id) for rule, id, _ in told(check_edition(edited, small_edition))]
    strange = replace(bare, paragraphs=(*bare.paragraphs, Paragraph("page 3", "Ask Dr Smith for pills.")))
    assert [rule for rule, _, _ in told(check_edition(strange, small_edition))] == ["unknown-text"]
    other = replace(bare, codes=("AAAA-AAAA",), paragraphs=(Paragraph("page 3", "AAAA-AAAA"), *bare.paragraphs[:-1]))
    assert [rule for rule, _, _ in told(check_edition(other, small_edition))] == ["edition-code"]


# --- Another file ----------------------------------------------------------------------------------------------------


def test_two_files_of_other_words_name_the_message_and_what_each_of_them_says(leaflet: Artefact) -> None:
    deck = replace(changed(leaflet, message__burn__patient__text="Drink at once."), file="deck.pptx")
    ((rule, id, words),) = told(check_pair(leaflet, deck))
    assert (rule, id) == ("other-text", "message.burn")
    assert words.startswith("message 'burn': in leaflet.pdf “Wait")
    assert words.endswith("in deck.pptx “Drink at once.”")
    assert [problem.place.file for problem in check_pair(leaflet, deck)] == ["deck.pptx"]


def test_two_files_of_other_codes_and_the_same_words_are_not_of_one_edition(leaflet: Artefact) -> None:
    other = replace(leaflet, file="deck.pptx", codes=("AAAA-AAAA",))
    assert told(check_pair(leaflet, other)) == [
        ("edition-code", "", f"leaflet.pdf is edition {leaflet.codes[0]}, deck.pptx is edition AAAA-AAAA")
    ]
    bare = replace(other, manifest=None)
    assert [rule for rule, _, _ in told(check_pair(leaflet, bare))] == ["edition-code"]
    assert check_pair(leaflet, replace(leaflet, manifest=None)) == []
