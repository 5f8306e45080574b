"""A manifest read back + the content folder → whether the edition log and the signers' keys bear it out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from kaphandout.content.model.signoff import SignOff
from kaphandout.diagnostics import Diagnostic, Place, error
from kaphandout.edition.signatures import check_signatures
from kaphandout.governance.editions import read_log


def verify_release(file: str, manifest: Mapping[str, Any], content: Path) -> Iterator[Diagnostic]:
    """Errors for a signature that is not good, and for an edition that was released with other texts.

    Raises `KaphandoutError` if the log or the keys cannot be read.
    """
    place, topic, code = Place(file), manifest["topic"], manifest["edition"]
    signoffs = [SignOff.model_validate(signoff) for signoff in manifest.get("signoffs", ())]
    yield from check_signatures(content, topic, signoffs, lambda _: place, strict=False)
    released = read_log(content, topic).get(code)
    if released and released.texts != manifest["texts"]:
        keys = {*released.texts, *manifest["texts"]}
        differ = sorted(key for key in keys if released.texts.get(key) != manifest["texts"].get(key))
        words = f"edition {code} was released with other texts: {', '.join(differ[:3])}"
        yield error("not-as-released", place, differ[0], words + (" …" if len(differ) > 3 else ""))
