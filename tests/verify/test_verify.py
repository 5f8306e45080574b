"""The witness: what is built says what it is, and whatever drifts apart or is altered is named."""

from __future__ import annotations

import ast
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pikepdf
import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER

import kaphandout.verify
from kaphandout.cli.main import main
from kaphandout.content.loader import load_countries
from kaphandout.content.types import Text
from kaphandout.diagnostics import Diagnostic, Severity
from kaphandout.edition.codes import edition_code
from kaphandout.edition.edition import Edition, make_edition
from kaphandout.edition.manifest import coded, texts_digest
from kaphandout.project import Source
from kaphandout.verify import Artefact, check_edition, check_manifest, check_pair, read
from kaphandout.verify.readers.pptx import NAMESPACE
from support import CONTENT, FIXTURES
from support.coverage import unknown_text

KINDS = ("leaflet", "deck")


@dataclass(frozen=True)
class Pair:
    """A leaflet and a deck of one edition."""

    edition: Edition
    leaflet: Path
    deck: Path

    def file(self, kind: str) -> Path:
        return self.leaflet if kind == "leaflet" else self.deck


def build(edition: Edition, folder: Path) -> Pair:
    from kaphandout.deck import write_deck
    from kaphandout.leaflet import write_leaflet

    pair = Pair(edition, folder / "leaflet.pdf", folder / "deck.pptx")
    pair.leaflet.write_bytes(write_leaflet(edition, "a4").pdf)
    pair.deck.write_bytes(write_deck(edition))
    return pair


@pytest.fixture(scope="module")
def real(edition: Edition, leaflet_pdf: Path, deck_pptx: Path) -> Pair:
    return Pair(edition, leaflet_pdf, deck_pptx)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """Leaflet and deck of the small topic."""
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(FIXTURES / "content", folder / "content")
    shutil.copytree(CONTENT / "locales", folder / "content" / "locales")
    return build(Source(folder / "content").edition("small")[0], folder)


def told(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(problem.rule, problem.id) for problem in problems]


# --- What is built -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("topic", ["real", "made"])
def test_it_says_what_it_claims_to_say(kind: str, topic: str, request: pytest.FixtureRequest) -> None:
    pair: Pair = request.getfixturevalue(topic)
    artefact = read(pair.file(kind))
    assert artefact.kind == kind
    assert artefact.codes == (pair.edition.code,)
    assert check_manifest(artefact) == []
    assert check_edition(artefact, pair.edition) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("topic", ["real", "made"])
def test_every_word_in_it_comes_from_the_shared_text_or_the_locale(
    kind: str, topic: str, request: pytest.FixtureRequest
) -> None:
    pair: Pair = request.getfixturevalue(topic)
    artefact = replace(read(pair.file(kind)), manifest=None)
    topic_id = pair.edition.topic.about.id
    texts = {**pair.edition.texts, "file": f"{topic_id}-leaflet-a4-en"}
    assert unknown_text(artefact, texts, pair.edition.locale.terms) == []


def test_leaflet_and_deck_carry_the_same_code_and_the_same_manifest(real: Pair) -> None:
    leaflet, deck = read(real.leaflet), read(real.deck)
    assert leaflet.codes == deck.codes
    for artefact in (leaflet, deck):
        assert artefact.manifest
        assert artefact.manifest["edition"] == real.edition.code
        assert artefact.manifest["texts"] == real.edition.texts
        assert set(artefact.manifest["shows"]) >= set(real.edition.placed[artefact.kind])
    own = {"artefact", "shows", "slides", "messages"}
    same = [{key: value for key, value in (a.manifest or {}).items() if key not in own} for a in (leaflet, deck)]
    assert same[0] == same[1]
    assert check_pair(leaflet, deck) == []


def test_the_leaflet_is_read_in_the_order_in_which_it_is_to_be_read(real: Pair) -> None:
    """The title first, then each panel's heading before its first message; page numbers are no part of it."""
    topic = real.edition.topic
    page = [paragraph.text for paragraph in read(real.leaflet).paragraphs if not paragraph.part]
    read_at = {text: index for index, text in reversed(list(enumerate(page)))}
    headings = [real.edition.texts[f"section.{p.section}.patient"] for p in topic.leaflet.panels if p.section]
    assert [read_at[heading] for heading in headings] == sorted(read_at[heading] for heading in headings)
    assert not any("Page 1" in text for text in page)


# --- One word changed in the text ----------------------------------------------------------------------------------


