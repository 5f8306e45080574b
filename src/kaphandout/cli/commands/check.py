"""Check the text: sources, readability, spelling, dates and more; each rule can be explained."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.cli.commands.options import source_of, source_options
from kaphandout.cli.console import BAD_INPUT, FINDINGS, GOOD, shown
from kaphandout.diagnostics import KaphandoutError, Severity, refuse

if TYPE_CHECKING:
    from kaphandout.checks.context import Finding
    from kaphandout.project import Source

EXAMPLE = "kaphandout check --explain long-sentence"
FORMATS = ("grouped", "lines", "json", "sarif", "github")


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--strict", action="store_true", help="warnings too make the exit code 1")
    parser.add_argument("--waived", action="store_true", help="list waived findings too, each with its reason")
    parser.add_argument("--format", choices=FORMATS, default="grouped", help="how findings are told (default: grouped)")
    parser.add_argument("--by", choices=("family", "file"), default="family", help="what grouped findings stand under")
    parser.add_argument("--all", action="store_true", help="every note, not a few of each rule")
    parser.add_argument("--readability", action="store_true", help="the grades of the leaflet, its sections, messages")
    explain = "say why a rule is there, with examples (without a name: list the rules)"
    parser.add_argument("--explain", nargs="?", const="", metavar="RULE", help=explain)
    parser.add_argument("--rules", type=Path, metavar="FILE.html", help="write a page of all rules")
    report = "write the quality report of a topic (give it again for both)"
    parser.add_argument("--report", type=Path, action="append", metavar="FILE.html|FILE.pdf", help=report)


def run(arguments: argparse.Namespace) -> int:
    _refuse_contradictions(arguments)
    if arguments.explain is not None:
        return _explain(arguments.explain, arguments.json)
    if arguments.rules:
        return _write_rules(arguments.rules, arguments.json)
    if arguments.report:
        from kaphandout.cli.commands.reporting import write_reports

        return max(write_reports(arguments), _severity(arguments))
    if arguments.readability:
        return max(_readability(arguments), _severity(arguments))
    return _check(arguments)


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    """Raise `KaphandoutError` where one option would silently lose against another."""
    given = {"--explain": arguments.explain is not None, "--rules": arguments.rules, "--report": arguments.report}
    given |= {"--readability": arguments.readability}
    named = [name for name, there in given.items() if there]
    if len(named) > 1:
        raise refuse("options", "the command line", f"{' and '.join(named)} are different answers: ask for one a time")
    if arguments.json and arguments.format not in ("grouped", "json"):
        words = f"--json and --format {arguments.format} are different forms: leave one out"
        raise refuse("options", "the command line", words)


def _found(source: Source, topics: Iterable[str]) -> list[Finding]:
    """What the rules find in topics today."""
    from kaphandout.checks.rules import find

    today = datetime.now(UTC).date()
    return [one for topic in topics for one in find(source.edition(topic)[0], today, source.clinic_places())]


def _severity(arguments: argparse.Namespace) -> int:
    """The exit code of a plain check of the same text."""
    source = source_of(arguments)
    return _code(_found(source, source.topics(arguments.topic)), arguments.strict)


def _code(findings: Iterable[Finding], strict: bool) -> int:
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FINDINGS if any(one.problem.severity in grave and not one.waiver for one in findings) else GOOD


def _check(arguments: argparse.Namespace) -> int:
    from kaphandout.checks.context import Finding

    form = "json" if arguments.json else arguments.format
    source = source_of(arguments)
    try:
        findings = _found(source, source.topics(arguments.topic))
    except KaphandoutError as exc:
        if form not in ("sarif", "github"):
            raise
        _report([Finding(problem, "input", problem.id) for problem in exc.problems], form, arguments)
        return BAD_INPUT
    _report(findings, form, arguments)
    return _code(findings, arguments.strict)


def _report(findings: list[Finding], form: str, arguments: argparse.Namespace) -> None:
    from kaphandout.checks import sarif, views
    from kaphandout.checks.rules import all_rules

    told = [finding for finding in findings if arguments.waived or not finding.waiver]
    match form:
        case "json":
            print(json.dumps([finding.as_dict() for finding in told], ensure_ascii=False, indent=1))
        case "sarif":
            print(json.dumps(sarif.sarif_log(findings, all_rules()), ensure_ascii=False, indent=1))
        case "github":
            _print(views.github(finding for finding in findings if not finding.waiver))
        case "lines":
            _print(map(views.line, told))
        case _:
            _print(views.grouped(told, arguments.by, arguments.all))
            if count := len(findings) - len(told):
                print(f"{count} waived (--waived lists {'it' if count == 1 else 'them'})")


def _explain(name: str, as_json: bool) -> int:
    from kaphandout.checks import views
    from kaphandout.checks.rules import all_rules

    rules = all_rules()
    if name and name not in rules:
        raise refuse("rule", "the command line", f"there is no rule {name!r}: `--explain` alone lists the rules")
    wanted = [rules[name]] if name else list(rules.values())
    if as_json:
        print(json.dumps([views.as_dict(rule) for rule in wanted], ensure_ascii=False, indent=1))
    elif name:
        _print(views.explained(rules[name]))
    else:
        _print(views.listed(wanted))
    return GOOD


def _write_rules(path: Path, as_json: bool) -> int:
    from kaphandout.checks.rule_page import rule_page
    from kaphandout.checks.rules import all_rules
    from kaphandout.files import write_whole

    write_whole(path, rule_page(all_rules().values()))
    print(json.dumps([{"file": shown(path)}], indent=1) if as_json else shown(path))
    return GOOD


def _readability(arguments: argparse.Namespace) -> int:
    from kaphandout.checks.grades import all_grades, grades_table

    source = source_of(arguments)
    for topic in source.topics(arguments.topic):
        grades = list(all_grades(source.edition(topic)[0]))
        if arguments.json:
            print(json.dumps([part.as_dict() for part in grades], ensure_ascii=False, indent=1))
        else:
            _print(grades_table(grades))
    return GOOD


def _print(lines: Iterable[str]) -> None:
    for text in lines:
        print(text)
