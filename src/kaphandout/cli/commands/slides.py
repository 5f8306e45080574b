"""Build the clinician deck as native PPTX, on our own template or a hospital's, and, if wanted, its handout as PDF."""

from __future__ import annotations

import argparse
from pathlib import Path

from kaphandout.cli.commands.options import out_option, source_of, source_options
from kaphandout.cli.commands.releasing import build_and_write, release_option
from kaphandout.cli.console import progress, shown
from kaphandout.diagnostics import refuse

EXAMPLE = "kaphandout slides --clinic sample-uk --minutes 20"
MOST_MINUTES = 600


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--minutes", type=_minutes, help="keep what is most essential, for so many minutes")
    parser.add_argument("--handout", action="store_true", help="slides and notes as an accessible PDF as well")
    own = parser.add_mutually_exclusive_group()
    own.add_argument("--template", type=Path, metavar="FILE", help="a .pptx or .potx whose looks the deck takes on")
    own.add_argument("--size", choices=("16:9", "4:3"), default="16:9", help="of the slides of our own template")
    roles = "a YAML file: role → the template's layout (`kaphandout doctor --template FILE` shows both)"
    parser.add_argument("--roles", type=Path, metavar="FILE", help=roles)
    release_option(parser)
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import Dress, build_decks

    if arguments.roles and not arguments.template:
        raise refuse(
            "roles", "the command line", "--roles says how a template is used: name the template with --template"
        )
    source = source_of(arguments)
    progress(arguments, f"Deck: reading {shown(source.content)}, composing slides …")
    topics, broken = source.sound_topics(arguments.topic)
    dress = Dress(arguments.size, arguments.template, arguments.roles)

    def build() -> object:
        return build_decks(source, topics, arguments.out, arguments.minutes, arguments.handout, dress)

    return build_and_write(arguments, source, topics, broken, build, "slides")


def _minutes(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number of minutes from 1 to {MOST_MINUTES}")
    return int(value)
