"""`make mutants`: a fault is really in the program that the tests then run, and without mutmut it says what to type."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from support import ROOT
from tools import mutants
from tools.faults import Mutant

TRY = """
import sys
from kaphandout.verify import tokens
from tools.faults import SOURCE, Mutant, apply
old, new = sys.argv[1:]
text = (SOURCE / "verify/tokens.py").read_text(encoding="utf-8")
assert old in text
tokens.tokens("5 mg.")
print(apply(Mutant("verify/tokens.py", 1, old, new, text.replace(old, new))))
print(tokens.tokens("5 mg."), tokens.shorten("a b c", 2))
"""


@pytest.mark.parametrize(
    ("old", "new", "applied", "said"),
    [
        ("words[:most]", "words[most:]", "True", "('5', 'mg', '.') c …"),
        (r"[^\W\d]+|\S", r"[^\W\d]+", "True", "('5', 'mg') a b …"),
        ("most: int = 10", "most: int = 11", "False", "('5', 'mg', '.') a b …"),
    ],
    ids=["in a function", "in a constant, and what was remembered of it is forgotten", "in a default, too late"],
)
def test_a_fault_is_in_the_running_program_or_is_said_to_need_a_new_start(
    old: str, new: str, applied: str, said: str
) -> None:
    environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    done = subprocess.run(
        [sys.executable, "-c", TRY, old, new], env=environment, capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.splitlines() == [applied, said]


def test_an_explained_survivor_is_known_by_its_module_and_code() -> None:
    known = mutants.explained()
    assert known
    assert Mutant("verify/tokens.py", 7, "if last >= 0:", "if last > 0:", "").name in known


def test_without_mutmut_it_says_what_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["mutants"])
    monkeypatch.setattr(mutants, "find_spec", lambda _: None)
    assert mutants.main() == 2
    assert "pip install mutmut" in capsys.readouterr().err
