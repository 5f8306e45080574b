"""Every rule finds its bad examples and leaves its good ones alone; a rule is one file and nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from kaphandout.checks.rule import Example
from kaphandout.checks.rules import all_rules, find
from kaphandout.content import paths
from kaphandout.content.loader import load_topic
from kaphandout.content.signoff import SignOff
from kaphandout.diagnostics import KaphandoutError
from kaphandout.edition.provenance import provenance_of
from kaphandout.governance.records import signoffs_yaml
from kaphandout.governance.signing import confirm_pairs
from kaphandout.project import Source
from support import TEMPLATES

TODAY = date(2026, 12, 1)
RULES = all_rules()
GOOD = [(rule.id, example) for rule in RULES.values() for example in rule.good]
BAD = [(rule.id, example) for rule in RULES.values() for example in rule.bad]
FILES = {
    "about": "topic.yaml",
    "claim": "claims.yaml",
    "fact": "facts.yaml",
    "figure": "figures.yaml",
    "term": "glossary.yaml",
    "must": "must-say.yaml",
    "deck": "outline/deck.yaml",
    "checks": "checks.yaml",
    "pair": "pairs.yaml",
}


def lay_out(example: Example, content: Path) -> None:
    """Write an example into the small topic: a string is the patient wording of its first message."""
    changes: Mapping[str, Any] = {"message.what-tea.patient": example} if isinstance(example, str) else example
    for key, value in changes.items():
        kind, _, rest = key.partition(".")
        if key == "pairs":
            confirm_pairs(content, "small", [])
        elif kind == "file":
            (content / "topics" / "small" / rest).write_text(value, encoding="utf-8")
        elif kind == "signoff":
            write_signoff(content, value)
        elif kind == "reference":
            name, _, field = rest.partition(".")
            change_reference(content / "topics" / "small" / "references.bib", name, field, value)
        else:
            change_entry(content, kind, rest.split("."), value)


def write_signoff(content: Path, values: Mapping[str, Any]) -> None:
    """A sign-off as it is given; `all` messages are those that there are, as they are now."""
    given = dict(values)
    if given["messages"] == "all":
        given["messages"] = {id: basis.digest for id, basis in provenance_of(load_topic(content, "small")).items()}
    file = content / "topics" / "small" / "signoffs.yaml"
    file.write_bytes(signoffs_yaml([SignOff.model_validate(given)]))


def change_entry(content: Path, kind: str, path: list[str], value: Any) -> None:
    topic = content / "topics" / "small"
    match kind:
        case "message":
            file = next(f for f in (topic / "messages").iterdir() if f"- id: {path[0]}\n" in f.read_text())
        case "outline":
            file, path = topic / "outline" / f"{path[0]}.yaml", path[1:]
        case "locale":
            file = content / "locales" / "en.yaml"
            if path == ["tag"]:
                file = file.rename(file.with_name(f"{value}.yaml"))
        case "tokens":
            file = content.parent / "templates" / "tokens.yaml"
        case "clinic":
            file = content / "clinics" / "default.yaml"
        case _:
            file = topic / FILES[kind]
    if path == [""]:  # the whole file
        file.write_text(yaml.safe_dump(value, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return
    data = yaml.safe_load(file.read_text()) if file.exists() else {}
    at = data
    for part in path[:-1]:
        at = child(at, part)
    if value is None:
        at.pop(path[-1], None)
    else:
        if isinstance(at, list) and path[-1] == str(len(at)):
            at.append(value)
        else:
            at[int(path[-1]) if isinstance(at, list) else path[-1]] = value
    file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def child(at: Any, part: str) -> Any:
    if isinstance(at, list) and not part.isdigit():
        return next(record for record in at if part in (record.get("id"), record.get("name")))
    return at[int(part)] if isinstance(at, list) else at.setdefault(part, {})


def change_reference(file: Path, name: str, field: str, value: str) -> None:
    before, start, entry = file.read_text().partition(f"{{{name},")
    changed, count = re.subn(rf"\b{field}(\s*)= \{{.*?\}}", rf"{field}\1= {{{value}}}", entry, count=1)
    assert count == 1
    file.write_text(before + start + changed)


@pytest.fixture(autouse=True)
def own_tokens(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Design tokens that an example may change."""
    own = small.parent / "templates" / "tokens.yaml"
    own.parent.mkdir()
    shutil.copyfile(TEMPLATES / "tokens.yaml", own)
    monkeypatch.setattr(paths, "_content", small)


def told(content: Path, rule: str) -> list[str]:
    """What a rule finds in the small topic, also when it stops the build."""
    (locale,) = (content / "locales").glob("*.yaml")
    source = Source(content, locale.stem)
    try:
        edition, _ = source.edition("small")
        problems = [f.problem for f in find(edition, TODAY, source.clinic_places()) if not f.waiver]
    except KaphandoutError as exc:
        problems = list(exc.problems)
        assert {problem.rule for problem in problems} <= RULES.keys()
    return [str(problem) for problem in problems if problem.rule == rule]


@pytest.mark.parametrize(("rule", "example"), BAD, ids=lambda value: str(value)[:60])
def test_the_bad_example_of_a_rule_is_found_with_its_place(rule: str, example: Example, small: Path) -> None:
    lay_out(example, small)
    found = told(small, rule)
    assert found
    assert all(re.match(r"(?:content|templates)/.+:\d+: \w+: (?!None \[)", line) for line in found), found


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=lambda value: str(value)[:60])
def test_the_good_example_of_a_rule_is_left_alone(rule: str, example: Example, small: Path) -> None:
    lay_out(example, small)
    assert told(small, rule) == []


def test_a_long_list_in_a_box_or_beside_another_is_found_like_any_other(small: Path) -> None:
    """What `check` calls a list is what the quality report counts as one."""
    block = "outline.leaflet.panels.1.blocks.0"
    lay_out({block: {"kind": "box", "style": "safety", "messages": ["burn"] * 8}}, small)
    assert "the list that begins with 'burn' has 8 items" in told(small, "long-list")[0]
    sides = {"left": "risks", "left_messages": ["burn"], "right": "risks", "right_messages": ["burn"] * 9}
    lay_out({block: {"kind": "compare", **sides}}, small)
    (line,) = told(small, "long-list")
    assert "has 9 items" in line
