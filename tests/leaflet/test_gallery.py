"""The gallery shows a designer every component and its states."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import get_args

import pypdfium2
import pytest

from kaphandout.cli.main import main
from kaphandout.content.model.figures import Table
from kaphandout.content.outline import Block, Box
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.gallery import Gallery, write_gallery
from support import TOPIC


@pytest.fixture(scope="module")
def gallery(edition: Edition) -> Gallery:
    return write_gallery(edition)


def test_every_kind_of_block_and_every_figure_is_there_under_its_name(gallery: Gallery, edition: Edition) -> None:
    names = set(re.findall(r'data-panel="([^"]+)"', gallery.html.decode("utf-8")))
    records = get_args(get_args(Block)[0])
    kinds = {kind for record in records for kind in get_args(record.model_fields["kind"].annotation)}
    boxes = {f"box-{style}" for style in get_args(Box.model_fields["style"].annotation)}
    figures = {f"figure-{id}" for id, figure in edition.topic.figures.items() if not isinstance(figure, Table)}
    states = {"crisis-filled", "contact-filled", "list-long-words", "compare-long-words", "checklist-many"}
    assert (kinds - {"box", "figure"}) | boxes | figures | states <= names


def test_it_shows_the_same_in_a_browser_and_on_paper(gallery: Gallery) -> None:
    names = re.findall(r'data-panel="([^"]+)"', gallery.html.decode("utf-8"))
    with pypdfium2.PdfDocument(io.BytesIO(gallery.pdf)) as pdf:
        printed = "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)
    assert [name for name in names if name not in printed.replace("\ufffe", "-")] == []
    assert len(names) == len(set(names))


def test_the_command_writes_both_and_says_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gallery", "--topic", TOPIC, "--clinic", "sample-us", "--json", "--out", str(tmp_path)]) == 0
    told = [made["file"] for made in json.loads(capsys.readouterr().out)]
    assert [Path(name).suffix for name in told] == [".html", ".pdf"]
    assert all(Path(name).stat().st_size > 10_000 for name in told)
