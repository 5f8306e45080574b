"""BibTeX → references, each as a full citation (Vancouver style, up to six authors) and a short one ("Anand 2023")."""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from string import ascii_lowercase
from typing import Any
from urllib.parse import quote

from bibtexparser.entrypoint import parse_string as parse_bibtex
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, NormalizeFieldKeys
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry
from pydantic import ValidationError

from kaphandout.content.faults import in_words
from kaphandout.content.model import Reference
from kaphandout.content.types import Text
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error

logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says is reported in an editor's words

MAX_AUTHORS = 6
_LATEX = re.compile(r"[\\$~]|``|''")


def parse_references(text: str, file: str) -> tuple[dict[str, Reference], dict[str, Place]]:
    """Read a `.bib` file: references by key, and the line of each. Raises `KaphandoutError` with every bad entry."""
    library: Library = parse_bibtex(text, append_middleware=[NormalizeFieldKeys()])
    failed = [*library.failed_blocks, *_decode_latex(library.entries)]
    problems: list[Diagnostic] = [
        error("bibtex", Place(file, (block.start_line or 0) + 1), "", f"this entry cannot be read: {_unread(block)}")
        for block in failed
    ]
    references: dict[str, Reference] = {}
    places: dict[str, Place] = {}
    for entry in library.entries:
        place = Place(file, (entry.start_line or 0) + 1)
        try:
            references[entry.key] = _reference(entry)
            places[f"reference.{entry.key}"] = place
        except ValidationError as exc:
            faults = "; ".join(
                f"{fault['loc'][0]}: {in_words(fault, fault['loc'][0])}" for fault in exc.errors(include_url=False)
            )
            problems.append(error("bibtex", place, entry.key, f"reference {entry.key}: {faults}"))
        except (ValueError, KeyError) as exc:
            words = f"{exc.args[0]!r} is missing" if isinstance(exc, KeyError) else str(exc)
            problems.append(error("bibtex", place, entry.key, f"reference {entry.key}: {words}"))
    if problems:
        raise KaphandoutError(problems)
    return _told_apart(references), places


def _unread(block: Block) -> str:
    """Why an entry of the file could not be read."""
    if isinstance(block, DuplicateBlockKeyBlock):
        return f"the key {block.key!r} stands twice: give each reference its own"
    if isinstance(block, DuplicateFieldKeyBlock):
        return f"{', '.join(sorted(block.duplicate_keys))} stands twice in it: keep one"
    return "close each brace and quotation mark, and put a comma behind each field"


def _decode_latex(entries: Iterable[Entry]) -> Sequence[Any]:
    """Accents and signs written in LaTeX become letters, in place; what cannot be read is returned.

    Its parser is slow, so only entries that have any go through it.
    """
    written = [entry for entry in entries if any(_LATEX.search(str(field.value)) for field in entry.fields)]
    decoder = LatexDecodingMiddleware(allow_inplace_modification=True)
    return decoder.transform(Library(list[Block](written))).failed_blocks


def _told_apart(references: dict[str, Reference]) -> dict[str, Reference]:
    """Short names that two references share get a letter: Murrough 2013a, Murrough 2013b."""
    shared = Counter(reference.short for reference in references.values())
    letters: dict[str, Iterator[str]] = {short: iter(ascii_lowercase) for short, n in shared.items() if n > 1}
    return {
        key: reference.model_copy(update={"short": Text(reference.short + next(letters[reference.short]))})
        if reference.short in letters
        else reference
        for key, reference in references.items()
    }


def _reference(entry: Entry) -> Reference:
    raw = {key: str(field.value) for key, field in entry.fields_dict.items()}
    fields = {key: _plain(value) for key, value in raw.items()}
    if "verified" not in fields:
        raise ValueError("add verified={full}, {part} or {memory}")
    if fields["verified"] == "part" and not fields.get("unseen"):
        raise ValueError("it is verified={part}: name the fields that are from memory in unseen={…}")
    authors = _authors(raw.get("author", ""))
    return Reference.model_validate(
        {
            "key": entry.key,
            "full": _full(fields, authors),
            "short": " ".join(filter(None, [_surname(authors) or fields["title"], fields.get("year", "")])),
            "verified": fields["verified"],
            "unseen": fields.get("unseen") or None,
            "address": _address(fields),
        }
    )


def _address(fields: dict[str, str]) -> str | None:
    if "doi" in fields:
        return "https://doi.org/" + quote(fields["doi"], safe="/:;().-_")
    url = fields.get("url", "")
    return url if re.fullmatch(r"https?://[\x21-\x7e]+", url) else None


def _plain(value: str) -> str:
    return re.sub(r"\s+", " ", value.replace("{", "").replace("}", "")).replace("--", "–").replace(r"\%", "%").strip()


def _authors(field: str) -> list[str]:
    """`Family, Given M. and {Institution and so on}` → `["Family GM", "Institution and so on"]`."""
    names = re.split(r"\s+and\s+(?![^{]*\})", field.strip())
    return [_plain(name) if name.startswith("{") else _initials(_plain(name)) for name in names if name.strip()]


def _initials(name: str) -> str:
    family, *rest = [part.strip() for part in name.split(",")]
    given = " ".join(part for part in rest if part not in ("Jr.", "Sr."))
    letters = "".join(word[0] for word in re.split(r"[\s.\-]+", given) if word and word[0].isupper())
    return f"{family} {letters}".strip()


def _surname(authors: list[str]) -> str:
    return re.sub(r" [A-Z]{1,4}$", "", authors[0]) if authors else ""


def _full(fields: dict[str, str], authors: list[str]) -> str:
    named = [name for name in authors if name != "others"]
    shown = ", ".join(named[:MAX_AUTHORS])
    if len(named) > MAX_AUTHORS or "others" in authors:
        shown += ", et al"
    where = fields.get("journal") or fields.get("publisher") or fields.get("institution") or fields.get("howpublished")
    when = fields.get("note") if fields.get("note", "").endswith(fields.get("year", "?")) else fields.get("year")
    volume = fields.get("volume", "") + (f"({fields['number']})" if fields.get("volume") and "number" in fields else "")
    issue = ":".join(filter(None, [volume or fields.get("number", ""), fields.get("pages", "")]))
    source = ";".join(filter(None, [when, issue]))
    parts = [shown, fields["title"], where or "", source]
    address = f"doi:{fields['doi']}" if "doi" in fields else fields.get("url", "")
    sentence = " ".join(f"{part.rstrip('.')}." for part in parts if part)
    return f"{sentence} {address}".strip()
