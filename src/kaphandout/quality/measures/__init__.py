"""Measures: each `Measure` in a file here is found by itself, and items of instruments use it by its name."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from kaphandout.quality.measure import Measure


def all_measures() -> dict[str, Measure]:
    """Every measure by its name."""
    found: dict[str, Measure] = {}
    for module in sorted(module.name for module in pkgutil.iter_modules(__path__)):
        for value in vars(import_module(f"{__name__}.{module}")).values():
            if isinstance(value, Measure):
                assert value.id not in found, f"two measures are called {value.id!r}"
                found[value.id] = value
    return found
