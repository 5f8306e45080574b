"""Say whether this machine has what the two commands need, or whether a template is fit for the deck."""

from __future__ import annotations

import argparse
from pathlib import Path

from kaphandout.cli.console import FINDINGS, GOOD, answer, exit_code, report
from kaphandout.diagnostics import refuse

EXAMPLE = "kaphandout doctor --template hospital.pptx"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .potx: how fit is it for the deck?")
    parser.add_argument("--roles", type=Path, metavar="FILE", help="a YAML file: role → the template's layout")


def run(arguments: argparse.Namespace) -> int:
    if arguments.template:
        return _template(arguments)
    if arguments.roles:
        raise refuse(
            "roles", "the command line", "--roles says how a template is used: name the template with --template"
        )
    from kaphandout.system import examine

    findings = examine()
    answer(arguments, [finding.as_dict() for finding in findings], *map(str, findings))
    return GOOD if all(finding.found or finding.optional for finding in findings) else FINDINGS


def _template(arguments: argparse.Namespace) -> int:
    from kaphandout.deck.templates.foreign.reader import read_template
    from kaphandout.deck.templates.foreign.report import described, fitness

    template = read_template(arguments.template, arguments.roles)
    found = fitness(template)
    answer(arguments, found, *described(found))
    if not arguments.json:
        report(template.problems)
    return exit_code(template.problems)
