"""What several tests share: folders, makers of files, and readers that look at a finished file."""

from __future__ import annotations

from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
ROOT = TESTS.parent
CONTENT, TEMPLATES = ROOT / "content", ROOT / "templates"
FIXTURES = TESTS / "fixtures"
GOLDEN = TESTS / "golden"
PICTURES = TESTS / "pictures"
TOPIC = "ketamine-assisted-psychotherapy"
