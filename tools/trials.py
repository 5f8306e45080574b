"""Faults + a group of tests → which faults they see: the tests run once, then once more in a fork for each fault.

Only the tests that take a fault's line are run, those of the same rule first, then the quickest first.
"""

from __future__ import annotations

import contextlib
import json
import os
import re
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.machinery import ModuleSpec, SourceFileLoader
from importlib.util import spec_from_file_location
from itertools import accumulate
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from tools.faults import SOURCE, Mutant, apply

"""Up to so many faults of a module are tried, drawn with `SEED`."""
ENOUGH = 3.0
"""The tests that take a fault's line are run, the quickest first, for so many seconds of the processor in all."""
LIMIT = 30
"""After so many seconds of the processor a fault counts as seen: the tests hang. Waiting may take ten times as long."""
SEEN, SURVIVED, NEEDS_START, UNTRIED = 1, 0, 97, 96
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
        return spec_from_file_location(name, path, loader=loader)


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
    """Do work in a fork of this process: its answer, or `SEEN` if it hangs or breaks."""
    child = os.fork()
    if not child:
        answer = SEEN
        try:
            os.setpgid(0, 0)
            resource.setrlimit(resource.RLIMIT_CPU, (limit, limit))
            answer = work()
        finally:
            os._exit(answer)

    def over(_: int, __: FrameType | None) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, over)
    signal.alarm(10 * limit)
    _, status = os.waitpid(child, 0)
    signal.alarm(0)
    return os.waitstatus_to_exitcode(status) if os.WIFEXITED(status) else SEEN


def quietly(work: Callable[[], int], log: Path) -> Callable[[], int]:
    """The same work, with what it prints in a file."""

    def done() -> int:
        file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(file, 1)
        os.dup2(file, 2)
        return work()

    return done
