"""Say whether this machine has what the two commands need, or whether a template is fit for the deck."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kaphandout.cli.console import FINDINGS, GOOD, exit_code, report, show
from kaphandout.diagnostics import refuse

EXAMPLE = "kaphandout doctor --template hospital.pptx"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .potx: how fit is it for the deck?")
    parser.add_argument("--roles", type=Path, metavar="FILE", help="a YAML file: role → the template's layout")


def run(arguments: argparse.Namespace) -> int:
    if arguments.template:
        return _template(arguments)
    if arguments.roles:
        raise refuse("roles", "the command line", "--roles says how a template is used: name it with --template")
    from kaphandout.system import examine

    findings = examine()
    if arguments.json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=1))
    else:
        for finding in findings:
            print(finding)
    return GOOD if all(finding.found or finding.optional for finding in findings) else FINDINGS


def _template(arguments: argparse.Namespace) -> int:
    from kaphandout.deck.templates.foreign.reader import read_template
    from kaphandout.deck.templates.foreign.report import described, fitness

    template = read_template(arguments.template, arguments.roles)
    found = fitness(template)
    if arguments.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        show(*described(found))
        report(template.problems, False, sys.stdout)
    return exit_code(template.problems)
