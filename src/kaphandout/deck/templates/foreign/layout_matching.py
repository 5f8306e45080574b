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
from kaphandout.content.yaml import Document, read_document
from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import Background, Drawn, background, behind, drawings
from kaphandout.deck.templates.foreign.open_xml import EMU, RELATION, Node, P, R, relations_of, target_of
from kaphandout.deck.templates.foreign.opening import MAIN
from kaphandout.deck.templates.foreign.stripped import theme_of
from kaphandout.deck.templates.foreign.styles import FEET, TITLES, FoundPlaceholder, read_placeholders, usual_body
from kaphandout.deck.templates.foreign.theme import Theme, read_theme
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
    holders: tuple[FoundPlaceholder, ...]
    theme: Theme
    ground: Background
    drawn: tuple[Drawn, ...]
    usual: Box | None = None

    @property
    def title(self) -> FoundPlaceholder | None:
        """The placeholder for the title, if the layout has one that can be read from left to right."""
        if self.type in _UPRIGHT:
            return None
        found = next((holder for holder in self.holders if holder.type in TITLES), None)
        return found if found and found.box.w > found.box.h and found.box.w > self.slide.w * 0.25 else None

    @property
    def contents(self) -> list[FoundPlaceholder]:
        """The placeholders that text can go into, in reading order; small ones (captions, dates) do not count."""
        least = self.slide.w * self.slide.h * 0.02
        held = [item for item in self.holders if item.type in CONTENT and item.box.w * item.box.h > least]
        return sorted(held, key=lambda item: (round(item.box.y / 20), item.box.x))

    @property
    def graphics(self) -> list[FoundPlaceholder]:
        """The placeholders that a chart or table can go into."""
        least = self.slide.w * self.slide.h * 0.15
        return [item for item in self.holders if item.type in GRAPHIC and item.box.w * item.box.h > least]

    def foot(self, kind: str) -> FoundPlaceholder | None:
        """The placeholder of the footer (`ftr`), slide number (`sldNum`) or date (`dt`)."""
        return next((item for item in self.holders if item.type == kind and kind in FEET), None)

    def behind(self, box: Box) -> Background:
        """What a text in `box` would stand on."""
        return behind(box, self.ground, list(self.drawn))


def read_candidates(parts: Mapping[str, bytes]) -> list[Candidate]:
    """The layouts of all masters, in the order in which the template lists them."""
    deck = parse_xml(parts[MAIN])
    size: Node = deck.find(f"{P}sldSz")
    wide, high = (12_192_000, 6_858_000) if size is None else (int(size.get("cx")), int(size.get("cy")))
    slide = Box(0, 0, wide / EMU, high / EMU)
    found: list[Candidate] = []
    for name in _listed(parts, MAIN, deck, f"{P}sldMasterIdLst/{P}sldMasterId"):
        master = parse_xml(parts[name])
        theme = read_theme(parse_xml(parts[theme_of(parts, name)]), master)
        for layout in _listed(parts, name, master, f"{P}sldLayoutIdLst/{P}sldLayoutId"):
            found.append(_candidate(len(found), parse_xml(parts[layout]), master, deck, theme, slide))
    return found


