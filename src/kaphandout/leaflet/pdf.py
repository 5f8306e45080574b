"""HTML → PDF bytes: WeasyPrint lays out and tags, then the manifest and the marks of PDF/UA-1 are added.

The result is PDF/A-3a and PDF/UA-1 at once. Any line that the renderer logs is an error.
"""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pikepdf
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from kaphandout.problems import KaphandoutError, Place, error

MANIFEST_NAME = "kaphandout-manifest.json"
VARIANT = "pdf/a-3a"

_EXTENSION_SCHEMA = """
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that is met</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def lay_out(html: str, css: str) -> weasyprint.Document:
    """Lay out `html` with the stylesheet `css`. Only `data:` addresses are fetched.

    Raises `KaphandoutError` when the renderer warns of anything or an address is refused.
    """
    with _strictly():
        fetcher = URLFetcher(allowed_protocols={"data"}, fail_on_errors=True)
        fonts = FontConfiguration()
        sheet = weasyprint.CSS(string=css, url_fetcher=fetcher, font_config=fonts)
        document = weasyprint.HTML(string=html, url_fetcher=fetcher)
        return document.render(font_config=fonts, stylesheets=[sheet], pdf_variant=VARIANT)


def write_pdf(document: weasyprint.Document, manifest: Mapping[str, Any], issued: date) -> bytes:
    """The finished PDF of a document that was laid out, with its manifest. Raises as `lay_out` does."""
    moment = datetime(issued.year, issued.month, issued.day, tzinfo=UTC)
    attachment = weasyprint.Attachment(
        string=json.dumps(manifest, sort_keys=True, ensure_ascii=False).encode("utf-8"),
        name=MANIFEST_NAME,
        created=moment,
        modified=moment,
        relationship="Data",
    )
    with _strictly():
        return _finish(document.write_pdf(pdf_variant=VARIANT, attachments=[attachment]))


@contextmanager
def _strictly() -> Iterator[None]:
    """Whatever the renderer logs, and every refused address, becomes a `KaphandoutError`."""
    log = _Log()
    logger = logging.getLogger("weasyprint")
    before, logger.propagate = logger.propagate, False
    logger.addHandler(log)
    try:
        yield
    except FatalURLFetchingError as exc:
        raise KaphandoutError([error("address", Place(""), "", f"the leaflet would fetch something: {exc}")]) from exc
    finally:
        logger.removeHandler(log)
        logger.propagate = before
    if log.lines:
        raise KaphandoutError([error("renderer", Place(""), "", f"the renderer warns: {line}") for line in log.lines])


class _Log(logging.Handler):
    """Keeps the renderer's warnings."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def _finish(data: bytes) -> bytes:
    """Declare PDF/UA-1, name the manifest as an associated file of the document, give table headers their scope."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        specs = [spec.obj for spec in pdf.attachments.values()]
        pdf.Root.AF = pdf.make_indirect(pikepdf.Array(specs))
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
        end = xmp.rindex("</rdf:RDF>")
        pdf.Root.Metadata.write((xmp[:end] + _EXTENSION_SCHEMA + xmp[end:]).encode("utf-8"))
        _scope_headers(pdf.Root.StructTreeRoot)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return out.getvalue()


def _scope_headers(root: pikepdf.Object) -> None:
    """Mark each TH below THead as the head of its column, each other as the head of its row (ISO 32000-1, 14.8.5.7)."""
    stack = [(root, False)]
    while stack:
        node, in_head = stack.pop()
        kind = str(node.get("/S", ""))
        if kind == "/TH":
            scope = pikepdf.Name.Column if in_head else pikepdf.Name.Row
            node.A = pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=scope)
        kids: Any = node.get("/K", [])
        below = kids if isinstance(kids, pikepdf.Array) else [kids]
        elements = [kid for kid in below if isinstance(kid, pikepdf.Dictionary) and "/S" in kid]
        stack += [(element, in_head or kind == "/THead") for element in elements]
