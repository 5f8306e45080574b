"""The command line: its commands and their arguments; with `console` the only place that prints or asks the clock.

Exit codes: 0 good, 1 findings, 2 bad input.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kaphandout import __version__, paths
from kaphandout.console import BAD_INPUT, FINDINGS, GOOD, exit_code, progress, report, shown, tell_products
from kaphandout.problems import KaphandoutError, Place, Problem, refuse, warning


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KaphandoutError as exc:
        report(exc.problems, arguments.json, sys.stderr)
        return BAD_INPUT
    except BrokenPipeError:
        sys.stderr.close()
        return GOOD


# --- commands ------------------------------------------------------------------------------------------------------


def handout(arguments: argparse.Namespace) -> int:
    """Build the patient leaflet as PDF (A4 and US Letter, or another page format), as a web page or as plain text."""
    from kaphandout.build import build_leaflets
    from kaphandout.leaflet.formats import PAGELESS, format_names, standard_formats

    source = _source(arguments)
    match arguments.format:
        case None:
            formats = standard_formats()
        case "all":
            formats = [*format_names(), *PAGELESS]
        case name:
            formats = [name]
    progress(arguments, f"Leaflet: reading {shown(source.content)}, laying out {', '.join(formats)} …")
    topics = source.topics(arguments.topic)
    products = build_leaflets(source, topics, formats, arguments.out, arguments.print_shop)
    report(source.notes(), False, sys.stderr)
    return tell_products(products, arguments, "pages")


def slides(arguments: argparse.Namespace) -> int:
    """Build the clinician deck as native PPTX."""
    from kaphandout.build import build_decks

    source = _source(arguments)
    progress(arguments, f"Deck: reading {shown(source.content)}, composing slides …")
    report(source.notes(), False, sys.stderr)
    return tell_products(build_decks(source, source.topics(arguments.topic), arguments.out), arguments, "slides")


def check(arguments: argparse.Namespace) -> int:
    """Check the text: links, coverage of the source article, readability, dates, references to be verified."""
    from kaphandout.rules import check_edition

    source = _source(arguments)
    problems: list[Problem] = []
    for topic in source.topics(arguments.topic):
        edition, _ = source.edition(topic)
        problems += check_edition(edition, datetime.now(UTC).date())
    report(problems, arguments.json, sys.stdout)
    return exit_code(problems)


def verify(arguments: argparse.Namespace) -> int:
    """Read leaflets and decks back: does each say what it claims to, and is it of the text as it is now?"""
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


def claims(arguments: argparse.Namespace) -> int:
    """Show what became of each sentence of the source article; with --article, find what changed in it."""
    from kaphandout.article import article_sentences
    from kaphandout.documents import read_text
    from kaphandout.load import load_topic
    from kaphandout.rules.coverage import check_article

    source = _source(arguments)
    problems: list[Problem] = []
    for name in source.topics(arguments.topic):
        topic = load_topic(source.content, name)
        if arguments.article:
            sentences = article_sentences(read_text(arguments.article, str(arguments.article)))
            problems += check_article(topic, sentences, arguments.article.name)
        elif arguments.json:
            print(json.dumps([claim.model_dump() for claim in topic.claims.values()], ensure_ascii=False, indent=1))
        else:
            for claim in topic.claims.values():
                fate = claim.left_out or claim.corrected or ""
                print(f"{claim.id:4} {claim.told:10} {claim.gist}" + (f"\n{'':16}{fate}" if fate else ""))
    if arguments.article:
        report(problems, arguments.json, sys.stdout)
    return exit_code(problems)


def look(arguments: argparse.Namespace) -> int:
    """Render every page and slide of what was built to pictures and contact sheets."""
    from kaphandout.look import look as render

    built = arguments.files or sorted([*arguments.out.glob("*.pdf"), *arguments.out.glob("*.pptx")])
    if not built:
        raise refuse("look", arguments.out, "there is nothing to look at: run `make handout slides` first")
    progress(arguments, f"Rendering {len(built)} files …")
    for path in render(built, arguments.out / "look"):
        print(shown(path))
    return GOOD


def gallery(arguments: argparse.Namespace) -> int:
    """Show every component of the leaflet with its name, for whoever changes the templates."""
    from kaphandout.files import write_whole
    from kaphandout.leaflet.gallery import write_gallery

    source = _source(arguments)
    written: list[str] = []
    for topic in source.topics(arguments.topic):
        made = write_gallery(source.edition(topic)[0])
        for suffix, data in (("html", made.html), ("pdf", made.pdf)):
            path = arguments.out / f"{topic}-gallery.{suffix}"
            write_whole(path, data)
            written.append(shown(path))
    print(json.dumps([{"file": name} for name in written], indent=1) if arguments.json else "\n".join(written))
    return GOOD


def doctor(arguments: argparse.Namespace) -> int:
    """Say whether this machine has what the two commands need, and what to type where it has not."""
    from kaphandout.system import examine

    findings = examine()
    if arguments.json:
        print(json.dumps([finding.as_dict() for finding in findings], indent=1))
    else:
        for finding in findings:
            print(finding)
    return GOOD if all(finding.found or finding.optional for finding in findings) else FINDINGS


def schema(arguments: argparse.Namespace) -> int:
    """Write the JSON Schemas of the content files, with which editors complete and check what is typed."""
    from kaphandout.files import write_whole
    from kaphandout.load import SCHEMAS

    for name, record in SCHEMAS.items():
        path = arguments.out / f"{name}.schema.json"
        text = json.dumps(record.model_json_schema(), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
        write_whole(path, text.encode("utf-8"))
        print(shown(path))
    return GOOD


# --- arguments -----------------------------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="kaphandout",
        description="One shared text becomes a patient leaflet (PDF) and a clinician deck (PPTX).",
        epilog="exit codes: 0 good, 1 findings, 2 bad input",
    )
    parser.add_argument("--version", action="version", version=f"kaphandout {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    command = _command(commands, handout, "kaphandout handout --format letter --clinic sample-us")
    _source_options(command)
    command.add_argument("--format", help="a page format, web, text, or all (default: a4 and letter)")
    command.add_argument("--print-shop", action="store_true", help="with 3 mm bleed and crop marks, for a print shop")
    _out_option(command)

    command = _command(commands, slides, "kaphandout slides --clinic sample-uk")
    _source_options(command)
    _out_option(command)

    _source_options(_command(commands, check, "kaphandout check --json"))

    command = _command(commands, verify, "kaphandout verify build/*.pdf build/*.pptx")
    files = "a leaflet (.pdf, .html, .txt) or a deck (.pptx)"
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=files)
    command.add_argument("--offline", action="store_true", help="hold each file only against its own manifest")
    command.add_argument("--content", type=Path, default=paths.CONTENT, help="the content folder")

    command = _command(commands, claims, "kaphandout claims --article article.txt")
    _source_options(command)
    command.add_argument("--article", type=Path, help="a source article as plain text")

    command = _command(commands, look, "kaphandout look")
    command.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all that is built")
    _out_option(command)

    command = _command(commands, gallery, "kaphandout gallery --clinic sample-us")
    _source_options(command)
    out = paths.BUILD / "gallery"
    command.add_argument("--out", type=Path, default=out, help="the folder to write to (default: build/gallery/)")

    _command(commands, doctor, "kaphandout doctor")

    command = _command(commands, schema, "kaphandout schema --out content/schemas")
    command.add_argument("--out", type=Path, default=paths.CONTENT / "schemas", help="the folder to write to")
    return parser


def _command(
    commands: Any, run: Callable[[argparse.Namespace], int], example: str
) -> argparse.ArgumentParser:
    words = (run.__doc__ or "").strip()
    command: argparse.ArgumentParser = commands.add_parser(
        run.__name__, help=words, description=words, epilog=f"example: {example}"
    )
    command.add_argument("--json", action="store_true", help="answer in JSON, for programs")
    command.set_defaults(run=run)
    return command


def _source_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--topic", help="one topic (default: every topic)")
    command.add_argument("--clinic", default="default", help="a clinic profile of content/clinics/")
    command.add_argument("--locale", default="en", help="a language of content/locales/")
    command.add_argument("--content", type=Path, default=paths.CONTENT, help="the content folder")


def _out_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--out", type=Path, default=paths.BUILD, help="the folder to write to (default: build/)")


def _source(arguments: argparse.Namespace) -> Any:
    from kaphandout.build import Source

    return Source(arguments.content, arguments.locale, arguments.clinic)
