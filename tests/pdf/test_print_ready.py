"""The file for a print shop: its boxes, its marks, its colours, its bytes."""

from __future__ import annotations

import base64
import hashlib
import io
import subprocess
import sys
from datetime import date
from importlib.resources import files

import pikepdf
import pypdfium2
import pytest

from kaphandout.pdf.print_ready import PRINT_SHOP_CSS
from kaphandout.pdf.renderer import render_pdf

PT = 72 / 25.4
HTML = '<html lang="en"><title>Small</title><p>Words and <a href="https://example.org">a link</a>.</p>'
CSS = "@page { size: 100mm 80mm; margin: 15mm; background: #cce } " + PRINT_SHOP_CSS
MANIFEST = {"edition": "AAAA-BBBB"}
ISSUED = date(2026, 11, 24)


def built(css: str = CSS) -> bytes:
    return render_pdf(HTML, css, MANIFEST, ISSUED, print_shop=True)


@pytest.mark.parametrize(("bleed", "colour"), [(6, 3), (3, 3), (2, 2)])
def test_the_page_has_its_true_size_and_three_millimetres_around_it(bleed: float, colour: float) -> None:
    with pikepdf.open(io.BytesIO(built(CSS.replace("6mm", f"{bleed}mm")))) as pdf:
        page = pdf.pages[0]
        boxes = [[float(edge) / PT for edge in box] for box in (page.mediabox, page.BleedBox, page.trimbox)]
    assert boxes[0] == pytest.approx([-bleed, -bleed, 100 + bleed, 80 + bleed], abs=0.001)
    assert boxes[1] == pytest.approx([-colour, -colour, 100 + colour, 80 + colour], abs=0.001)
    assert boxes[2] == pytest.approx([0, 0, 100, 80], abs=0.001)


def test_colour_reaches_into_the_bleed_and_crop_marks_stand_in_line_with_the_cut_outside_it() -> None:
    with pypdfium2.PdfDocument(built()) as document:
        picture = document[0].render(scale=10 / PT).to_pil().convert("RGB")  # ten pixels a millimetre
    assert picture.size == pytest.approx((1120, 920), abs=1)
    colour = (204, 204, 238)
    assert all(picture.getpixel(spot) == colour for spot in ((35, 460), (560, 35), (1084, 460), (560, 884)))
    for x in (60, 1060):
        column = [y for y in range(920) if any(sum(picture.getpixel((x + near, y))) < 200 for near in (-1, 0, 1))]
        assert column
        assert all(y < 31 or y > 888 for y in column)
    for y in (60, 860):
        row = [x for x in range(1120) if any(sum(picture.getpixel((x, y + near))) < 200 for near in (-1, 0, 1))]
        assert row
        assert all(x < 31 or x > 1088 for x in row)


def test_it_has_no_links_no_attachments_and_every_colour_a_profile() -> None:
    with pikepdf.open(io.BytesIO(built())) as pdf:
        assert pdf.pdf_version == "1.6"
        assert str(pdf.docinfo.Trapped) == "/False"
        assert "/ID" in pdf.trailer
        assert len(pdf.attachments) == 0
        assert "/AF" not in pdf.Root
        for page in pdf.pages:
            assert "/Annots" not in page.obj
            assert page.Resources.ColorSpace.DefaultRGB[0] == "/ICCBased"
        groups = [item for item in pdf.objects if isinstance(item, pikepdf.Stream) and "/Group" in item]
        assert groups
        assert all(item.Group.CS == "/DeviceRGB" for item in groups)


@pytest.mark.parametrize(("kind", "claims"), [(b"prtr", True), (b"mntr", False), (None, False)])
def test_it_claims_pdf_x_4_only_with_the_profile_of_an_output_device(kind: bytes | None, claims: bool) -> None:
    css = CSS
    if kind:
        icc = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
        address = base64.b64encode(icc[:12] + kind + icc[16:]).decode()
        source = f'url("data:application/vnd.iccprofile;base64,{address}")'
        css += f"@color-profile --print {{ src: {source}; components: r, g, b }}"
    with pikepdf.open(io.BytesIO(built(css))) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode()
        assert ("PDF/X-4" in xmp) == claims
        assert ("/OutputIntents" in pdf.Root) == (kind is not None)
        if kind:
            assert pdf.Root.OutputIntents[0].S == "/GTS_PDFX"
        with pdf.open_metadata() as meta:  # it is still well-formed
            assert meta["dc:title"] == "Small"


def test_its_bytes_are_the_same_in_every_process() -> None:
    script = (
        "import hashlib; from datetime import date; from kaphandout.pdf.renderer import render_pdf;"
        f"data = render_pdf({HTML!r}, {CSS!r}, {MANIFEST!r}, date(2026, 11, 24), print_shop=True);"
        "print(hashlib.sha256(data).hexdigest())"
    )
    digests = {hashlib.sha256(built()).hexdigest()}
    for seed, zone in (("1", "Pacific/Kiritimati"), ("2", "America/Anchorage")):
        environment = {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C"}
        run = subprocess.run(
            [sys.executable, "-c", script], check=True, capture_output=True, text=True, env=environment
        )
        digests.add(run.stdout.strip())
    assert len(digests) == 1


def test_another_edition_has_another_identifier() -> None:
    other = render_pdf(HTML, CSS, {"edition": "CCCC-DDDD"}, ISSUED, print_shop=True)
    assert other != built()
