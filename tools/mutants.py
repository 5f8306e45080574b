"""The core with one small fault at a time → the faults that no test sees: `make mutants ONLY='verify/*'`.

The faults are those of mutmut. Its own runner leaves out decorated functions, which all rules and validators are, and
builds every leaflet and deck anew for each fault. Here the tests of a group run once, and each fault is put into a fork
of that very process, where the tests that take its line run again, the quickest first. Exit codes: 0 each survivor is
explained in `tools/mutants.md`, 1 some are not, 2 mutmut is not there.
"""

from __future__ import annotations

import argparse
import contextlib
import fnmatch
import importlib
import importlib.util
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from itertools import accumulate
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tools.faults import SOURCE, Mutant, apply, faults

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "mutants"
SEED = 20261127
MOST = 40
"""Up to so many faults of a module are tried, drawn with `SEED`."""
ENOUGH = 3.0
"""The tests that take a fault's line are run, the quickest first, for so many seconds of the processor in all."""
LIMIT = 240
"""After so many seconds a fault counts as seen: the tests hang."""
SEEN, SURVIVED, NEEDS_START, UNTRIED = 1, 0, 97, 96
PRELOADED = ("pytest", "pydantic", "lxml.etree", "weasyprint", "pptx", "pikepdf", "pypdfium2", "babel", "hypothesis")
GROUPS = {
    "verify": (
        "tests/verify/test_text_matching.py",
        "tests/verify/test_verify.py",
        "tests/verify/readers/test_readers.py",
    ),
    "edition": ("tests/edition", "tests/content", "tests/governance/test_signoff.py"),
    "checks": ("tests/checks/test_rules.py", "tests/checks/test_completeness.py", "tests/checks/test_wording_pairs.py"),
}
MODULES = {
    "verify/text_matching.py": "verify",
    "verify/alignment.py": "verify",
    "verify/tokens.py": "verify",
    "verify/verdicts.py": "verify",
    "verify/compare.py": "verify",
    "edition/*.py": "edition",
    "content/model.py": "edition",
    "content/placement.py": "edition",
    "checks/rules/*.py": "checks",
}
_NAME = re.compile(r'"([a-z][a-z-]+)"')
_PARAMETER = re.compile(r"\[([a-z]+(?:-[a-z]+)*)(?=-[^a-z])")
Lines = dict[tuple[str, int], list[str]]


@dataclass(slots=True, eq=False)
class Trial:
    """A plugin of pytest: run all tests once, note who takes which line, then run them again with each fault."""

    mutants: Sequence[Mutant]
    measured: Any
    answers: dict[int, int] = field(default_factory=dict)
    tests_of: dict[int, list[str]] = field(default_factory=dict)
    shared: list[str] = field(default_factory=list)
    seconds: dict[str, float] = field(default_factory=dict)
    failed: bool = False

    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> None:
        """The lines of a shared fixture are those of every test that uses it."""
        if self.measured and fixturedef.scope != "function":
            self.measured.switch_context(f"fixture {fixturedef.argname}")
            self.shared.append(fixturedef.argname)
        elif self.measured:
            self.measured.switch_context(request.node.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:
        """The fixtures are ready: note how long the test itself takes, without waiting."""
        if self.measured:
            self.measured.switch_context(item.nodeid)
        began = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - began

    def pytest_runtest_logreport(self, report: Any) -> None:
        """Whether a test failed."""
        self.failed = self.failed or report.failed

    def pytest_runtestloop(self, session: Any) -> bool:
        """The whole trial."""
        items = {item.nodeid: item for item in session.items}
        for item in items.values():
            self.measured.switch_context(item.nodeid)
            self._protocol(item)
        self.measured.stop()
        lines = self._lines(items)
        self.measured = None
        for number, mutant in enumerate(self.mutants):
            tests = self.tests_of[number] = _of_statement(lines, mutant)
            work = [items[test] for test in tests]
            self.answers[number] = in_child(partial(self._try, mutant, work)) if tests else UNTRIED
            print(number, self.answers[number], mutant.name, file=sys.stderr, flush=True)
        return True

    def _protocol(self, item: Any) -> None:
        """Run a test, and keep what it shares with others."""
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=item.session)

    def _try(self, mutant: Mutant, work: Sequence[Any]) -> int:
        if not apply(mutant):
            return NEEDS_START
        self.failed = False
        for item in work:
            self._protocol(item)
            if self.failed:
                return SEEN
        return SURVIVED

    def _lines(self, items: dict[str, Any]) -> Lines:
        """By module and line, the tests that take it, the quickest first."""
        shared = set(self.shared)
        quick = sorted(self.seconds, key=self.seconds.__getitem__)
        uses = {test: [f"fixture {name}" for name in items[test].fixturenames if name in shared] for test in quick}
        data, lines = self.measured.get_data(), Lines()
        for file in data.measured_files():
            module = str(Path(file).relative_to(SOURCE))
            words = set(_NAME.findall(Path(file).read_text(encoding="utf-8"))) - {"about", "message", "figure"}
            for line, contexts in data.contexts_by_lineno(file).items():
                names = set(contexts)
                taken = [test for test in quick if "" in names or test in names or not names.isdisjoint(uses[test])]
                lines[module, line] = self._affordable(sorted(taken, key=lambda test: not words & _words(test)))
        return lines

    def _affordable(self, tests: Sequence[str]) -> list[str]:
        until = accumulate(self.seconds[test] for test in tests)
        return [test for test, seconds in zip(tests, until, strict=True) if seconds < ENOUGH]


