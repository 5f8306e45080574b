"""Show what became of each sentence of the source article; with --article, find what changed in it."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from kaphandout.commands.options import source_of, source_options
from kaphandout.console import exit_code, report
from kaphandout.problems import Problem

EXAMPLE = "kaphandout claims --article article.txt"


def options(parser: argparse.ArgumentParser) -> None:
    source_options(parser)
    parser.add_argument("--article", type=Path, help="a source article as plain text")


def run(arguments: argparse.Namespace) -> int:
    from kaphandout.article import article_sentences
    from kaphandout.documents import read_text
    from kaphandout.load import load_topic
    from kaphandout.rules.coverage import check_article

    source = source_of(arguments)
    problems: list[Problem] = []
    for name in source.topics(arguments.topic):
        topic = load_topic(source.content, name)
        if arguments.article:
            sentences = article_sentences(read_text(arguments.article, str(arguments.article)))
            problems += check_article(topic, sentences, arguments.article.name)
        elif arguments.json:
            print(json.dumps([claim.model_dump() for claim in topic.claims.values()], ensure_ascii=False, indent=1))
        else:
            for claim in topic.claims.values():
                fate = claim.left_out or claim.corrected or ""
                print(f"{claim.id:4} {claim.told:10} {claim.gist}" + (f"\n{'':16}{fate}" if fate else ""))
    if arguments.article:
        report(problems, arguments.json, sys.stdout)
    return exit_code(problems)
