"""Design tokens + `layouts.yaml` → the empty deck: theme, master, layouts, notes master, table style."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import etree

from kaphandout.content.paths import folders
from kaphandout.deck.layout.geometry import Layouts, Placeholder
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.loading import SIZES, load_layouts
from kaphandout.deck.pptx.colours import SCHEME, theme_colours
from kaphandout.deck.pptx.package import write_zip
from kaphandout.deck.templates.open_xml import (
    EMU,
    EXTENSIONS,
    FORMATS,
    MAIN,
    content_types,
    new_relations,
    relations_of,
    xml_bytes,
)
from kaphandout.design.tokens import Colours, load_tokens

TABLE_STYLE = "{7B1D1A52-6E0B-5E5C-9B0D-3A52C5C4B0A1}"


def emu(points: float) -> int:
    """Points → EMU."""
    return round(points * EMU)


def mirrored(box: Box, rtl: bool, width: float | None = None) -> Box:
    """Where `box` is on a slide of a `width` in pt (None: that of our own) that is read from the right if `rtl`."""
    return replace(box, x=(width or load_layouts().width) - box.x - box.w) if rtl else box


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
    entries = {
        "[Content_Types].xml": content_types(EXTENSIONS, {part.name: f"{FORMATS}{part.type}+xml" for part in parts}),
        relations_of(""): xml_bytes(new_relations([("officeDocument", MAIN)])),
    }
    entries |= {part.name: part.xml for part in parts}
    entries |= {relations_of(part.name): xml_bytes(new_relations(part.relations)) for part in parts if part.relations}
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
        MAIN, "presentationml.presentation.main", xml("presentation.xml.j2"),
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
    return xml_bytes(etree.fromstring(text.encode("utf-8"), parser))


def _master_body(layouts: Layouts) -> Placeholder:
    """The master's own body placeholder, from which all others inherit."""
    return layouts.master.placeholder("20").model_copy(
        update={"name": "Text", "box": layouts.master.body, "size": load_tokens().deck.body, "colour": "ink"}
    )