def reworded(edition: Edition, id: str) -> Edition:
    """The edition with one word more in what a message tells the patient and in the headline for clinicians."""
    message = edition.topic.messages[id]
    assert message.patient
    assert message.clinician
    patient = message.patient.model_copy(update={"text": Text(f"Indeed, {message.patient.text}")})
    clinician = message.clinician.model_copy(update={"headline": Text(f"Indeed, {message.clinician.headline}")})
    changed = message.model_copy(update={"patient": patient, "clinician": clinician})
    topic = replace(edition.topic, messages={**edition.topic.messages, id: changed})
    return make_edition(topic, edition.locale, edition.clinic, load_countries(CONTENT))


@pytest.mark.parametrize("kind", KINDS)
def test_one_word_changed_in_a_real_message_names_that_message_and_no_other(real: Pair, kind: str) -> None:
    in_leaflet = [key.split(".")[1] for key in real.edition.placed["leaflet"] if key.startswith("message.")]
    id = next(id for id in in_leaflet if f"message.{id}.clinician.headline" in real.edition.placed["deck"])
    new = reworded(real.edition, id)

    (problem,) = check_edition(read(real.file(kind)), new)

    assert new.code != real.edition.code
    assert (problem.rule, problem.id, problem.severity) == ("changed", f"message.{id}", Severity.WARNING)
    assert problem.place.file.endswith(".yaml")
    assert problem.place.line > 1
    assert "“Indeed, " in problem.message


def test_one_word_changed_in_a_file_changes_both_codes_and_names_its_line(made: Pair, small: Path) -> None:
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("It is hot.", "It is scalding."), encoding="utf-8")
    new = build(Source(small).edition("small")[0], small.parent)

    for kind in KINDS:
        old_file, new_file = read(made.file(kind)), read(new.file(kind))
        assert old_file.codes != new_file.codes == (new.edition.code,)
        (problem,) = check_edition(old_file, new.edition)
        assert f"{problem.place}" == "content/topics/small/messages/risks.yaml:6"
        assert "message 'burn': then “is hot.”, now “is scalding.”" in problem.message
        assert check_manifest(old_file) == check_manifest(new_file) == []
    (difference,) = check_pair(read(made.leaflet), read(new.deck))
    assert difference.id == "message.burn"


@pytest.mark.parametrize(
    ("file", "old", "new", "groups"),
    [
        ("topics/small/facts.yaml", "value: 38.3", "value: 40", {"message.what-tea", "figure.warmth", "fact.warm_tea"}),
        ("clinics/default.yaml", "0123", "0124", {"clinic"}),
        ("countries.yaml", "116 123", "116 124", {"country.GB"}),
        ("topics/small/topic.yaml", "What could go wrong?", "What can go wrong?", {"section.risks"}),
        ("topics/small/topic.yaml", "issued: 2026-11-24", "issued: 2026-11-25", {"about"}),
        ("topics/small/references.bib", "Kettle, Clara", "Kettle, Doris", {"reference.kettle2019"}),
        ("topics/small/messages/risks.yaml", "Keep cups away", "Keep pots away", {"message.burn"}),
    ],
)
def test_whatever_changed_is_told_once_for_all_it_is_part_of(
    made: Pair, small: Path, file: str, old: str, new: str, groups: set[str]
) -> None:
    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new), encoding="utf-8")
    edition = Source(small).edition("small")[0]
    for kind in KINDS:
        problems = check_edition(read(made.file(kind)), edition)
        assert {problem.id for problem in problems} == groups
        assert len(problems) == len(groups)


def test_a_message_that_was_added_or_taken_out_is_told(made: Pair, small: Path) -> None:
    topic = small / "topics" / "small"
    risks = topic / "messages" / "risks.yaml"
    risks.write_text(risks.read_text(encoding="utf-8").replace("id: burn", "id: scald"), encoding="utf-8")
    for outline in topic.glob("outline/*.yaml"):
        text = outline.read_text(encoding="utf-8")
        outline.write_text(text.replace("[burn]", "[scald]").replace("title: burn", "title: scald"), encoding="utf-8")
    problems = check_edition(read(made.leaflet), Source(small).edition("small")[0])
    assert {problem.id: problem.message.partition("only ")[2][:4].strip(":") for problem in problems} == {
        "message.scald": "now",
        "message.burn": "then",
    }


# --- A file altered after it was built -----------------------------------------------------------------------------

Change = Callable[[Any], None]


