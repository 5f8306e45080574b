"""Design tokens + `layouts.yaml` → the empty deck: theme, master, layouts, notes master, table style."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

from kaphandout.content.paths import folders
from kaphandout.deck.layout.geometry import Layouts
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.loading import SIZES, load_layouts
from kaphandout.deck.pptx.colours import SCHEME, theme_colours
from kaphandout.deck.pptx.package import write_zip
from kaphandout.design.tokens import Colours, load_tokens

EMU = 12_700
"""EMU in a pt."""

TABLE_STYLE = "{7B1D1A52-6E0B-5E5C-9B0D-3A52C5C4B0A1}"

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_FORMATS = "application/vnd.openxmlformats-officedocument."


def emu(points: float) -> int:
    """Points → EMU."""
    return round(points * EMU)


def mirrored(box: Box, rtl: bool) -> Box:
    """`box` as it stands on a slide that is read from the right."""
    return replace(box, x=load_layouts().width - box.x - box.w) if rtl else box


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the package: the end of its content type, and its relationships as (kind, target)."""

    name: str
    type: str
    xml: bytes
    relations: tuple[tuple[str, str], ...] = ()


@cache
def make_template(colours: Colours, language: str, rtl: bool = False, size: str = SIZES[0]) -> bytes:
    """An empty PPTX of our own, the same bytes each time. Raises `KaphandoutError` if `layouts.yaml` is bad."""
    layouts = load_layouts(size)
    parts = list(_parts(_environment(colours, language, rtl, layouts), layouts))
    entries = {"[Content_Types].xml": _content_types(parts)}
    entries["_rels/.rels"] = _relationships([("officeDocument", "ppt/presentation.xml")])
    for part in parts:
        entries[part.name] = part.xml
        if part.relations:
            folder, _, file = part.name.rpartition("/")
            entries[f"{folder}/_rels/{file}.rels"] = _relationships(part.relations)
    return write_zip(entries, zipfile.ZIP_STORED)


def own_part(name: str, colours: Colours, language: str, rtl: bool) -> bytes:
    """A part of our own template by the name of its file, such as `notesMaster`, for a deck in a foreign one."""
    return _xml(_environment(colours, language, rtl, load_layouts()), f"{name}.xml.j2")


def _environment(colours: Colours, language: str, rtl: bool, layouts: Layouts) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folders("templates/deck")), undefined=StrictUndefined, autoescape=True, trim_blocks=True
    )
    sides = {"l": "r", "r": "l"} if rtl else {}
    environment.filters |= {
        "emu": emu,
        "scheme": SCHEME.__getitem__,
        "placed": lambda box: mirrored(box, rtl),
        "aligned": lambda side: sides.get(side, side),
    }
    deck = load_tokens().deck
    environment.globals |= {
        "language": language, "rtl": rtl, "deck": deck, "font": deck.font, "theme_colours": theme_colours(colours),
        "master": layouts.master, "layouts": layouts.layouts, "width": layouts.width, "height": layouts.height,
        "table_style": TABLE_STYLE,
    }  # fmt: skip
    return environment


def _parts(environment: Environment, layouts: Layouts) -> Iterator[_Part]:
    xml = partial(_xml, environment)
    master = layouts.master
    held = [master.placeholder("title"), _master_body(layouts), master.placeholder("30"), master.placeholder("31")]
    files = [f"slideLayout{number}.xml" for number in range(1, len(layouts.layouts) + 1)]
    yield _Part(
        "ppt/presentation.xml", "presentationml.presentation.main", xml("presentation.xml.j2"),
        (("slideMaster", "slideMasters/slideMaster1.xml"), ("notesMaster", "notesMasters/notesMaster1.xml"),
         ("theme", "theme/theme1.xml"), ("tableStyles", "tableStyles.xml"),
         ("presProps", "presProps.xml"), ("viewProps", "viewProps.xml")),
    )  # fmt: skip
    yield _Part(
        "ppt/slideMasters/slideMaster1.xml", "presentationml.slideMaster",
        xml("slideMaster.xml.j2", master_placeholders=held),
        (*(("slideLayout", f"../slideLayouts/{file}") for file in files), ("theme", "../theme/theme1.xml")),
    )  # fmt: skip
    for file, layout in zip(files, layouts.layouts.values(), strict=True):
        shows = layout.motifs == master.motifs
        yield _Part(
            f"ppt/slideLayouts/{file}", "presentationml.slideLayout",
            xml("slideLayout.xml.j2", layout=layout, layout_shows_master=shows),
            (("slideMaster", "../slideMasters/slideMaster1.xml"),),
        )  # fmt: skip
    yield _Part(
        "ppt/notesMasters/notesMaster1.xml", "presentationml.notesMaster", xml("notesMaster.xml.j2"),
        (("theme", "../theme/theme2.xml"),),
    )  # fmt: skip
    for number in (1, 2):
        yield _Part(f"ppt/theme/theme{number}.xml", "theme", xml("theme.xml.j2"))
    for name in ("tableStyles", "presProps", "viewProps"):
        yield _Part(f"ppt/{name}.xml", f"presentationml.{name}", xml(f"{name}.xml.j2"))


def _xml(environment: Environment, template: str, **values: Any) -> bytes:
    text = environment.get_template(template).render(**values).strip()
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False)
    root = etree.fromstring(text.encode("utf-8"), parser)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _master_body(layouts: Layouts) -> Any:
    """The master's own body placeholder, from which all others inherit."""
    return layouts.master.placeholder("20").model_copy(
        update={"name": "Text", "box": layouts.master.body, "size": load_tokens().deck.body, "colour": "ink"}
    )


def _content_types(parts: Sequence[_Part]) -> bytes:
    root = etree.XML(f'<Types xmlns="{_TYPES}"/>')
    xml, rels = "application/xml", "application/vnd.openxmlformats-package.relationships+xml"
    for extension, kind in (("rels", rels), ("xml", xml)):
        etree.SubElement(root, f"{{{_TYPES}}}Default", Extension=extension, ContentType=kind)
    for part in parts:
        kind = f"{_FORMATS}{part.type}+xml"
        etree.SubElement(root, f"{{{_TYPES}}}Override", PartName=f"/{part.name}", ContentType=kind)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relationships(targets: Sequence[tuple[str, str]]) -> bytes:
    root = etree.XML(f'<Relationships xmlns="{_RELS}"/>')
    for number, (kind, target) in enumerate(targets, 1):
        etree.SubElement(root, f"{{{_RELS}}}Relationship", Id=f"rId{number}", Type=_OFFICE + kind, Target=target)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
