"""The command line: finds the command, runs it, turns errors into messages and exit codes.

Exit codes: 0 good, 1 findings, 2 bad input.
"""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Sequence
from importlib import import_module

from kaphandout import __version__
from kaphandout.cli import commands
from kaphandout.cli.commands.options import choose_folders
from kaphandout.cli.console import BAD_INPUT, GOOD, report
from kaphandout.diagnostics import KaphandoutError

SELDOM = (100_000, 20, 20)
"""How seldom unused cycles are looked for: a command makes many objects that last until its end."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    gc.set_threshold(*SELDOM)
    arguments = _parser().parse_args(argv)
    choose_folders(arguments)
    try:
        return int(arguments.run(arguments))
    except KaphandoutError as exc:
        report(exc.problems, arguments.json, sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return GOOD


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kaphandout",
        description="One shared text becomes a patient leaflet (PDF) and a clinician deck (PPTX).",
        epilog="exit codes: 0 good, 1 findings, 2 bad input",
    )
    parser.add_argument("--version", action="version", version=f"kaphandout {__version__}")
    listed = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name in commands.NAMES:
        command = import_module(f"kaphandout.cli.commands.{name}")
        words = " ".join((command.__doc__ or "").split())
        one = listed.add_parser(name, help=words, description=words, epilog=f"example: {command.EXAMPLE}")
        one.add_argument("--json", action="store_true", help="answer in JSON, for programs")
        command.options(one)
        one.set_defaults(run=command.run)
    return parser
