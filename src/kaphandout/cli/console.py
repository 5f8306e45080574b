"""What commands say: products, problems, progress, as words or as JSON, and the exit codes."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaphandout.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.console import RenderableType

GOOD, FINDINGS, BAD_INPUT = 0, 1, 2
WIDTH = 120
"""Letters on a line of what is written to a file or read by another program."""
UNITS = {"deck": "slides", "handout": "pages"}


def report_products(products: Iterable[Any], arguments: argparse.Namespace, unit: str) -> int:
    """Tell what was written as it is written; the exit code."""
    told: list[dict[str, Any]] = []
    problems: list[Diagnostic] = []
    said: set[Diagnostic] = set()
    for product in products:
        unit = UNITS.get(product.kind, unit)
        told.append(
            {
                "file": shown(product.path),
                "kind": product.kind,
                unit: product.length,
                "edition": product.code,
                "left_out": list(product.left_out),
                "problems": [problem.as_dict() for problem in product.problems],
            }
        )
        problems += product.problems
        if not arguments.json:
            print(f"{shown(product.path)}: {product.length} {_counted(product.length, unit)}, edition {product.code}")
            if product.left_out:
                print(f"  left out to fit: {', '.join(product.left_out)}")
            report((problem for problem in product.problems if problem not in said), False, sys.stdout)
            said.update(product.problems)
    if arguments.json:
        print(json.dumps(told, indent=1))
    return exit_code(problems)


def show(*parts: RenderableType) -> None:
    """Print texts and tables: as wide as the terminal, or of `WIDTH` letters where the answer goes elsewhere."""
    from kaphandout.terminal import rendered

    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH
    print(rendered(parts, width, in_colour(sys.stdout)), end="")


@contextmanager
def steps(arguments: argparse.Namespace, what: str, total: int) -> Iterator[Callable[[str], None]]:
    """Show on a terminal which of `total` steps is under way; call the function with the name of each as it begins."""
    if arguments.json or total < 2 or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, completed=-1)
        yield lambda name: bar.update(task, advance=1, description=f"{what} {name}")


def _counted(number: int, unit: str) -> str:
    return unit.removesuffix("s") if number == 1 else unit


def report(problems: Iterable[Diagnostic], as_json: bool, stream: Any) -> None:
    """Print problems, one a line or as JSON."""
    if as_json:
        print(json.dumps([problem.as_dict() for problem in problems], ensure_ascii=False, indent=1), file=stream)
        return
    for problem in problems:
        print(problem, file=stream)


def exit_code(problems: Iterable[Diagnostic]) -> int:
    """1 if a person should look at something, else 0."""
    return FINDINGS if any(problem.severity is not Severity.NOTE for problem in problems) else GOOD


def progress(arguments: argparse.Namespace, words: str) -> None:
    """Say what is going on where a person waits; programs are not told."""
    if not arguments.json:
        print(words, file=sys.stderr, flush=True)


def shown(path: Path) -> str:
    """A path as it is told: relative to the working folder if it lies in it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def in_colour(stream: Any) -> bool:
    """Whether a stream is a terminal whose reader has not asked for plain words (https://no-color.org)."""
    return bool(stream.isatty()) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
