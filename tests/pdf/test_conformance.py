"""What `make_conforming` changes in a rendered PDF, seen by PDFium, which shares no code with it."""

from __future__ import annotations

import ctypes
import io
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kaphandout.edition.edition import Edition
from kaphandout.leaflet import write_leaflet
from kaphandout.pdf import renderer
from kaphandout.pdf.conformance import make_conforming, saved
from kaphandout.verify.artefact import Artefact, Part
from kaphandout.verify.compare import check_manifest
from kaphandout.verify.readers.pdf import read_pdf

HTML = """<html lang="en"><title>Small</title><meta name="dcterms.modified" content="2026-11-24">
<h1>Small</h1><p>First words with <a href="https://example.org">a link</a>.</p>
<div style="opacity: 0.6"><p>Words in a transparent group.</p></div>
<table><thead><tr><td></td><th>Head</th></tr></thead><tbody><tr><th>Side</th><td>Cell</td></tr></tbody></table>
<p style="break-before: page">Second page.</p>"""
CSS = """@page { size: 100mm 80mm; margin: 15mm; @top-left { content: "Running head"; background: #dff }
@bottom-center { content: "Foot " counter(page); opacity: 0.5 } } a { color: teal }"""


def unmended(html: str, css: str) -> bytes:
    """A PDF as the renderer leaves it."""
    return bytes(renderer.lay_out(html, css).write_pdf(pdf_variant=renderer.VARIANT))


@pytest.fixture(scope="module", params=["small", "a4", "trifold-a4"])
def both(request: pytest.FixtureRequest, edition: Edition) -> tuple[bytes, bytes]:
    """A file before and after."""
    if request.param == "small":
        raw = unmended(HTML, CSS)
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(renderer, "make_conforming", lambda data, *_: data)
            raw = write_leaflet(edition, request.param).pdf
    return raw, make_conforming(raw)


def test_no_pixel_changes(both: tuple[bytes, bytes]) -> None:
    before, after = (pypdfium2.PdfDocument(data) for data in both)
    assert len(before) == len(after)
    for number in range(len(before)):
        pictures = [bytes(document[number].render(scale=2).buffer) for document in (before, after)]
        assert pictures[0] == pictures[1]


def test_all_that_is_drawn_is_in_the_structure_tree_or_an_artifact(both: tuple[bytes, bytes]) -> None:
    before, after = (list(loose_content(data)) for data in both)
    assert before, "the renderer no longer leaves running heads loose: mend can be shorter"
    assert after == []


def test_no_structure_is_left_of_what_became_an_artifact(both: tuple[bytes, bytes]) -> None:
    with pikepdf.open(io.BytesIO(both[1])) as pdf:
        nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        for page, parents in zip(pdf.pages, nums[1::2], strict=False):
            numbers = set(_marked_numbers(page.obj, page.Resources))
            entered = {number for number, parent in enumerate(parents) if parent is not None}
            assert numbers == entered
            kinds = {
                str(step.operands[1].Type) for step in _marks(page.obj, page.Resources) if "/Type" in step.operands[1]
            }
            assert kinds <= {"/Pagination"}


def test_the_text_is_read_back_as_before_with_the_running_heads_in_the_margin(edition: Edition, tmp_path: Path) -> None:
    told = []
    for name, mending in (("raw", lambda data, *_: data), ("mended", make_conforming)):
        path = tmp_path / f"{name}.pdf"
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(renderer, "make_conforming", mending)
            path.write_bytes(write_leaflet(edition, "a4").pdf)
        told.append(read_pdf(path))
    assert told[0].paragraphs == told[1].paragraphs
    assert told[1].codes == (edition.code,)
    margin = [paragraph.text for paragraph in told[1].paragraphs if paragraph.part == Part.MARGIN]
    assert sum(edition.code in text for text in margin) == len(margin) / 2
    assert check_manifest(told[1]) == []


@pytest.mark.parametrize("format", ["a4", "trifold-a4", "card"])
def test_no_text_of_the_leaflet_became_an_artifact(edition: Edition, format: str, tmp_path: Path) -> None:
    path = tmp_path / "leaflet.pdf"
    path.write_bytes(write_leaflet(edition, format).pdf)
    assert check_manifest(_without_margins(read_pdf(path))) == []


def test_the_test_itself_sees_a_text_that_the_renderer_loses(edition: Edition, tmp_path: Path) -> None:
    path = tmp_path / "lost.pdf"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renderer, "make_conforming", lambda data, *_: make_conforming(_without_last_of_first_list(data)))
        path.write_bytes(write_leaflet(edition, "a4").pdf)
    assert check_manifest(_without_margins(read_pdf(path)))


