"""Record that a clinician has read the text and answers for it, or that two wordings were found to say the same."""

from __future__ import annotations

import argparse
import sys
from datetime import UTC, date, datetime
from pathlib import Path

from kaphandout.cli.commands.options import content_option
from kaphandout.cli.console import GOOD, answer, shown

EXAMPLE = "kaphandout sign --role clinician --by 'Consultant, Sample Clinic'"


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--topic", help="one topic (needed where there are several)")
    content_option(parser)
    parser.add_argument("--role", help="the role in which you sign, one of `approval` in topic.yaml")
    parser.add_argument("--by", help="who signs: this is printed in leaflet and deck")
    parser.add_argument("--on", type=_day, metavar="DATE", help="the day of reading, as 2026-11-24 (default: today)")
    parser.add_argument("--next-review", type=_day, metavar="DATE", help="until when (default: the text's review date)")
    parser.add_argument("--message", nargs="+", metavar="ID", help="only these statements (default: all that is shown)")
    parser.add_argument("--key", type=Path, metavar="FILE", help="sign with this SSH private key (Ed25519), too")
    parser.add_argument(
        "--copy", type=Path, metavar="FILE",
        help="with --key: keep what was signed there and its signature in FILE.sig, for `ssh-keygen -Y verify`",
    )  # fmt: skip
    parser.add_argument(
        "--pairs", nargs="*", metavar="ID", help="confirm instead that both wordings of these (default: all) agree"
    )


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.governance.signing import confirm_pairs, sign

    if arguments.pairs is not None:
        path, ids = confirm_pairs(arguments.content, arguments.topic, arguments.pairs)
        return _report(arguments, path, ids, f"{len(ids)} pair{'s' * (len(ids) != 1)} of wordings confirmed")
    today = datetime.now(UTC).date()
    path, signoff, lacking = sign(
        arguments.content, arguments.topic, role=arguments.role, by=arguments.by, today=today,
        day=arguments.on or today, next_review=arguments.next_review, ids=arguments.message,
        key=arguments.key, ask=_passphrase if sys.stdin.isatty() else None, copy=arguments.copy,
    )  # fmt: skip
    rest = f"not signed by this role: {', '.join(lacking)}" if lacking else "nothing that is shown is left unsigned"
    count = len(signoff.messages)
    words = f"{count} statement{'s' * (count != 1)} signed by {signoff.by} ({signoff.role}), next review"
    return _report(arguments, path, list(signoff.messages), f"{words} {signoff.next_review}; {rest}")


def _report(arguments: argparse.Namespace, path: Path, ids: list[str], words: str) -> int:
    answer(arguments, {"file": shown(path), "ids": ids}, f"{shown(path)}: {words}")
    return GOOD


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as 2026-11-24") from None


def _passphrase() -> bytes:
    from getpass import getpass

    return getpass("Passphrase of the key: ").encode("utf-8")
