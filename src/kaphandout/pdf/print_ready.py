"""PDF bytes of the renderer's `pdf/x-4` → PDF bytes for a print shop: boxes in millimetres, links out, bytes fixed.

Measured with WeasyPrint 70. What is guaranteed: the page at its true size as TrimBox; a BleedBox of 3 mm around it
(less where the stylesheet has less); fonts embedded; every colour defined by a profile (sRGB, as `DefaultRGB`); no
annotations, scripts, forms or attachments; fixed dates, identifier and bytes.

What is not: colours stay RGB, black text too, and the shop converts them; nothing is trapped. WeasyPrint writes no
output intent, which PDF/X-4 asks for, unless the stylesheet has `@color-profile device-cmyk { src: url(data:…) }`.
Only with such a profile, of the class for output devices, does the file claim to be PDF/X-4. No validator for PDF/X
was at hand. Attachments are left out, since ISO 15930-7 could not be read on whether it permits them: the printed
edition code still says what the file is.
"""

from __future__ import annotations

import io
import re
from importlib.resources import files
from uuid import NAMESPACE_OID, uuid5

import pikepdf
from pikepdf import Array, Dictionary, Name

from kaphandout.pdf.conformance import saved

PT = 72 / 25.4
BLEED = 3.0
"""How far a print shop wants colours beyond the cut, in mm."""
PRINT_SHOP_CSS = "@page { bleed: 6mm; marks: crop }"
"""The renderer draws its crop marks in the outer half of its bleed: at 6 mm they stand clear of the 3 mm of colour."""

_CLAIM = re.compile(r"<(pdfxid|pdfx):GTS_PDFX\w+>[^<]*</\1:GTS_PDFX\w+>")
_IDENTIFIER = re.compile(r"xmp\.did:[0-9a-f-]{36}")


def make_reproducible(data: bytes, identity: str) -> bytes:
    """Finish a rendered `pdf/x-4`; `identity` is what the document's identifier is made from.

    Equal arguments give equal bytes, whatever random identifier the renderer put in. Raises `pikepdf.PdfError` for
    what is no PDF.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
        xmp = _IDENTIFIER.sub(f"xmp.did:{uuid5(NAMESPACE_OID, identity)}", xmp)
        pdf.Root.Metadata.write((xmp if _has_output_profile(pdf) else _CLAIM.sub("", xmp)).encode("utf-8"))
        for name in ("/AF", "/AcroForm", "/Names", "/OpenAction", "/AA"):
            if name in pdf.Root:
                del pdf.Root[name]
        profile = pdf.make_stream((files("weasyprint.pdf") / "sRGB2014.icc").read_bytes(), N=3)
        for page in pdf.pages:
            page.Resources.ColorSpace.DefaultRGB = Array([Name.ICCBased, profile])
            page.BleedBox = _bleed_box(page)
            for name in ("/Annots", "/AA", "/Tabs"):
                if name in page.obj:
                    del page.obj[name]
        del pdf.trailer["/ID"]  # half of it is made from the random identifier; saving makes both halves anew
        return saved(pdf)


def _bleed_box(page: pikepdf.Page) -> Array:
    media, trim = ([float(side) for side in box] for box in (page.mediabox, page.trimbox))
    low = [max(edge, side - BLEED * PT) for edge, side in zip(media[:2], trim[:2], strict=True)]
    high = [min(edge, side + BLEED * PT) for edge, side in zip(media[2:], trim[2:], strict=True)]
    return Array([round(side, 6) for side in (*low, *high)])


def _has_output_profile(pdf: pikepdf.Pdf) -> bool:
    """Whether the output intent carries the profile of an output device: bytes 12 to 15 are the class of a profile."""
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if isinstance(intent, Dictionary)]
    return any(
        intent.DestOutputProfile.read_bytes()[12:16] == b"prtr" for intent in intents if "/DestOutputProfile" in intent
    )
