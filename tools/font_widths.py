"""Installed fonts → `templates/deck/*-widths.json`: `python -m tools.font_widths`.

Needs fontTools and the Debian packages that `SOURCES` names; `FONTS=folder` says where they are unpacked if they are
not installed. Each font is what presenters use, or has the same widths, or is wider.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from tools import ROOT

WIDTHS = ROOT / "templates" / "deck"
FOLDERS = (
    os.environ.get("FONTS", ""), "/usr/share/fonts", "/usr/local/share/fonts",
    str(ROOT / "templates" / "fonts"),
)  # fmt: skip
SOURCES = {
    "calibri": ("Carlito (advance widths of Calibri), Debian fonts-crosextra-carlito", "Carlito", "Regular"),
    "arial": ("Liberation Sans (advance widths of Arial), Debian fonts-liberation", "LiberationSans", "Regular"),
    "times": ("Liberation Serif (advance widths of Times New Roman), Debian fonts-liberation", "LiberationSerif",
              "Regular"),
    "cambria": ("Caladea (advance widths of Cambria), Debian fonts-crosextra-caladea", "Caladea", "Regular"),
    "lato": ("Lato, Debian fonts-lato", "Lato", "Regular"),
    "noto-sans": ("Noto Sans, Debian fonts-noto-core", "NotoSans", "Regular"),
    "open-sans": ("Open Sans, Debian fonts-open-sans", "OpenSans", "Regular"),
    "roboto": ("Roboto, Debian fonts-roboto-unhinted", "Roboto", "Regular"),
    "source-sans": ("Source Sans Pro, templates/fonts", "SourceSansPro", "Regular"),
    "wide": ("DejaVu Sans (as wide as Verdana, wider than most), Debian fonts-dejavu-core", "DejaVuSans", ""),
}  # fmt: skip
RANGES = (
    (0x20, 0x7F), (0xA0, 0x180), (0x2010, 0x2028), (0x2030, 0x205F), (0x20AC, 0x20AD), (0x2122, 0x2123),
    (0x2190, 0x2194), (0x2212, 0x2213), (0x2248, 0x2249), (0x2260, 0x2266), (0x391, 0x3CA),
)  # fmt: skip


def packages() -> list[str]:
    """The Debian packages of these fonts, those that we bring along left out."""
    return sorted({words.split("Debian ")[1] for words, _, _ in SOURCES.values() if "Debian " in words})


def find(family: str, style: str) -> Path | None:
    """The file of a font in the folders, or None."""
    name = f"{family}-{style}.ttf" if style else f"{family}.ttf"
    found = (path for folder in filter(None, FOLDERS) for path in sorted(Path(folder).rglob(name)))
    return next(found, None)


def table(name: str) -> dict[str, Any] | None:
    """The widths of one font in its own units, regular and bold; None where it is not installed."""
    from fontTools.ttLib import TTFont

    words, family, regular = SOURCES[name]
    paths = find(family, regular), find(family, "Bold")
    made: dict[str, Any] = {"font": words}
    for style, path in zip(("regular", "bold"), paths, strict=True):
        if path is None:
            return None
        font = TTFont(path)
        letters, advances, head, spacing = font.getBestCmap(), font["hmtx"], font["head"], font["hhea"]
        made["units_per_em"] = made["default"] = head.unitsPerEm
        made["line"] = round((spacing.ascent - spacing.descent + spacing.lineGap) / head.unitsPerEm, 3)
        codes = (code for start, end in RANGES for code in range(start, end) if code in letters)
        made[style] = {chr(code): advances[letters[code]][0] for code in codes}
    return made


def text(made: dict[str, Any]) -> str:
    """A table as it is committed: its head, then one line a style."""
    flat = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
    return flat.replace('"regular":', '\n"regular":').replace('"bold":', '\n"bold":') + "\n"


def main() -> int:
    for name in SOURCES:
        made = table(name)
        if made is None:
            print(f"{name}: its font is not installed; the table stays as it is", file=sys.stderr)
            continue
        (WIDTHS / f"{name}-widths.json").write_text(text(made), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
