"""Texts and tables as `rich` shows them on a terminal: wrapped at its width, nothing cut off, no markup obeyed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

SEVERITIES = {"error": "bold red", "warning": "yellow", "note": "cyan"}
"""The style of each severity."""


def words(text: str, style: str = "") -> Text:
    """A text as it is, without the control characters that a terminal would obey."""
    shown = (letter if letter.isprintable() or letter == "\n" else " " * letter.isspace() for letter in text)
    return Text("".join(shown), style, overflow="fold")


def table(
    rows: Iterable[Sequence[str | Text]],
    headings: Sequence[str] = (),
    *,
    right: Collection[int] = (),
    widths: Sequence[int] = (),
    indent: int = 0,
) -> Padding:
    """Rows in columns; those in `right` hold numbers, and `widths` fixes the first columns, in letters."""
    rows = list(rows)
    made = Table(box=None, pad_edge=False, show_header=bool(headings), header_style="bold")
    for number in range(max(map(len, [headings, *rows]))):
        made.add_column(
            headings[number] if headings else "",
            justify="right" if number in right else "left",
            overflow="fold",
            width=widths[number] if number < len(widths) else None,
        )
    for row in rows:
        made.add_row(*(words(cell) if isinstance(cell, str) else cell for cell in row))
    return Padding.indent(made, indent)


def rendered(parts: Iterable[RenderableType], width: int, *, wrap: bool = True, colour: bool = False) -> str:
    """What a terminal of `width` letters shows of texts and tables.

    A text that is wrapped keeps its indent on every line; without `wrap`, it stays on one line however long it is.
    """
    console = Console(
        width=width,
        color_system="auto" if colour else None,
        force_terminal=colour,
        markup=False,
        highlight=False,
        emoji=False,
    )
    with console.capture() as shown:
        for part in parts:
            text = words(part) if isinstance(part, str) else part
            if wrap and isinstance(text, Text) and (indent := len(text.plain) - len(text.plain.lstrip(" "))):
                text = Padding.indent(text[indent:], indent)
            console.print(text, soft_wrap=not wrap and isinstance(text, Text))
    return "\n".join(line.rstrip() for line in shown.get().split("\n"))
