"""What commands print: products, problems, progress, as texts or as JSON, and the exit codes."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from kaphandout.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from rich.console import RenderableType

GOOD, FINDINGS, BAD_INPUT = 0, 1, 2
UNITS = {"deck": "slides", "handout": "pages"}
WIDTH = 120
"""The letters on a line of a table that is written to a file or read by another program."""


def show(*parts: RenderableType) -> None:
    """Print texts and tables. Only tables are wrapped where the answer goes into a file or to another program."""
    from kaphandout.terminal import rendered

    print(rendered(parts, width(), wrap=sys.stdout.isatty(), colour=in_colour()), end="")


def answer(arguments: argparse.Namespace, value: Any, *parts: RenderableType) -> None:
    """Print `value` as JSON where a program asks, else texts and tables for a person."""
    if arguments.json:
        print_json(value)
    else:
        show(*parts)


def print_json(value: Any, stream: TextIO | None = None) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=1), file=stream)


def report_files(arguments: argparse.Namespace, paths: Iterable[Path]) -> int:
    """Print which files were written, one a line; the exit code."""
    names = [shown(path) for path in paths]
    if arguments.json:
        print_json([{"file": name} for name in names])
    else:
        print("\n".join(names))
    return GOOD


def report_products(products: Iterable[Any], arguments: argparse.Namespace, unit: str) -> int:
    """Print what was written as it is written; the exit code."""
    answers: list[dict[str, Any]] = []
    problems: dict[Diagnostic, None] = {}
    for product in products:
        unit = UNITS.get(product.kind, unit)
        answers.append(
            {
                "file": shown(product.path),
                "kind": product.kind,
                unit: product.length,
                "edition": product.code,
                "left_out": list(product.left_out),
                "problems": [problem.as_dict() for problem in product.problems],
            }
        )
        if not arguments.json:
            counted = unit.removesuffix("s") if product.length == 1 else unit
            print(f"{shown(product.path)}: {product.length} {counted}, edition {product.code}")
            if product.left_out:
                print(f"  left out to fit: {', '.join(product.left_out)}")
            report(problem for problem in product.problems if problem not in problems)
        problems |= dict.fromkeys(product.problems)
    if arguments.json:
        print_json(answers)
    return exit_code(problems)


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


def report(problems: Iterable[Diagnostic], stream: TextIO | None = None, as_json: bool = False) -> None:
    """Print problems to a stream (None: stdout), one a line or as JSON."""
    if as_json:
        print_json([problem.as_dict() for problem in problems], stream)
        return
    for problem in problems:
        print(problem, file=stream)


def exit_code(problems: Iterable[Diagnostic]) -> int:
    """1 if a person should look at something, else 0."""
    return FINDINGS if any(problem.severity is not Severity.NOTE for problem in problems) else GOOD


def progress(arguments: argparse.Namespace, words: str) -> None:
    """Say what is going on where a person waits; a program is not."""
    if not arguments.json:
        print(words, file=sys.stderr, flush=True)


def shown(path: Path) -> str:
    """A path as it is printed: relative to the working folder if it lies in it."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except ValueError:
        return str(path)


def width() -> int:
    """The letters on a line of stdout."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else WIDTH


def in_colour() -> bool:
    """Whether stdout is a terminal whose reader has not asked for plain words (https://no-color.org)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
