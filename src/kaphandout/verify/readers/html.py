"""A web page → `Artefact`: the text of each block in reading order, by line. What browsers hide is not read as shown.

Nothing is fetched and nothing runs: the page is parsed as text.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from kaphandout.verify.artefact import MAX_MANIFEST, Artefact, Part, artefact, check_size, read_bytes, unreadable

MANIFEST_NAME = "kaphandout-manifest"
MAX_PAGE = 20_000_000

_START = re.compile(rb"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_INLINE = frozenset(
    "a abbr b bdi bdo cite code em i mark q s small span strong sub sup time u wbr".split()  # noqa: SIM905
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "svg", "iframe", "object"})
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPOKEN = ("alt", "aria-label", "title")


def is_html(start: bytes) -> bool:
    """Whether a file that starts so is a web page."""
    return _START.match(start.removeprefix(codecs.BOM_UTF8)) is not None


def read_html(path: Path) -> Artefact:
    """Read a leaflet for screens. Raises `KaphandoutError` for a damaged, oversized or foreign file."""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        text = read_bytes(path, MAX_PAGE).decode("utf-8-sig")
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError, OSError) as exc:
        raise unreadable(path, exc) from exc
    if root is None:
        raise unreadable(path, "the page is empty")
    carried = [str(meta.get("content") or "") for meta in root.iter("meta") if meta.get("name") == MANIFEST_NAME]
    manifest = carried[0] if carried else None
    check_size(path, "manifest", len(manifest or ""), MAX_MANIFEST)
    return artefact(path, "leaflet", manifest, _blocks(root))


def _blocks(root: etree._Element) -> Iterator[tuple[str, str]]:
    """The blocks, each at the line where it begins; a title is in the margin, what is only spoken an alternative."""
    place, block = "line 1", ""
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, node in walk:
        unseen = node.tag in _UNSEEN or "hidden" in node.attrib or _HIDDEN.search(str(node.get("style") or ""))
        if event == "start":
            if node.tag not in _INLINE:
                yield place, block
                place, block = f"line {node.sourceline or 0}{f' {Part.MARGIN}' if node.tag == 'title' else ''}", ""
            if unseen:
                walk.skip_subtree()
                continue
            yield from (
                (f"line {node.sourceline or 0} {Part.ALTERNATIVE}", str(node.get(name) or "")) for name in _SPOKEN
            )
            block += str(node.text or "")
        else:
            if node.tag not in _INLINE:
                yield place, block
                place, block = place.removesuffix(f" {Part.MARGIN}"), ""
            block += str(node.tail or "")
    yield place, block
