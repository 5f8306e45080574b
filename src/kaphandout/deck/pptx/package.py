"""The zip around the parts: sorted, with one fixed time, so that the same deck is the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from datetime import date

from kaphandout.packages import open_package

EPOCH = (1980, 1, 1, 0, 0, 0)
_FIRST = "[Content_Types].xml"
_STAMP = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")


def write_zip(entries: Mapping[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Entries → a zip, the content types first, the others by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression, compresslevel=6) as archive:
        for name in sorted(entries, key=lambda name: (name != _FIRST, name)):
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = compression
            info.create_system = 0
            info.external_attr = 0
            archive.writestr(info, entries[name])
    return buffer.getvalue()


def make_reproducible(package: bytes, day: date) -> bytes:
    """A saved package → its reproducible form, and that of workbooks in it, dated `day`."""
    entries = open_package(package)
    for name, data in entries.items():
        if name.endswith(".xlsx"):
            entries[name] = make_reproducible(data, day)
        elif name == "docProps/core.xml":
            entries[name] = _STAMP.sub(rb"\g<1>" + f"{day.isoformat()}T00:00:00Z".encode(), data)
    return write_zip(entries)
