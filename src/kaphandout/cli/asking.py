"""Questions that a command needs answers to: each is an option, and what is not given is asked on a terminal."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kaphandout.diagnostics import Diagnostic, KaphandoutError, Place, error

Answers = dict[str, str]


def anything(answer: str) -> str:
    """Every answer is right."""
    return answer


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what holds if nothing is answered; without a `default` an answer is needed.

    `check` makes the answer what it is taken for and raises `ValueError` with what may be written. A `default` may
    look at the earlier answers. What is not `asked` is an option alone.
    """

    name: str
    words: str
    default: str | Callable[[Answers], str | None] | None = None
    check: Callable[[str], str] = anything
    choices: tuple[str, ...] = ()
    asked: bool = True
    metavar: str = "…"

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"

    def usual(self, answers: Answers) -> str | None:
        """What holds if nothing is answered."""
        return self.default(answers) if callable(self.default) else self.default

    def accepted(self, answer: str) -> str:
        """The answer as it is used. Raises `ValueError` with what may be written."""
        if self.choices and answer not in self.choices:
            raise ValueError(f"write one of {', '.join(self.choices)}")
        return self.check(answer)


@dataclass
class Conversation:
    """The answers so far, and what is wrong with those that were given as options."""

    given: Mapping[str, str | None]
    terminal: bool
    answers: Answers = field(default_factory=dict)
    problems: list[Diagnostic] = field(default_factory=list)

    def take(self, question: Question) -> None:
        """Take the answer to a question: from the options, the terminal, or what is usual."""
        typed, usual = self.given.get(question.name), question.usual(self.answers)
        if typed is not None:
            self._keep(question, typed)
        elif self.terminal and question.asked:
            self._ask(question, usual)
        elif usual is not None:
            self.answers[question.name] = usual
        else:
            self._wrong("missing", question, f"{_named(question)} is missing: {question.words}")

    def _keep(self, question: Question, typed: str) -> None:
        try:
            self.answers[question.name] = question.accepted(typed.strip())
        except ValueError as exc:
            self._wrong("answer", question, f"{_named(question)} {typed!r}: {exc}")

    def _ask(self, question: Question, usual: str | None) -> None:
        """Ask until an answer is right; an empty one is what is usual. Raises `KaphandoutError` where input ends."""
        choices = f" ({', '.join(question.choices)})" if question.choices else ""
        ready = f" [{usual}]" if usual else ""
        while True:
            print(f"{question.words}{choices}{ready}: ", end="", file=sys.stderr, flush=True)
            line = sys.stdin.readline()
            if not line:
                words = f"{_named(question)} is missing, and the input has ended"
                raise KaphandoutError([error("missing", Place("the terminal"), question.name, words)])
            typed = line.strip()
            if not typed and usual is not None:
                self.answers[question.name] = usual
                return
            try:
                if not typed:
                    raise ValueError("an answer is needed here")
                self.answers[question.name] = question.accepted(typed)
                return
            except ValueError as exc:
                print(f"  {exc}", file=sys.stderr)

    def _wrong(self, rule: str, question: Question, words: str) -> None:
        self.problems.append(error(rule, Place("the command line"), question.name, words))
        self.answers[question.name] = ""


def add_options(parser: argparse.ArgumentParser, questions: Sequence[Question]) -> None:
    """An option for each question; the first is what a person types without one."""
    first, *others = questions
    parser.add_argument(first.name, nargs="?", metavar=first.name.upper(), help=_help(first))
    for question in others:
        parser.add_argument(question.flag, dest=question.name, metavar=question.metavar, help=_help(question))


def ask(arguments: argparse.Namespace, questions: Sequence[Question]) -> Answers:
    """The answer to each question. Raises `KaphandoutError` with all that is missing or wrong."""
    given = {question.name: getattr(arguments, question.name) for question in questions}
    conversation = Conversation(given, sys.stdin.isatty() and not arguments.json)
    for question in questions:
        conversation.take(question)
    if conversation.problems:
        raise KaphandoutError(conversation.problems)
    return conversation.answers


def _named(question: Question) -> str:
    return question.flag if question.name != "id" else "ID"


def _help(question: Question) -> str:
    choices = f" ({', '.join(question.choices)})" if question.choices else ""
    usual = f" (default: {question.default})" if isinstance(question.default, str) and question.default else ""
    return f"{question.words}{choices}{usual}".replace("%", "%%")
