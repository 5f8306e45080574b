"""Check the text: sources, readability, spelling, dates and more; each rule can be explained."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.cli.commands.options import source_of, source_options
from kaphandout.cli.console import BAD_INPUT, FINDINGS, GOOD, answer, print_json, report_files, show
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Severity, refuse

if TYPE_CHECKING:
    from kaphandout.checks.context import RuleFinding
    from kaphandout.project import Source

EXAMPLE = "kaphandout check --explain long-sentence"
FORMATS = ("grouped", "lines", "json", "sarif", "github")


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--strict", action="store_true", help="warnings too make the exit code 1")
    parser.add_argument("--waived", action="store_true", help="list waived findings too, each with its reason")
    parser.add_argument(
        "--format", choices=FORMATS, default="grouped", help="the form of the findings (default: grouped)"
    )
    parser.add_argument(
        "--by", choices=("family", "file"), default="family", help="what groups the findings (default: family)"
    )
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
        return _explain(arguments)
    if arguments.rules:
        return _write_rules(arguments)
    source = source_of(arguments)
    if not arguments.report and not arguments.readability:
        return _check(arguments, source)
    topics = source.topics(arguments.topic)
    if arguments.report:
        from kaphandout.cli.commands.reporting import write_reports

        write_reports(arguments, source, topics)
    else:
        _readability(arguments, source, topics)
    return _code(_found(source, topics), arguments.strict)


def _refuse_contradictions(arguments: argparse.Namespace) -> None:
    """Raise `KaphandoutError` where one option would silently lose against another."""
    given = {"--explain": arguments.explain is not None, "--rules": arguments.rules, "--report": arguments.report}
    given |= {"--readability": arguments.readability}
    named = [name for name, there in given.items() if there]
    if len(named) > 1:
        raise refuse("options", "the command line", f"{' and '.join(named)} cannot be combined: ask for one at a time")
    if arguments.json and arguments.format not in ("grouped", "json"):
        words = f"--json and --format {arguments.format} cannot be combined: leave one out"
        raise refuse("options", "the command line", words)


def _found(source: Source, topics: Iterable[str]) -> list[RuleFinding]:
    """What the rules find in topics today."""
    from kaphandout.checks.rules import find

    today = datetime.now(UTC).date()
    return [one for topic in topics for one in find(source.edition(topic)[0], today, source.clinic_places())]


def _code(findings: Iterable[RuleFinding], strict: bool) -> int:
    grave = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return FINDINGS if any(one.problem.severity in grave and not one.waiver for one in findings) else GOOD


def _check(arguments: argparse.Namespace, source: Source) -> int:

    form = "json" if arguments.json else arguments.format
    try:
        topics, broken = source.sound_topics(arguments.topic)
        findings = [*_as_findings(broken), *_found(source, topics)]
    except KaphandoutError as exc:
        if form not in ("sarif", "github"):
            raise
        _report(_as_findings(exc.problems), form, arguments)
        return BAD_INPUT
    _report(findings, form, arguments)
    return BAD_INPUT if broken else _code(findings, arguments.strict)


def _as_findings(problems: Iterable[Diagnostic]) -> list[RuleFinding]:
    """What keeps a topic from being read, among the findings of the rules."""
    from kaphandout.checks.context import RuleFinding

    return [RuleFinding(problem, "input", problem.id) for problem in problems]


def _report(findings: list[RuleFinding], form: str, arguments: argparse.Namespace) -> None:
    from kaphandout.checks import sarif, views
    from kaphandout.checks.rules import all_rules

    listed = [finding for finding in findings if arguments.waived or not finding.waiver]
    match form:
        case "json":
            print_json([finding.as_dict() for finding in listed])
        case "sarif":
            print_json(sarif.sarif_log(findings, all_rules()))
        case "github":
            for command in views.github(finding for finding in findings if not finding.waiver):
                print(command)
        case "lines":
            show(*map(views.line, listed))
        case _:
            show(*views.grouped(listed, arguments.by, arguments.all))
            if count := len(findings) - len(listed):
                show(f"{count} waived (--waived lists {'it' if count == 1 else 'them'})")


def _explain(arguments: argparse.Namespace) -> int:
    from kaphandout.checks import views
    from kaphandout.checks.rules import all_rules
    from kaphandout.terminal import table

    rules, name = all_rules(), arguments.explain
    if not name:
        answer(arguments, [views.as_dict(rule) for rule in rules.values()], *views.listed(rules.values()))
    elif rule := rules.get(name):
        answer(arguments, [views.as_dict(rule)], views.summary(rule), table(list(views.explained(rule)), indent=2))
    else:
        raise refuse("rule", "the command line", f"there is no rule {name!r}: `--explain` alone lists the rules")
    return GOOD


def _write_rules(arguments: argparse.Namespace) -> int:
    from kaphandout.checks.rule_page import rule_page
    from kaphandout.checks.rules import all_rules
    from kaphandout.files import write_whole

    write_whole(arguments.rules, rule_page(all_rules().values()))
    return report_files(arguments, [arguments.rules])


def _readability(arguments: argparse.Namespace, source: Source, topics: Iterable[str]) -> None:
    from kaphandout.checks.grades import all_grades, grades_table

    grades = {topic: list(all_grades(source.edition(topic)[0])) for topic in topics}
    parts = [{"topic": topic, **part.as_dict()} for topic, given in grades.items() for part in given]
    answer(arguments, parts, *(line for given in grades.values() for line in grades_table(given)))
