"""Writing results so that what was good before stays until everything new is whole, and that nothing is left behind."""

from __future__ import annotations

import contextlib
import fcntl
import os
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from kaphandout.diagnostics import refuse

_NEW = ".new-"


def write_whole(path: Path, data: bytes) -> None:
    """Write one file, whole or not at all. Raises `KaphandoutError` if the disk does not take it."""
    write_all([(path, data)])


def write_all(files: Sequence[tuple[Path, bytes]]) -> None:
    """Write files that belong together: all are on the disk under hidden names before the first gets its own.

    Raises `KaphandoutError` if the disk does not take one of them; then none is written.
    """
    with contextlib.ExitStack() as stack:
        ready = [(stack.enter_context(_written(path, data)), path) for path, data in files]
        for hidden, path in ready:
            try:
                hidden.replace(path)
            except OSError as exc:
                raise refuse("write", path, f"the file cannot be written: {exc.strerror}") from exc


@contextlib.contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """Wait until no other process is between reading a file of `folder` and writing it anew."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def _written(path: Path, data: bytes) -> Iterator[Path]:
    """The data on the disk under a hidden name beside `path`, which is removed unless it was renamed."""
    there = path.exists()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _remove_leftovers(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_NEW, delete=False) as file:
            hidden = Path(file.name)
            try:
                fcntl.flock(file, fcntl.LOCK_EX)  # so that no other run takes it for a leftover
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
                hidden.chmod(path.stat().st_mode & 0o777 if there else 0o666 & ~_umask())
                yield hidden
            finally:
                hidden.unlink(missing_ok=True)
    except OSError as exc:
        earlier = "; the earlier file is as it was" if there else ""
        raise refuse("write", path, f"the file cannot be written: {exc.strerror}{earlier}") from exc


def _remove_leftovers(folder: Path) -> None:
    """Remove what a run that was killed has left: hidden files that no living process holds."""
    for path in folder.glob(f"{_NEW}*"):
        with contextlib.suppress(OSError), path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
