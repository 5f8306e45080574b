"""Answers about a topic → all files of its folder: it can be built at once, as a draft."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from kaphandout.article.reading import Sentence, read_sentences
from kaphandout.content.hashing import fingerprint
from kaphandout.content.types import CountryCode, Id, Record
from kaphandout.content.yaml import read_text
from kaphandout.diagnostics import refuse
from kaphandout.project import Source
from kaphandout.scaffold.filling import Files, fill
from kaphandout.scaffold.kinds import OutlinedSection, sections_of


class NewTopic(Record):
    """What is asked about a new topic. `article` is a plain text file, `countries` have rules of their own."""

    id: Id
    kind: str
    title: str
    subtitle: str
    clinician_title: str
    clinician_subtitle: str
    emergency: str
    author: str
    publisher: str
    issued: date
    review: date
    countries: tuple[CountryCode, ...] = ()
    article: Path | None = None


def topic_files(content: Path, answers: NewTopic) -> Files:
    """The files of a new topic. Raises `KaphandoutError` if the answers make none that can be built."""
    sections = sections_of(answers.kind, answers.countries)
    sentences = _sentences(answers.article) if answers.article else []
    folder = content / "topics" / answers.id
    files = {folder / name: data for name, data in _texts(answers, sections, sentences).items()}
    _try(content, answers.id, files)
    return files


def _texts(answers: NewTopic, sections: Sequence[OutlinedSection], sentences: Sequence[Sentence]) -> dict[str, bytes]:
    must = [message for section in sections for message in section.messages if message.because]
    values = answers.model_dump(mode="json", exclude={"article"}) | {
        "sections": sections,
        "compared": {section.id: section for section in sections if section.id in {one.compare for one in sections}},
        "article": _title(answers.article, sentences) if answers.article else None,
        "figures": [section.figure for section in sections if section.figure],
        "must": must,
        "sentences": [_claim(sentence) for sentence in sentences],
    }
    lists = ("topic", "claims", "facts", "figures", "glossary", "fields", "must-say")
    files = {f"{name}.yaml": fill(f"topic/{name}.yaml.j2", **values) for name in lists}
    files["references.bib"] = fill("topic/references.bib.j2")
    for section in sections:
        template = "topic/this-text.yaml.j2" if section.id == "this-text" else "topic/messages.yaml.j2"
        files[f"messages/{section.id}.yaml"] = fill(template, section=section, **values)
    for name in ("leaflet", "one-page", "card", "deck"):
        files[f"outline/{name}.yaml"] = fill(f"topic/outline.{name}.yaml.j2", **values)
    return files


def _sentences(article: Path) -> list[Sentence]:
    found = read_sentences(read_text(article, str(article)))
    if not found:
        raise refuse("article", article, "no sentence was found: save the article as plain text, a paragraph a line")
    return found


def _claim(sentence: Sentence) -> dict[str, object]:
    """What is kept of a sentence of the article: never the sentence itself."""
    heading = sentence.heading or "Opening"
    return {
        "number": sentence.number,
        "begins": sentence.begins,
        "heading": heading,
        "sha256": fingerprint(sentence.text),
    }


def _title(article: Path, sentences: Sequence[Sentence]) -> str:
    return sentences[0].heading or article.stem


def _try(content: Path, id: str, files: Files) -> None:
    """Read the new topic as a build would, in a folder that is thrown away. Raises `KaphandoutError`."""
    with tempfile.TemporaryDirectory() as temporary:
        trial = Path(temporary) / "content"
        for path, data in files.items():
            file = trial / path.relative_to(content)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        for name in ("countries.yaml", "clinics/default.yaml"):
            if (content / name).is_file():
                (trial / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(content / name, trial / name)
        Source(trial).edition(id)
