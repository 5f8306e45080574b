"""The arguments that several commands share."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.paths import BUILD, CONTENT

if TYPE_CHECKING:
    from kaphandout.project import Source


def source_options(parser: argparse.ArgumentParser) -> None:
    """What is to be read: topic, clinic, locale and the content folder."""
    parser.add_argument("--topic", help="one topic (default: every topic)")
    parser.add_argument("--clinic", default="default", help="a clinic profile of content/clinics/")
    parser.add_argument("--locale", default="en", help="a language of content/locales/")
    content_option(parser)


def content_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--content", type=Path, default=CONTENT, help="the content folder")


def out_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--out", type=Path, default=BUILD, help="the folder to write to (default: build/)")


def source_of(arguments: argparse.Namespace) -> Source:
    """The source that `source_options` named."""
    from kaphandout.project import Source

    return Source(arguments.content, arguments.locale, arguments.clinic)