def altered(deck: Path, change: Change, folder: Path) -> Artefact:
    """The deck after someone changed it and saved it anew."""
    presentation = pptx.Presentation(str(deck))
    change(presentation)
    path = folder / "altered.pptx"
    presentation.save(str(path))
    return read(path)


def replaces(old: str, new: str, *, notes: bool = False) -> Change:
    """Replaces a text wherever it stands on a slide (or in the notes), in words or in a chart."""

    def change(presentation: Any) -> None:
        hits = 0
        for element in elements(presentation, notes):
            if element.text and old in element.text and not len(element):
                element.text, hits = element.text.replace(old, new), hits + 1
            if old in (element.get("descr") or ""):
                element.set("descr", element.get("descr").replace(old, new))
                hits += 1
        assert hits

    return change


def elements(presentation: Any, notes: bool) -> Iterator[Any]:
    for slide in presentation.slides:
        if notes:
            yield from slide.notes_slide.element.iter()
            continue
        yield from slide.element.iter()
        for shape in slide.shapes:
            if shape.has_chart:
                yield from shape.chart.part._element.iter()


@pytest.mark.parametrize(
    ("change", "rule", "key"),
    [
        (replaces("Scalds are", "Burns are"), "altered-text", "message.burn.clinician.headline"),
        (replaces("from children", "from toddlers"), "altered-text", "message.burn.clinician.points.1"),
        (replaces("a denominator", "an end", notes=True), "altered-text", "message.burn.clinician.notes"),
        (replaces("warm you", "cool you", notes=True), "altered-text", "message.what-tea.patient.text"),
        (replaces("38.3", "83.3"), "altered-text", "fact.warm_tea.number"),
        (replaces("Felt warm again", "Felt cold"), "altered-text", "figure.warmth.rows.warm.label.clinician"),
        (replaces("Bar chart of one", "Pie chart of one"), "altered-text", "figure.warmth.alt.clinician"),
        (replaces("Let it cool", "Drink it"), "missing-text", "figure.cup.steps.wait.clinician.title"),
    ],
)
def test_a_word_altered_in_a_deck_is_named(made: Pair, tmp_path: Path, change: Change, rule: str, key: str) -> None:
    assert (rule, key) in told(check_manifest(altered(made.deck, change, tmp_path)))


def test_the_words_that_differ_are_quoted(made: Pair, tmp_path: Path) -> None:
    problems = check_manifest(altered(made.deck, replaces("Scalds are", "Burns are"), tmp_path))
    assert told(problems) == [("altered-text", "message.burn.clinician.headline")]
    expected = "message 'burn' (clinician.headline) was altered: “Scalds are” became “Burns are”"
    assert problems[0].message.endswith(expected)


def test_one_altered_copy_is_named_although_another_copy_is_whole(made: Pair, tmp_path: Path) -> None:
    """The headline also stands on the slide, and the leaflet's wording in the notes of two slides."""
    problems = check_manifest(altered(made.deck, replaces("unblinds", "improves", notes=True), tmp_path))
    assert told(problems) == [("altered-text", "message.taste.clinician.headline")]
    assert "slide 4 notes: " in problems[0].message
    problems = check_manifest(altered(made.deck, replaces("It may taste", "It will taste", notes=True), tmp_path))
    assert told(problems) == [("altered-text", "message.taste.patient.lead")]


def test_a_box_taken_off_a_slide_is_missed(made: Pair, tmp_path: Path) -> None:
    def take_off(presentation: Any) -> None:
        slide = presentation.slides[4]
        for shape in slide.placeholders:
            if shape.placeholder_format.type is not PP_PLACEHOLDER.TITLE and "first sip" in shape.text_frame.text:
                shape.element.getparent().remove(shape.element)
                return
        raise AssertionError("there is no such box")

    assert ("missing-text", "message.burn.clinician.points.0") in told(
        check_manifest(altered(made.deck, take_off, tmp_path))
    )


@pytest.mark.parametrize("number", range(1, 7))
def test_a_slide_taken_out_is_reported_once(made: Pair, tmp_path: Path, number: int) -> None:
    def take_out(presentation: Any) -> None:
        ids = presentation.slides._sldIdLst
        ids.remove(ids[number - 1])

    (problem,) = check_manifest(altered(made.deck, take_out, tmp_path))
    assert problem.rule == "slide-left-out"
    assert problem.message.startswith(f"slide {number} “")
    assert problem.message.endswith("” was left out")


