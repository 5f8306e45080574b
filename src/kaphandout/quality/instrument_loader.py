"""The content folder → the instruments of `instruments/` and the judgements recorded for a topic, both checked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from kaphandout.content.instrument import Answer, Instrument, ItemOfInstrument, Judged, Judgement, Judgements
from kaphandout.content.loader import Loader
from kaphandout.content.paths import find_all
from kaphandout.diagnostics import Diagnostic, error


def read_instruments(content: Path, measures: Collection[str], rules: Collection[str]) -> list[Instrument]:
    """The instruments in order: the package's, and in their place or besides those of the content folder.

    Raises `KaphandoutError` for an item that names a measure or a rule that is not there.
    """
    loader = Loader(content)
    found: list[Instrument] = []
    for path in find_all("content/instruments", "*.yaml", content):
        key = f"instrument.{path.stem}"
        if instrument := loader.record(path, Instrument, key):
            found.append(instrument)
            loader.problems += _problems(instrument, path, key, loader, measures, rules)
    loader.finish()
    return sorted(found, key=lambda instrument: (instrument.order, instrument.id))


def _problems(
    instrument: Instrument, path: Path, key: str, loader: Loader, measures: Collection[str], rules: Collection[str]
) -> Iterator[Diagnostic]:
    if instrument.id != path.stem:
        words = f"the file is called {path.stem!r}, but its id is {instrument.id!r}: make them the same"
        yield error("instrument", loader.places[f"{key}.id"], instrument.id, words)
    for number, item in enumerate(instrument.items):
        for kind, named, known in (("measure", item.measures, measures), ("rule", item.rules, rules)):
            for name in named:
                if name not in known:
                    words = f"item {item.id}: there is no {kind} {name!r}; there are: {', '.join(sorted(known))}"
                    yield error("instrument", loader.places[f"{key}.items.{number}"], item.id, words)


def read_judgements(content: Path, topic: str, instruments: Collection[Instrument]) -> dict[str, Judgement]:
    """The last judgement of each item that a person decides, by its name; none where there is no `judgements.yaml`.

    Raises `KaphandoutError` for an item that is not there or that software decides, and an answer off its scale.
    """
    path = content / "topics" / topic / "judgements.yaml"
    if not path.exists():
        return {}
    loader = Loader(content)
    items = {f"{i.id} {item.id}": (i, item) for i in instruments for item in i.items}
    last: dict[str, Judgement] = {}
    judgements = loader.record(path, Judgements, "judgements")
    for number, judgement in enumerate(judgements.root if judgements else ()):
        if words := _wrong(judgement, items):
            loader.problems.append(error("judgement", loader.places[f"judgements.{number}"], judgement.item, words))
        elif judgement.item not in last or last[judgement.item].on <= judgement.on:
            last[judgement.item] = judgement
    loader.finish()
    return last


def _wrong(judgement: Judgement, items: Mapping[str, tuple[Instrument, ItemOfInstrument]]) -> str | None:
    if judgement.item not in items:
        return f"there is no item {judgement.item!r}: write the instrument's id and the item's number"
    instrument, item = items[judgement.item]
    if item.judged is Judged.COMPUTED:
        return f"{judgement.item!r} is decided by software: take this out"
    if isinstance(judgement.answer, int) != (instrument.scale == "one-to-five"):
        right = "a rating from 1 to 5" if instrument.scale == "one-to-five" else "agree, disagree or na"
        return f"{judgement.item!r} is answered with {right}, not {judgement.answer}"
    if item.always and judgement.answer is Answer.NOT_APPLICABLE:
        return f"{judgement.item!r} always applies: answer agree or disagree"
    return None
