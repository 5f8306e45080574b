"""The content folder → who answers for which message."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from kaphandout.edition import Edition


def states(content: Path, edition: Edition) -> Mapping[str, str]:  # noqa: ARG001  (no sign-offs are recorded yet)
    """The state of each message that somebody has signed, by its id; a message that is not in it is not signed."""
    return {}
