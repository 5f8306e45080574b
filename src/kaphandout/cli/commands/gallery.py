"""Show every component of the leaflet with its name, for whoever changes the templates."""

from __future__ import annotations

import argparse

from kaphandout.cli.commands.options import out_option, source_of, source_options
from kaphandout.cli.console import report_files

EXAMPLE = "kaphandout gallery --clinic sample-us"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    out_option(parser, "build/gallery")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.files import write_whole
    from kaphandout.leaflet.gallery import write_gallery

    source = source_of(arguments)
    written = []
    for topic in source.topics(arguments.topic):
        made = write_gallery(source.edition(topic)[0])
        for suffix, data in (("html", made.html), ("pdf", made.pdf)):
            path = arguments.out / f"{topic}-gallery.{suffix}"
            write_whole(path, data)
            written.append(path)
    return report_files(arguments, written)
