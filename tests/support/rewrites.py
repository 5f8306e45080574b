"""Harmless rewrites of real artefacts, for `test_rewrites`: look and storage change, what they say does not.

Changes of single slides are made in the XML of the parsed package, and the slide is read anew by the reader.
"""

from __future__ import annotations

import copy
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pptx
from pptx.util import Emu

from kaphandout.verify import Artefact
from support.mutations import A, Deck, P

Harmless = Callable[[Any], None]

# --- One slide -----------------------------------------------------------------------------------------------------


def runs_split(root: Any) -> None:
    """Each run in two, as a spelling mark or a half-made format leaves them."""
    for run in list(root.iter(f"{A}r")):
        text = run.find(f"{A}t")
        half = len(text.text or "") // 2
        second = copy.deepcopy(run)
        text.text, second.find(f"{A}t").text = (text.text or "")[:half], (text.text or "")[half:]
        run.addnext(second)


def retyped(root: Any) -> None:
    """Quotes, dashes and spaces as a word processor exchanges them."""
    exchanged = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "‑", "-": "‐", " ": "\u00a0"})
    for text in root.iter(f"{A}t"):
        text.text = (text.text or "").translate(exchanged)


def restyled(root: Any) -> None:
    """Other sizes, weights and languages."""
    for properties in root.iter(f"{A}rPr"):
        properties.set("sz", "1700")
        properties.set("b", "1")
        properties.set("lang", "de-CH")


def moved(root: Any) -> None:
    """Every box elsewhere and of another size."""
    for place in root.iter(f"{A}off"):
        place.set("x", str(int(place.get("x")) + 127_000))
    for size in root.iter(f"{A}ext"):
        if size.get("cx"):
            size.set("cx", str(int(size.get("cx")) // 2))


def boxes_no_placeholders(root: Any) -> None:
    """Boxes that no longer fill the layout's placeholders, under other names."""
    for holder in list(root.iter(f"{P}ph")):
        holder.getparent().remove(holder)
    for name in root.iter(f"{P}cNvPr"):
        name.set("name", f"TextBox {name.get('id')}")


ON_A_SLIDE: tuple[Harmless, ...] = (runs_split, retyped, restyled, moved, boxes_no_placeholders)


def slides_rewritten(deck: Deck) -> Iterator[tuple[str, Artefact]]:
    """Each slide rewritten in each way, with its notes, and put right again."""
    for change in ON_A_SLIDE:
        for number, slide in enumerate(deck.slides, 1):
            roots = (slide.element, slide.notes_slide.element)
            kept = [copy.deepcopy(list(root)) for root in roots]
            for root in roots:
                change(root)
            yield f"{change.__name__}, slide {number}", deck.reread(number)
            for root, children in zip(roots, kept, strict=True):
                root[:] = children


# --- Whole decks ---------------------------------------------------------------------------------------------------


def saved_again(deck: Any) -> None:
    """Opened and saved."""


def another_size(deck: Any) -> None:
    deck.slide_width, deck.slide_height = Emu(9_144_000), Emu(6_858_000)


def other_properties(deck: Any) -> None:
    deck.core_properties.title = "Teaching, Tuesday"
    deck.core_properties.author = "A department"
    deck.core_properties.keywords = "teaching"


def an_empty_slide_more(deck: Any) -> None:
    deck.slides.add_slide(deck.slide_layouts[-1])


WHOLE: tuple[Harmless, ...] = (saved_again, another_size, other_properties, an_empty_slide_more)


def decks_rewritten(deck: Path, folder: Path) -> Iterator[Path]:
    """Decks saved anew by python-pptx, and with another theme, more parts or other compression."""
    for change in WHOLE:
        presentation = pptx.Presentation(str(deck))
        change(presentation)
        path = folder / f"{change.__name__}.pptx"
        presentation.save(str(path))
        yield path
    for name, exchange in PARTS.items():
        path = folder / f"{name}.pptx"
        with zipfile.ZipFile(deck) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
            for part in old.namelist():
                new.writestr(part, exchange(part, old.read(part)))
            new.writestr("customXml/item9.xml", "<note>for Tuesday</note>")
        yield path


def _other_theme(part: str, data: bytes) -> bytes:
    if not part.startswith("ppt/theme/"):
        return data
    return re.sub(rb'srgbClr val="\w{6}"', b'srgbClr val="334455"', data).replace(b"Calibri", b"Arial")


PARTS: dict[str, Callable[[str, bytes], bytes]] = {
    "other theme": _other_theme,
    "stored uncompressed": lambda _, data: data,
}

# --- PDFs ----------------------------------------------------------------------------------------------------------

SAVED: dict[str, dict[str, Any]] = {
    "linearised": {"linearize": True},
    "recompressed": {"recompress_flate": True, "compress_streams": True},
    "uncompressed": {"stream_decode_level": pikepdf.StreamDecodeLevel.generalized, "compress_streams": False},
    "object streams": {"object_stream_mode": pikepdf.ObjectStreamMode.generate},
    "no object streams": {"object_stream_mode": pikepdf.ObjectStreamMode.disable},
    "to be read by people": {"qdf": True},
    "content normalised": {"normalize_content": True},
    "another version": {"force_version": "2.0"},
}


def pdfs_rewritten(leaflet: Path, folder: Path) -> Iterator[Path]:
    """Leaflets saved anew in each way that qpdf knows, and with other data about the document and its pages."""
    for name, options in SAVED.items():
        with pikepdf.open(leaflet) as pdf:
            pdf.save(folder / f"{name}.pdf", **options)
        yield folder / f"{name}.pdf"
    with pikepdf.open(leaflet) as pdf:
        with pdf.open_metadata() as metadata:
            metadata["dc:description"] = "Printed on Tuesday"
        for page in pdf.pages:
            page.rotate(90, relative=True)
            page.CropBox = page.MediaBox
        pdf.pages[0].Annots = pikepdf.Array()
        pdf.save(folder / "turned.pdf")
    yield folder / "turned.pdf"
