"""What a deck has beside the slides: speaker notes, sections, the manifest."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide

from kaphandout.content.hashing import canonical_json
from kaphandout.content.outline import DeckOutline
from kaphandout.content.placement import in_deck
from kaphandout.deck.plan.slides import DeckPlan, Note
from kaphandout.deck.pptx.elements import as_field, element, run
from kaphandout.deck.text_keys import SlideTexts
from kaphandout.edition.edition import Edition
from kaphandout.edition.manifest_builder import build_manifest

MANIFEST = "urn:kaphandout:manifest"
_PROPERTIES_TYPE = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"
_CUSTOM_XML = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"


def write_notes(slide: Slide, notes: Sequence[Note], number: int, language: str, rtl: bool) -> None:
    """Fill the notes page of a slide: a paragraph for each note, labels in bold, and the slide's number."""
    placeholders: Any = slide.notes_slide.placeholders
    for shape in placeholders:
        kind = shape._element.ph.get("type")
        shape._element.nvSpPr.cNvPr.set("name", {"sldImg": "slide-image", "body": "notes"}.get(kind, "slide-number"))
        if kind == "sldNum":
            paragraphs = [element("a:p", None, run(str(number), language))]
            as_field(paragraphs[0], "slidenum")
        elif kind == "body":
            aligned = {"rtl": 1, "algn": "r"} if rtl else {}
            paragraphs = [
                element("a:p", None, element("a:pPr", aligned), run(note.text, language, bold=note.strong or None))
                for note in notes
            ]
        else:
            continue
        body = shape._element.get_or_add_txBody()
        for old in body.p_lst:
            body.remove(old)
        body.extend(paragraphs)


def add_sections(deck: Deck, plan: DeckPlan, code: str) -> None:
    """Group the slides under the names of the text's sections."""
    ids = {planned.id: slide.slide_id for planned, slide in zip(plan.slides, deck.slides, strict=True)}
    listed = etree.Element(f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
    for number, (name, slides) in enumerate(plan.sections):
        section = etree.SubElement(listed, f"{{{_P14}}}section", name=name, id=_guid(f"{code} section {number}"))
        held = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
        for id in slides:
            etree.SubElement(held, f"{{{_P14}}}sldId", id=str(ids[id]))
    root = deck.part._element
    extensions = root.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(root, qn("p:extLst"))
    etree.SubElement(extensions, qn("p:ext"), uri=_SECTIONS).append(listed)


def add_manifest(deck: Deck, edition: Edition, outline: DeckOutline, slides: Sequence[SlideTexts]) -> None:
    """Carry the manifest as a custom XML part, which PowerPoint and Impress keep; `outline` places the slides."""
    root: Any = etree.XML(f'<manifest xmlns="{MANIFEST}"/>')
    shows = [key for part in ("shown", "noted") for slide in slides for key in getattr(slide, part)]
    manifest = build_manifest(edition, "deck", shows, slides=in_deck(outline).by_message())
    counts = [
        {"id": slide.id, "title": slide.title, "texts": len(slide.shown), "notes": len(slide.noted)} for slide in slides
    ]
    root.text = canonical_json({**manifest, "slides": counts})
    store: Any = etree.XML(
        f'<ds:datastoreItem xmlns:ds="{_CUSTOM_XML}" ds:itemID="{_guid(f"{edition.code} manifest")}">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{MANIFEST}"/></ds:schemaRefs></ds:datastoreItem>'
    )
    package = deck.part.package
    item = Part(PackURI("/customXml/item1.xml"), "application/xml", package, serialize_part_xml(root))
    properties = Part(PackURI("/customXml/itemProps1.xml"), _PROPERTIES_TYPE, package, serialize_part_xml(store))
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
    deck.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)


def _guid(name: str) -> str:
    return f"{{{uuid.uuid5(uuid.NAMESPACE_URL, f'{MANIFEST} {name}')}}}".upper()
