"""Artefacts → who answers for which message, as their manifests say."""

from __future__ import annotations

from collections.abc import Iterable

from kaphandout.verify import Artefact


def states(artefacts: Iterable[Artefact], code: str) -> dict[str, str]:
    """The roles that have signed each message of the edition `code`; a message that is not in it is not signed."""
    signed: dict[str, str] = {}
    for artefact in artefacts:
        if artefact.manifest and artefact.manifest["edition"] == code:
            for id, message in artefact.manifest.get("messages", {}).items():
                if roles := message.get("signed"):
                    signed[id] = f"signed by {', '.join(roles)}"
    return signed
