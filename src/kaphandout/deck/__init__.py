"""`Edition` → slide plan (`plan`, pure) → shapes in points (`compose`, pure) → native PPTX (`write`)."""

from kaphandout.deck.write import write_deck

__all__ = ["write_deck"]
