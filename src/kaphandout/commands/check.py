"""Check the text: links, coverage of the source article, readability, dates, references to be verified."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime

from kaphandout.commands.options import source_of, source_options
from kaphandout.console import exit_code, report
from kaphandout.problems import Problem

EXAMPLE = "kaphandout check --json"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.rules import check_edition

    source = source_of(arguments)
    problems: list[Problem] = []
    for topic in source.topics(arguments.topic):
        edition, _ = source.edition(topic)
        problems += check_edition(edition, datetime.now(UTC).date())
    report(problems, arguments.json, sys.stdout)
    return exit_code(problems)
