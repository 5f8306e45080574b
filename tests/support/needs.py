"""What some tests need of the machine: without it they are skipped with the reason, but never where CI runs."""

from __future__ import annotations

import os
import shutil

import pytest

from kaphandout.system import has_font, soffice

CI = bool(os.environ.get("CI"))


def skip_unless(present: bool, reason: str) -> None:
    """Skip the running test, or what uses the running fixture, where something is not there."""
    if not present and not CI:
        pytest.skip(reason)


def needed(present: bool, reason: str) -> pytest.MarkDecorator:
    """A mark that skips a test where something is not there; CI installs all of it, so there the test runs."""
    return pytest.mark.skipif(not present and not CI, reason=reason)


office = needed(soffice() is not None, "LibreOffice is not installed")
carlito = needed(has_font("Carlito-Regular"), "the font Carlito (letters of Calibri) is not installed")
liberation = needed(has_font("LiberationSans-Regular"), "the font Liberation Sans (letters of Arial) is not installed")
ssh_keygen = needed(shutil.which("ssh-keygen") is not None, "ssh-keygen is not installed")
