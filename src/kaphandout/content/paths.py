"""Where a file is: in the workspace that a person works in, or else in what comes with the package.

A workspace is a folder with `content/` and, if it changes the look, `templates/`. What it holds takes the place of the
package's own file of the same name, file by file; topics are never taken from the package.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from pathlib import Path

from kaphandout.diagnostics import KaphandoutError, Place, error

_PACKAGE = Path(__file__).resolve().parents[1]
SHIPPED = _PACKAGE / "shipped" if (_PACKAGE / "shipped").is_dir() else _PACKAGE.parents[1]
"""What comes with the package: `content/` and `templates/` of the wheel, or of the checkout."""

_content = SHIPPED / "content"


def find_content(start: Path, begin: bool = False) -> Path:
    """The content folder of the nearest workspace at or above `start`.

    If there is none it is that of the checkout, or for who begins a workspace a new one in `start`.
    """
    for folder in (start, *start.parents):
        if any((folder / "content" / part).is_dir() for part in ("topics", "clinics")):
            return folder / "content"
    checkout = SHIPPED / "content"
    return checkout if (checkout / "topics").is_dir() and not begin else start / "content"


def work_in(content: Path) -> None:
    """Look for files in the workspace of this content folder from now on."""
    global _content
    _content = content


def find(name: str, content: Path | None = None) -> Path:
    """The path of a file by its name (`templates/tokens.yaml`): the workspace's, or else the package's.

    `content` is the content folder of another workspace than the one in use. The file need not be there.
    """
    own = _own(name, content or _content)
    return own if own.is_file() else SHIPPED / name


def find_all(folder: str, pattern: str, content: Path | None = None) -> list[Path]:
    """The files of a folder (`templates/icons`, `*.svg`), the workspace's before the package's, in order of names."""
    found = {path.name: path for part in reversed(folders(folder, content)) for path in part.glob(pattern)}
    return [found[name] for name in sorted(found, key=lambda name: name.partition("."))]


def folders(name: str, content: Path | None = None) -> tuple[Path, ...]:
    """The folders of a name that are there, the workspace's first."""
    return tuple(dict.fromkeys(path for path in (_own(name, content or _content), SHIPPED / name) if path.is_dir()))


def meant(typed: str, known: Iterable[str]) -> str:
    """`: did you mean …?` where one of the known names is like the one that was typed."""
    near = difflib.get_close_matches(typed, list(known), n=1)
    return f" (did you mean {near[0]!r}?)" if near else ""


def file_of(kind: str, name: str, path: Path, known: list[Path]) -> Path:
    """The path of a profile or language. Raises `KaphandoutError` with those that there are if it is not there."""
    if not path.exists():
        names = sorted({one.stem for one in known})
        words = f"there is no {kind} {name!r}{meant(name, names)}; there are: {', '.join(names)}"
        raise KaphandoutError([error(kind, Place(f"content/{path.parent.name}"), name, words)])
    return path


def _own(name: str, content: Path) -> Path:
    first, _, rest = name.partition("/")
    return content / rest if first == "content" else content.parent / name
