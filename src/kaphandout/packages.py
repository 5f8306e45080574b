"""Zip packages and XML from strangers: opened within the limits of this module, nothing fetched, no entity resolved."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from lxml import etree

MAX_FILE = 200_000_000
"""The most bytes of a package, packed and unpacked."""
MAX_PART = 50_000_000
"""The most bytes of one part, unpacked."""
MAX_PARTS = 20_000

OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How an encrypted Office file, or one of before 2007, begins."""

Node = etree._Element


class PackageError(Exception):
    """A package that is not opened: `reason` says why, `part` in which of its parts, if it is in one."""

    def __init__(self, reason: str, part: str = ""):
        super().__init__(f"its part {part!r} {reason}" if part else f"it {reason}")
        self.reason, self.part = reason, part


class TooLargeError(PackageError):
    """A package that is beyond a limit."""


def open_package(data: bytes, most: int = MAX_FILE) -> dict[str, bytes]:
    """The parts of a zip package by name. Raises `PackageError` for what is damaged or larger than `most` bytes."""
    if len(data) > most:
        raise TooLargeError(f"is larger than {most:,} bytes")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return dict(_unpacked(package, most))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError) as exc:
        raise PackageError("is damaged or no package") from exc
    except (OSError, ValueError, NotImplementedError, RuntimeError, MemoryError) as exc:  # encrypted, odd compression
        raise PackageError("is packed in a way that is not read here") from exc


def _unpacked(package: zipfile.ZipFile, most: int) -> Iterator[tuple[str, bytes]]:
    entries = package.infolist()
    if len(entries) > MAX_PARTS:
        raise TooLargeError(f"has more than {MAX_PARTS:,} parts")
    if sum(entry.file_size for entry in entries) > most:
        raise TooLargeError(f"is larger than {most:,} bytes when it is unpacked")
    for entry in entries:
        if entry.file_size > MAX_PART:
            raise TooLargeError(f"is larger than {MAX_PART:,} bytes", entry.filename)
        if not entry.is_dir():
            yield entry.filename, package.read(entry)


def check_xml(parts: Mapping[str, bytes]) -> None:
    """Raise `PackageError` for a part that declares a document type or entities: no Office file does."""
    for name, data in parts.items():
        if name.endswith((".xml", ".rels")) and (b"<!DOCTYPE" in data or b"<!ENTITY" in data):
            raise PackageError("declares entities, which no Office file does", name)


def parse_xml(data: bytes, part: str = "") -> Node:
    """An XML part as a tree. Raises `PackageError` for what is no XML, is nested too deeply or has a document type."""
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise PackageError("is not XML", part) from exc
    if root.getroottree().docinfo.internalDTD is not None:  # in whatever encoding it is written
        raise PackageError("declares entities, which no Office file does", part)
    return root
