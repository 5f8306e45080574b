"""The document's properties of a deck: what a file manager or File › Info shows of the edition."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from lxml import etree
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.presentation import Presentation as Deck

from kaphandout.deck.plan.slides import DeckPlan
from kaphandout.edition.edition import Edition

_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_FIRST_ID = 2  # 0 and 1 are reserved (ISO/IEC 29500-1, 22.3.2.2)


def set_properties(deck: Deck, edition: Edition, plan: DeckPlan) -> None:
    """Title, language, publisher, edition code and the day of issue: no clock, no user name."""
    about, properties = edition.topic.about, deck.core_properties
    issued = datetime.combine(about.issued, time())
    properties.title, properties.subject = plan.title, about.clinician.subtitle
    properties.author = properties.last_modified_by = about.publisher
    properties.language = plan.language
    properties.identifier, properties.version = edition.code, about.version
    properties.created = properties.modified = issued
    properties.revision = 1
    custom = {"edition": edition.code, "topic": about.id, "locale": edition.locale.tag, "clinic": edition.clinic.id}
    _add_custom(deck, custom)


def _add_custom(deck: Deck, values: Mapping[str, str]) -> None:
    """Properties of our own, named `kaphandout edition` and so on, which PowerPoint keeps when it saves."""
    root: Any = etree.XML(f'<Properties xmlns="{_CUSTOM}" xmlns:vt="{_VALUES}"/>')
    for id, (name, value) in enumerate(values.items(), _FIRST_ID):
        entry = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid=str(id), name=f"kaphandout {name}")
        etree.SubElement(entry, f"{{{_VALUES}}}lpwstr").text = value
    package = deck.part.package
    relations: Any = package._rels
    for id in [id for id, found in relations.items() if found.reltype == RELATIONSHIP_TYPE.CUSTOM_PROPERTIES]:
        relations.pop(id)  # those of a foreign template
    part = Part(PackURI("/docProps/custom.xml"), _TYPE, package, serialize_part_xml(root))
    package.relate_to(part, RELATIONSHIP_TYPE.CUSTOM_PROPERTIES)
