"""What a person sees on a terminal, or in the file that an answer is sent to."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

from kaphandout.checks.context import RuleFinding
from kaphandout.checks.views import grouped
from kaphandout.diagnostics import Place, warning
from kaphandout.terminal import rendered, table
from support import ROOT

GERMAN = "Donaudampfschifffahrtsgesellschaftskapitänsmützenverordnungsblatt"
CHINESE = "氯胺酮辅助心理治疗目前尚未获得批准" * 4
ARGUMENTS = [sys.executable, "-m", "kaphandout", "check", "--explain"]


def letters(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("width", [40, 80, 120])
@pytest.mark.parametrize("long", [GERMAN, CHINESE, f"{GERMAN} {CHINESE} end"])
def test_no_letter_of_a_long_word_is_cut_off_and_no_line_is_too_wide(long: str, width: int) -> None:
    shown = rendered([table([("id", long)], ("name", "text"), widths=(6,), indent=2), f"  {long}"], width)
    cells = [sum(2 if "\u3400" <= letter <= "\u9fff" else 1 for letter in line) for line in shown.splitlines()]
    assert max(cells) <= width
    row, text = shown.split("id    ", 1)[1], letters(long)
    assert letters(row) == text + text


def test_brackets_in_a_text_are_no_markup_and_control_characters_do_nothing() -> None:
    shown = rendered([table([("[red]", "a [bold]word[/bold] :smile: \x1b[2J\x07")]), "[/] \x1b]0;title\x07"], 80)
    assert "[red]  a [bold]word[/bold] :smile: [2J" in shown
    assert "[/] ]0;title" in shown
    assert not {"\x1b", "\x07"} & {*shown}


def test_a_finding_is_wrapped_under_its_indent_on_a_terminal_and_stays_one_line_in_a_file() -> None:
    problem = warning("long-sentence", Place("content/messages/risks.yaml", 12), "burn", "it is " + "long and " * 20)
    finding = RuleFinding(problem, "reading", "message.burn")
    heading, *lines = rendered(grouped([finding], "family"), 80).splitlines()
    assert heading == "reading: 1 warning"
    wrapped = lines[: lines.index("")]
    assert len(wrapped) > 1
    assert all(line.startswith("  ") and len(line) <= 80 for line in wrapped)
    (whole,) = (line for line in rendered(grouped([finding], "family"), 80, wrap=False).splitlines() if "risks" in line)
    assert letters(whole) == letters("".join(wrapped))


def on_terminal(columns: int, **environment: str) -> str:
    """What the list of rules looks like on a terminal."""
    master, slave = pty.openpty()
    ioctl(slave, TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    known = {name: text for name, text in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR", "COLUMNS")}
    given = {**known, "PYTHONPATH": str(ROOT / "src"), "TERM": "xterm-256color", **environment}
    process = subprocess.Popen(ARGUMENTS, env=given, stdout=slave, stdin=slave)
    os.close(slave)
    said = b""
    try:
        while part := os.read(master, 65536):
            said += part
    except OSError:  # the other end is closed
        pass
    os.close(master)
    assert process.wait(timeout=60) == 0
    return said.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 120])
def test_a_terminal_is_filled_as_wide_as_it_is_and_severities_have_a_colour(columns: int) -> None:
    said = on_terminal(columns)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert said != plain
    assert columns - 15 < max(map(len, plain.splitlines())) <= columns


def test_a_reader_who_wants_no_colour_gets_none() -> None:
    assert "\x1b" not in on_terminal(80, NO_COLOR="1")
    assert "\x1b" not in on_terminal(80, TERM="dumb")


def test_what_goes_into_a_file_has_no_colour_even_if_a_terminal_would(tmp_path: Path) -> None:
    with (tmp_path / "rules.txt").open("w", encoding="utf-8") as file:
        environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "FORCE_COLOR": "1", "COLUMNS": "40"}
        subprocess.run(ARGUMENTS, env=environment, stdout=file, check=True)
    said = (tmp_path / "rules.txt").read_text(encoding="utf-8")
    assert "\x1b" not in said
    assert 80 < max(map(len, said.splitlines())) <= 120
