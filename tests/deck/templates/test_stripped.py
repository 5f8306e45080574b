"""Oddities in a hospital's file: what is no use to the deck goes, what it needs is there, and the deck is sound."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

from kaphandout.deck.pptx.lint import lint
from kaphandout.edition.edition import Edition
from support import templates as made
from support.foreign import A, Built, P

Parts = dict[str, bytes]
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
R = OFFICE.rstrip("/")
NS = f'xmlns:p="{made.P}" xmlns:a="{made.A}" xmlns:r="{R}"'
DECK, MASTER = "ppt/presentation.xml", "ppt/slideMasters/slideMaster1.xml"
THEME, LAYOUT = "ppt/theme/theme1.xml", "ppt/slideLayouts/slideLayout1.xml"


@pytest.fixture
def deck_on(edition: Edition, tmp_path: Path) -> Callable[..., Built]:
    """The deck of the real topic on a template of the fixtures after a change of its parts, found to be sound."""

    def build(original: bytes, change: Callable[[Parts], None]) -> Built:
        deck = Built(made.changed(original, change), tmp_path / "hospital.pptx", edition)
        assert [f"{e.part_uri} {e.description}" for e in OpenXmlValidator().validate(deck.file).errors] == []
        assert lint(deck.bytes, "hospital") == []
        return deck

    return build


def rels(part: str) -> str:
    folder, _, file = part.rpartition("/")
    return f"{folder}/_rels/{file}.rels"


def related(parts: Parts, part: str, id: str, kind: str, target: str) -> None:
    """Let a part refer to another."""
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    one = f'<Relationship Id="{id}" Type="{OFFICE}{kind}" Target="{target}"/></Relationships>'
    parts[rels(part)] = parts.get(rels(part), empty).replace(b"</Relationships>", one.encode())


def inserted(parts: Parts, part: str, xml: str) -> None:
    """Put a shape last into a master or layout."""
    parts[part] = parts[part].replace(b"</p:spTree>", xml.encode() + b"</p:spTree>")


def named(parts: Parts, part: str) -> set[str]:
    return {node.get("name", "") for node in etree.fromstring(parts[part]).iter(f"{P}cNvPr")}


def test_a_template_without_table_styles_gets_ours(deck_on: Callable[..., Built]) -> None:
    def change(parts: Parts) -> None:
        del parts["ppt/tableStyles.xml"]
        parts[rels(DECK)] = re.sub(rb'<Relationship [^>]*tableStyles.xml"/>', b"", parts[rels(DECK)])
        parts["[Content_Types].xml"] = re.sub(rb"<Override [^>]*tableStyles[^>]*>", b"", parts["[Content_Types].xml"])

    deck = deck_on(made.hopital(), change)
    styles = {node.get("styleId") for node in etree.fromstring(deck.parts["ppt/tableStyles.xml"])}
    used = {node.text for slide in deck.deck.slides for node in slide._element.iter(f"{A}tableStyleId")}
    assert used
    assert used <= styles


def test_a_shape_whose_data_are_gone_goes_and_a_logo_that_led_to_a_sample_stays(deck_on: Callable[..., Built]) -> None:
    """A sheet embedded in the layout and a picture that is not in the file go as wholes, of the logo only its link."""
    place = '<a:xfrm><a:off x="0" y="0"/><a:ext cx="360000" cy="360000"/></a:xfrm>'

    def change(parts: Parts) -> None:
        related(parts, LAYOUT, "rId71", "oleObject", "../embeddings/sheet.bin")
        related(parts, LAYOUT, "rId72", "image", "../media/lost.png")
        related(parts, LAYOUT, "rId73", "slide", "../slides/slide1.xml")
        related(parts, LAYOUT, "rId74", "tags", "../tags/tag1.xml")
        parts["ppt/embeddings/sheet.bin"] = b"SECRET sheet"
        parts["ppt/tags/tag1.xml"] = f'<p:tagLst {NS}><p:tag name="OWNER" val="SECRET tag"/></p:tagLst>'.encode()
        inserted(
            parts, LAYOUT,
            f'<p:graphicFrame {NS}><p:nvGraphicFramePr><p:cNvPr id="71" name="sheet"/><p:cNvGraphicFramePr/><p:nvPr/>'
            f'</p:nvGraphicFramePr>{place.replace("a:xfrm", "p:xfrm")}<a:graphic><a:graphicData uri="urn:ole">'
            '<p:oleObj r:id="rId71" progId="Excel.Sheet.12"><p:embed/></p:oleObj></a:graphicData></a:graphic>'
            f'</p:graphicFrame><p:pic {NS}><p:nvPicPr><p:cNvPr id="72" name="lost"/><p:cNvPicPr/><p:nvPr/></p:nvPicPr>'
            '<p:blipFill><a:blip r:embed="rId72"/><a:stretch><a:fillRect/></a:stretch></p:blipFill>'
            f'<p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
            f'<p:sp {NS}><p:nvSpPr><p:cNvPr id="73" name="led to a sample"><a:hlinkClick r:id="rId73" '
            'action="ppaction://hlinksldjump"/></p:cNvPr><p:cNvSpPr/><p:nvPr userDrawn="1"><p:custDataLst>'
            '<p:tags r:id="rId74"/></p:custDataLst></p:nvPr></p:nvSpPr>'
            f'<p:spPr>{place}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:sp>',
        )  # fmt: skip

    deck = deck_on(made.klinikum(), change)
    assert named(deck.parts, LAYOUT) & {"sheet", "lost", "led to a sample"} == {"led to a sample"}
    assert b"hlinkClick" not in deck.parts[LAYOUT]
    assert b"SECRET" not in b"".join(deck.parts.values())


def test_a_notes_master_that_holds_no_notes_is_exchanged_and_the_notes_are_there(deck_on: Callable[..., Built]) -> None:
    """The template has lost the text box of its notes pages; it lists the notes master, as PowerPoint does."""

    def change(parts: Parts) -> None:
        name = "ppt/notesMasters/notesMaster1.xml"
        root = etree.fromstring(parts[name])
        for shape in [shape for shape in root.iter(f"{P}sp") if shape.find(f".//{P}ph[@type='body']") is not None]:
            shape.getparent().remove(shape)
        parts[name] = etree.tostring(root)
        related(parts, DECK, "rId90", "slide", "slides/none.xml")
        id = re.search(rb'Id="(rId\d+)"[^>]*notesMaster1.xml', parts[rels(DECK)])
        assert id is not None
        listed = b'</p:sldMasterIdLst><p:notesMasterIdLst><p:notesMasterId r:id="%s"/></p:notesMasterIdLst>' % id[1]
        parts[DECK] = parts[DECK].replace(b"</p:sldMasterIdLst>", listed)

    deck = deck_on(made.klinikum(), change)
    for slide, planned in zip(deck.deck.slides, deck.plan.slides, strict=True):
        assert slide.notes_slide.notes_text_frame.text == "\n".join(note.text for note in planned.notes)
    assert deck.parts[DECK].count(b"<p:notesMasterIdLst>") == 1


def test_a_picture_in_the_theme_is_kept_also_for_the_notes(deck_on: Callable[..., Built]) -> None:
    """The theme's third background is a picture; the notes pages, which are ours here, have the same theme."""
    fill = f'<a:blipFill xmlns:r="{R}"><a:blip r:embed="rId1"/><a:stretch><a:fillRect/></a:stretch></a:blipFill>'

    def change(parts: Parts) -> None:
        root = etree.fromstring(parts[THEME])
        fills = root.find(f".//{A}bgFillStyleLst")
        fills.replace(fills[-1], etree.fromstring(fill.replace("xmlns:r", f'xmlns:a="{made.A}" xmlns:r', 1)))
        parts[THEME] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        related(parts, THEME, "rId1", "image", "../media/image1.png")

    deck = deck_on(made.hopital(), change)
    themes = [name for name in deck.parts if re.fullmatch(r"ppt/theme/[^/]*\.xml", name)]
    assert len(themes) == 2
    for name in themes:
        assert b"blipFill" in deck.parts[name]
        target = re.search(rb'Target="([^"]*)"', deck.parts[rels(name)])
        assert target is not None
        assert target[1].decode().rpartition("/")[2] in {part.rpartition("/")[2] for part in deck.parts}
