"""`Edition` → plain text for e-mail and for those who have it read aloud: the whole leaflet in lines of 72 letters.

Help in a crisis comes first after the message on the front. Without a manifest, the name of the document says of
which topic, language and clinic it is.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator

from kaphandout.content.figures import Rates, Sequence
from kaphandout.content.outline import Block, Box, ClinicFields, Compare, FigureBlock, Furniture, Lines, Messages
from kaphandout.content.types import SCALE, Audience
from kaphandout.edition.edition import Edition
from kaphandout.leaflet.html import document_id, sources

WIDTH = 72
BLANK = "_" * 32
_MARKS = {"list": "- ", "checklist": "[ ] ", "pairs": "- "}


def write_plain(edition: Edition) -> bytes:
    """The whole leaflet of an edition as UTF-8 text, its parts apart by empty lines."""
    return ("\n\n".join(_Plain(edition).parts()) + "\n").encode("utf-8")


class _Plain:
    """Walks the outline of an edition; each method yields parts of one or more lines."""

    def __init__(self, edition: Edition):
        self.edition, self.topic, self.terms = edition, edition.topic, edition.locale.terms
        self.document_id = document_id(edition, "text")
        self.code = self.terms.edition.format(code=edition.code)

    def parts(self) -> Iterator[str]:
        """All parts in the order in which they are read."""
        outline, titles, clinic = self.topic.leaflet, self.topic.about.patient, self.edition.clinic
        blocks = list(outline.blocks())
        yield _heading(titles.title, "=")
        yield _lines(titles.subtitle)
        yield _lines(
            self.terms.audience_patient,
            clinic.name or self.topic.about.publisher,
            self.terms.sample if clinic.sample else "",
            self.code,
            self.edition.marking,
            _entry(self.terms.about_document, self.document_id),
        )
        yield _lines(self._said(outline.front))
        if any(block.kind == "crisis" for block in blocks):
            yield from self._crisis()
        for block in outline.front_blocks:
            yield from self._block(block)
        for panel in outline.panels:
            if panel.section:
                yield _heading(self._section(panel.section))
            for block in panel.blocks:
                yield from self._block(block)
        yield _lines(self.edition.marking, self.code)

    def _block(self, block: Block) -> Iterator[str]:
        match block:
            case Messages(kind="text"):
                yield from self._texts(block.messages)
            case Messages(kind="steps"):
                yield _items((self._said(id) for id in block.messages), numbered=True)
            case Messages():
                yield _items((self._said(id) for id in block.messages), _MARKS[block.kind])
            case Box():
                if block.section:
                    yield _heading(self._section(block.section))
                yield from self._texts(block.messages, as_list=len(block.messages) > 1)
            case Compare():
                for section, ids in ((block.left, block.left_messages), (block.right, block.right_messages)):
                    yield _heading(self._section(section))
                    yield from self._texts(ids, as_list=True)
            case Lines():
                yield _lines(self._said(block.message), *[BLANK] * block.count)
            case FigureBlock():
                yield from self._texts(block.messages)
                yield from self._figure(block.figure)
            case ClinicFields():
                texts = self.edition.texts
                yield _lines(
                    *(_entry(texts[f"field.{n}.label"], texts.get(f"field.{n}.value", BLANK)) for n in block.fields)
                )
            case Furniture():
                yield from self._furniture(block.kind)

    def _texts(self, ids: Iterable[str], as_list: bool = False) -> Iterator[str]:
        said = [self._said(id) for id in ids]
        yield from [_items(said)] if as_list else map(_lines, said)

    def _figure(self, id: str) -> Iterator[str]:
        figure = self.topic.figures[id]
        yield _lines(figure.title.patient)
        if isinstance(figure, Sequence):
            said = [
                f"{step.patient.title}: {step.patient.text}" if step.patient.text else step.patient.title
                for step in figure.steps
            ]
            sure = [self.edition.locale.certainty[s.certainty] if s.certainty else "" for s in figure.steps]
            yield _items((f"{a} ({b})" if b else a for a, b in zip(said, sure, strict=True)), numbered=True)
        if isinstance(figure, Rates):
            if figure.counted:
                yield _lines(figure.counted.patient)
            groups = [group.patient for group in figure.groups]
            yield _items(
                f"{row.label.patient}: "
                + "; ".join(
                    f"{group} {self.edition.quantity(fact, Audience.PATIENT)}"
                    for group, fact in zip(groups, row.facts, strict=True)
                )
                for row in figure.rows
            )

    def _furniture(self, kind: str) -> Iterator[str]:
        match kind:
            case "contact" | "phone":
                yield from self._contact(whole=kind == "contact")
            case "certainty":
                yield _lines(self.terms.certainty_heading)
                yield _items(self.edition.locale.certainty[degree] for degree in SCALE)
            case "sources":
                named = "; ".join(source.short for source in sources(self.edition, self.topic.leaflet))
                more = self.terms.sources_more.format(code=self.edition.code)
                yield _lines(f"{_entry(self.terms.sources_heading, named)}. {more}")
            case "about" | "imprint":
                yield from self._about()

    def _crisis(self) -> Iterator[str]:
        terms, countries = self.terms, self.edition.countries
        if lead := self.topic.about.emergency.lead:
            yield _heading(terms.crisis_heading)
            yield _lines(lead)
        if len(countries) == 1:
            lines = [_entry(line.name, line.how) for line in countries[0].lines]
            yield _items([_entry(terms.crisis_emergency, countries[0].emergency), *lines])
        else:
            yield _items(
                "; ".join([_entry(c.name, c.emergency), *(_entry(line.name, line.how) for line in c.lines)])
                for c in countries
            )
        checked = min(country.last_checked for country in countries)
        yield _lines(terms.crisis_checked.format(date=self.edition.locale.date(checked)))

    def _contact(self, whole: bool) -> Iterator[str]:
        terms, clinic = self.terms, self.edition.clinic
        yield _heading(terms.contact_heading)
        yield _lines(
            _entry(terms.contact_name, clinic.name or BLANK),
            _entry(terms.contact_phone, clinic.phone or BLANK),
            _entry(terms.contact_out_of_hours, clinic.out_of_hours or BLANK),
            _entry(terms.contact_address, ", ".join(clinic.address)) if whole and clinic.address else "",
            _entry(terms.contact_website, clinic.website) if whole and clinic.website else "",
        )

    def _about(self) -> Iterator[str]:
        terms, about, date = self.terms, self.topic.about, self.edition.locale.date
        yield _heading(terms.about_heading)
        yield _lines(terms.disclaimer)
        yield _lines(
            _entry(terms.about_document, self.document_id),
            _entry(terms.about_version, about.version),
            _entry(terms.about_issued, date(about.issued)),
            _entry(terms.about_review, date(about.review)),
            _entry(terms.about_author, about.author_role),
            _entry(terms.about_approver, self.edition.approval),
            _entry(terms.about_publisher, about.publisher),
            _entry(terms.about_conflicts, about.conflicts),
        )
        yield _lines(f"{terms.about_formats} {terms.about_feedback}")

    def _section(self, id: str) -> str:
        return self.edition.texts[f"section.{id}.patient"]

    def _said(self, id: str) -> str:
        said = self.edition.message(id).patient
        assert said
        return f"{said.lead} {said.text}" if said.lead else said.text


def _entry(label: str, value: str) -> str:
    return f"{label}: {value}"


def _heading(text: str, line: str = "-") -> str:
    lines = _wrap(text)
    return "\n".join([*lines, line * max(map(len, lines))])


def _lines(*texts: str) -> str:
    """Each text on lines of its own."""
    return "\n".join(line for text in texts if text for line in _wrap(text))


def _items(texts: Iterable[str], mark: str = "- ", numbered: bool = False) -> str:
    """A list: each item begins with its mark, its other lines stand under its words."""
    lines: list[str] = []
    for number, text in enumerate(texts, 1):
        start = f"{number}. " if numbered else mark
        lines += _wrap(text, start)
    return "\n".join(lines)


def _wrap(text: str, start: str = "") -> list[str]:
    """The lines of a text; no line ends inside a telephone number."""
    together = re.sub(r"(?<=\d) (?=\d)", "\xa0", text)
    lines = textwrap.wrap(together, WIDTH, initial_indent=start, subsequent_indent=" " * len(start))
    return [re.sub("(?<=\\d)\xa0(?=\\d)", " ", line) for line in lines]
