"""The core with one small fault at a time → the faults that no test sees: `make mutants ONLY='verify/*'`.

The faults are those of mutmut. Its own runner leaves out decorated functions, which all rules and validators are, and
builds every leaflet and deck anew for each fault. Here the tests of a group run once, and each fault is put into a fork
of that very process, where the tests that take its line run again, the quickest first. Exit codes: 0 each survivor is
explained in `tools/mutants.md`, 1 some are not, 2 mutmut is not there.
"""

from __future__ import annotations

import argparse
import fnmatch
import importlib
import json
import sys
import time
from collections.abc import Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from tools.faults import SOURCE, Mutant, faults
from tools.trials import NEEDS_START, SURVIVED, UNTRIED, from_start, in_child, quietly, trial

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "mutants"
SEED = 20261127
MOST = 40
PRELOADED = ("pytest", "pydantic", "lxml.etree", "weasyprint", "pptx", "pikepdf", "pypdfium2", "babel", "hypothesis")
GROUPS = {
    "verify": (
        "tests/verify/test_text_matching.py",
        "tests/verify/test_held_against.py",
        "tests/verify/test_verify.py",
        "tests/verify/readers/test_readers.py",
    ),
    "edition": ("tests/edition", "tests/content", "tests/governance/test_signoff.py"),
    "checks": (
        "tests/checks/test_rules.py",
        "tests/checks/test_rule_edges.py",
        "tests/checks/test_deck_rule_edges.py",
        "tests/checks/test_completeness.py",
        "tests/checks/test_wording_pairs.py",
    ),
}
MODULES = {
    "verify/text_matching.py": "verify",
    "verify/alignment.py": "verify",
    "verify/tokens.py": "verify",
    "verify/verdicts.py": "verify",
    "verify/compare.py": "verify",
    "edition/*.py": "edition",
    "content/model/[a-z]*.py": "edition",
    "content/placement.py": "edition",
    "checks/rules/*.py": "checks",
}


def try_group(
    group: str, names: Sequence[str], most: int, again: frozenset[str], tests: Sequence[str]
) -> Iterator[dict[str, Any]]:
    """The figures of each module of a group: how many faults there are, were tried, and no test saw."""
    drawn = {name: faults(name, most, f"{SEED} {name}") for name in names}
    tried = [mutant for _, some in drawn.values() for mutant in some]
    tried = [mutant for mutant in tried if not again or mutant.name in again]
    path = OUT / f"{group}.json"
    path.unlink(missing_ok=True)
    log = OUT / f"{group}.log"
    in_child(quietly(lambda: trial(tried, tests or GROUPS[group], path), log), 36000)
    if not path.is_file():
        raise SystemExit(f"the tests of {group} could not be run: see {log}")
    answers, tests_of = json.loads(path.read_text(encoding="utf-8"))
    known = explained()
    for name in names:
        survivors: list[Mutant] = []
        for number, mutant in enumerate(tried):
            if mutant.module != name:
                continue
            answer = answers[str(number)]
            if answer == NEEDS_START:
                begun = partial(from_start, mutant, tests_of[str(number)])
                answer = in_child(quietly(begun, OUT / "start.log"))
            if answer in (SURVIVED, UNTRIED):
                survivors.append(mutant)
        yield {
            "module": name,
            "made": drawn[name][0],
            "tried": sum(mutant.module == name for mutant in tried),
            "explained": [mutant.name for mutant in survivors if mutant.name in known],
            "survivors": [(mutant.line, mutant.name) for mutant in survivors if mutant.name not in known],
        }


def explained() -> set[str]:
    """The survivors that `tools/mutants.md` explains, by name."""
    lines = (ROOT / "tools" / "mutants.md").read_text(encoding="utf-8").splitlines()
    return {line[2:].partition(" — ")[0] for line in lines if line.startswith("- ")}


def _print(figures: dict[str, Any]) -> None:
    killed = figures["tried"] - len(figures["explained"]) - len(figures["survivors"])
    print(
        f"{figures['module']}: {figures['made']} faults, {figures['tried']} tried, {killed} seen by a test, "
        f"{len(figures['explained'])} explained, {len(figures['survivors'])} not"
    )
    for line, name in figures["survivors"]:
        print(f"  line {line}, {name}")
    sys.stdout.flush()


def main() -> int:
    """Try the faults, and say which of them no test sees."""
    parser = argparse.ArgumentParser(description="Which faults in the core does no test see?")
    parser.add_argument("--only", default="*", metavar="PATTERN", help="only modules like this ('verify/*')")
    parser.add_argument("--most", type=int, default=MOST, help=f"faults of a module (without it: {MOST})")
    parser.add_argument("--tests", nargs="+", default=[], metavar="FILE", help="these tests, not those of the table")
    parser.add_argument("--again", action="store_true", help="only those that no test saw the last time")
    arguments = parser.parse_args()
    if find_spec("mutmut") is None:
        print("make mutants needs mutmut: .venv/bin/python -m pip install mutmut==3.8.1", file=sys.stderr)
        return 2
    for name in PRELOADED:
        importlib.import_module(name)
    OUT.mkdir(parents=True, exist_ok=True)
    began, found, last = time.monotonic(), list[dict[str, Any]](), OUT / "survivors.json"
    again = frozenset(json.loads(last.read_text(encoding="utf-8")) if arguments.again else ())
    for group in GROUPS:
        paths = [path for pattern, of in MODULES.items() if of == group for path in sorted(SOURCE.glob(pattern))]
        names = [
            name for name in (str(path.relative_to(SOURCE)) for path in paths) if fnmatch.fnmatch(name, arguments.only)
        ]
        for figures in try_group(group, names, arguments.most, again, arguments.tests) if names else ():
            found.append(figures)
            _print(figures)
    print(f"{time.monotonic() - began:.0f} s")
    left = [name for figures in found for _, name in figures["survivors"]]
    last.write_text(json.dumps(left, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if any(figures["survivors"] for figures in found) else 0


if __name__ == "__main__":
    sys.exit(main())
