"""A module → its faults, as mutmut makes them, and how one is put into a program that is running already."""

from __future__ import annotations

import gc
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

SOURCE = Path(__file__).resolve().parents[1] / "src" / "kaphandout"
PLAIN = (int, float, str, tuple, frozenset, dict, re.Pattern)


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module with one fault: `line` is where, `old` and `new` are the code there, `text` is the whole module."""

    module: str
    line: int
    old: str
    new: str
    text: str

    @property
    def name(self) -> str:
        """What `tools/mutants.md` calls it: not by its line, which moves."""
        return f"{self.module}: `{self.old}` → `{self.new}`"


def faults(module: str, most: int, seed: str) -> tuple[int, list[Mutant]]:
    """How many faults of a module mutmut knows of, and up to `most` of them, drawn with `seed`, by line.

    Left out are those that only change a letter's case or drop an argument, what is for types alone, the words of
    messages, and what a rule says of itself: its examples are tests already.
    """
    import libcst
    from libcst.metadata import MetadataWrapper, PositionProvider
    from mutmut.mutation.mutators import mutation_operators

    source = (SOURCE / module).read_text(encoding="utf-8")
    wrapper = MetadataWrapper(libcst.parse_module(source))
    places = wrapper.resolve(PositionProvider)
    changes: list[tuple[Any, Any]] = []
    for node in _nodes(wrapper.module):
        for kind, operator in mutation_operators:
            news: list[Any] = list(operator(node)) if isinstance(node, kind) else []
            if isinstance(node, libcst.BaseString):
                news = news[:1]
            if isinstance(node, libcst.Call) and operator.__name__ == "operator_arg_removal":
                news = [new for new in news if len(new.args) == len(node.args)]
            changes.extend((node, new) for new in news)
    random.Random(seed).shuffle(changes)  # noqa: S311
    drawn: list[Mutant] = []
    for node, new in changes:
        text = wrapper.module.deep_replace(node, new).code
        if len(drawn) < most and _compiled(text, module):
            drawn.append(_mutant(module, source, text, places[node].start.line if node in places else 0))
        if len(drawn) == most:
            break
    return len(changes), sorted(drawn, key=lambda mutant: mutant.line)


def _nodes(node: Any) -> Iterator[Any]:
    """What of a module may have a fault."""
    import libcst.matchers as match

    types = match.If(test=match.Name("TYPE_CHECKING")) | match.AnnAssign(value=None) | match.Annotation()
    prose = match.SimpleString(value=match.MatchIfTrue(lambda value: " " in value))
    made = match.Call(func=match.Name("rule") | match.Name("_guard")) | match.Decorator()
    if not match.matches(node, types | prose | made | match.Import() | match.ImportFrom()):
        yield node
        for child in node.children:
            yield from _nodes(child)


def _mutant(module: str, source: str, text: str, line: int) -> Mutant:
    olds, news = source.splitlines(), text.splitlines()
    short = min(len(olds), len(news))
    first = next((number for number in range(short) if olds[number] != news[number]), short - 1)
    tail = next((n for n in range(short - first) if olds[-1 - n] != news[-1 - n]), short - first - 1)
    old, new = (" ".join(" ".join(lines[first : len(lines) - tail]).split()) for lines in (olds, news))
    return Mutant(module, line or first + 1, old, new, text)


def _compiled(text: str, module: str) -> CodeType | None:
    try:
        return compile(text, str(SOURCE / module), "exec", dont_inherit=True)
    except SyntaxError:
        return None


def apply(mutant: Mutant) -> bool:
    """Put a fault into the modules that are loaded; False if it is in a class or a default, which exist already."""
    name = "kaphandout." + mutant.module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = sys.modules[name]
    good, bad = (
        _compiled((SOURCE / mutant.module).read_text(encoding="utf-8"), mutant.module),
        _compiled(mutant.text, name),
    )
    assert good
    assert bad
    olds, news = _parts(good), _parts(bad)
    altered = [key for key, old in olds.items() if _own(old) != _own(news[key])]
    if altered == [("<module>", 0)]:
        return _replace_constants(module.__dict__, bad)
    if any(not olds[key].co_flags & 2 for key in altered):  # no function: the body of a class
        return False
    codes = {olds[key]: news[key] for key in altered}
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__globals__ is module.__dict__ and one.__code__ in codes:
            try:
                one.__code__ = codes[one.__code__]
            except ValueError:  # it closes over other names
                return False
    _forget()
    return True


def _forget() -> None:
    """Clear what the project's functions remember."""
    for one in gc.get_objects():
        if isinstance(one, _lru_cache_wrapper) and str(one.__module__).startswith("kaphandout"):
            one.cache_clear()


def _replace_constants(names: dict[str, Any], code: CodeType) -> bool:
    fresh = {"__name__": names["__name__"], "__file__": names["__file__"], "__package__": names["__package__"]}
    exec(code, fresh)  # noqa: S102
    done = False
    for name, old in list(names.items()):
        new = fresh.get(name)
        if isinstance(old, PLAIN) and not name.startswith("__") and repr(old) != repr(new):
            done = True
            for module in list(sys.modules.values()):
                if getattr(module, "__dict__", {}).get(name) is old:
                    setattr(module, name, new)
    _forget()
    return done


def _parts(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """A module, its classes and functions, by name; what is within a function is part of it."""
    found: dict[tuple[str, int], CodeType] = {}
    waiting = [code]
    while waiting:
        one = waiting.pop()
        number = sum(name == one.co_qualname for name, _ in found)
        found[one.co_qualname, number] = one
        if not one.co_flags & 2:
            waiting += [inner for inner in one.co_consts if isinstance(inner, CodeType)]
    return found


def _own(code: CodeType) -> object:
    """A function whole, a module or class without the functions within it."""
    if code.co_flags & 2:
        return code
    values = [(type(one), repr(one)) for one in code.co_consts if not isinstance(one, CodeType)]
    return code.co_code, values, code.co_names
