"""What `kaphandout new` asks for each kind of thing: the same as its options."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from kaphandout.cli.answers import a_colour, a_day, a_file, a_number, a_text, an_id, codes_of
from kaphandout.cli.asking import Answers, Question

YEAR = timedelta(days=365)


def topic(content: Path) -> tuple[Question, ...]:
    return (
        Question("id", "the topic's id, which is the name of its folder", check=an_id),
        Question("kind", "what it is about", "treatment", choices=("treatment", "test", "skill", "condition")),
        Question("title", "its title for patients", check=a_text),
        Question("clinician_title", "its title for clinicians", lambda answers: answers["title"], a_text),
        Question("subtitle", "the line below, for patients", "TODO: a line below the title", a_text, asked=False),
        Question("clinician_subtitle", "the line below, for clinicians", "TODO: a line below it", a_text, asked=False),
        Question(
            "emergency",
            "what it prints for an emergency: the number alone, a box with it, or crisis lines too",
            "number",
            choices=("none", "number", "mental-health"),
        ),
        Question("author", "who writes it, as a role", "TODO: who writes this, as a role", a_text),
        Question("publisher", "who publishes it", "TODO: who publishes this", a_text, asked=False),
        Question("countries", "countries with rules of their own, with commas", "", codes_of(_countries(content))),
        Question("article", "the article it begins with, a plain text file, if any", "", a_file, metavar="FILE"),
        Question("issued", "the day of issue", lambda _: _today().isoformat(), a_day, metavar="DAY"),
        Question("review", "the day by which it is to be reviewed", _in_a_year, a_day, metavar="DAY"),
    )


def clinic(content: Path) -> tuple[Question, ...]:
    return (
        Question("id", "the clinic's id, which is the name of its file", check=an_id),
        Question("name", "its name", check=a_text),
        Question("countries", "its countries, with commas: GB", check=_needed(codes_of(_countries(content)))),
        Question("phone", "its telephone number", ""),
        Question("out_of_hours", "the number when it is closed", ""),
        Question("address", "its address, the lines with semicolons", ""),
        Question("website", "its website", ""),
        Question("logo", "its logo, a PNG or JPEG of 64 to 6,000 pixels a side", "", a_file, metavar="FILE"),
        Question("colour", "its colour as #RRGGBB", "", a_colour, metavar="#RRGGBB"),
    )


def message(content: Path) -> tuple[Question, ...]:
    return (
        Question("id", "the message's id", check=an_id),
        Question("topic", "its topic", _only_topic(content), an_id),
        Question("section", "its section", check=an_id),
        Question("says", "what it is to say, such as: what to do about pain", "what this message is about", a_text),
        Question("kind", "whether it states something, or advises", "statement", choices=("statement", "advice")),
        Question("audience", "who is told it", "both", choices=("both", "patient", "clinician")),
    )


def format(_: Path) -> tuple[Question, ...]:
    return (
        Question("id", "the format's name", check=an_id),
        Question("size", "the size of a page: a4, a5, a6, letter …, or width x height in mm", check=_size),
        Question("fold", "how it is folded or cut", "none", choices=("none", "booklet", "trifold", "cards")),
        Question("sheets", "on how many sheets of paper at most (empty: no limit)", "", a_number),
        Question("pages", "how many pages at most", _pages, a_number, asked=False),
        Question("style", "its style", _style, _known_style),
        Question("outline", "the outline of each topic that it shows", _outline, an_id),
    )


def icon(_: Path) -> tuple[Question, ...]:
    return (
        Question("id", "the icon's name", check=an_id),
        Question("svg", "its drawing, an SVG on a square of 24", check=_file, metavar="FILE"),
    )


QUESTIONS: Mapping[str, Callable[[Path], tuple[Question, ...]]] = {
    "topic": topic,
    "clinic": clinic,
    "message": message,
    "format": format,
    "icon": icon,
}


def _today() -> date:
    return datetime.now(UTC).date()


def _in_a_year(answers: Answers) -> str:
    issued = answers["issued"]
    return (date.fromisoformat(issued) + YEAR).isoformat() if issued else ""


def _countries(content: Path) -> Callable[[], list[str]]:
    def known() -> list[str]:
        from kaphandout.content.loader import load_countries

        return [*load_countries(content)]

    return known


def _needed(check: Callable[[str], str]) -> Callable[[str], str]:
    def needed(answer: str) -> str:
        if not answer:
            raise ValueError("an answer is needed here: its emergency number is printed")
        return check(answer)

    return needed


def _only_topic(content: Path) -> Callable[[Answers], str | None]:
    """The one topic that there is, if there is just one."""

    def only(_: Answers) -> str | None:
        from kaphandout.content.loader import topic_ids

        ids = topic_ids(content)
        return ids[0] if len(ids) == 1 else None

    return only


def _file(answer: str) -> str:
    if not answer:
        raise ValueError("name a file")
    return a_file(answer)


def _size(answer: str) -> str:
    from kaphandout.scaffold.format import page_size

    page_size(answer)
    return answer


def _pages(answers: Answers) -> str:
    from kaphandout.scaffold.format import PAGES_PER_SHEET

    sheets = answers["sheets"]
    return str(int(sheets) * PAGES_PER_SHEET[answers["fold"] or "none"]) if sheets else ""


def _style(answers: Answers) -> str:
    from kaphandout.scaffold.format import page_size, style_for

    return style_for(page_size(answers["size"]), answers["fold"]) if answers["size"] else ""


def _known_style(answer: str) -> str:
    from kaphandout.scaffold.format import styles

    if answer not in styles():
        raise ValueError(f"the styles are: {', '.join(styles())}")
    return answer


def _outline(answers: Answers) -> str:
    return "card" if answers["fold"] == "cards" or answers["style"] == "card" else "leaflet"