def test_a_slide_that_was_moved_is_reported_once_with_its_place(made: Pair, tmp_path: Path) -> None:
    def move(presentation: Any) -> None:
        ids = presentation.slides._sldIdLst
        moved = ids[4]
        ids.remove(moved)
        ids.insert(1, moved)

    (problem,) = check_manifest(altered(made.deck, move, tmp_path))
    scalds = (
        "slide 2: slide 5 “Scalds are the harm to warn of” was moved: it belongs after slide 4 “The taste of tannin"
    )
    assert problem.message.startswith(scalds)


def test_a_word_altered_on_a_slide_behind_one_taken_out_is_named_with_the_slide_that_it_is_on(
    made: Pair, tmp_path: Path
) -> None:
    def both(presentation: Any) -> None:
        replaces("from children", "from toddlers")(presentation)
        ids = presentation.slides._sldIdLst
        ids.remove(ids[1])

    left_out, altered_point = check_manifest(altered(made.deck, both, tmp_path))
    assert left_out.rule == "slide-left-out"
    assert altered_point.message.startswith("slide 4: message 'burn' (clinician.points.1) was altered")


def test_notes_taken_away_are_reported_for_the_slide_whose_notes_they_are(made: Pair, tmp_path: Path) -> None:
    def take_first(presentation: Any) -> None:
        notes = presentation.slides[4].notes_slide.notes_text_frame.paragraphs
        first = next(paragraph for paragraph in notes if paragraph.text.startswith("Wait about"))
        first.runs[0].text = ""

    (problem,) = check_manifest(altered(made.deck, take_first, tmp_path))
    assert problem.message.startswith("slide 5 notes: message 'burn'")


def test_another_printed_code_is_named(made: Pair, tmp_path: Path) -> None:
    problems = check_manifest(altered(made.deck, replaces(made.edition.code, "ACDE-FGHJ"), tmp_path))
    assert "edition ACDE-FGHJ is printed" in problems[0].message
    assert {problem.rule for problem in problems} == {"edition-code"}


def test_words_that_were_added_are_told(made: Pair, tmp_path: Path) -> None:
    artefact = altered(made.deck, replaces("Keep cups away", "Add gold. Keep cups away"), tmp_path)
    (problem,) = unknown_text(artefact, made.edition.texts, made.edition.locale.terms)
    assert problem.message == "slide 5: from no known text: “Add gold”"
    assert problem.severity is Severity.WARNING
    (problem,) = check_manifest(artefact)
    assert (problem.rule, problem.id) == ("unknown-text", "message.burn.clinician.points.1")


def manifest_part(presentation: Any) -> tuple[Any, str, Any]:
    """The relationships, the id and the part that hold the manifest."""
    for relations in (presentation.part.rels, presentation.part.package._rels):
        for id, relation in relations.items():
            if NAMESPACE.encode() in relation.target_part.blob[:2000]:
                return relations, id, relation.target_part
    raise AssertionError("there is no manifest")


def without_manifest(presentation: Any) -> None:
    relations, id, _ = manifest_part(presentation)
    relations.pop(id)


def test_a_deck_saved_by_a_program_that_drops_the_manifest_is_still_compared(made: Pair, tmp_path: Path) -> None:
    artefact = altered(made.deck, without_manifest, tmp_path)
    assert artefact.manifest is None
    assert told(check_manifest(artefact)) == [("no-manifest", "")]
    assert made.edition.code in check_manifest(artefact)[0].message
    assert check_edition(artefact, made.edition) == []
    assert check_pair(read(made.leaflet), artefact) == []

    def both(presentation: Any) -> None:
        without_manifest(presentation)
        replaces("Scalds are", "Burns are")(presentation)

    problems = check_edition(altered(made.deck, both, tmp_path), made.edition)
    assert told(problems) == [("altered-text", "message.burn.clinician.headline")]


@pytest.mark.parametrize("recoded", [False, True])
def test_an_altered_manifest_is_found_out(made: Pair, tmp_path: Path, recoded: bool) -> None:
    """By its code; and whoever makes a fitting code has to print that one too, and the altered words."""
    texts = {**made.edition.texts, "message.burn.patient.lead": "It is cold."}
    manifest = {**read(made.leaflet).manifest, "texts": texts}
    if recoded:
        manifest["edition"] = edition_code(coded(manifest))
        burn = {**manifest["messages"]["burn"], "sha256": texts_digest("burn", texts)}
        manifest["messages"] = {**manifest["messages"], "burn": burn}
    rules = {problem.rule for problem in check_manifest(read(with_manifest(made.leaflet, manifest, tmp_path)))}
    assert rules == {"edition-code" if recoded else "manifest-altered", "altered-text"}


