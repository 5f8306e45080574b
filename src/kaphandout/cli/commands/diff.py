"""Compare two of leaflet, deck, content folder, edition code and Git revision: what changed, message by message."""

from __future__ import annotations

import argparse
from contextlib import ExitStack
from pathlib import Path

from kaphandout.cli.commands.options import content_option
from kaphandout.cli.console import FINDINGS, GOOD, answer, in_colour, progress, report, shown

EXAMPLE = "kaphandout diff HEAD~3 --html build/changes.html"


def options(parser: argparse.ArgumentParser) -> None:
    words = "a leaflet (.pdf, .html), a deck (.pptx), a content folder, an edition code or a Git revision"
    parser.add_argument("old", metavar="A", help=words)
    parser.add_argument("new", metavar="B", nargs="?", help="the same (default: the content folder as it is now)")
    parser.add_argument("--topic", help="one topic (default: the file's, or every topic)")
    parser.add_argument("--clinic", help="a clinic profile (default: the file's)")
    parser.add_argument("--locale", help="a language (default: the file's, or en)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the comparison as a page")
    content_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.compare import page, terminal
    from kaphandout.compare.operands import Selection, comparisons, opened
    from kaphandout.files import write_whole

    with ExitStack() as open_sides:
        sides = [
            open_sides.enter_context(opened(word, arguments.content))
            for word in (arguments.old, arguments.new or shown(arguments.content))
        ]
        wanted = Selection(arguments.topic, arguments.locale, arguments.clinic)
        found = comparisons(sides[0], sides[1], wanted, arguments.content)
    problems = [problem for side in sides for problem in side.problems()]
    if arguments.html:
        write_whole(arguments.html, page.write_comparisons(found, problems))
        progress(arguments, f"{shown(arguments.html)}: the comparison as a page")
    topics = [page.as_dict(comparison) for comparison in found]
    value = {"topics": topics, "problems": [problem.as_dict() for problem in problems]}
    answer(arguments, value, *(part for comparison in found for part in terminal.described(comparison, in_colour())))
    if problems and not arguments.json:
        print("\nThe files do not say what their manifests say; only the manifests were compared:")
        report(problems)
    return FINDINGS if problems or any(comparison.changes for comparison in found) else GOOD
