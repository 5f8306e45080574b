"""Begin a topic, a clinic, a message, a page format or an icon: asks what is needed, writes commented files."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from kaphandout.cli.answers import parts
from kaphandout.cli.asking import Answers, add_options, ask
from kaphandout.cli.commands.options import content_option, explained
from kaphandout.cli.console import FINDINGS, GOOD, print_json, progress, shown
from kaphandout.cli.questions import QUESTIONS

EXAMPLE = "kaphandout new topic knee-injection --title 'A knee injection'"
EXAMPLES = {
    "topic": f"{EXAMPLE} --kind treatment --countries GB,US",
    "clinic": "kaphandout new clinic river-street --name 'River Street Clinic' --countries GB --logo logo.png",
    "message": "kaphandout new message no-driving --topic knee-injection --section after --kind advice",
    "format": "kaphandout new format pocket --size a6 --fold booklet --sheets 2",
    "icon": "kaphandout new icon syringe --svg syringe.svg",
}
ABOUT = {
    "topic": "Begin a topic: all its files, with TODOs for what only a person can write; it builds at once as a draft.",
    "clinic": "Begin a clinic's profile: logo and colour are checked, and what it may change is listed in comments.",
    "message": "Add a message with TODOs at the end of a section's file.",
    "format": "Begin a page format, and try every topic on it.",
    "icon": "Check a drawing, and put it with its mask among the icons of the workspace.",
}


def options(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(begins=True)
    kinds = parser.add_subparsers(dest="what", metavar="WHAT", required=True, title="what to begin")
    for what, questions in QUESTIONS.items():
        one = kinds.add_parser(what, help=ABOUT[what], **explained(ABOUT[what], EXAMPLES[what]))
        words = "answer in JSON, for programs; nothing is asked"
        one.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=words)
        add_options(one, questions(Path()))
        content_option(one)


def run(arguments: argparse.Namespace) -> int:
    answers = ask(arguments, QUESTIONS[arguments.what](arguments.content))
    return int(_MAKERS[arguments.what](arguments, answers))


def _topic(arguments: argparse.Namespace, answers: Answers) -> int:
    from kaphandout.scaffold.filling import write_new
    from kaphandout.scaffold.topic import NewTopic, topic_files

    article = Path(answers["article"]).expanduser() if answers["article"] else None
    new = NewTopic.model_validate({**answers, "countries": parts(answers["countries"]), "article": article})
    written = write_new(topic_files(arguments.content, new), arguments.content)
    then = [f"kaphandout {command} --topic {new.id}" for command in ("handout", "slides", "check")]
    return _report(arguments, written, then)


def _clinic(arguments: argparse.Namespace, answers: Answers) -> int:
    from kaphandout.content.model import Clinic
    from kaphandout.scaffold.clinic import clinic_files, verdict_words
    from kaphandout.scaffold.filling import write_new

    logo = answers.pop("logo")
    lists = {
        "address": [line.strip() for line in answers.pop("address").split(";") if line.strip()],
        "countries": parts(answers.pop("countries")),
    }
    clinic = Clinic.model_validate({name: answer or None for name, answer in answers.items()} | lists)
    ready = clinic_files(arguments.content, clinic, Path(logo).expanduser() if logo else None)
    written = write_new(ready.files, arguments.content)
    words = verdict_words(clinic, ready.notes)
    return _report(arguments, written, [f"kaphandout handout --clinic {clinic.id}"], [words])


def _message(arguments: argparse.Namespace, answers: Answers) -> int:
    from kaphandout.files import one_writer, write_whole
    from kaphandout.scaffold.message import NewMessage, message_file

    new = NewMessage.model_validate(answers)
    folder = arguments.content / "topics" / new.topic
    if not folder.is_dir():
        message_file(arguments.content, new)
    with one_writer(folder):
        path, data = message_file(arguments.content, new)
        write_whole(path, data)
    places = {"both": "outline/leaflet.yaml and outline/deck.yaml", "patient": "outline/leaflet.yaml"}
    words = f"Now place {new.id!r} in {places.get(new.audience, 'outline/deck.yaml')}: nobody reads it before."
    return _report(arguments, [path], [f"kaphandout check --topic {new.topic}"], [words])


def _format(arguments: argparse.Namespace, answers: Answers) -> int:
    from kaphandout.content.loader import topic_ids
    from kaphandout.scaffold.filling import write_new
    from kaphandout.scaffold.format import NewFormat, format_files, page_size, try_topics

    pages = int(answers["pages"]) if answers["pages"] else None
    names = {name: answers[name] for name in ("id", "fold", "style", "outline")}
    new = NewFormat(page=page_size(answers["size"]), pages=pages, **names)
    written = write_new(format_files(arguments.content, new), arguments.content)
    trials = []
    if topic_ids(arguments.content):
        progress(arguments, f"Format: trying every topic on {new.id} …")
        trials = [*try_topics(arguments.content, new.id)]
    lines = []
    for trial in trials:
        left = f"; left out to fit: {', '.join(trial.left_out)}" if trial.left_out else ""
        fits = f"fits on {trial.pages} page{'s' * (trial.pages > 1)}{left}"
        lines.append(f"{trial.topic}: {f'does not fit: {trial.why}' if trial.why else fits}")
    tried = [asdict(trial) for trial in trials]
    code = _report(arguments, written, [f"kaphandout handout --format {new.id}"], lines, topics=tried)
    return FINDINGS if any(trial.why for trial in trials) else code


def _icon(arguments: argparse.Namespace, answers: Answers) -> int:
    from kaphandout.scaffold.filling import write_new
    from kaphandout.scaffold.icon import icon_files

    files = icon_files(arguments.content, answers["id"], Path(answers["svg"]).expanduser())
    written = write_new(files, arguments.content)
    return _report(arguments, written, [], [f"Use it in figures.yaml: a step with `icon: {answers['id']}`."])


_MAKERS = {"topic": _topic, "clinic": _clinic, "message": _message, "format": _format, "icon": _icon}


def _report(
    arguments: argparse.Namespace, written: Iterable[Path], then: list[str], words: Iterable[str] = (), **more: Any
) -> int:
    """Print what was written, what is to be known of it and what comes next; the exit code."""
    files = [shown(path) for path in written]
    if arguments.json:
        print_json({"files": files, "next": then, "notes": [*words], **more})
        return GOOD
    print("\n".join(files))
    for line in words:
        print(line)
    if then:
        print("Next:", *then, sep="\n  ")
    return GOOD
