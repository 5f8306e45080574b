"""What is still to be written: texts that hold the word TODO, by the record in which they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kaphandout.content.model import Clinic, Topic
from kaphandout.content.types import Record

MARK = re.compile(r"\bTODO\b")


def unfinished(topic: Topic, clinic: Clinic | None = None) -> Iterator[tuple[str, list[str]]]:
    """The key of each record with a TODO, and its fields that hold one (`patient.text`)."""
    records: dict[str, Record] = {"about": topic.about}
    if clinic:
        records["clinic"] = clinic
    groups: Mapping[str, Mapping[str, Record]] = {
        "message": topic.messages, "fact": topic.facts, "figure": topic.figures, "term": topic.terms,
        "field": topic.fields, "reference": topic.references, "must": topic.must_say, "claim": topic.claims,
    }  # fmt: skip
    for kind, group in groups.items():
        records |= {f"{kind}.{name}": record for name, record in group.items()}
    for key, record in records.items():
        if fields := is_unfinished(record):
            yield key, fields


def is_unfinished(record: Record) -> list[str]:
    """The fields of a record that hold a TODO; none if it is written."""
    return [path for path, text in _strings("", record) if MARK.search(text)]


def _strings(path: str, value: Any) -> Iterator[tuple[str, str]]:
    """Every string below a record, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Record):
        for name in type(value).model_fields:
            yield from _strings(f"{path}.{name}".lstrip("."), getattr(value, name))
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from _strings(f"{path}.{name}", item)
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _strings(f"{path}.{index}", item)
