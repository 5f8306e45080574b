"""The command line as a person and a program meet it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from kaphandout.cli.main import main
from kaphandout.scaffold.schemas import SCHEMAS
from support import CONTENT, ROOT, TOPIC

COMMANDS = (
    "handout", "slides", "check", "verify", "status", "diff", "trace", "claims", "sign", "look", "gallery", "doctor",
    "new", "schema",
)  # fmt: skip


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kaphandout", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_an_example(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    told = capsys.readouterr().out
    assert stopped.value.code == 0
    assert f"example: kaphandout {command}" in told
    assert "--json" in told


def test_the_list_of_commands_names_each_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    told = capsys.readouterr().out
    assert [name for name in COMMANDS if not re.search(rf"^\s+{name}\s", told, re.MULTILINE)] == []


def test_asking_for_help_loads_neither_the_renderer_nor_the_slide_library() -> None:
    code = (
        "import sys; from kaphandout.cli.main import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('weasyprint', 'pptx', 'pikepdf', 'pypdfium2', 'PIL') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_check_finds_nothing_but_that_nobody_has_signed() -> None:
    done = run("check", "--json", "--topic", TOPIC)
    found = [problem["rule"] for problem in json.loads(done.stdout) if problem["severity"] != "note"]
    assert (found, done.returncode) == (["not-approved"], 0)


def test_each_sentence_of_the_source_article_is_accounted_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["claims", "--json"]) == 0
    claims = json.loads(capsys.readouterr().out)
    assert [claim["id"] for claim in claims] == [f"S{number}" for number in range(1, 27)]
    assert all(claim["left_out"] for claim in claims if claim["told"] == "nobody")
    assert all(claim["corrected"] for claim in claims if claim["id"] in ("S16", "S17"))


def test_an_article_about_something_else_has_none_of_the_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article = tmp_path / "article.txt"
    article.write_text("A heading\n\nThis sentence is about ships and cookery alone.\n", encoding="utf-8")
    assert main(["claims", "--article", str(article)]) == 1
    told = capsys.readouterr().out
    assert "26 gone, 1 new" in told
    assert "begins “This sentence is about ships and …”" in told


def test_the_schemas_for_editors_are_those_of_the_records(tmp_path: Path) -> None:
    assert main(["schema", "--out", str(tmp_path)]) == 0
    for name in SCHEMAS:
        file = f"{name}.schema.json"
        assert (tmp_path / file).read_bytes() == (CONTENT / "schemas" / file).read_bytes(), "run `kaphandout schema`"


def test_every_content_file_names_its_schema_and_meets_it() -> None:
    from jsonschema import Draft202012Validator

    files = [path for path in CONTENT.rglob("*.yaml") if "schemas" not in path.parts]
    assert len(files) > 20
    for path in files:
        text = path.read_text(encoding="utf-8")
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named, f"{path} names no schema"
        schema = json.loads((path.parent / named[1]).read_text(encoding="utf-8"))
        values = json.loads(json.dumps(yaml.safe_load(text), default=str))
        assert [error.message for error in Draft202012Validator(schema).iter_errors(values)] == []


def test_an_unknown_topic_clinic_or_format_is_told_with_what_there_is(tmp_path: Path) -> None:
    for option, value, words in [
        ("--topic", "nothing-here", "the topics here are: ketamine-assisted-psychotherapy"),
        ("--clinic", "sampleuk", "did you mean 'sample-uk'?"),
        ("--clinic", "nobody", "there are: default, sample-uk, sample-us"),
        ("--locale", "fr", "there are: en"),
        ("--clinic", "../default", "is no name of a topic, locale or clinic"),
        ("--format", "a0", "the formats are: a4"),
    ]:
        done = run("handout", option, value, "--out", str(tmp_path))
        assert (done.returncode, done.stdout, "Traceback" in done.stderr) == (2, "", False)
        assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_takes_nothing_leaves_a_clear_word_and_the_earlier_file(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/nowhere")
    else:
        target = tmp_path / "locked"
        target.mkdir(mode=0o500)
    done = run("slides", "--out", str(target))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_readme_speaks_only_of_commands_and_files_that_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).exists(), target
    for command in re.findall(r"kaphandout ([a-z]+)\b", text):
        assert command in COMMANDS, command
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z ]+)", text):
        for name in target.split():
            assert re.search(rf"^{name}:", makefile, re.MULTILINE), name
