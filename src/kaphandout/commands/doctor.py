"""Say whether this machine has what the two commands need, and what to type where it has not."""

from __future__ import annotations

import argparse
import json

from kaphandout.console import FINDINGS, GOOD

EXAMPLE = "kaphandout doctor"


def options(parser: argparse.ArgumentParser) -> None:
    """None but `--json`."""


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.system import examine

    findings = examine()
    if arguments.json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=1))
    else:
        for finding in findings:
            print(finding)
    return GOOD if all(finding.found or finding.optional for finding in findings) else FINDINGS
