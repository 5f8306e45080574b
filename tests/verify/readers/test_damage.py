"""Files that a download cut short or a disk altered: refused or read, and never a fault of the software."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaphandout.diagnostics import KaphandoutError
from kaphandout.packages import PackageError, TooLargeError, open_package, parse_xml
from kaphandout.verify import read

DAMAGED = settings(
    derandomize=True, deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def read_or_refused(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        read(path)
    except KaphandoutError as exc:
        said = str(exc)
    else:
        return
    assert str(path) in said


@DAMAGED
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
def test_a_deck_with_one_byte_altered_is_read_or_refused(
    deck_pptx: Path, tmp_path: Path, place: float, value: int
) -> None:
    data = bytearray(deck_pptx.read_bytes())
    data[int(place * len(data))] ^= value
    read_or_refused(tmp_path / "deck.pptx", bytes(data))


@DAMAGED
@given(place=st.floats(0, 1, exclude_max=True), value=st.integers(1, 255))
def test_a_leaflet_with_one_byte_altered_is_read_or_refused(
    leaflet_pdf: Path, tmp_path: Path, place: float, value: int
) -> None:
    data = bytearray(leaflet_pdf.read_bytes())
    data[int(place * len(data))] ^= value
    read_or_refused(tmp_path / "leaflet.pdf", bytes(data))


@DAMAGED
@given(share=st.floats(0.001, 0.999))
def test_a_deck_or_leaflet_that_is_cut_short_is_read_or_refused(
    deck_pptx: Path, leaflet_pdf: Path, tmp_path: Path, share: float
) -> None:
    for source in (deck_pptx, leaflet_pdf):
        data = source.read_bytes()
        read_or_refused(tmp_path / f"cut{source.suffix}", data[: max(1, int(share * len(data)))])


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_a_package_or_refused(data: bytes) -> None:
    with pytest.raises(PackageError):
        open_package(data)


def test_a_package_beyond_a_limit_is_said_to_be_too_large() -> None:
    with pytest.raises(TooLargeError, match="larger than 10 bytes"):
        open_package(bytes(11), most=10)


@settings(derandomize=True, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_xml_or_refused(data: bytes) -> None:
    try:
        parse_xml(data, "part")
    except PackageError as exc:
        part = exc.part
    else:
        return
    assert part == "part"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be"])
def test_a_document_type_is_refused_in_every_encoding(encoding: str) -> None:
    text = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    with pytest.raises(PackageError, match="declares entities"):
        parse_xml((mark + text).encode(encoding), "ppt/slides/slide1.xml")
    parse_xml((mark + "<a>b</a>").encode(encoding))
