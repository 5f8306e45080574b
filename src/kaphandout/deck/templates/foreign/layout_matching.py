"""The layouts of a template → which serves which kind of slide: by a map, a type, a name or placeholders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, RootModel, ValidationError

from kaphandout.content.paths import find
from kaphandout.content.types import Record
from kaphandout.content.yaml import Document, read_document, valid
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import Background, Drawn, background, behind, drawings
from kaphandout.deck.templates.foreign.placeholders import TITLES, FoundPlaceholder, read_placeholders
from kaphandout.deck.templates.foreign.stripped import related
from kaphandout.deck.templates.foreign.theme import Theme, read_theme
from kaphandout.deck.templates.open_xml import EMU, MAIN, RELATION, Node, P, R, relations_of, target_of
from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error, note, raise_errors, refuse, warning
from kaphandout.packages import parse_xml

CONTENT = ("obj", "body", "subTitle")
GRAPHIC = ("chart", "tbl", "obj")
_UPRIGHT = ("vertTx", "vertTitleAndTx", "vertTitleAndTxOverChart")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A layout of the template; `number` counts the layouts of all masters, `slide` is the whole slide in pt.

    `usual` is where the master has its text, without the insets.
    """

    number: int
    name: str
    type: str
    slide: Box
    placeholders: tuple[FoundPlaceholder, ...]
    theme: Theme
    ground: Background
    drawn: tuple[Drawn, ...]
    usual: Box | None = None

    @property
    def title(self) -> FoundPlaceholder | None:
        """The placeholder for the title, if the layout has one that can be read from left to right."""
        found = next((item for item in self.placeholders if item.type in TITLES and self.type not in _UPRIGHT), None)
        return found if found and found.box.w > found.box.h and found.box.w > self.slide.w * 0.25 else None

    @property
    def contents(self) -> list[FoundPlaceholder]:
        """The placeholders that text can go into, in reading order; small ones (captions, dates) do not count."""
        return sorted(self._large(CONTENT, 0.02), key=lambda item: (round(item.box.y / 20), item.box.x))

    @property
    def graphics(self) -> list[FoundPlaceholder]:
        """The placeholders that a chart or table can go into."""
        return self._large(GRAPHIC, 0.15)

    def _large(self, types: Sequence[str], share: float) -> list[FoundPlaceholder]:
        least = self.slide.w * self.slide.h * share
        return [item for item in self.placeholders if item.type in types and item.box.w * item.box.h > least]

    def foot(self, kind: str) -> FoundPlaceholder | None:
        """The placeholder of the footer (`ftr`) or slide number (`sldNum`), if it can be filled."""
        return next((item for item in self.placeholders if item.type == kind and not item.shared), None)

    def behind(self, box: Box) -> Background:
        """What is behind a text in `box`."""
        return behind(box, self.ground, self.drawn)


def read_candidates(parts: Mapping[str, bytes]) -> list[Candidate]:
    """The layouts of all masters, in the order in which the template lists them."""
    deck = parse_xml(parts[MAIN])
    size: Node = deck.find(f"{P}sldSz")
    wide, high = (12_192_000, 6_858_000) if size is None else (int(size.get("cx")), int(size.get("cy")))
    slide = Box(0, 0, wide / EMU, high / EMU)
    found: list[Candidate] = []
    for name in _listed(parts, MAIN, deck, f"{P}sldMasterIdLst/{P}sldMasterId"):
        master = parse_xml(parts[name])
        theme = read_theme(parse_xml(parts[related(parts, name, "theme")]), master)
        for layout in _listed(parts, name, master, f"{P}sldLayoutIdLst/{P}sldLayoutId"):
            found.append(_candidate(len(found), parse_xml(parts[layout]), master, deck, theme, slide))
    return found


