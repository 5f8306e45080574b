"""The command line: finds the command, runs it, turns errors into messages and exit codes.

Exit codes: 0 good, 1 findings, 2 bad input.
"""

from __future__ import annotations

import argparse
import gc
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from typing import NoReturn

from kaphandout import __version__
from kaphandout.cli import commands
from kaphandout.cli.commands.options import EXIT_CODES, choose_folders, explained
from kaphandout.cli.console import BAD_INPUT, GOOD, report
from kaphandout.diagnostics import KaphandoutError, refuse

TRACEBACK = "KAPHANDOUT_TRACEBACK"
"""The environment variable that shows where a fault of the software is."""

SELDOM = (100_000, 20, 20)
"""How seldom unused cycles are looked for: a command makes many objects that last until its end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(*SELDOM)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    given = list(sys.argv[1:] if argv is None else argv)
    if given[:1] == ["help"]:
        given = [*given[1:2], "--help"]
    arguments = _parser("--json" in given).parse_args(given)
    try:
        with _signals_as_exceptions():
            choose_folders(arguments)
            code = int(arguments.run(arguments))
            sys.stdout.flush()
            return code
    except KaphandoutError as exc:
        report(exc.problems, sys.stderr, arguments.json)
    except BrokenPipeError:
        _give_up_stdout()
        return GOOD
    except KeyboardInterrupt as exc:
        number = exc.args[0] if exc.args else signal.SIGINT
        print("\nStopped; earlier files are as they were.", file=sys.stderr)
        return 128 + int(number)
    except OSError as exc:
        _give_up_stdout()
        problem = refuse("system", exc.filename or "standard output", f"cannot be read or written: {exc.strerror}")
        report(problem.problems, sys.stderr, arguments.json)
    except Exception as exc:
        if os.environ.get(TRACEBACK):
            raise
        words = f"this is a fault of kaphandout, not of yours ({type(exc).__name__}: {exc}); "
        words += f"please report it with the output of {TRACEBACK}=1 kaphandout …"
        report(refuse("internal", "", words).problems, sys.stderr, arguments.json)
    return BAD_INPUT


@contextmanager
def _signals_as_exceptions() -> Iterator[None]:
    """Let a request to end (SIGTERM, SIGHUP) clean up as Ctrl-C does."""

    def stop(number: int, _: object) -> None:
        raise KeyboardInterrupt(number)

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _give_up_stdout() -> None:
    """Nobody can read the rest: let Python's own farewell go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class _Parser(argparse.ArgumentParser):
    """Reports a wrong use as a program asked for it: in JSON where `--json` was given."""

    as_json = False

    def error(self, message: str) -> NoReturn:
        if not self.as_json:
            super().error(message)
        report(refuse("usage", "the command line", message).problems, sys.stderr, as_json=True)
        self.exit(BAD_INPUT)


def _parser(as_json: bool = False) -> argparse.ArgumentParser:
    _Parser.as_json = as_json
    parser = _Parser(
        prog="kaphandout",
        description="One shared text becomes a patient leaflet (PDF) and a clinician deck (PPTX).",
        epilog=f"{EXIT_CODES}; `kaphandout COMMAND --help` gives an example of each",
    )
    parser.add_argument("-V", "--version", action="version", version=f"kaphandout {__version__}")
    listed = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in commands.NAMES:
        command = import_module(f"kaphandout.cli.commands.{name}")
        words = " ".join((command.__doc__ or "").split())
        one = listed.add_parser(name, help=words, **explained(words, command.EXAMPLE))
        one.add_argument("--json", action="store_true", help="answer in JSON, for programs")
        command.options(one)
        one.set_defaults(run=command.run)
    return parser