def _of_statement(lines: Lines, mutant: Mutant) -> list[str]:
    """The tests that take a fault's line, or the first line of the statement that it is in."""
    above = ((mutant.module, line) for line in range(mutant.line, max(0, mutant.line - 40), -1))
    return next((lines[place] for place in above if place in lines), [])


def _words(test: str) -> set[str]:
    """What a test's parameters name: the example of a rule is the first that should see a fault of it."""
    found = _PARAMETER.search(test)
    return {found[1]} if found else set()


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """A plugin of pytest: run these tests, in this order."""

    tests: Sequence[str]

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        """Drop what is not chosen."""
        place = {name: number for number, name in enumerate(self.tests)}
        items[:] = sorted((item for item in items if item.nodeid in place), key=lambda item: place[item.nodeid])


class _Loader(SourceFileLoader):
    """Loads a module with a fault."""

    mutant: Mutant

    def get_code(self, fullname: str) -> Any:  # noqa: ARG002
        return compile(self.mutant.text, self.path, "exec", dont_inherit=True)


class _Finder:
    """Finds the module that has a fault, before Python finds the good one."""

    def __init__(self, mutant: Mutant):
        self.mutant = mutant

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        path = SOURCE / self.mutant.module
        if name != "kaphandout." + self.mutant.module.removesuffix(".py").replace("/", "."):
            return None
        loader = _Loader(name, str(path))
        loader.mutant = self.mutant
        return importlib.util.spec_from_file_location(name, path, loader=loader)


def trial(mutants: Sequence[Mutant], folders: Sequence[str], path: Path) -> int:
    """Try faults in one process of pytest, and write the answers to a file."""
    import coverage

    measured = coverage.Coverage(data_file=None, source=[str(SOURCE)], config_file=False)
    plugin = Trial(mutants, measured)
    measured.start()
    pytest.main(["-q", "-p", "no:cacheprovider", *folders], plugins=[plugin])
    path.write_text(json.dumps([plugin.answers, plugin.tests_of]), encoding="utf-8")
    return 0


def from_start(mutant: Mutant, tests: Sequence[str]) -> int:
    """Try a fault that must be there when the module is loaded: the answer."""
    sys.meta_path.insert(0, _Finder(mutant))
    files = sorted({test.partition("::")[0] for test in tests})
    return SEEN if pytest.main(["-q", "-x", "-p", "no:cacheprovider", *files], plugins=[Chosen(tests)]) else SURVIVED


def in_child(work: Callable[[], int], limit: int = LIMIT) -> int:
    """Do work in a fork of this process: its answer, or `SEEN` if it takes longer than `limit` seconds or breaks."""
    child = os.fork()
    if not child:
        answer = SEEN
        try:
            os.setpgid(0, 0)
            answer = work()
        finally:
            os._exit(answer)

    def over(_: int, __: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, over)
    signal.alarm(limit)
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else SEEN


def _quietly(work: Callable[[], int], log: Path) -> Callable[[], int]:
    """The same work, with what it prints in a file."""

    def done() -> int:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(file, 2)
        return work()

    return done


def try_group(group: str, names: Sequence[str], most: int, again: frozenset[str]) -> Iterator[dict[str, Any]]:
    """The figures of each module of a group: how many faults there are, were tried, and no test saw."""
    drawn = {name: faults(name, most, f"{SEED} {name}") for name in names}
    tried = [mutant for _, some in drawn.values() for mutant in some]
    tried = [mutant for mutant in tried if not again or mutant.name in again]
    path = OUT / f"{group}.json"
    in_child(_quietly(lambda: trial(tried, GROUPS[group], path), OUT / f"{group}.log"), 36000)
    answers, tests_of = json.loads(path.read_text(encoding="utf-8"))
    known = explained()
    for name in names:
        survivors: list[Mutant] = []
        for number, mutant in enumerate(tried):
            if mutant.module != name:
                continue
            answer = answers[str(number)]
            if answer == NEEDS_START:
                log, tests = OUT / "start.log", tests_of[str(number)]
                answer = in_child(_quietly(partial(from_start, mutant, tests), log))
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
    parser.add_argument("--again", action="store_true", help="only those that no test saw the last time")
    arguments = parser.parse_args()
    if importlib.util.find_spec("mutmut") is None:
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
        for figures in try_group(group, names, arguments.most, again) if names else ():
            found.append(figures)
            _print(figures)
    print(f"{time.monotonic() - began:.0f} s")
    left = [name for figures in found for _, name in figures["survivors"]]
    last.write_text(json.dumps(left, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if any(figures["survivors"] for figures in found) else 0


if __name__ == "__main__":
    sys.exit(main())
