"""Build the patient leaflet as PDF (A4 and US Letter, or another page format), as a web page or as plain text."""

from __future__ import annotations

import argparse

from kaphandout.cli.commands.options import out_option, source_of, source_options
from kaphandout.cli.commands.releasing import enter_in_log, is_refused, release_option
from kaphandout.cli.console import FINDINGS, progress, shown, tell_products

EXAMPLE = "kaphandout handout --format letter --clinic sample-us"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--format", help="a page format, web, text, or all (default: a4 and letter)")
    parser.add_argument("--print-shop", action="store_true", help="with 3 mm bleed and crop marks, for a print shop")
    release_option(parser)
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.build import build_leaflets
    from kaphandout.leaflet.formats import PAGELESS, format_names, standard_formats

    source = source_of(arguments)
    match arguments.format:
        case None:
            formats = standard_formats()
        case "all":
            formats = [*format_names(), *PAGELESS]
        case name:
            formats = [name]
    topics = source.topics(arguments.topic)
    if is_refused(source, topics, arguments):
        return FINDINGS
    progress(arguments, f"Leaflet: reading {shown(source.content)}, laying out {', '.join(formats)} …")
    products = build_leaflets(source, topics, formats, arguments.out, arguments.print_shop)
    code = tell_products(products, arguments, "pages")
    enter_in_log(source, topics, arguments)
    return code
