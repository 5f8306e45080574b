"""What a deck says, read back from its bytes, is what a person last looked at (`tests/golden/deck.yaml`).

`pytest tests/test_deck_golden.py --refresh-golden` writes it anew; then read what changed before it is committed. It
holds meaning, not looks: kinds, titles, the text of each placeholder, charts, tables, notes, alternative texts, links.
"""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from openxml_audit import OpenXmlValidator
from pptx import Presentation

import support
from kaphandout.content.outline import Slide
from kaphandout.deck import write_deck
from kaphandout.deck.pptx.lint import lint
from kaphandout.project import Source
from kaphandout.verify import check_manifest, read

GOLDEN = support.GOLDEN / "deck.yaml"
KINDS = support.FIXTURES / "kinds"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"


@pytest.fixture
def told(small: Path) -> dict[str, Any]:
    """What the deck of the small topic with every kind of slide says."""
    shutil.copytree(KINDS, small, dirs_exist_ok=True)
    edition = Source(small).edition("small")[0]
    return meaning(write_deck(edition), edition.code)


def meaning(deck: bytes, code: str) -> dict[str, Any]:
    """A deck as plain values; its edition code, which changes with every word, is `{code}`."""
    presentation = Presentation(io.BytesIO(deck))
    names = {slide.slide_id: slide._element.cSld.get("name") for slide in presentation.slides}
    sections = presentation.part._element.iter(f"{P14}section")
    told = {
        "title": presentation.core_properties.title,
        "language": presentation.core_properties.language,
        "sections": [[s.get("name"), [names[int(id.get("id"))] for id in s.iter(f"{P14}sldId")]] for s in sections],
        "slides": [of_slide(slide) for slide in presentation.slides],
    }
    plain: dict[str, Any] = json.loads(json.dumps(told).replace(code, "{code}"))
    return plain


def of_slide(slide: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"id": slide._element.cSld.get("name"), "layout": slide.slide_layout.name}
    told |= {"hidden": True} if slide._element.get("show") == "0" else {}
    told["title"] = slide.shapes.title.text_frame.text
    told["shapes"] = [one for shape in slide.shapes if (one := of_shape(shape))]
    told["notes"] = [p.text for p in slide.notes_slide.notes_text_frame.paragraphs]
    return told


def of_shape(shape: Any) -> dict[str, Any]:
    """What a shape says, its placeholder and its alternative; nothing for the title and for what is only decoration."""
    told: dict[str, Any] = {}
    if shape.shape_type is not None and hasattr(shape, "shapes"):
        told["group"] = [one for child in shape.shapes if (one := of_shape(child))]
    elif getattr(shape, "has_chart", False) and shape.has_chart:
        plot = shape.chart.plots[0]
        told["chart"] = {
            "categories": list(plot.categories),
            "series": {series.name: list(series.values) for series in plot.series},
        }
    elif getattr(shape, "has_table", False) and shape.has_table:
        told["table"] = [[cell.text for cell in row.cells] for row in shape.table.rows]
    elif shape.has_text_frame and shape.text_frame.text.strip() and not is_title(shape):
        told["text"] = [paragraph.text for paragraph in shape.text_frame.paragraphs]
    links = [link.address or link.fragment for link in hyperlinks(shape)]
    if links:
        told["links"] = links
    if not told:
        return {}
    alternative = next(shape._element.iter("{*}cNvPr")).get("descr")
    placeholder = {"placeholder": shape.placeholder_format.idx} if shape.is_placeholder else {}
    return {"name": shape.name, **placeholder, **({"alternative": alternative} if alternative else {}), **told}


def is_title(shape: Any) -> bool:
    return shape.is_placeholder and shape.placeholder_format.idx == 0


def hyperlinks(shape: Any) -> list[Any]:
    if not getattr(shape, "has_text_frame", False):
        return []
    runs = [run for paragraph in shape.text_frame.paragraphs for run in paragraph.runs]
    return [run.hyperlink for run in runs if run._r.rPr is not None and run._r.rPr.find("{*}hlinkClick") is not None]


def test_the_deck_says_what_a_person_last_looked_at(told: dict[str, Any], request: pytest.FixtureRequest):
    if request.config.getoption("--refresh-golden"):
        GOLDEN.parent.mkdir(exist_ok=True)
        text = yaml.safe_dump(told, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None)
        GOLDEN.write_text(text, encoding="utf-8")
    golden = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    for now, then in zip(told["slides"], golden["slides"], strict=False):
        assert now == then, f"slide {then['id']!r}: read what changed, then use --refresh-golden"
    assert told == golden


def test_a_deck_of_every_kind_of_slide_is_sound(small: Path, tmp_path: Path):
    shutil.copytree(KINDS, small, dirs_exist_ok=True)
    path = tmp_path / "deck.pptx"
    path.write_bytes(write_deck(Source(small).edition("small")[0]))
    assert [f"{e.part_uri} {e.description}" for e in OpenXmlValidator().validate(path).errors] == []
    assert lint(path.read_bytes(), "deck.pptx") == []
    assert check_manifest(read(path)) == []


def test_a_changed_word_number_or_note_is_seen(told: dict[str, Any]):
    golden = yaml.safe_load(GOLDEN.read_text(encoding="utf-8"))
    text = json.dumps(golden)
    for old, new in (("Pour away from", "Pour toward"), ("38.3", "83.3"), ("Nobody has measured", "All have measured")):
        assert old in text
        assert json.loads(text.replace(old, new)) != told


def test_the_golden_deck_has_every_kind_of_slide_and_of_shape(told: dict[str, Any]):
    layouts = {slide["layout"].lower().replace(" ", "-") for slide in told["slides"]}
    assert layouts == set(get_args(Slide.model_fields["layout"].annotation)) - {"section", "figure", "twin", "backup"}
    [opening] = [slide for slide in told["slides"] if slide["id"] == "opening"]
    assert opening["layout"] == "Statement"
    assert [slide["layout"] for slide in told["slides"] if slide["id"] == "why"] == ["Diagram"], "as its figure asks"
    assert {slide["title"] for slide in told["slides"] if slide.get("hidden")}
    assert any("What your patient reads" in str(slide["shapes"]) for slide in told["slides"] if "twin" in slide["id"])
    shapes = [shape for slide in told["slides"] for shape in slide["shapes"]]
    for kind in ("text", "chart", "table", "group", "alternative"):
        assert any(kind in shape for shape in shapes), kind
    assert any("(2 of 2)" in slide["title"] for slide in told["slides"])
