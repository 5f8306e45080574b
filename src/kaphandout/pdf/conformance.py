"""PDF bytes → PDF bytes: what the renderer leaves undone for PDF/UA-1 and PDF/A-3a is put right, no pixel changed.

In: a tagged PDF/A-3a as WeasyPrint writes it. Out: the same pages, PDF/UA-1 as well. Rules: ISO 14289-1 (7.1, 7.5),
ISO 32000-1 (14.8.2.2 artifacts, 14.8.5.7 scope), ISO 19005-3 (6.6 extension schemas, 6.8 associated files).
"""

from __future__ import annotations

import binascii
import io
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

from kaphandout.pdf.xmp import extension

MAX_DEPTH = 100

Reached = set[tuple[tuple[int, int], int]]
"""Pieces of marked content: the object number of the page, and the marked-content number."""


def make_conforming(data: bytes, spreads: bool = False, properties: Mapping[str, str] | None = None) -> bytes:
    """Make a rendered PDF conforming; equal bytes in give equal bytes out.

    Declares PDF/UA-1; makes all attachments associated files of the document; gives table headers their scope; makes
    running heads and feet pagination artifacts. `spreads`: readers show two pages side by side, after the cover.
    `properties` say in the metadata what the file is (`edition`, `topic` …).
    Raises `pikepdf.PdfError` for what is no PDF, and `AttributeError` for a PDF without a structure tree or XMP
    metadata.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.Root.AF = pdf.make_indirect(Array([spec.obj for spec in pdf.attachments.values()]))
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
        end = xmp.rindex("</rdf:RDF>")
        pdf.Root.Metadata.write((xmp[:end] + extension(properties or {}) + xmp[end:]).encode("utf-8"))
        _scope_headers(pdf.Root.StructTreeRoot)
        _set_furniture_apart(pdf)
        if spreads:
            pdf.Root.PageLayout = Name.TwoPageRight
        return saved(pdf)


def saved(pdf: pikepdf.Pdf) -> bytes:
    """The bytes of a PDF: equal ones for equal content.

    No stream ends in a line end, which some readers take for the one before `endstream` (ISO 32000-1, 7.3.8.1), and
    then find the stream a byte too short: one that would is written in hexadecimal.
    """
    data = _written(pdf)
    with pikepdf.open(io.BytesIO(data)) as written:
        unsure = [one for one in written.objects if isinstance(one, pikepdf.Stream) and _ends_a_line(one)]
        for stream in unsure:
            packed = binascii.hexlify(zlib.compress(stream.read_bytes())) + b">"
            stream.write(packed, filter=Array([Name.ASCIIHexDecode, Name.FlateDecode]))
        return _written(written, pack=False) if unsure else data


def _ends_a_line(stream: pikepdf.Stream) -> bool:
    return stream.get("/Filter") == Name.FlateDecode and stream.read_raw_bytes()[-1:] in (b"\r", b"\n")


def _written(pdf: pikepdf.Pdf, pack: bool = True) -> bytes:
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode.disable
    decode = None if pack else pikepdf.StreamDecodeLevel.none
    pdf.save(out, deterministic_id=True, object_stream_mode=mode, compress_streams=pack, stream_decode_level=decode)
    return out.getvalue()


def elements(root: Any) -> Iterator[Any]:
    """The structure elements below the root of a structure tree, in reading order."""
    stack = [root]
    while stack:
        node = stack.pop()
        if "/S" in node:
            yield node
        stack += [kid for kid in reversed(_kids(node)) if isinstance(kid, Dictionary) and "/S" in kid]


def _scope_headers(root: pikepdf.Object) -> None:
    """Mark each TH below THead as the head of its column, each other as the head of its row."""
    of_columns = {cell.objgen for head in elements(root) if head.S == "/THead" for cell in elements(head)}
    for cell in elements(root):
        if cell.S == "/TH":
            cell.A = Dictionary(O=Name.Table, Scope=Name.Column if cell.objgen in of_columns else Name.Row)


def _set_furniture_apart(pdf: pikepdf.Pdf) -> None:
    """Make an artifact of each piece of marked content that the structure tree does not reach.

    With WeasyPrint these are its margin boxes, which it numbers and enters in the parent tree only.
    """
    reached = set(_reached(pdf.Root.StructTreeRoot, (0, 0)))
    nums = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = {int(key): value for key, value in zip(nums[::2], nums[1::2], strict=True)}
    for page in pdf.pages:
        strays: set[int] = set()
        _rewrite(pdf, page.obj, page.obj.objgen, page.Resources, reached, strays, 0)
        for mcid in strays:
            parents[int(page.StructParents)][mcid] = None


def _rewrite(
    pdf: pikepdf.Pdf, holder: Any, page: tuple[int, int], resources: Any, reached: Reached, strays: set[int], depth: int
) -> None:
    """Rewrite the content of a page, or of a form that it draws; `strays` grows by the numbers that were taken out."""
    content, changed = [], False
    for step in pikepdf.parse_content_stream(holder):
        if str(step.operator) == "BDC" and isinstance(step.operands[1], Dictionary) and "/MCID" in step.operands[1]:
            mcid = int(step.operands[1].MCID)
            if (page, mcid) not in reached:
                strays.add(mcid)
                furniture = [Name.Artifact, Dictionary(Type=Name.Pagination)]
                step = pikepdf.ContentStreamInstruction(furniture, Operator("BDC"))
                changed = True
        elif str(step.operator) == "Do" and depth < MAX_DEPTH:
            drawn = resources.XObject[step.operands[0]]
            if drawn.Subtype == Name.Form:
                _rewrite(pdf, drawn, page, drawn.get("/Resources", resources), reached, strays, depth + 1)
        content.append(step)
    if changed:
        data = pikepdf.unparse_content_stream(content)
        if isinstance(holder, pikepdf.Stream):
            holder.write(data)
        else:
            holder.Contents = pdf.make_stream(data)


def _reached(node: Any, page: tuple[int, int]) -> Iterator[tuple[tuple[int, int], int]]:
    """All marked content below a structure element."""
    stack = [(node, page)]
    while stack:
        node, page = stack.pop()
        if isinstance(node, int):
            yield page, node
            continue
        page = node.Pg.objgen if "/Pg" in node else page
        if "/MCID" in node:
            yield page, int(node.MCID)
        elif node.get("/Type") != Name.OBJR:
            stack += [(kid, page) for kid in _kids(node)]


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", [])
    return list(kids) if isinstance(kids, Array) else [kids]
