"""Texts by key → the edition code that leaflet and deck print."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

ALPHABET = "234679ACDEFGHJKMNPRTWXY"
"""The letters of an edition code: none that looks like another (0 O, 1 I L, 5 S, 8 B, 2 Z, U V)."""


def edition_code(texts: Mapping[str, str]) -> str:
    """Eight letters in two groups: SHA-256 of the texts' canonical JSON, its first 64 bits written in `ALPHABET`."""
    canonical = json.dumps(dict(texts), sort_keys=True, ensure_ascii=False)
    number = int(hashlib.sha256(canonical.encode("utf-8")).hexdigest()[:16], 16)
    letters = ""
    for _ in range(8):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return f"{letters[:4]}-{letters[4:]}"