def _candidate(number: int, layout: Node, master: Node, deck: Node, theme: Theme, slide: Box) -> Candidate:
    own = theme.mapped(layout.find(f"{P}clrMapOvr/{{*}}overrideClrMapping"))
    shown = [layout] if layout.get("showMasterSp", "1") in ("0", "false") else [master, layout]
    usual = (item.inner for item in read_placeholders(master, master, deck, own) if item.type == "body")
    return Candidate(
        number,
        layout.find(f"{P}cSld").get("name", "") or f"layout {number + 1}",
        layout.get("type", ""),
        slide,
        tuple(read_placeholders(layout, master, deck, own)),
        own,
        background(layout, master, own),
        tuple(item for root in shown for item in drawings(root.find(f"{P}cSld/{P}spTree"), own)),
        next(usual, None),
    )


def _listed(parts: Mapping[str, bytes], part: str, root: Node, path: str) -> Iterator[str]:
    targets = {one.get("Id"): target_of(part, one) for one in parse_xml(parts[relations_of(part)]).iter(RELATION)}
    for item in root.iterfind(path):
        if (name := targets.get(item.get(f"{R}id"))) in parts:
            yield str(name)


Role = Literal[
    "title", "statement", "points", "cards", "chart", "table", "diagram", "two-voices", "quote", "references"
]


class Rule(Record):
    """How a role finds its layout; see `templates/deck/roles.yaml`."""

    types: tuple[str, ...]
    names: str
    needs: Literal["content", "contents", "graphic"] | None = None
    plain: bool = False


class Choice(Record):
    """What a person chose for a role: a layout by its name, and the idx of placeholders in the order of their use."""

    layout: str
    placeholders: tuple[int, ...] = ()


Named = BeforeValidator(lambda value: {"layout": value} if isinstance(value, str) else value)
"""A choice may be written as the name of the layout alone."""


class Choices(RootModel[dict[Role, Annotated[Choice, Named]]]):
    """A person's `roles.yaml`: role → name of a layout, or layout and placeholders."""


@dataclass(frozen=True, slots=True)
class MatchedLayout:
    """The layout that serves a role, how it was found, and the placeholders that a person chose."""

    role: str
    candidate: Candidate
    found_by: Literal["map", "type", "name", "placeholders", "fallback"]
    placeholders: tuple[int, ...] = ()


@cache
def load_rules() -> dict[str, Rule]:
    """Read `templates/deck/roles.yaml`."""
    document = read_document(find("templates/deck/roles.yaml"), "templates/deck/roles.yaml")
    return {role: valid(Rule, document, rule, (role,)) for role, rule in document.data.items()}


def read_choices(path: Path) -> tuple[Mapping[str, Choice], Document]:
    """A person's map of roles. Raises `KaphandoutError` with the line of each fault."""
    document = read_document(path, str(path))
    try:
        return {str(role): choice for role, choice in Choices.model_validate(document.data).root.items()}, document
    except ValidationError as exc:
        known = ", ".join(load_rules())
        words = f"a role is followed by the name of a layout; the roles are: {known}"
        places = {document.place(tuple(fault["loc"][:1])) for fault in exc.errors(include_url=False)}
        found = [error("template-roles", place, "", words) for place in sorted(places, key=lambda place: place.line)]
        raise KaphandoutError(found) from exc


def match_layouts(
    file: str, candidates: Sequence[Candidate], choices: Path | None
) -> tuple[dict[str, MatchedLayout], list[Diagnostic]]:
    """A layout for every role, and a problem for each that is served by less than it needs.

    Raises `KaphandoutError` if no layout has a title, or if `choices` names what the template does not have.
    """
    titled = [candidate for candidate in candidates if candidate.title]
    if not titled:
        words = (
            "no layout of the template has a placeholder for the title: in PowerPoint, View › Slide Master, "
            "give one a title (Slide Master › Title)"
        )
        raise refuse("template-title", file, words)
    chosen = _chosen(candidates, choices) if choices else {}
    found = {role: chosen.get(role) or _search(role, rule, titled) for role, rule in load_rules().items()}
    return found, [problem for match in found.values() for problem in _report(file, match)]


def lacks(match: MatchedLayout) -> str:
    """What the layout of a role lacks for its needs, in words; empty if nothing."""
    return _lacks(match.candidate, load_rules()[match.role])


def _lacks(candidate: Candidate, rule: Rule) -> str:
    if rule.needs == "graphic" and not candidate.graphics:
        return "a placeholder for a chart, table or any content"
    if rule.needs in ("content", "contents") and not candidate.contents:
        return "a placeholder for text"
    if rule.needs == "contents" and len(candidate.contents) < 2:
        return "a second placeholder for text"
    return ""


