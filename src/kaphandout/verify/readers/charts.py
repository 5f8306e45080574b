"""A chart, or the workbook behind it → its words and numbers: the series, then each category with its values.

Both give the same list, so that a number altered in one of them alone is seen. ECMA-376 parts 1, 18.3 and 21.2.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kaphandout.packages import PackageError, check_xml, open_package, parse_xml

MAX_WORKBOOK = 20_000_000

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def charted(chart: Any) -> Iterator[str]:
    """What the file caches of a chart. A category is given once, unless the series give it different names."""
    series = [_series(node) for node in chart.iter(f"{_C}ser")]
    yield from (name for name, _, _ in series if name)
    for row in range(max((len(values) for _, _, values in series), default=0)):
        yield from dict.fromkeys(name for _, names, _ in series for name in names[row : row + 1])
        for _, _, values in series:
            yield from values[row : row + 1]


def tabled(workbook: bytes) -> Iterator[str]:
    """What stands in the first sheet: the heads of the columns, then row by row. Empty for what is no workbook."""
    try:
        parts = open_package(workbook, MAX_WORKBOOK)
        check_xml(parts)
        shared = list(_strings(parts["xl/sharedStrings.xml"])) if "xl/sharedStrings.xml" in parts else []
        sheet = parse_xml(parts["xl/worksheets/sheet1.xml"])
    except (PackageError, KeyError):
        return
    for row in sheet.iter(f"{_S}row"):
        for cell in row.iter(f"{_S}c"):
            if text := _cell(cell, shared):
                yield text


def _series(node: Any) -> tuple[str, list[str], list[str]]:
    """Its name, its categories and its values; error bars and labels are no part of them."""
    names = [_points(node.find(f"{_C}{tag}")) for tag in ("tx", "cat", "val")]
    return " ".join(names[0]), names[1], [plain_number(value) for value in names[2]]


def _points(node: Any) -> list[str]:
    """The cached points in the order of their numbers."""
    if node is None:
        return []
    points = [(int(point.get("idx", 0)), point.findtext(f"{_C}v") or "") for point in node.iter(f"{_C}pt")]
    alone = [value.text or "" for value in node.iterchildren(f"{_C}v")]
    return [text for _, text in sorted(points, key=lambda point: point[0])] or alone


def _strings(data: bytes) -> Iterator[str]:
    for item in parse_xml(data).iter(f"{_S}si"):
        yield "".join(text.text or "" for text in item.iter(f"{_S}t"))


def _cell(cell: Any, shared: list[str]) -> str:
    value = cell.findtext(f"{_S}v") or ""
    match cell.get("t", "n"):
        case "s":
            return shared[int(value)] if value.isdecimal() and int(value) < len(shared) else ""
        case "inlineStr":
            return "".join(text.text or "" for text in cell.iter(f"{_S}t"))
        case "str":
            return value
        case _:
            return plain_number(value)


def plain_number(text: str) -> str:
    """A number in one form, however a program wrote it (38.3, 38.300000000000004); other words as they are."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text
