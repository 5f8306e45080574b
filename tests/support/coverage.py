"""Which words of an artefact come from no known text: what is left when all that is known is taken out of it."""

from __future__ import annotations

from collections.abc import Mapping

from kaphandout.content.locale import Terms, labels_of
from kaphandout.diagnostics import Diagnostic, Place, warning
from kaphandout.verify.artefact import Artefact
from kaphandout.verify.text_matching import Index, match_texts
from kaphandout.verify.tokens import shorten


def unknown_text(artefact: Artefact, texts: Mapping[str, str], terms: Terms | None = None) -> list[Diagnostic]:
    """A warning for each paragraph with words that are in none of `texts`, the artefact's own texts and the `terms`.

    Without `terms`, the labels of the furniture count as unknown. A text that runs over two paragraphs (a page break)
    is known.
    """
    own = artefact.manifest["texts"] if artefact.manifest else {}
    known = [*own.values(), *(labels_of(terms) if terms else ())]
    matching = match_texts(artefact.paragraphs, Index(texts, known), artefact.content[0] if artefact.content else "")
    return [
        warning("unknown-text", Place(artefact.file), "", f"{place}: from no known text: “{shorten(rest, 20)}”")
        for number, (place, _) in enumerate(artefact.paragraphs)
        if (rest := matching.rest(number))
    ]
