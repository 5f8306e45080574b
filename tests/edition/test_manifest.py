"""What a file says it is: the manifest's published form, old files that stay readable, and the metadata beside it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pikepdf
import pytest
from jsonschema import Draft202012Validator

from kaphandout.content.hashing import canonical_json
from kaphandout.content.placement import in_leaflet
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import altered_messages, texts_digest
from kaphandout.edition.manifest_builder import build_manifest
from kaphandout.project import Source
from kaphandout.verify import check_edition, check_manifest, read
from support import CONTENT, FIXTURES
from support.standards import failures

FROZEN = FIXTURES / "frozen"
FILES = sorted(FROZEN.glob("manifest-*/*"))


def test_there_is_a_frozen_pair_of_each_format() -> None:
    assert [str(path.relative_to(FROZEN)) for path in FILES] == [
        "manifest-1/deck.pptx", "manifest-1/leaflet.pdf", "manifest-2/deck.pptx", "manifest-2/leaflet.pdf",
    ]  # fmt: skip


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_old_files_still_say_what_they_claim_to_say(path: Path) -> None:
    artefact = read(path)
    assert artefact.manifest
    assert artefact.manifest["format"] == f"kaphandout {path.parent.name.replace('-', ' ')}"
    assert check_manifest(artefact) == []


def test_an_old_leaflet_is_held_against_the_text_of_today(edition: Edition) -> None:
    """What has changed since is told, and nothing else is found wrong."""
    problems = check_edition(read(FROZEN / "manifest-1" / "leaflet.pdf"), edition)
    assert {problem.rule for problem in problems} == {"changed"}


def test_a_frozen_file_of_the_small_topic_is_told_apart_from_a_changed_text(small: Path) -> None:
    leaflet = read(FROZEN / "manifest-2" / "leaflet.pdf")
    risks = small / "topics" / "small" / "messages" / "risks.yaml"
    before = {problem.id for problem in check_edition(leaflet, Source(small).edition("small")[0])}
    risks.write_text(risks.read_text().replace("It is hot.", "It is scalding."))
    after = {problem.id for problem in check_edition(leaflet, Source(small).edition("small")[0])}
    assert after - before == {"message.burn"}


@pytest.mark.parametrize("fixture", ["leaflet_pdf", "deck_pptx"])
def test_the_manifest_meets_its_published_schema(fixture: str, request: pytest.FixtureRequest) -> None:
    schema = json.loads((CONTENT / "schemas" / "manifest.schema.json").read_text(encoding="utf-8"))
    manifest = dict(read(request.getfixturevalue(fixture)).manifest or {})
    validator = Draft202012Validator(schema)
    assert [error.message for error in validator.iter_errors(manifest)] == []
    for key in schema["required"]:
        assert list(validator.iter_errors({name: value for name, value in manifest.items() if name != key}))


def test_the_manifest_is_canonical_and_names_nobody(leaflet_pdf: Path) -> None:
    with pikepdf.open(leaflet_pdf) as pdf:
        data = pdf.attachments["kaphandout-manifest.json"].get_file().read_bytes()
    assert data.decode("utf-8") == canonical_json(json.loads(data))
    assert len(data) < 150_000
    assert json.loads(data)["signoffs"] == []
    assert set(json.loads(data)["software"]) == {"kaphandout", "weasyprint", "python-pptx"}


def test_the_manifest_says_which_panel_and_slide_places_a_message(leaflet_pdf: Path, deck_pptx: Path) -> None:
    leaflet, deck = read(leaflet_pdf).manifest, read(deck_pptx).manifest
    assert leaflet
    assert deck
    assert leaflet["messages"]["go-home"]["panels"] == ["front"]
    assert leaflet["messages"]["risk-bladder"]["panels"] == ["serious-risks"]
    assert "serious-risks" in deck["messages"]["risk-bladder"]["slides"]
    assert "panels" not in deck["messages"]["risk-bladder"]
    assert "panels" not in leaflet["messages"]["after-today"]


def test_a_format_that_leaves_parts_out_does_not_say_that_it_places_them(edition: Edition) -> None:
    short = edition.topic.leaflet.without({"risk-bladder"})
    carried = build_manifest(edition, "leaflet x", (), in_leaflet(short).by_message())
    assert "panels" not in carried["messages"]["risk-bladder"]
    assert carried["messages"]["risk-mood"]["panels"] == ["serious-risks"]


def test_each_message_has_the_hash_of_its_own_texts(small_edition: Edition) -> None:
    manifest = build_manifest(small_edition, "x", ())
    assert list(altered_messages(manifest)) == []
    manifest["texts"]["message.burn.patient.lead"] = "It is cold."
    assert list(altered_messages(manifest)) == ["burn"]
    assert texts_digest("burn", {}) == texts_digest("taste", {})


def test_facts_are_given_as_this_clinic_has_them(small: Path) -> None:
    with (small / "clinics" / "default.yaml").open("a", encoding="utf-8") as file:
        file.write("facts: { small: { steep_minutes: 4 } }\n")
    facts = build_manifest(Source(small).edition("small")[0], "x", ())["facts"]
    assert facts["steep_minutes"] == {"value": 4, "unit": "minutes"}
    assert facts["warm_water"] == {"value": 13.8, "unit": "percent"}


def test_the_metadata_of_the_pdf_names_the_edition_and_the_file_stays_within_the_standards(
    leaflet_pdf: Path, edition: Edition
) -> None:
    with pikepdf.open(leaflet_pdf) as pdf:
        root = ET.fromstring(pdf.Root.Metadata.read_bytes())
    own = "{urn:kaphandout:edition:}"
    said = {node.tag.removeprefix(own): node.text for node in root.iter() if node.tag.startswith(own)}
    assert said == {
        "edition": edition.code, "topic": edition.topic.about.id, "version": "1.0", "locale": "en", "clinic": "default",
    }  # fmt: skip
    assert failures(leaflet_pdf, "PDF_A_3A") == []
    assert failures(leaflet_pdf, "PDF_UA_1") == []


def test_what_a_text_says_cannot_become_markup_of_the_metadata() -> None:
    from kaphandout.pdf.xmp import extension

    root = ET.fromstring(extension({"edition": "<x/>&", "topic": '"'}))
    assert [node.text for node in root if node.tag.startswith("{urn:kaphandout")] == ["<x/>&", '"']