def test_headers_of_columns_and_rows_are_told_apart() -> None:
    with pikepdf.open(io.BytesIO(make_conforming(unmended(HTML, CSS)))) as pdf:
        headers = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/TH"]
    assert sorted(str(header.A.Scope) for header in headers) == ["/Column", "/Row"]


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3A"])
def test_what_is_mended_meets_both_standards(profile: str, tmp_path: Path) -> None:
    import page

    path = tmp_path / "small.pdf"
    path.write_bytes(renderer.render_pdf(HTML, CSS, {"edition": "x"}, date(2026, 11, 24)))
    report = page.validate_pdf(str(path), profile=page.ValidationProfile[profile])
    assert [f"{failure.rule_id}: {failure.message}" for failure in report.failures] == []


def test_mending_gives_the_same_bytes_each_time() -> None:
    raw = unmended(HTML, CSS)
    assert make_conforming(raw) == make_conforming(raw)


def test_the_test_itself_sees_a_piece_that_was_taken_out_of_the_tree() -> None:
    mended = make_conforming(unmended(HTML, CSS))
    with pikepdf.open(io.BytesIO(mended)) as pdf:
        del pdf.Root.StructTreeRoot.K[0].K[0]
        out = io.BytesIO()
        pdf.save(out)
    assert [name for _, name in loose_content(out.getvalue())] == ["Span"]


def _without_margins(artefact: Artefact) -> Artefact:
    return replace(artefact, paragraphs=tuple(told for told in artefact.paragraphs if told.part != Part.MARGIN))


def loose_content(data: bytes) -> Iterator[tuple[int, str]]:
    """The page and the mark of each thing drawn that is neither in the structure tree nor an artifact."""
    with pypdfium2.PdfDocument(data) as document:
        for number, page in enumerate(document, 1):
            tree = pdfium.FPDF_StructTree_GetForPage(page)
            children = range(pdfium.FPDF_StructTree_CountChildren(tree))
            reached = {
                mcid for index in children for mcid in _below(pdfium.FPDF_StructTree_GetChildAtIndex(tree, index))
            }
            items = _items(pdfium.FPDFPage_CountObjects(page), partial(pdfium.FPDFPage_GetObject, page))
            for marks in items:
                if not any(name == "Artifact" or (mcid is not None and mcid in reached) for name, mcid in marks):
                    yield number, ", ".join(name for name, _ in marks)
            pdfium.FPDF_StructTree_Close(tree)


def _below(element: Any) -> Iterator[int]:
    if not element:
        return
    for index in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(element)):
        yield pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, index)
    for index in range(pdfium.FPDF_StructElement_CountChildren(element)):
        yield from _below(pdfium.FPDF_StructElement_GetChildAtIndex(element, index))


def _items(
    count: int, get: Callable[[int], Any], outer: tuple[tuple[str, int | None], ...] = ()
) -> Iterator[tuple[tuple[str, int | None], ...]]:
    """The marks on each thing drawn, with those of the forms around it."""
    for index in range(count):
        item = get(index)
        marks = outer
        for place in range(pdfium.FPDFPageObj_CountMarks(item)):
            marks += (_mark(pdfium.FPDFPageObj_GetMark(item, place)),)
        if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_FORM:
            yield from _items(pdfium.FPDFFormObj_CountObjects(item), partial(pdfium.FPDFFormObj_GetObject, item), marks)
        else:
            yield marks


def _mark(mark: Any) -> tuple[str, int | None]:
    buffer, length, value = (ctypes.c_ushort * 64)(), ctypes.c_ulong(), ctypes.c_int()
    pdfium.FPDFPageObjMark_GetName(mark, buffer, 128, length)
    name = bytes(buffer)[: max(0, length.value - 2)].decode("utf-16-le")
    found = pdfium.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", value)
    return name, value.value if found else None


def _marks(holder: Any, resources: Any) -> Iterator[Any]:
    for step in pikepdf.parse_content_stream(holder):
        if str(step.operator) == "BDC":
            yield step
        elif str(step.operator) == "Do":
            drawn = resources.XObject[step.operands[0]]
            if drawn.Subtype == "/Form":
                yield from _marks(drawn, drawn.get("/Resources", resources))


def _marked_numbers(holder: Any, resources: Any) -> Iterator[int]:
    return (int(step.operands[1].MCID) for step in _marks(holder, resources) if "/MCID" in step.operands[1])


def _without_last_of_first_list(data: bytes) -> bytes:
    """A PDF in which the structure tree no longer leads to one item of a list."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        lists = [item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/L"]
        first = next(item for item in lists if len(item.K) > 1)
        del first.K[len(first.K) - 1]
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize("end", [b"\r", b"\n"])
def test_no_stream_of_a_saved_file_ends_in_a_line_end(end: bytes) -> None:
    """Some readers would find it a byte too short."""
    drawn = next(words for n in range(1, 9999) if zlib.compress(words := b"0 0 m 1 9 l S " * n)[-1:] == end)
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page()
        page.Contents = pikepdf.Stream(pdf, drawn)
        data = saved(pdf)
    with pikepdf.open(io.BytesIO(data)) as read:
        assert read.pages[0].Contents.read_bytes() == drawn
        assert read.pages[0].Contents.read_raw_bytes()[-1:] not in (b"\r", b"\n")
