"""What ARCHITECTURE.md promises of the modules: rooms by stage, imports that point down, sizes that fit in the head.

Every import counts: at the top of a module, inside a function, and for type checking.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from support import ROOT

SRC = ROOT / "src"
PACKAGE = SRC / "kaphandout"

ROOMS = (
    "__main__", "cli", "scaffold", "article", "compare", "governance", "trace", "build", "quality", "deck", "project",
    "leaflet", "verify", "checks", "edition", "pdf", "design", "content",
    "packages", "files", "system", "terminal", "diagnostics",
)  # fmt: skip
"""The rooms of the house from the top down: a room imports only from those below it."""


MOST_LINES, MOST_FILES = 300, 15
LISTS = {"checks/rules", "cli/commands"}
"""Folders in which each file is one entry of a list: they may hold more."""

Imports = Mapping[str, set[str]]


def imported(folder: Path) -> dict[str, set[str]]:
    """The modules below a folder, each with those of them that it imports anywhere."""
    named = {path: ".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for path, name in named.items()}
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        taken = set(_imports(path, name))
        found[name] = {full if full in modules else full.rpartition(".")[0] for full in taken} & modules.keys() - {name}
    return found


def _imports(path: Path, module: str) -> Iterator[str]:
    """The full names that a module imports, `from a import b` as `a.b`."""
    package = module if path.name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: -node.level + 1 or None] if node.level else []
            origin = ".".join([*parts, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


def room(module: str) -> str:
    """The room of a module: the first part of its name below `kaphandout`."""
    return [*module.split("."), ""][1]


def upward(imports: Imports, rooms: tuple[str, ...] = ROOMS) -> list[str]:
    """The imports that do not point down, as `from → to`; a room that is not in the table counts as the lowest."""
    rank = {name: number for number, name in enumerate(rooms)}
    last = len(rooms)
    return sorted(
        f"{module} → {target}"
        for module, targets in imports.items()
        for target in targets
        if room(module) != room(target) and rank.get(room(module), last) >= rank.get(room(target), last)
        if room(module) and room(target)
    )


def circle(imports: Imports) -> list[str]:
    """Some modules that import each other in a circle, or none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as exc:
        return list(exc.args[1])
    return []


def reached(imports: Imports, start: str) -> set[str]:
    """The modules that are loaded, by any path, for what a package and its modules import."""
    found: set[str] = set()
    open_ends = [module for module in imports if module == start or module.startswith(f"{start}.")]
    while open_ends:
        module = open_ends.pop()
        if module not in found:
            found.add(module)
            open_ends += imports[module]
    return found


def planted(folder: Path, **modules: str) -> Imports:
    """The imports of a small package `kaphandout`; `checks_rule="…"` is its module `checks.rule`."""
    for name, text in modules.items():
        path = folder / "kaphandout" / f"{name.replace('_', '/', 1)}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return imported(folder)


def test_every_room_is_in_the_table_and_on_the_disk() -> None:
    there = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path / "__init__.py").is_file()}
    assert there - {"__init__", "py"} == set(ROOMS)


def test_imports_point_down() -> None:
    assert upward(imported(SRC)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from kaphandout.leaflet.html import leaflet_html\n",
        "import kaphandout.leaflet.html\n",
        "def later():\n    from kaphandout.leaflet.html import leaflet_html\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from kaphandout.leaflet.html import leaflet_html\n",
        "from ..leaflet import html\n",
    ],
)
def test_an_upward_import_is_seen_wherever_it_is(tmp_path: Path, text: str) -> None:
    imports = planted(tmp_path, leaflet_html="", checks_rule=text)
    assert upward(imports) == ["kaphandout.checks.rule → kaphandout.leaflet.html"]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(imported(SRC)) == []


def test_a_circle_is_seen_also_inside_functions(tmp_path: Path) -> None:
    one, two = "def f():\n    from kaphandout.checks.two import b\n", "from kaphandout.checks.one import a\n"
    assert circle(planted(tmp_path, checks_one=one, checks_two=two))


def test_verify_reaches_no_writer_by_any_path() -> None:
    rooms = {room(module) for module in reached(imported(SRC), "kaphandout.verify")}
    assert rooms & {"leaflet", "deck", "pdf", "build", "design"} == set()


def test_each_module_fits_in_the_head() -> None:
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in PACKAGE.rglob("*.py")}
    assert {str(path): count for path, count in lines.items() if count > MOST_LINES} == {}


def test_each_folder_can_be_read_at_a_glance() -> None:
    folders = {path.parent for path in PACKAGE.rglob("*.py")}
    counts = {folder.relative_to(PACKAGE).as_posix(): len(list(folder.glob("*.py"))) for folder in folders}
    assert {name: count for name, count in counts.items() if count > MOST_FILES and name not in LISTS} == {}