def _candidate(number: int, layout: Node, master: Node, deck: Node, theme: Theme, slide: Box) -> Candidate:
    theme = theme.mapped(layout.find(f"{P}clrMapOvr/{{*}}overrideClrMapping"))
    tree = f"{P}cSld/{P}spTree"
    shown = layout.get("showMasterSp", "1") not in ("0", "false")
    drawn = [*(drawings(master.find(tree), theme) if shown else ()), *drawings(layout.find(tree), theme)]
    return Candidate(
        number,
        layout.find(f"{P}cSld").get("name", "") or f"layout {number + 1}",
        layout.get("type", ""),
        slide,
        tuple(read_placeholders(layout, master, deck, theme)),
        theme,
        background(layout, master, theme),
        tuple(drawn),
        usual_body(master, deck, theme),
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


def _written_short(value: object) -> object:
    return {"layout": value} if isinstance(value, str) else value


class Choices(RootModel[dict[Role, Annotated[Choice, BeforeValidator(_written_short)]]]):
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
    data = read_document(find("templates/deck/roles.yaml"), "templates/deck/roles.yaml").data
    return {role: Rule.model_validate(rule) for role, rule in data.items()}


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


def cast(
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
    found: dict[str, MatchedLayout] = {}
    problems: list[Diagnostic] = []
    for role, rule in load_rules().items():
        found[role] = chosen.get(role) or _search(role, rule, titled)
        problems += _told(file, found[role], rule)
    return found, problems


def lacks(candidate: Candidate, needs: str | None) -> str:
    """What a layout lacks for a need, in words; empty if nothing."""
    if needs == "graphic" and not candidate.graphics:
        return "a placeholder for a chart, table or any content"
    if needs in ("content", "contents") and not candidate.contents:
        return "a placeholder for text"
    if needs == "contents" and len(candidate.contents) < 2:
        return "a second placeholder for text"
    return ""


def _search(role: str, rule: Rule, titled: Sequence[Candidate]) -> MatchedLayout:
    fit = [candidate for candidate in titled if not lacks(candidate, rule.needs)]
    by_type = [candidate for candidate in fit if candidate.type in rule.types]
    named = re.compile(rule.names)
    by_name = [candidate for candidate in fit if named.search(candidate.name.casefold())]
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
    room, the order."""
    wanted = {"content": 1, "contents": 4, "graphic": 1}.get(rule.needs or "", 0)
    held = candidate.contents
    others = sum(item.type in ("pic", "media", "clipArt", "dgm") for item in candidate.holders)
    spare = abs(len(held) - wanted) if rule.needs != "contents" else max(len(held) - wanted, 0)
    wide = [item.box.w for item in held]
    uneven = rule.needs == "contents" and bool(wide) and max(wide) > 1.3 * min(wide)
    narrow = candidate.title is not None and candidate.title.box.w < candidate.slide.w * 0.5
    widest = max((item.box.w * item.box.h for item in held), default=0.0)
    room = -round(widest / 5000) if rule.needs else 0
    return candidate.ground.picture, narrow, uneven, spare + others, room, candidate.number


def _told(file: str, found: MatchedLayout, rule: Rule) -> list[Diagnostic]:
    name, place = found.candidate.name, Place(file)
    missing = lacks(found.candidate, rule.needs)
    if found.found_by == "fallback":
        words = f"role {found.role!r}: no layout of the template fits; {name!r} serves, with text boxes of our own"
        wanted = {"content": "text", "contents": "two texts", "graphic": "a chart, a table or any content"}
        if rule.needs:
            words += f": it lacks a placeholder for {wanted[rule.needs]}"
        elif not rule.plain:
            words += f"; a layout of type {rule.types[0]!r} or of such a name would"
        return [warning("template-role", place, found.role, words)]
    if missing:
        return [note("template-role", place, found.role, f"role {found.role!r}: layout {name!r} lacks {missing}")]
    return []


def _chosen(candidates: Sequence[Candidate], path: Path) -> dict[str, MatchedLayout]:
    choices, document = read_choices(path)
    by_name: dict[str, Candidate] = {}
    for candidate in candidates:
        by_name.setdefault(candidate.name, candidate)
    found: dict[str, MatchedLayout] = {}
    problems: list[Diagnostic] = []
    for role, choice in choices.items():
        place = document.place((role,))
        wanted = by_name.get(choice.layout)
        if wanted is None:
            words = f"the template has no layout {choice.layout!r}; it has: {', '.join(map(repr, by_name))}"
            problems.append(error("template-roles", place, role, words))
        elif wanted.title is None:
            words = f"role {role!r}: layout {choice.layout!r} lacks a placeholder for the title"
            problems.append(error("template-roles", place, role, words))
        else:
            known = [holder.idx for holder in wanted.holders if not holder.shared]
            unknown = [idx for idx in choice.placeholders if idx not in known]
            if unknown:
                words = f"layout {choice.layout!r} has no placeholder with idx {unknown[0]}; it has {sorted(known)}"
                problems.append(error("template-roles", place, role, words))
            found[role] = MatchedLayout(role, wanted, "map", choice.placeholders)
    raise_errors(problems)
    return found
