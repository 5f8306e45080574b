"""Read leaflets and decks back: does each say what it claims to, and is it of the text as it is now?"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kaphandout.commands.options import content_option
from kaphandout.console import exit_code, report
from kaphandout.problems import Place, Problem, warning

EXAMPLE = "kaphandout verify build/*.pdf build/*.pptx"


def options(parser: argparse.ArgumentParser) -> None:
    files = "a leaflet (.pdf, .html, .txt), a deck (.pptx) or its handout (.pdf)"
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files)
    parser.add_argument("--offline", action="store_true", help="hold each file only against its own manifest")
    content_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import Source
    from kaphandout.sync import against, read, unknown_text, witness

    problems: list[Problem] = []
    for path in arguments.files:
        artefact = read(path)
        found = list(witness(artefact))
        code = ", ".join(artefact.codes) or "no edition code"
        state = ["says what it claims to say"] if artefact.manifest and not found else []
        if artefact.content and not arguments.offline:
            topic, locale, clinic = artefact.content
            source = Source(arguments.content, locale, clinic)
            edition, _ = source.edition(source.topics(topic)[0])
            changes = list(against(artefact, edition))
            state += ["is of the present text"] if not changes else []
            found += changes
            found += unknown_text(artefact, edition.texts, edition.locale.terms)
        elif artefact.is_plain:
            words = "plain text was held against nothing: leave out --offline; keep the line that names the document"
            found.append(warning("not-compared", Place(str(path)), "", words))
        problems += found
        if not arguments.json:
            print(f"{path}: {artefact.kind}, edition {code}{''.join(f'; {words}' for words in state)}")
    report(problems, arguments.json, sys.stdout)
    return exit_code(problems)
