"""Check the text: sources, readability, spelling, dates and more; each rule can be explained."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, datetime

from kaphandout.commands.options import source_of, source_options
from kaphandout.console import FINDINGS, GOOD

EXAMPLE = "kaphandout check --explain long-sentence"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--strict", action="store_true", help="warnings too make the exit code 1")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.problems import Severity
    from kaphandout.rules import find

    source = source_of(arguments)
    findings = []
    for topic in source.topics(arguments.topic):
        edition, _ = source.edition(topic)
        findings += find(edition, datetime.now(UTC).date(), source.clinic_places())
    shown = [finding for finding in findings if not finding.waiver]
    if arguments.json:
        print(json.dumps([finding.as_dict() for finding in shown], ensure_ascii=False, indent=1))
    else:
        for finding in shown:
            print(finding.problem, file=sys.stdout)
    bad = {Severity.ERROR, Severity.WARNING} if arguments.strict else {Severity.ERROR}
    return FINDINGS if any(finding.problem.severity in bad for finding in shown) else GOOD
