"""Two leaflets, decks, content folders or revisions → what differs between them, message by message."""

from kaphandout.compare.changes import Change, Comparison, compare
from kaphandout.compare.lines import Line
from kaphandout.compare.marks import Run, mark_words
from kaphandout.compare.version import (
    NOTHING,
    Version,
    version_of_artefact,
    version_of_edition,
    version_of_manifest,
)

__all__ = [
    "NOTHING",
    "Change",
    "Comparison",
    "Line",
    "Run",
    "Version",
    "compare",
    "mark_words",
    "version_of_artefact",
    "version_of_edition",
    "version_of_manifest",
]
