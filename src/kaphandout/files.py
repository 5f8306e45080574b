"""Writing a result so that what was good before stays until the new file is whole."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from kaphandout.diagnostics import refuse


def write_whole(path: Path, data: bytes) -> None:
    """Write `data` beside `path`, then rename it into place. Raises `KaphandoutError` if the disk does not take it."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".new-", suffix=path.suffix, delete=False) as file:
            try:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                Path(file.name).chmod(0o644)
                Path(file.name).replace(path)
            except OSError:
                with contextlib.suppress(OSError):
                    Path(file.name).unlink()
                raise
    except OSError as exc:
        raise refuse("write", path, f"cannot be written: {exc.strerror}; the earlier file is as it was") from exc
