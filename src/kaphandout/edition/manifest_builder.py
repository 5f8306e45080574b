"""`Edition` + what one artefact of it shows → the manifest that the artefact carries, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.metadata import version
from typing import Any

from kaphandout import __version__
from kaphandout.content.locale import labels_of
from kaphandout.content.model import Fact, Message
from kaphandout.content.placement import in_deck, in_leaflet, leaflet_texts
from kaphandout.edition.approval import State, holding, standing
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest import FORMAT, texts_digest

Places = Mapping[str, list[str]]


def build_manifest(
    edition: Edition,
    artefact: str,
    shows: Iterable[str],
    panels: Places | None = None,
    slides: Places | None = None,
) -> dict[str, Any]:
    """The manifest of one artefact (`leaflet a4`) that shows the texts `shows`; `panels` or `slides` place messages."""
    topic, about = edition.topic, edition.topic.about
    messages = {id: _message(edition, message, panels or {}, slides or {}) for id, message in topic.messages.items()}
    return {
        "format": FORMAT,
        "artefact": artefact,
        "edition": edition.code,
        "topic": about.id,
        "version": str(about.version),
        "locale": str(edition.locale.tag),
        "clinic": edition.clinic.id,
        "issued": about.issued.isoformat(),
        "review": about.review.isoformat(),
        "texts": dict(edition.texts),
        "outlines": dict(edition.outlines),
        "labels": labels_of(edition.locale.terms),
        "shows": list(shows),
        "messages": messages,
        "figures": {id: str(figure.essential) for id, figure in topic.figures.items()},
        "facts": {name: _fact(fact) for name, fact in topic.facts.items()},
        "references": {key: r.verified for key, r in topic.references.items() if r.verified != "memory"},
        "signoffs": [signoff.model_dump(mode="json", exclude_none=True) for signoff in holding(topic, edition.bases)],
        "software": software(),
    }


@cache
def software() -> dict[str, str]:
    """The versions of what makes leaflets and decks, by the installed packages' own word."""
    return {"kaphandout": __version__, **{name: version(name) for name in ("weasyprint", "python-pptx")}}


def _message(edition: Edition, message: Message, panels: Places, slides: Places) -> dict[str, Any]:
    topic, basis = edition.topic, edition.bases[message.id]
    signed = [
        role for role in topic.about.approval if standing(topic, role, message.id, basis.digest).state is State.SIGNED
    ]
    told: dict[str, Any] = {
        "audiences": [str(audience) for audience in message.audiences],
        "certainty": message.certainty and str(message.certainty),
        "essential": str(message.essential),
        "sha256": texts_digest(message.id, edition.texts),
        "basis": basis.digest,
    }
    lists = {"panels": panels.get(message.id), "slides": slides.get(message.id), "signed": signed}
    return told | {name: value for name, value in lists.items() if value}


def _fact(fact: Fact) -> dict[str, Any]:
    numbers = [int(n) if n == int(n) else n for n in fact.numbers]
    return {"value": numbers if len(numbers) > 1 else numbers[0], "unit": str(fact.unit)}


def build_edition_manifest(edition: Edition) -> dict[str, Any]:
    """The manifest of an edition as such, which is no one artefact: all that any outline places, and where."""
    topic = edition.topic
    shows = dict.fromkeys([*edition.placed["leaflet"], *edition.placed["deck"]])
    panels = in_leaflet(topic.leaflet).by_message()
    for name, outline in topic.outlines.items():
        if outline is not topic.leaflet:
            shows |= dict.fromkeys(leaflet_texts(topic, edition.texts, outline))
            for id, placed in in_leaflet(outline).by_message(f"{name}/").items():
                panels[id] = [*panels.get(id, []), *placed]
    return build_manifest(edition, "edition", shows, panels, in_deck(topic.deck).by_message())
