"""Read leaflets and decks back: does each say what it claims to, and is it of the text as it is now? (Or, offline: are
several of one edition?)"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaphandout.cli.commands.options import content_option
from kaphandout.cli.console import BAD_INPUT, GOOD, exit_code, print_json, report
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, counted, refuse, warning

if TYPE_CHECKING:
    from kaphandout.edition.edition import Edition
    from kaphandout.verify import Artefact

EXAMPLE = "kaphandout verify build/*.pdf build/*.pptx"


def options(parser: argparse.ArgumentParser) -> None:
    files = "a leaflet (.pdf, .html, .txt), a deck (.pptx) or its handout (.pdf)"
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files)
    offline = "hold each file only against its own manifest, and files of one topic, language and clinic together"
    parser.add_argument("--offline", action="store_true", help=offline)
    content_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.governance.release_verification import verify_release
    from kaphandout.verify import check_edition, check_manifest, check_pair, read

    problems: list[Diagnostic] = []
    unread: list[Diagnostic] = []
    answers: list[dict[str, Any]] = []
    firsts: dict[tuple[str, str, str], Artefact] = {}
    for path in arguments.files:
        try:
            artefact = read(path)
            if artefact.manifest and artefact.manifest["artefact"] == "quality report":
                raise refuse("kind", path, "this is a quality report: give a leaflet, a deck or its handout")
        except KaphandoutError as exc:
            unread += exc.problems
            answers.append(_answer(path, None, exc.problems))
            continue
        edition = None if arguments.offline else _present(artefact, arguments.content)
        found = check_manifest(artefact, _labels(edition) if edition else ())
        if edition and artefact.manifest:
            found += verify_release(artefact.file, artefact.manifest, arguments.content)
        state = ["says what it claims to say"] if artefact.manifest and exit_code(found) == GOOD else []
        if arguments.offline and artefact.content:
            found += check_pair(firsts.setdefault(artefact.content, artefact), artefact)
        if edition:
            changes = check_edition(artefact, edition)
            is_present = exit_code(changes) == GOOD and all(problem.rule != "changed" for problem in changes)
            state += ["is of the present text"] if is_present else []
            found += changes
        elif not artefact.manifest and not artefact.is_slides_as_pdf:
            what = "plain text" if artefact.is_plain else "a file without a manifest"
            words = f"{what} was compared with nothing: leave out --offline, and keep the line that names the document"
            found.append(warning("not-compared", Place(str(path)), "", words))
        problems += found
        answers.append(_answer(path, artefact, found))
        if not arguments.json:
            code = ", ".join(artefact.codes) or "no edition code"
            print("; ".join([f"{path}: {artefact.kind}, edition {code}", *state, *counted(found)]))
    if arguments.json:
        print_json(answers)
    else:
        report(problems)
        report(unread, sys.stderr)
    return BAD_INPUT if unread else exit_code(problems)


def _answer(path: Path, artefact: Artefact | None, found: Sequence[Diagnostic]) -> dict[str, Any]:
    """What is known of a file, as plain values: `kind` is null for one that cannot be read."""
    return {
        "file": str(path),
        "kind": artefact.kind if artefact else None,
        "editions": list(artefact.codes) if artefact else [],
        "problems": [problem.as_dict() for problem in found],
    }


def _present(artefact: Artefact, content: Path) -> Edition | None:
    """The edition as it is now of what a file says it is of; None if it does not say."""
    from kaphandout.project import Source

    if not artefact.content:
        return None
    topic, locale, clinic = artefact.content
    source = Source(content, locale, clinic)
    return source.edition(source.topics(topic)[0])[0]


def _labels(edition: Edition) -> list[str]:
    from kaphandout.content.locale import labels_of

    return labels_of(edition.locale.terms)