def _search(role: str, rule: Rule, titled: Sequence[Candidate]) -> MatchedLayout:
    fit = [candidate for candidate in titled if not _lacks(candidate, rule)]
    by_type = [candidate for candidate in fit if candidate.type in rule.types]
    by_name = [candidate for candidate in fit if re.search(rule.names, candidate.name.casefold())]
    if by_type:
        best = min(by_type, key=lambda one: (one not in by_name, *_merit(one, rule), rule.types.index(one.type)))
        return MatchedLayout(role, best, "type")
    if by_name:
        return MatchedLayout(role, min(by_name, key=lambda one: _merit(one, rule)), "name")
    middle = [candidate for candidate in fit if candidate.type not in ("title", "secHead")]
    if middle and (rule.needs or rule.plain):
        return MatchedLayout(role, min(middle, key=lambda one: _merit(one, rule)), "placeholders")
    plain = Rule(types=(), names="", plain=True)
    return MatchedLayout(role, min(middle or titled, key=lambda one: _merit(one, plain)), "fallback")


def _merit(candidate: Candidate, rule: Rule) -> tuple[float, ...]:
    """Less is better: a picture behind the words, a narrow title, columns of unlike width, what is superfluous, a small
    area, the order."""
    wanted = {"content": 1, "contents": 4, "graphic": 1}.get(rule.needs or "", 0)
    contents = candidate.contents
    others = sum(item.type in ("pic", "media", "clipArt", "dgm") for item in candidate.placeholders)
    spare = abs(len(contents) - wanted) if rule.needs != "contents" else max(len(contents) - wanted, 0)
    wide = [item.box.w for item in contents]
    uneven = rule.needs == "contents" and bool(wide) and max(wide) > 1.3 * min(wide)
    narrow = candidate.title is not None and candidate.title.box.w < candidate.slide.w * 0.5
    widest = max((item.box.w * item.box.h for item in contents), default=0.0)
    area = -round(widest / 5000) if rule.needs else 0
    return candidate.ground.picture, narrow, uneven, spare + others, area, candidate.number


def _report(file: str, match: MatchedLayout) -> list[Diagnostic]:
    name, place, rule, missing = match.candidate.name, Place(file), load_rules()[match.role], lacks(match)
    if match.found_by == "fallback":
        words = (
            f"role {match.role!r}: no layout of the template fits, so slides use {name!r} with text boxes of our own"
        )
        if missing:
            words += f", for it lacks {missing}"
        elif not rule.plain:
            words += f"; a layout of type {rule.types[0]!r} or of such a name would fit, or name one with --roles"
        return [warning("template-role", place, match.role, words)]
    words = f"role {match.role!r}: layout {name!r} lacks {missing}"
    return [note("template-role", place, match.role, words)] if missing else []


def _chosen(candidates: Sequence[Candidate], path: Path) -> dict[str, MatchedLayout]:
    choices, document = read_choices(path)
    by_name = {candidate.name: candidate for candidate in reversed(candidates)}
    found: dict[str, MatchedLayout] = {}
    problems: list[Diagnostic] = []
    for role, choice in choices.items():
        layout, words = by_name.get(choice.layout), ""
        if layout is None:
            names = ", ".join(map(repr, dict.fromkeys(candidate.name for candidate in candidates)))
            words = f"the template has no layout {choice.layout!r}; it has: {names}"
        elif layout.title is None:
            words = f"role {role!r}: layout {choice.layout!r} lacks a placeholder for the title; name another"
        else:
            known = [item.idx for item in layout.placeholders if not item.shared]
            if unknown := [idx for idx in choice.placeholders if idx not in known]:
                has = ", ".join(map(str, sorted(known)))
                words = f"layout {choice.layout!r} has no placeholder with idx {unknown[0]}; it has: {has}"
            found[role] = MatchedLayout(role, layout, "map", choice.placeholders)
        if words:
            problems.append(error("template-roles", document.place((role,)), role, words))
    raise_errors(problems)
    return found
