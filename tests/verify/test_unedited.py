"""Whatever is built says what it claims to say: each format, print sheet, print-shop file, deck, talk and handout."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from kaphandout.cli.main import main
from kaphandout.leaflet.formats import PAGELESS, format_names
from support import CONTENT, FIXTURES, TOPIC
from support.templates import TEMPLATES

LONG = 14
"""So many paragraphs fill the six panels of a small sheet, and some run on from one panel into the next."""
LETTERS = "amber birch cedar dune elm fern grove heath iris jade knoll larch moss north oak pine quartz reed sage thorn"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small topic with an estimate in its chart, a paragraph over two panels, and boxes for the presenter."""
    root = tmp_path_factory.mktemp("small")
    content = Path(shutil.copytree(FIXTURES / "content", root / "content"))
    shutil.copytree(CONTENT / "locales", content / "locales")
    for clinic in ("sample-uk", "sample-us"):
        profile = yaml.safe_load((CONTENT / "clinics" / f"{clinic}.yaml").read_text(encoding="utf-8"))
        kept = {name: value for name, value in profile.items() if name not in ("facts", "fields", "logo", "countries")}
        written = yaml.safe_dump({**kept, "countries": ["GB"]})
        (content / "clinics" / f"{clinic}.yaml").write_text(written, encoding="utf-8")
    topic = content / "topics" / "small"
    edit(topic / "facts.yaml", lambda facts: facts[0].update(about=True))
    edit(
        topic / "outline" / "deck.yaml", lambda deck: deck["slides"][4].update(presenter=["name", "interests", "date"])
    )
    ids = [f"more-{number}" for number in range(LONG)]
    edit(topic / "messages" / "risks.yaml", lambda messages: messages.extend(map(message, ids)))
    short = yaml.safe_load((topic / "outline" / "leaflet.yaml").read_text(encoding="utf-8"))
    short["panels"] = [panel for panel in short["panels"] if panel["id"] in ("risks", "help")]
    short["panels"][1]["blocks"].append({"kind": "imprint"})
    (topic / "outline" / "one-page.yaml").write_text(yaml.safe_dump(short), encoding="utf-8")
    short |= {"front": "burn", "front_blocks": [], "panels": [short["panels"][1]]}
    short["panels"][0]["blocks"][1] = {"kind": "phone"}
    (topic / "outline" / "card.yaml").write_text(yaml.safe_dump(short), encoding="utf-8")
    edit(
        topic / "outline" / "leaflet.yaml",
        lambda leaflet: leaflet["panels"][1]["blocks"].append({"kind": "text", "messages": ids}),
    )
    return root


def edit(file: Path, change: Callable[..., object]) -> None:
    data = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")


def message(id: str) -> dict[str, object]:
    words = LETTERS.split()
    start = int(id.removeprefix("more-"))
    lines = [" ".join(words[(start * 7 + line * 3 + step) % len(words)] for step in range(9)) for line in range(4)]
    text = ". ".join(f"The {line}" for line in lines)
    return {"id": id, "kind": "advice", "audiences": ["patient"], "essential": "must", "patient": f"{text}."}


def build(workspace: Path, out: Path, *command: str) -> list[Path]:
    """The files that a command made in `out`."""
    assert main([*command, "--content", str(workspace / "content"), "--out", str(out)]) in (0, 1)
    return sorted(out.iterdir())


def assert_clean(workspace: Path, files: list[Path], said: pytest.CaptureFixture[str]) -> None:
    assert files
    said.readouterr()
    code = main(["verify", "--content", str(workspace / "content"), *map(str, files)])
    told = said.readouterr().out
    assert code == 0, told
    assert told.count("is of the present text") == len(files)
    assert "altered" not in told


@pytest.mark.parametrize("clinic", ["default", "sample-uk", "sample-us"])
def test_every_format_and_its_sheets_are_clean(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], clinic: str
) -> None:
    files = build(workspace, tmp_path, "handout", "--format", "all", "--clinic", clinic)
    assert len(files) >= len([*format_names(), *PAGELESS]) + 6, "those that are folded or cut come with sheets"
    assert_clean(workspace, files, capsys)


def test_files_for_a_print_shop_are_held_against_the_text(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = ",".join(format_names())
    assert_clean(workspace, build(workspace, tmp_path, "handout", "--format", pages, "--print-shop"), capsys)


def test_a_file_for_a_print_shop_that_is_of_an_earlier_text_is_no_longer_clean(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = Path(shutil.copytree(workspace, tmp_path / "changed"))
    files = build(workspace, tmp_path / "out", "handout", "--format", "a4", "--print-shop")
    edit(
        changed / "content" / "topics" / "small" / "messages" / "risks.yaml",
        lambda messages: messages[0]["patient"].update(lead="It is never hot."),
    )
    assert main(["verify", "--content", str(changed / "content"), *map(str, files)]) == 1
    told = capsys.readouterr().out
    assert "is printed; it should be" in told
    assert "message 'burn' (patient.lead) was altered: “is never hot.” became “is hot.”" in told


@pytest.mark.parametrize(
    "options",
    [[], ["--handout"], ["--size", "4:3"], ["--minutes", "5", "--handout"], ["--clinic", "sample-us", "--handout"]],
    ids=" ".join,
)
def test_every_deck_and_handout_is_clean(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    assert_clean(workspace, build(workspace, tmp_path, "slides", *options), capsys)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_deck_on_a_foreign_template_is_clean(
    workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    template = tmp_path / "hospital.pptx"
    template.write_bytes(TEMPLATES[name]())
    files = build(workspace, tmp_path / "out", "slides", "--template", str(template))
    assert_clean(workspace, files, capsys)


def test_the_folded_sheets_of_the_shipped_topic_are_clean(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = CONTENT.parent
    command = ["handout", "--topic", TOPIC, "--format", "trifold-a4,trifold-letter,a5"]
    assert_clean(root, build(root, tmp_path, *command), capsys)