def with_manifest(pdf: Path, manifest: Any, folder: Path) -> Path:
    path = folder / "other.pdf"
    data = manifest if isinstance(manifest, bytes) else json.dumps(manifest).encode()
    with pikepdf.open(pdf) as document:
        name = next(iter(document.attachments))
        document.attachments[name] = pikepdf.AttachedFileSpec(document, data, filename=name)
        document.save(path)
    return path


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("topics/small/messages/risks.yaml", "before you drink", "after you drink", "message.burn.patient.text"),
        ("countries.yaml", "116 123", "116 321", "country.GB.lines.0.how"),
        ("countries.yaml", '"999"', '"112"', "country.GB.emergency"),
        ("clinics/default.yaml", "0123", "0321", "clinic.phone"),
        ("topics/small/facts.yaml", "value: 13.8", "value: 23.8", "fact.warm_water.patient"),
        ("topics/small/topic.yaml", "What could go wrong?", "What went wrong?", "section.risks.patient"),
    ],
)
def test_a_leaflet_that_does_not_say_what_its_manifest_says_is_named(
    made: Pair, small: Path, tmp_path: Path, file: str, old: str, new: str, key: str
) -> None:
    """A leaflet of another text that carries the manifest of this one."""
    from kaphandout.leaflet import write_leaflet

    text = (small / file).read_text(encoding="utf-8")
    assert old in text
    (small / file).write_text(text.replace(old, new), encoding="utf-8")
    (tmp_path / "new.pdf").write_bytes(write_leaflet(Source(small).edition("small")[0], "a4").pdf)
    problems = check_manifest(read(with_manifest(tmp_path / "new.pdf", dict(read(made.leaflet).manifest), tmp_path)))
    assert key in {problem.id for problem in problems}
    assert "edition-code" in {problem.rule for problem in problems}


# --- The command ---------------------------------------------------------------------------------------------------


def test_verify_is_content_with_what_was_just_built(real: Pair, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(real.leaflet), str(real.deck)]) == 0
    said = capsys.readouterr().out
    assert said.count(f"edition {real.edition.code}; says what it claims to say; is of the present text") == 2


def test_verify_offline_needs_no_content(made: Pair, tmp_path: Path) -> None:
    nowhere = ["--offline", "--content", str(tmp_path / "nothing")]
    assert main(["verify", str(made.leaflet), str(made.deck), *nowhere]) == 0
    altered(made.deck, replaces("Scalds are", "Burns are"), tmp_path)
    assert main(["verify", str(tmp_path / "altered.pptx"), *nowhere]) == 1


def test_verify_offline_tells_a_leaflet_and_a_deck_of_two_editions_apart(
    made: Pair, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = small / "topics" / "small" / "messages" / "risks.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("It is hot.", "It is scalding."), encoding="utf-8")
    new = build(Source(small).edition("small")[0], small.parent)
    assert main(["verify", "--offline", str(made.leaflet), str(new.deck)]) == 1
    told = capsys.readouterr().out
    assert "message 'burn'" in told
    assert "“is hot.”" in told
    assert "“is scalding.”" in told


# --- The witness is independent ------------------------------------------------------------------------------------


def test_the_witness_never_imports_a_writer() -> None:
    folder = Path(str(kaphandout.verify.__file__)).parent
    for path in folder.glob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        imported |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        assert not [name for name in imported if name.startswith(("kaphandout.leaflet", "kaphandout.deck"))]


def test_a_file_is_known_by_its_content_and_not_by_its_name(made: Pair, tmp_path: Path) -> None:
    renamed = Path(shutil.copyfile(made.leaflet, tmp_path / "renamed.pptx"))
    assert read(renamed).kind == "leaflet"


def test_verify_goes_on_after_a_file_that_it_cannot_read_and_answers_for_each(
    deck_pptx: Path, leaflet_pdf: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("no artefact", encoding="utf-8")
    files = [str(deck_pptx), str(readme), str(leaflet_pdf)]
    assert main(["verify", "--json", *files]) == 2
    answers = json.loads(capsys.readouterr().out)
    assert [answer["file"] for answer in answers] == files
    assert [answer["kind"] for answer in answers] == ["deck", None, "leaflet"]
    assert answers[0]["editions"] == answers[2]["editions"]
    assert answers[1]["problems"][0]["severity"] == "error"
