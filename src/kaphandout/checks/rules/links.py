"""Links: every id that is used exists, every wording that is needed is there. They guard every build.

`check_links` is held against a topic before anything is made of it; here it is also what these rules find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaphandout.checks.rule import Example, Rule, on_topic, rule
from kaphandout.content.figures import Rates, Sequence, Table
from kaphandout.content.model import Message, Topic
from kaphandout.content.outline import ClinicFields, FigureBlock, LeafletOutline, block_messages, block_sections
from kaphandout.content.paths import find_all, meant
from kaphandout.content.types import Audience
from kaphandout.content.unfinished import is_unfinished
from kaphandout.diagnostics import Diagnostic, Severity, error


def check_links(topic: Topic) -> Iterator[Diagnostic]:
    """Unknown claims, references, facts, messages, figures and sections; wordings that are missing or too many."""
    for message in topic.messages.values():
        key = f"message.{message.id}"
        yield from _unknown(topic, f"{key}.claims", message.claims, topic.claims, "claim", "claims.yaml")
        yield from _references(topic, f"{key}.evidence", message.evidence)
        for code, local in message.by_country.items():
            yield from _references(topic, f"{key}.by_country.{code}.evidence", local.evidence or ())
        yield from _wordings(topic, message)
    for fact in topic.facts.values():
        yield from _references(topic, f"fact.{fact.name}.evidence", fact.evidence)
    for figure in topic.figures.values():
        yield from _references(topic, f"figure.{figure.id}.evidence", figure.evidence)
        if isinstance(figure, Rates):
            yield from _rates(topic, figure)
        if isinstance(figure, Sequence):
            yield from _icons(topic, figure)
        if isinstance(figure, Table):
            yield from _references(topic, f"figure.{figure.id}.sources", figure.sources)
    for name, outline in topic.outlines.items():
        yield from _leaflet(topic, name, outline)
    yield from _deck(topic)


def _unknown(
    topic: Topic, key: str, used: Iterable[str], known: Mapping[str, object], what: str, where: str
) -> Iterator[Diagnostic]:
    for index, id in enumerate(used):
        if id not in known:
            place = topic.place(f"{key}.{index}")
            yield error(f"unknown-{what}", place, id, f"there is no {what} {id!r}: add it to {where} or correct the id")


def _references(topic: Topic, key: str, used: tuple[str, ...]) -> Iterator[Diagnostic]:
    yield from _unknown(topic, key, used, topic.references, "reference", "references.bib")
    for index, id in enumerate(used):
        if id in topic.references and topic.references[id].verified == "memory":
            message = f"reference {id!r} was never seen (verified={{memory}}): see it, for until then this is a draft"
            yield error("unverified-reference", topic.place(f"{key}.{index}"), id, message)


def _wordings(topic: Topic, message: Message) -> Iterator[Diagnostic]:
    for audience in Audience:
        wording = message.patient if audience is Audience.PATIENT else message.clinician
        place = topic.place(f"message.{message.id}")
        if audience in message.audiences and wording is None:
            words = f"message {message.id!r} has no wording for the {audience}: write it, or name its `audiences`"
            yield error("missing-wording", place, message.id, words)
        if audience not in message.audiences and wording is not None:
            words = f"message {message.id!r} has a wording for the {audience}: delete it, or add them to `audiences`"
            yield error("wording-not-told", place, message.id, words)
    if message.kind == "statement" and not message.evidence and not is_unfinished(message):
        words = f"message {message.id!r} states something without evidence: name its references"
        yield error("no-evidence", topic.place(f"message.{message.id}"), message.id, words)


def _rates(topic: Topic, figure: Rates) -> Iterator[Diagnostic]:
    for index, row in enumerate(figure.rows):
        key = f"figure.{figure.id}.rows.{index}.facts"
        yield from _unknown(topic, key, row.facts, topic.facts, "fact", "facts.yaml")
        if len(row.facts) != len(figure.groups):
            words = f"row {row.id!r} has {len(row.facts)} facts for {len(figure.groups)} groups: give one for each"
            yield error("figure-groups", topic.place(key), figure.id, words)
    facts = [topic.facts[name] for row in figure.rows for name in row.facts if name in topic.facts]
    if len(groups := sorted({fact.per for fact in facts})) > 1:
        told = " and ".join(f"{group:,}" for group in groups)
        words = f"figure {figure.id!r} counts in groups of {told}: give all its facts the same `per` in facts.yaml"
        yield error("figure-denominator", topic.place(f"figure.{figure.id}.rows"), figure.id, words)


def _icons(topic: Topic, figure: Sequence) -> Iterator[Diagnostic]:
    known = [path.stem for path in find_all("templates/icons", "*.svg")]
    for index, step in enumerate(figure.steps):
        if step.icon and step.icon not in known:
            words = f"there is no icon {step.icon!r}{meant(step.icon, known)}; the icons are: {', '.join(known)}"
            yield error("icon", topic.place(f"figure.{figure.id}.steps.{index}.icon"), step.icon, words)


def _leaflet(topic: Topic, name: str, outline: LeafletOutline) -> Iterator[Diagnostic]:
    sections = {section.id: section for section in topic.about.sections}
    root = f"outline.{name}"
    yield from _placed(topic, f"{root}.front", [outline.front], Audience.PATIENT)
    for number, panel in enumerate(outline.panels):
        if panel.section:
            yield from _unknown(topic, f"{root}.panels.{number}", [panel.section], sections, "section", "topic.yaml")
    groups = [(f"{root}.front_blocks", outline.front_blocks)]
    groups += [(f"{root}.panels.{n}.blocks", panel.blocks) for n, panel in enumerate(outline.panels)]
    for prefix, blocks in groups:
        for number, block in enumerate(blocks):
            key = f"{prefix}.{number}"
            yield from _unknown(topic, key, block_sections(block), sections, "section", "topic.yaml")
            yield from _placed(topic, f"{key}.messages", block_messages(block), Audience.PATIENT)
            if isinstance(block, ClinicFields):
                yield from _unknown(topic, f"{key}.fields", block.fields, topic.fields, "field", "fields.yaml")
            if isinstance(block, FigureBlock):
                yield from _unknown(topic, key, [block.figure], topic.figures, "figure", "figures.yaml")
                if getattr(topic.figures.get(block.figure), "kind", "") == "table":
                    words = f"figure {block.figure!r} is a table for clinicians: take it out of the leaflet"
                    yield error("figure-audience", topic.place(key), block.figure, words)


def _deck(topic: Topic) -> Iterator[Diagnostic]:
    titles: dict[str, str] = {}
    for number, slide in enumerate(topic.deck.slides):
        key = f"deck.slides.{number}"
        title = slide.title or f"{slide.layout} of {slide.section}"
        if title in titles:
            words = f"slide {slide.id!r} has the title of slide {titles[title]!r}: give each slide its own"
            yield error("duplicate-title", topic.place(key), slide.id, words)
        titles[title] = slide.id
        if slide.section:
            sections = {section.id: section for section in topic.about.sections}
            yield from _unknown(topic, key, [slide.section], sections, "section", "topic.yaml")
        if slide.title:
            yield from _placed(topic, f"{key}.title", [slide.title], Audience.CLINICIAN)
        yield from _placed(topic, f"{key}.headlines", slide.headlines, Audience.CLINICIAN)
        yield from _placed(topic, f"{key}.patient", slide.patient, Audience.PATIENT)
        if slide.figure:
            yield from _unknown(topic, key, [slide.figure], topic.figures, "figure", "figures.yaml")


def _placed(topic: Topic, key: str, ids: Iterable[str], audience: Audience) -> Iterator[Diagnostic]:
    for index, id in enumerate(ids):
        place = topic.place(f"{key}.{index}")
        if id not in topic.messages:
            words = f"there is no message {id!r}: add it to messages/ or correct the id"
            yield error("unknown-message", place, id, words)
        elif audience not in topic.messages[id].audiences:
            words = f"message {id!r} is not told to the {audience}: take it out here, or write words for the {audience}"
            yield error("wrong-audience", place, id, words)


def _guard(why: str, good: Example, bad: Example) -> Rule:
    source = "kaphandout: what is printed names its sources, and each text stands once"
    made = rule(severity=Severity.ERROR, why=why, source=source, good=(good,), bad=(bad,), fixed=True)
    return made(on_topic(check_links))


unknown_claim = _guard(
    "A message that rests on a sentence of the article must name one that is there.",
    {"message.burn.claims": ["S2"]},
    {"message.burn.claims": ["S99"]},
)
unknown_reference = _guard(
    "A source that is not in the bibliography cannot be printed or looked up.",
    {"message.burn.evidence": ["kettle2019"]},
    {"message.burn.evidence": ["nobody2020"]},
)
unverified_reference = _guard(
    "A source that nobody has seen may not exist.",
    {"message.burn.evidence": ["kettle2019"]},
    {"message.burn.evidence": ["hearsay1999"]},
)
missing_wording = _guard(
    "Who is to be told something must be told it in words of their own.",
    {"message.burn.patient": "Wait before you drink."},
    {"message.burn.patient": None},
)
wording_not_told = _guard(
    "Words that nobody is to read are forgotten and grow stale.",
    {"message.burn.audiences": ["patient", "clinician"]},
    {"message.burn.audiences": ["clinician"]},
)
no_evidence = _guard(
    "A statement about a treatment needs a source; advice and editorial text say so by their kind.",
    {"message.burn.kind": "editorial", "message.burn.evidence": []},
    {"message.burn.evidence": []},
)
unknown_fact = _guard(
    "A figure counts facts by name, so that both audiences are told one number.",
    {"figure.warmth.rows.0.facts": ["warm_tea", "warm_water"]},
    {"figure.warmth.rows.0.facts": ["warm_tea", "warm_milk"]},
)
figure_groups = _guard(
    "A row that lacks a group's number would be drawn under the wrong heading.",
    {"figure.warmth.rows.0.facts": ["warm_tea", "warm_water"]},
    {"figure.warmth.rows.0.facts": ["warm_tea"]},
)
icon = _guard(
    "A step's icon is a drawing in templates/icons/; another name would stop the leaflet and the deck.",
    {"figure.cup.steps.0.icon": "clock"},
    {"figure.cup.steps.0.icon": "clok"},
)
figure_denominator = _guard(
    "“8 in 10,000” beside “3 in 100” looks like the larger of the two.",
    {"fact.warm_tea.per": 1000, "fact.warm_water.per": 1000},
    {"fact.warm_tea.per": 1000},
)
unknown_section = _guard(
    "A heading is that of a section of topic.yaml.",
    {"outline.leaflet.panels.1.section": "risks"},
    {"outline.leaflet.panels.1.section": "harms"},
)
unknown_message = _guard(
    "An outline places messages by id; a wrong id would leave a hole.",
    {"outline.leaflet.panels.1.blocks.0.messages": ["burn"]},
    {"outline.leaflet.panels.1.blocks.0.messages": ["burnt"]},
)
wrong_audience = _guard(
    "A message is shown only to those for whom it has words.",
    {"outline.leaflet.panels.1.blocks.0.messages": ["burn"]},
    {"outline.leaflet.panels.1.blocks.0.messages": ["making-a-cup"]},
)
unknown_figure = _guard(
    "An outline places figures by id; a wrong id would leave a hole.",
    {"outline.leaflet.panels.0.blocks.0.figure": "cup"},
    {"outline.leaflet.panels.0.blocks.0.figure": "mug"},
)
figure_audience = _guard(
    "A table of trial results is for clinicians; patients are shown what it means.",
    {"outline.leaflet.panels.0.blocks.0.figure": "cup"},
    {
        "figure.1": {
            "id": "cup",
            "kind": "table",
            "title": {"patient": "Trials", "clinician": "Trials"},
            "alt": {"patient": "A table.", "clinician": "A table."},
            "clinician": {"columns": ["Trial", "n"], "rows": [["Made up", "2"]]},
        },
    },
)
unknown_field = _guard(
    "An outline places the clinic's fields by name; a wrong name would leave a hole.",
    {"outline.leaflet.panels.2.blocks.0": {"kind": "crisis"}},
    {"outline.leaflet.panels.2.blocks.1": {"kind": "fields", "fields": ["milk"]}},
)
duplicate_title = _guard(
    "A slide is found by its title, by people and by screen readers.",
    {"deck.slides.4.title": "burn"},
    {"deck.slides.4.title": "taste"},
)
