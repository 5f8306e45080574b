"""A content folder, perhaps of an earlier day → its topic and edition, where it lacks what the program needs today.

Rules of today do not bind the text of yesterday: only a link to what is not there stops it. Labels that a language had
not yet are lent by the present content folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pydantic import ValidationError

from kaphandout.checks.rules.links import check_links
from kaphandout.content.loader import load_clinic, load_countries, load_locale, load_topic
from kaphandout.content.locale import Locale, Terms
from kaphandout.content.model import Topic
from kaphandout.content.paths import find
from kaphandout.content.yaml import read_document
from kaphandout.diagnostics import KaphandoutError, raise_errors
from kaphandout.edition.edition import Edition, make_edition
from kaphandout.project import Source


def load_past(folder: Path, topic: str, locale: str, clinic: str, present: Path) -> tuple[Topic, Edition, set[str]]:
    """The topic as written, its edition, and the names of the labels that `present` lent. Raises `KaphandoutError`."""
    source = Source(folder, locale, clinic)
    loaded = load_topic(folder, source.topics(topic)[0])
    raise_errors(problem for problem in check_links(loaded) if problem.rule.startswith("unknown-"))
    profile, places = load_clinic(folder, clinic)
    labels, lent = _locale(folder, locale, present)
    return loaded, make_edition(loaded, labels, profile, load_countries(folder), places), lent


def _locale(folder: Path, tag: str, present: Path) -> tuple[Locale, set[str]]:
    try:
        return load_locale(folder, tag), set()
    except KaphandoutError as exc:
        try:
            then, now = (
                read_document(find(f"content/locales/{tag}.yaml", root), tag).data for root in (folder, present)
            )
            terms = {name: text for name, text in then["terms"].items() if name in Terms.model_fields}
            merged = {name: _over(now[name], then.get(name)) for name in now}
            merged["terms"] = {**now["terms"], **terms}
            return Locale.model_validate(merged), set(Terms.model_fields) - set(terms)
        except (KaphandoutError, ValidationError, KeyError, TypeError, AttributeError):
            raise exc from None


def _over(now: Any, then: Any) -> Any:
    """What was said then, and of a mapping also what is only said now."""
    if isinstance(now, dict) and isinstance(then, dict):
        return {**now, **then}
    return now if then is None else then
