"""Build the clinician deck as native PPTX."""

from __future__ import annotations

import argparse

from kaphandout.commands.options import out_option, source_of, source_options
from kaphandout.console import progress, shown, tell_products

EXAMPLE = "kaphandout slides --clinic sample-uk"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import build_decks

    source = source_of(arguments)
    progress(arguments, f"Deck: reading {shown(source.content)}, composing slides …")
    return tell_products(build_decks(source, source.topics(arguments.topic), arguments.out), arguments, "slides")
