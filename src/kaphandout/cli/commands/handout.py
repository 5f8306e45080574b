"""Build the patient leaflet as PDF (A4 and US Letter, or another page format), as a web page or as plain text."""

from __future__ import annotations

import argparse

from kaphandout.cli.commands.options import out_option, source_of, source_options
from kaphandout.cli.commands.releasing import build_and_write, release_option
from kaphandout.cli.console import progress, shown, steps

EXAMPLE = "kaphandout handout --format letter --clinic sample-us"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    formats = "a page format, web, text, or all; several with commas (default: a4 and letter)"
    parser.add_argument("--format", action="append", help=formats)
    parser.add_argument("--print-shop", action="store_true", help="with 3 mm bleed and crop marks, for a print shop")
    release_option(parser)
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import build_leaflets
    from kaphandout.leaflet.formats import PAGELESS, format_names, standard_formats

    source = source_of(arguments)
    wanted = list(dict.fromkeys(name.strip() for names in arguments.format or () for name in names.split(",")))
    formats = [*format_names(), *PAGELESS] if "all" in wanted else wanted or standard_formats()
    progress(arguments, f"Leaflet: reading {shown(source.content)}, laying out {', '.join(formats)} …")
    topics, broken = source.sound_topics(arguments.topic)

    def build() -> object:
        with steps(arguments, "laying out", len(formats) * len(topics)) as begin:
            return build_leaflets(source, topics, formats, arguments.out, arguments.print_shop, begin)

    return build_and_write(arguments, source, topics, broken, build, "pages")
