"""What a PDF is → XMP: PDF/UA-1 and our own properties, each namespace with its PDF/A extension schema.

Rules: ISO 19005-3, 6.6.2.3 (extension schemas), ISO 14289-1, 5 (identification).
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import DictLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

NAMESPACE = "urn:kaphandout:edition:"
"""The namespace of our properties: no address, for there is nothing to be fetched."""

DESCRIBED = {
    "edition": "Edition code that is printed in the document",
    "topic": "Topic of the text",
    "version": "Version of the text",
    "locale": "Language of the text",
    "clinic": "Clinic profile that the text is for",
}

_TEMPLATE = """
<rdf:Description rdf:about="" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"
    xmlns:kaphandout="{{ namespace }}"
    xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1">
{% for name, value in properties.items() %}
  <kaphandout:{{ name }}>{{ value }}</kaphandout:{{ name }}>
{% endfor %}
  <pdfaExtension:schemas><rdf:Bag>
{% for schema in schemas %}
  <rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>{{ schema.title }}</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>{{ schema.uri }}</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>{{ schema.prefix }}</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq>
{% for name, words in schema.properties.items() %}
    <rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>{{ name }}</pdfaProperty:name>
      <pdfaProperty:valueType>{{ schema.type }}</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>{{ words }}</pdfaProperty:description>
    </rdf:li>
{% endfor %}
    </rdf:Seq></pdfaSchema:property>
  </rdf:li>
{% endfor %}
  </rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def extension(properties: Mapping[str, str]) -> str:
    """The description that goes into the XMP of a finished file; `properties` are some of `DESCRIBED`, in any order."""
    known = {name: properties[name] for name in DESCRIBED if name in properties}
    schemas = [
        {
            "title": "PDF/UA identification schema", "uri": "http://www.aiim.org/pdfua/ns/id/", "prefix": "pdfuaid",
            "type": "Integer", "properties": {"part": "Part of ISO 14289 that is met"},
        }
    ]  # fmt: skip
    if known:
        schemas.append({
            "title": "kaphandout edition schema", "uri": NAMESPACE, "prefix": "kaphandout", "type": "Text",
            "properties": {name: DESCRIBED[name] for name in known},
        })  # fmt: skip
    environment = ImmutableSandboxedEnvironment(
        loader=DictLoader({"xmp": _TEMPLATE}), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    return environment.get_template("xmp").render(namespace=NAMESPACE, properties=known, schemas=schemas)
