"""`Topic` → problems of its links: every id that is used exists, every wording that is needed is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from kaphandout.figures import Rates, Table
from kaphandout.model import Message, Topic
from kaphandout.outline import FigureBlock, LeafletOutline, block_messages, block_sections
from kaphandout.problems import Problem, error
from kaphandout.text import Audience


def check_links(topic: Topic) -> Iterator[Problem]:
    """Unknown claims, references, facts, messages, figures and sections; wordings that are missing or too many."""
    for message in topic.messages.values():
        key = f"message.{message.id}"
        yield from _unknown(topic, f"{key}.claims", message.claims, topic.claims, "claim", "claims.yaml")
        yield from _references(topic, f"{key}.evidence", message.evidence)
        yield from _wordings(topic, message)
    for fact in topic.facts.values():
        yield from _references(topic, f"fact.{fact.name}.evidence", fact.evidence)
    for figure in topic.figures.values():
        yield from _references(topic, f"figure.{figure.id}.evidence", figure.evidence)
        if isinstance(figure, Rates):
            yield from _rates(topic, figure)
        if isinstance(figure, Table) and figure.sources:
            yield from _sources(topic, figure)
    for name, outline in topic.outlines.items():
        yield from _leaflet(topic, name, outline)
    yield from _deck(topic)


def _unknown(
    topic: Topic, key: str, used: Iterable[str], known: Mapping[str, object], what: str, where: str
) -> Iterator[Problem]:
    for index, id in enumerate(used):
        if id not in known:
            place = topic.place(f"{key}.{index}")
            yield error(f"unknown-{what}", place, id, f"there is no {what} {id!r}: add it to {where} or mend the id")


def _references(topic: Topic, key: str, used: tuple[str, ...]) -> Iterator[Problem]:
    yield from _unknown(topic, key, used, topic.references, "reference", "references.bib")
    for index, id in enumerate(used):
        if id in topic.references and topic.references[id].verified == "memory":
            message = f"reference {id!r} was never seen (verified={{memory}}): have it checked before it is printed"
            yield error("unverified-reference", topic.place(f"{key}.{index}"), id, message)


def _wordings(topic: Topic, message: Message) -> Iterator[Problem]:
    for audience in Audience:
        wording = message.patient if audience is Audience.PATIENT else message.clinician
        place = topic.place(f"message.{message.id}")
        if audience in message.audiences and wording is None:
            words = f"message {message.id!r} has no wording for the {audience}: write it, or name its `audiences`"
            yield error("missing-wording", place, message.id, words)
        if audience not in message.audiences and wording is not None:
            words = f"message {message.id!r} has a wording for the {audience}, who is not among its `audiences`"
            yield error("wording-not-told", place, message.id, words)
    if message.kind == "statement" and not message.evidence:
        words = f"message {message.id!r} states something without evidence: name its references"
        yield error("no-evidence", topic.place(f"message.{message.id}"), message.id, words)


def _rates(topic: Topic, figure: Rates) -> Iterator[Problem]:
    for index, row in enumerate(figure.rows):
        key = f"figure.{figure.id}.rows.{index}.facts"
        yield from _unknown(topic, key, row.facts, topic.facts, "fact", "facts.yaml")
        if len(row.facts) != len(figure.groups):
            words = f"row {row.id!r} has {len(row.facts)} facts for {len(figure.groups)} groups: give one for each"
            yield error("figure-groups", topic.place(key), figure.id, words)


def _sources(topic: Topic, figure: Table) -> Iterator[Problem]:
    key, rows = f"figure.{figure.id}.sources", len(figure.clinician.rows)
    yield from _references(topic, key, figure.sources)
    if len(figure.sources) != rows:
        words = f"table {figure.id!r} has {len(figure.sources)} sources for {rows} rows: give one for each"
        yield error("figure-sources", topic.place(key), figure.id, words)


def _leaflet(topic: Topic, name: str, outline: LeafletOutline) -> Iterator[Problem]:
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
            if isinstance(block, FigureBlock):
                yield from _unknown(topic, key, [block.figure], topic.figures, "figure", "figures.yaml")
                if getattr(topic.figures.get(block.figure), "kind", "") == "table":
                    words = f"figure {block.figure!r} is a table for clinicians: the leaflet cannot show it"
                    yield error("figure-audience", topic.place(key), block.figure, words)


def _deck(topic: Topic) -> Iterator[Problem]:
    titles: dict[str, str] = {}
    for number, slide in enumerate(topic.deck.slides):
        key = f"deck.slides.{number}"
        title = slide.title or f"section.{slide.section}"
        if title in titles:
            words = f"slide {slide.id!r} has the title of slide {titles[title]!r}: every slide asserts its own"
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


def _placed(topic: Topic, key: str, ids: Iterable[str], audience: Audience) -> Iterator[Problem]:
    for index, id in enumerate(ids):
        place = topic.place(f"{key}.{index}")
        if id not in topic.messages:
            words = f"there is no message {id!r}: add it to messages/ or mend the id"
            yield error("unknown-message", place, id, words)
        elif audience not in topic.messages[id].audiences:
            words = f"message {id!r} is not told to the {audience}: take it out here, or write words for the {audience}"
            yield error("wrong-audience", place, id, words)
