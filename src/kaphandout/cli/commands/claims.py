"""Show what became of each sentence of the source article; with --article, find what changed in a new version of it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from kaphandout.cli.commands.options import source_of, source_options
from kaphandout.cli.console import FINDINGS, GOOD, answer
from kaphandout.diagnostics import refuse

if TYPE_CHECKING:
    from rich.console import RenderableType

    from kaphandout.content.model import Topic

EXAMPLE = "kaphandout claims --article article.txt"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--article", type=Path, metavar="FILE", help="a new version of the source article, plain text")
    parser.add_argument("--before", type=Path, metavar="FILE", help="the version before, to tell which words changed")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.content.loader import load_topic
    from kaphandout.terminal import table

    source = source_of(arguments)
    topics = [load_topic(source.content, name) for name in source.topics(arguments.topic)]
    if arguments.article:
        of_articles = [topic for topic in topics if topic.claims] or topics
        if len(of_articles) > 1:
            raise refuse("topic", arguments.article, "several topics have an article: name that of this one by --topic")
        return _article(arguments, of_articles[0])
    shown: list[RenderableType] = []
    for topic in topics:
        rows = [
            (claim.id, claim.told, "\n".join(filter(None, (claim.gist, claim.left_out or claim.corrected))))
            for claim in topic.claims.values()
        ]
        none = f"{topic.about.id} has no claims: claims.yaml, which may be missing, lists the sentences of an article"
        shown.append(table(rows, widths=(4, 10)) if rows else none)
    answer(arguments, [claim.model_dump() for topic in topics for claim in topic.claims.values()], *shown)
    return GOOD


def _article(arguments: argparse.Namespace, topic: Topic) -> int:
    from kaphandout.article import as_dict, lines, review_article
    from kaphandout.article.reading import read_sentences
    from kaphandout.content.yaml import read_text

    new, before = (
        read_sentences(read_text(path, str(path))) if path else [] for path in (arguments.article, arguments.before)
    )
    review = review_article(list(topic.claims.values()), new, before)
    name = arguments.article.name
    answer(arguments, as_dict(topic, review, name), *lines(topic, review, name))
    return FINDINGS if review.changed else GOOD
