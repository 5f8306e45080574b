"""Build the clinician deck as native PPTX and, if wanted, its handout as PDF."""

from __future__ import annotations

import argparse

from kaphandout.commands.options import out_option, source_of, source_options
from kaphandout.console import progress, shown, tell_products

EXAMPLE = "kaphandout slides --clinic sample-uk --minutes 20"
MOST_MINUTES = 600


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--minutes", type=_minutes, help="keep what is most essential, for so many minutes")
    parser.add_argument("--handout", action="store_true", help="slides and notes as an accessible PDF as well")
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import build_decks

    source = source_of(arguments)
    progress(arguments, f"Deck: reading {shown(source.content)}, composing slides …")
    topics = source.topics(arguments.topic)
    products = build_decks(source, topics, arguments.out, arguments.minutes, arguments.handout)
    return tell_products(products, arguments, "slides")


def _minutes(value: str) -> int:
    if not value.isdecimal() or not 1 <= int(value) <= MOST_MINUTES:
        raise argparse.ArgumentTypeError(f"{value!r} is no whole number of minutes from 1 to {MOST_MINUTES}")
    return int(value)
