"""A new version of the source article held against the claims: what became of each, and what rests on it."""

from kaphandout.article.claim_status import Fate, Inventory, take_stock
from kaphandout.article.report import as_dict, lines

__all__ = ["Fate", "Inventory", "as_dict", "lines", "take_stock"]
