"""Show every component of the leaflet with its name, for whoever changes the templates."""

from __future__ import annotations

import argparse
import json

from kaphandout.cli.commands.options import out_option, source_of, source_options
from kaphandout.cli.console import GOOD, shown

EXAMPLE = "kaphandout gallery --clinic sample-us"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    out_option(parser, "build/gallery")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.files import write_whole
    from kaphandout.leaflet.gallery import write_gallery

    source = source_of(arguments)
    written: list[str] = []
    for topic in source.topics(arguments.topic):
        made = write_gallery(source.edition(topic)[0])
        for suffix, data in (("html", made.html), ("pdf", made.pdf)):
            path = arguments.out / f"{topic}-gallery.{suffix}"
            write_whole(path, data)
            written.append(shown(path))
    print(json.dumps([{"file": name} for name in written], indent=1) if arguments.json else "\n".join(written))
    return GOOD
