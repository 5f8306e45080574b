"""A new version of the source article held against the claims: what became of each, and what rests on it."""

from kaphandout.inventory.stock import Fate, Inventory, take_stock
from kaphandout.inventory.tell import as_dict, lines

__all__ = ["Fate", "Inventory", "as_dict", "lines", "take_stock"]
