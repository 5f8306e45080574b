"""An artefact held against its own manifest, against an `Edition`, or against another artefact."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from kaphandout.edition import Edition, edition_code
from kaphandout.problems import Place, Problem, error, note, warning
from kaphandout.sync.artefact import ALTERNATIVE, NOTES, Artefact, Kind, Paragraph, without_codes
from kaphandout.sync.coverage import Known, leftovers
from kaphandout.sync.words import differing, digits, fold, likeness, shorten, stands_in

ALTERED = 0.6
"""From which likeness on a paragraph counts as an altered copy of a missing text."""

ALTERED_COPY = 0.75
"""The same for a paragraph whose text also stands unaltered elsewhere."""


def witness(artefact: Artefact) -> list[Problem]:
    """Whether a file says what its own manifest says it does: every placed text stands in it, the codes are right."""
    manifest, place = artefact.manifest, Place(artefact.file)
    if manifest is None:
        printed = f"; printed in it is edition {', '.join(artefact.codes)}"
        return [error("no-manifest", place, "", f"the file carries no manifest, so it was not written by kaphandout "
                      f"or was saved anew by another program{printed}")]
    return [*_codes(artefact, manifest), *_texts(artefact, manifest["texts"], manifest["placed"].get(artefact.kind, ()))]


def against(artefact: Artefact, edition: Edition) -> list[Problem]:
    """What changed between the text that a file was made from and an edition: one problem a message (figure, fact, …).

    What the file does not show is only a note. A file without a manifest is searched for the edition's texts instead.
    """
    if artefact.manifest is None:
        return [*_printed(artefact, edition.code), *_texts(artefact, edition.texts, edition.placed[artefact.kind])]
    old, new = artefact.manifest["texts"], edition.texts
    placed = {*artefact.manifest["placed"].get(artefact.kind, ()), *edition.placed[artefact.kind]}
    return [
        _change(edition, artefact, group, keys, placed) for group, keys in _changed_groups(old, new).items()
    ]


def against_each_other(first: Artefact, second: Artefact) -> list[Problem]:
    """Whether two files are of one edition, by their manifests or else by their printed codes; if not, what differs."""
    place = Place(second.file)
    if not first.manifest or not second.manifest:
        if first.codes == second.codes:
            return []
        words = f"{first.file} is edition {', '.join(first.codes)}, {second.file} is edition {', '.join(second.codes)}"
        return [error("edition-code", place, "", words)]
    old, new = first.manifest["texts"], second.manifest["texts"]
    return [
        error("other-text", place, group, f"{group}: {_say(old, new, keys, f'in {first.file}', f'in {second.file}')}")
        for group, keys in _changed_groups(old, new).items()
    ]


def _codes(artefact: Artefact, manifest: Mapping[str, object]) -> Iterator[Problem]:
    claimed, place = str(manifest["edition"]), Place(artefact.file)
    texts: Mapping[str, str] = manifest["texts"]  # type: ignore[assignment]  # checked when it was read
    if claimed != (true := edition_code(texts)):
        words = f"the manifest was altered: it claims edition {claimed}, its texts are those of edition {true}"
        yield error("manifest-altered", place, "", words)
    yield from _printed(artefact, claimed)


def _printed(artefact: Artefact, code: str) -> Iterator[Problem]:
    place = Place(artefact.file)
    if not artefact.codes:
        yield error("edition-code", place, "", f"no edition code is printed; it should be {code}")
    for printed in artefact.codes:
        if printed != code:
            where = next(p.place for p in artefact.paragraphs if printed in p.text)
            yield error("edition-code", place, "", f"{where}: edition {printed} is printed; it should be {code}")


def _texts(artefact: Artefact, texts: Mapping[str, str], placed: tuple[str, ...]) -> Iterator[Problem]:
    """Texts that stand nowhere, and altered copies of texts that stand elsewhere as they should."""
    place = Place(artefact.file)
    told: set[str] = set()
    for key in placed:
        text = fold(texts.get(key, ""))
        where = [paragraph for paragraph in artefact.paragraphs if _may_hold(artefact.kind, key, paragraph)]
        if not text or _stands(key, text, where):
            continue
        like, paragraph, part = max(
            ((*likeness(text, p.text)[:1], p, likeness(text, p.text)[1]) for p in where),
            key=lambda found: found[0],
            default=(0.0, None, ""),
        )
        if like >= ALTERED and paragraph:
            told.add(paragraph.text)
            yield _altered(place, key, text, paragraph, part)
        else:
            words = f"{_name(key)} does not stand in the {artefact.kind}: “{shorten(text)}”"
            yield error("missing-text", place, key, words)
    known = Known(texts.values())
    longer = {key: text for key in placed if len((text := fold(texts.get(key, ""))).split()) > 3}
    for paragraph, rest in leftovers(artefact.paragraphs, known):
        if paragraph.text in told or len(rest.split()) < 1:
            continue
        like, key, part = max(
            ((found := likeness(text, paragraph.text))[0], key, found[1]) if not stands_in(text, paragraph.text) else (0.0, key, "")
            for key, text in longer.items()
        ) if longer else (0.0, "", "")
        if like >= ALTERED_COPY:
            yield _altered(place, key, longer[key], paragraph, part)


def _may_hold(kind: Kind, key: str, paragraph: Paragraph) -> bool:
    """Whether a paragraph is where a text may stand: a headline that only the notes repeat is not on the slide."""
    if kind == "leaflet":
        return True
    if ".alt." in key:
        return paragraph.part == ALTERNATIVE
    if key.endswith(".clinician.notes"):
        return paragraph.part == NOTES
    return paragraph.part != ALTERNATIVE if ".patient." in key else paragraph.part == ""


def _stands(key: str, text: str, paragraphs: list[Paragraph]) -> bool:
    if key.startswith("fact.") and key.endswith(".number"):
        return any(digits(text) == digits(word) for p in paragraphs for word in p.text.split())
    return any(stands_in(text, p.text) for p in paragraphs) or stands_in(text, fold(" ".join(p.text for p in paragraphs)))


def _altered(place: Place, key: str, text: str, paragraph: Paragraph, part: str) -> Problem:
    old, new = differing(text, without_codes(part))
    return error("altered-text", place, key, f"{paragraph.place}: {_name(key)} was altered: “{old}” became “{new}”")


def _changed_groups(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for key in dict.fromkeys([*new, *old]):
        if old.get(key) != new.get(key):
            groups.setdefault(_group(key), []).append(key)
    return groups


def _group(key: str) -> str:
    """What a text is part of: `message.a.patient.text` → `message.a`; the clinic and the document data are one each."""
    kind, _, rest = key.partition(".")
    return kind if kind in ("about", "clinic", "locale") else f"{kind}.{rest.partition('.')[0]}"


def _change(edition: Edition, artefact: Artefact, group: str, keys: list[str], placed: set[str]) -> Problem:
    assert artefact.manifest
    old, new = artefact.manifest["texts"], edition.texts
    shown = [key for key in keys if key in placed]
    words = f"{_name(group)}: {_say(old, new, shown or keys, 'before', 'now')}"
    place = edition.topic.place((shown or keys)[0])
    always_shown = group.partition(".")[0] in ("about", "clinic", "country", "locale")
    if shown or always_shown:
        return warning("changed", place, group, f"{words} (changed since {artefact.file} was made)")
    return note("changed", place, group, f"{words} (not shown in {artefact.file})")


def _say(old: Mapping[str, str], new: Mapping[str, str], keys: list[str], before: str, now: str) -> str:
    key = keys[0]
    more = f", and {len(keys) - 1} more texts" if len(keys) > 1 else ""
    if key not in old:
        return f"only {now}: “{shorten(new[key])}”{more}"
    if key not in new:
        return f"only {before}: “{shorten(old[key])}”{more}"
    first, second = differing(old[key], new[key])
    return f"{before} “{first}”, {now} “{second}”{more}"


def _name(key: str) -> str:
    kind, _, rest = key.partition(".")
    id, _, field = rest.partition(".")
    if kind in ("message", "figure", "section", "fact", "reference", "country"):
        return f"{kind} {id!r}" + (f" ({field})" if field else "")
    return key
