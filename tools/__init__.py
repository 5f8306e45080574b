"""What a developer runs by hand or by `make`: measures, widths of letters, masks of icons, pictures of README."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
