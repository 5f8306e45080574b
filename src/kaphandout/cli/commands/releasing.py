"""What `handout` and `slides` share: build, and with `--release` refuse what is not signed, else log the edition."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from kaphandout.cli.console import BAD_INPUT, FINDINGS, progress, report, report_products, shown

if TYPE_CHECKING:
    from kaphandout.diagnostics import Diagnostic
    from kaphandout.project import Source


def release_option(parser: argparse.ArgumentParser) -> None:
    words = "refuse unsigned, changed or expired text; else log the edition"
    parser.add_argument("--release", action="store_true", help=words)


def build_and_write(
    arguments: argparse.Namespace,
    source: Source,
    topics: Sequence[str],
    broken: Sequence[Diagnostic],
    build: Callable[[], Any],
    unit: str,
) -> int:
    """Build, log a release, and then write the files, so that no paper is ahead of the log; the exit code.

    `broken` is what is wrong with topics that were left out.
    """
    from kaphandout.build import write

    today = datetime.now(UTC).date()
    if arguments.release and _is_refused(arguments, source, topics, today):
        return FINDINGS
    ready = build()
    if arguments.release:
        _log(arguments, source, topics, today)
    code = report_products(write(ready), arguments, unit)
    if broken:
        report(broken, sys.stderr)
        progress(arguments, "The topics named above were left out; all others were built.")
    return BAD_INPUT if broken else code


def _is_refused(arguments: argparse.Namespace, source: Source, topics: Sequence[str], today: date) -> bool:
    """Whether the text is not ready for a release; what it lacks is printed."""
    from kaphandout.governance.release import check_release

    lacking = [problem for topic in topics for problem in check_release(source.edition(topic)[0], today)]
    if lacking:
        report(lacking, sys.stdout if arguments.json else sys.stderr, arguments.json)
        alone = " To release one topic alone, name it with --topic." if len(topics) > 1 else ""
        progress(arguments, f"Nothing was released or written: put right what is named above, then try again.{alone}")
    return bool(lacking)


def _log(arguments: argparse.Namespace, source: Source, topics: Sequence[str], today: date) -> None:
    from kaphandout.governance.editions import record

    for topic in topics:
        edition, _ = source.edition(topic)
        path = record(source.content, edition, today)
        words = f"is entered in the log as {shown(path)}" if path else "is the current release already"
        progress(arguments, f"Edition {edition.code} {words}")
