"""`--release`, which `handout` and `slides` share: refuse what is not signed, else enter the edition in the log."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kaphandout.cli.console import progress, report, shown

if TYPE_CHECKING:
    from kaphandout.project import Source


def release_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--release", action="store_true", help="refuse unsigned, changed or expired text; else log the edition"
    )


def is_refused(source: Source, topics: list[str], arguments: argparse.Namespace) -> bool:
    """Whether a release is wanted of text that is not ready for it; what is missing is told."""
    if not arguments.release:
        return False
    from kaphandout.governance.release import check_release

    today = datetime.now(UTC).date()
    lacking = [problem for topic in topics for problem in check_release(source.edition(topic)[0], today)]
    if lacking:
        report(lacking, sys.stdout if arguments.json else sys.stderr, arguments.json)
        progress(arguments, "Not released, and nothing was written: the text lacks what is named above.")
    return bool(lacking)


def enter_in_log(source: Source, topics: list[str], arguments: argparse.Namespace) -> None:
    """Log the editions of a release before their files are written, so that no paper is ahead of the log."""
    if not arguments.release:
        return
    from kaphandout.governance.editions import record

    for topic in topics:
        edition, _ = source.edition(topic)
        path = record(source.content, edition, datetime.now(UTC).date())
        words = f"entered in the log as {shown(path)}" if path else "is the current release already"
        progress(arguments, f"Edition {edition.code} {words}")
