"""`Edition` → a leaflet and a deck, built and read back at once: the places are those of the real artefacts."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from pathlib import Path

from kaphandout.edition.edition import Edition
from kaphandout.verify import Artefact, read

FORMAT = "a4"


def read_built(edition: Edition, logo: str | None) -> list[Artefact]:
    """A leaflet in `FORMAT` and a deck, as they are read back. Raises `KaphandoutError` if one cannot be built."""
    from kaphandout.deck import write_deck
    from kaphandout.leaflet import write_leaflet

    made = (
        ("leaflet.pdf", f"a leaflet ({FORMAT}) built now", write_leaflet(edition, FORMAT, logo).pdf),
        ("deck.pptx", "a deck built now", write_deck(edition)),
    )
    artefacts = []
    with tempfile.TemporaryDirectory(prefix="kaphandout-") as folder:
        for file, name, data in made:
            path = Path(folder) / file
            path.write_bytes(data)
            artefacts.append(replace(read(path), file=name))
    return artefacts
