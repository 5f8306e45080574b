"""What ARCHITECTURE.md promises of the modules."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from kaphandout.paths import ROOT

SRC = ROOT / "src"


def imported(folder: Path) -> dict[str, set[str]]:
    """The modules below a folder, each with those of them that it imports when it is loaded."""
    named = {path: ".".join(path.relative_to(folder).with_suffix("").parts) for path in folder.rglob("*.py")}
    modules = {name.removesuffix(".__init__"): path for path, name in named.items()}
    found: dict[str, set[str]] = {}
    for name, path in modules.items():
        nodes = [node for node in ast.parse(path.read_text(encoding="utf-8")).body if isinstance(node, ast.ImportFrom)]
        taken = {f"{node.module}.{alias.name}" for node in nodes for alias in node.names}
        found[name] = {full if full in modules else full.rpartition(".")[0] for full in taken} & modules.keys()
    return found


def circle(imports: Mapping[str, set[str]]) -> list[str]:
    """Some modules that import each other in a circle, or none."""
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as exc:
        return list(exc.args[1])
    return []


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert circle(imported(SRC)) == []


def test_a_circle_would_be_seen(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text("from two import b\n", encoding="utf-8")
    (tmp_path / "two.py").write_text("from one import a\n", encoding="utf-8")
    assert set(circle(imported(tmp_path))) == {"one", "two"}


@pytest.mark.parametrize("writer", ["leaflet", "deck"])
def test_what_decides_on_the_text_knows_no_writer(writer: str) -> None:
    imports = imported(SRC)
    for module in ("edition", "wording", "placed", "model", "load", "manifest"):
        assert not [name for name in imports[f"kaphandout.{module}"] if name.startswith(f"kaphandout.{writer}")]
