"""Render every page and slide of what was built to pictures and contact sheets."""

from __future__ import annotations

import argparse
from pathlib import Path

from kaphandout.cli.commands.options import out_option
from kaphandout.cli.console import progress, report_files
from kaphandout.diagnostics import refuse

EXAMPLE = "kaphandout look"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: all that is built")
    out_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.cli.preview import look as render

    built = arguments.files or sorted([*arguments.out.glob("*.pdf"), *arguments.out.glob("*.pptx")])
    if not built:
        raise refuse("look", arguments.out, "there is nothing to look at: run `make handout slides` first")
    progress(arguments, f"Rendering {len(built)} files …")
    return report_files(arguments, render(built, arguments.out / "look"))
