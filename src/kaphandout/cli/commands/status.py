"""Say whether the edition whose code is printed on paper may still be handed out; exit code 0 means it may."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kaphandout.cli.commands.options import content_option
from kaphandout.cli.console import FINDINGS, GOOD, answer, report
from kaphandout.diagnostics import Diagnostic, KaphandoutError, refuse

if TYPE_CHECKING:
    from pathlib import Path

    from kaphandout.edition.manifest import Manifest
    from kaphandout.governance.status import Status

EXAMPLE = "kaphandout status 7F3A-2C9D"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("code", metavar="CODE", help="eight letters and figures, as printed at the foot of each page")
    content_option(parser)


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.content.loader import topic_ids
    from kaphandout.governance.editions import read_log
    from kaphandout.governance.status import EditionState, as_code, find_status, nearest

    problems: list[Diagnostic] = []
    topics = topic_ids(arguments.content)
    log = {code: entry for topic in topics for code, entry in read_log(arguments.content, topic).items()}
    drafts = list(_drafts(arguments.content, topics, problems))
    code = as_code(arguments.code)
    if code is None:
        near = nearest(arguments.code, [*log, *(draft.edition for draft in drafts)])
        raise refuse("code", "the command line", _no_code(arguments.code, near))
    status = find_status(code, log, drafts, datetime.now(UTC).date())
    answer(arguments, status.as_dict(), *_described(status))
    report(problems, sys.stderr)
    return GOOD if status.state is EditionState.CURRENT else FINDINGS


def _drafts(content: Path, topics: list[str], problems: list[Diagnostic]) -> Iterator[Manifest]:
    """The present text of each topic in each language for each clinic; what cannot be made is kept as problems."""
    from kaphandout.content.paths import find_all
    from kaphandout.edition.manifest import Manifest
    from kaphandout.edition.manifest_builder import build_edition_manifest
    from kaphandout.project import Source

    locales = [path.stem for path in find_all("content/locales", "*.yaml", content)]
    clinics = sorted({"default", *(path.stem for path in content.glob("clinics/*.yaml"))})
    for topic in topics:
        for locale in locales:
            for clinic in clinics:
                try:
                    edition, _ = Source(content, locale, clinic).edition(topic)
                except KaphandoutError as exc:
                    problems += [problem for problem in exc.problems if problem not in problems]
                    continue
                yield Manifest.model_validate(build_edition_manifest(edition))


def _described(status: Status) -> Iterator[str]:
    from kaphandout.governance.status import EditionState

    edition, newer = status.edition, status.newer
    if edition is None:
        yield f"{status.code}: unknown. No edition in the log and no present text has this code."
        if status.nearest:
            yield f"  Was it {' or '.join(status.nearest)}?"
        return
    of = f"{edition.topic}, version {edition.version}, language {edition.locale}, clinic {edition.clinic}"
    yield f"{status.code}: {status.state}. {of}."
    if edition.release:
        yield f"  Released on {edition.release.day}, to be reviewed by {edition.expires}."
    advice = ""
    match status.state:
        case EditionState.DRAFT:
            advice = "This is the present text, which was never released: do not hand it out."
        case EditionState.EXPIRED:
            advice = "Its review date has passed. Withdraw it: do not hand it out until it is reviewed."
        case EditionState.SUPERSEDED if newer and newer.release:
            yield f"  Superseded by {newer.edition}, released on {newer.release.day}."
            old = "Use up the old stock, then replace it."
            advice = "Withdraw it: do not hand it out." if status.withdraw else old
        case EditionState.CURRENT if newer and status.changes:
            yield f"  The text has changed since; {newer.edition} is not yet released."
            ask = "Wording for safety has changed: ask whoever answers for the text before you hand it out."
            advice = ask if status.withdraw else ""
    for words, safety in (("Changed, for safety", True), ("Changed", False)):
        if named := [change.what for change in status.changes if change.safety is safety]:
            yield f"  {words}: {', '.join(named)}."
    if advice:
        yield f"  {advice}"


def _no_code(typed: str, near: tuple[str, ...]) -> str:
    from kaphandout.edition.codes import ALPHABET

    odd = sorted({letter for letter in typed.upper() if letter.isalnum() and letter not in ALPHABET})
    why = f"no code has {', '.join(odd)}" if odd else "a code has eight letters and figures, as in 7F3A-2C9D"
    meant = f"; was it {' or '.join(near)}?" if near else f"; codes are written with {ALPHABET}"
    return f"{typed!r} is not an edition code: {why}{meant}"
