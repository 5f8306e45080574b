"""The bare parts of a template → its layouts as candidates for our slides, each with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaphandout.deck.layout.shapes import Box
from kaphandout.deck.templates.foreign.backgrounds import Drawn, Ground, background, behind, drawings
from kaphandout.deck.templates.foreign.names import EMU, RELATION, Node, P, R, relations_of, target_of
from kaphandout.deck.templates.foreign.opening import MAIN, parse
from kaphandout.deck.templates.foreign.stripped import theme_of
from kaphandout.deck.templates.foreign.styles import FEET, TITLES, Holder, read_holders, usual_body
from kaphandout.deck.templates.foreign.theme import Theme, read_theme

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
    holders: tuple[Holder, ...]
    theme: Theme
    ground: Ground
    drawn: tuple[Drawn, ...]
    usual: Box | None = None

    @property
    def title(self) -> Holder | None:
        """The placeholder for the title, if the layout has one that can be read from left to right."""
        if self.type in _UPRIGHT:
            return None
        found = next((holder for holder in self.holders if holder.type in TITLES), None)
        return found if found and found.box.w > found.box.h and found.box.w > self.slide.w * 0.25 else None

    @property
    def contents(self) -> list[Holder]:
        """The placeholders that text can go into, in reading order; small ones (captions, dates) do not count."""
        least = self.slide.w * self.slide.h * 0.02
        held = [item for item in self.holders if item.type in CONTENT and item.box.w * item.box.h > least]
        return sorted(held, key=lambda item: (round(item.box.y / 20), item.box.x))

    @property
    def graphics(self) -> list[Holder]:
        """The placeholders that a chart or table can go into."""
        least = self.slide.w * self.slide.h * 0.15
        return [item for item in self.holders if item.type in GRAPHIC and item.box.w * item.box.h > least]

    def foot(self, kind: str) -> Holder | None:
        """The placeholder of the footer (`ftr`), slide number (`sldNum`) or date (`dt`)."""
        return next((item for item in self.holders if item.type == kind and kind in FEET), None)

    def behind(self, box: Box) -> Ground:
        """What a text in `box` would stand on."""
        return behind(box, self.ground, list(self.drawn))


def read_candidates(parts: Mapping[str, bytes]) -> list[Candidate]:
    """The layouts of all masters, in the order in which the template lists them."""
    deck = parse(parts[MAIN])
    size: Node = deck.find(f"{P}sldSz")
    wide, high = (12_192_000, 6_858_000) if size is None else (int(size.get("cx")), int(size.get("cy")))
    slide = Box(0, 0, wide / EMU, high / EMU)
    found: list[Candidate] = []
    for name in _listed(parts, MAIN, deck, f"{P}sldMasterIdLst/{P}sldMasterId"):
        master = parse(parts[name])
        theme = read_theme(parse(parts[theme_of(parts, name)]), master)
        for layout in _listed(parts, name, master, f"{P}sldLayoutIdLst/{P}sldLayoutId"):
            found.append(_candidate(len(found), parse(parts[layout]), master, deck, theme, slide))
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
        tuple(read_holders(layout, master, deck, theme)),
        theme,
        background(layout, master, theme),
        tuple(drawn),
        usual_body(master, deck, theme),
    )


def _listed(parts: Mapping[str, bytes], part: str, root: Node, path: str) -> Iterator[str]:
    targets = {one.get("Id"): target_of(part, one) for one in parse(parts[relations_of(part)]).iter(RELATION)}
    for item in root.iterfind(path):
        if (name := targets.get(item.get(f"{R}id"))) in parts:
            yield str(name)
