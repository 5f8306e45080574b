"""Values → canonical JSON (sorted keys, no spaces, UTF-8) → fingerprints: equal values, equal bytes."""

from __future__ import annotations

import hashlib
import json
from typing import Any

MARK_DIGITS = 16
"""The hexadecimal digits of a mark: enough to notice a change, too few to prove that nobody forged one."""


def canonical_json(value: Any) -> str:
    """A value of strings, numbers, lists and mappings as the one JSON text that stands for it."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def fingerprint(text: str) -> str:
    """SHA-256 of a text as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def mark(value: Any) -> str:
    """The first `MARK_DIGITS` digits of the fingerprint of a value's canonical JSON."""
    return fingerprint(canonical_json(value))[:MARK_DIGITS]
