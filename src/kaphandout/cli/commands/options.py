"""The arguments that several commands share."""

from __future__ import annotations

import argparse
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaphandout.content.paths import find_content, work_in

if TYPE_CHECKING:
    from kaphandout.project import Source


EXIT_CODES = "exit codes: 0 good, 1 findings, 2 bad input"
_WIDTH = 80


def explained(about: str, example: str) -> dict[str, Any]:
    """How the help of a command begins and ends: what it is about; an example, and what its exit codes mean."""
    return {
        "description": textwrap.fill(about, _WIDTH),
        "epilog": f"example: {example}\n{EXIT_CODES}",
        "formatter_class": argparse.RawDescriptionHelpFormatter,
    }


def source_options(parser: argparse.ArgumentParser) -> None:
    """What is to be read: topic, clinic, locale and the content folder."""
    parser.add_argument("--topic", help="one topic (default: every topic)")
    parser.add_argument("--clinic", default="default", help="a clinic profile of content/clinics/")
    parser.add_argument("--locale", default="en", help="a language of content/locales/")
    content_option(parser)


def content_option(parser: argparse.ArgumentParser) -> None:
    words = "the content folder (default: that of the nearest folder upwards that has one)"
    parser.add_argument("--content", type=Path, help=words)


def out_option(parser: argparse.ArgumentParser, default: str = "build") -> None:
    """`default` is relative to the workspace."""
    words = f"the folder to write to (default: {default}/ of the workspace)"
    parser.add_argument("--out", type=Path, help=words)
    parser.set_defaults(default_out=default)


def choose_folders(arguments: argparse.Namespace) -> None:
    """Choose the workspace, and in it the folders that were not named."""
    named: Path | None = getattr(arguments, "content", None)
    content = arguments.content = named or find_content(Path.cwd(), "begins" in arguments)
    work_in(content)
    if "default_out" in arguments and arguments.out is None:
        arguments.out = content.parent / arguments.default_out


def source_of(arguments: argparse.Namespace) -> Source:
    """The source that `source_options` named."""
    from kaphandout.project import Source

    return Source(arguments.content, arguments.locale, arguments.clinic)
