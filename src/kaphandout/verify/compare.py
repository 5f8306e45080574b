"""An artefact held against its own manifest, against an `Edition`, or against another artefact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from kaphandout.diagnostics import Diagnostic, Place, error, note, warning
from kaphandout.edition.codes import edition_code
from kaphandout.edition.comparison import changed_parts
from kaphandout.edition.manifest import altered_messages, coded
from kaphandout.verify.artefact import Artefact, Part, codes_in
from kaphandout.verify.text_matching import FEW
from kaphandout.verify.tokens import differing, fold, shorten, stands_in
from kaphandout.verify.verdicts import check_texts, named

if TYPE_CHECKING:
    from kaphandout.edition.edition import Edition

Texts = Mapping[str, str]

UNORDERED = "kaphandout manifest 1"
"""The format whose `shows` names each text once; later ones name it for each time that it stands, in order."""


def check_manifest(artefact: Artefact, labels: Iterable[str] = ()) -> list[Diagnostic]:
    """Whether a file says what its own manifest says it does: each placed text stands in it, the codes are right.

    `labels` are the words of the locale that may stand beside the texts, if the manifest does not name them. Plain text
    carries no manifest and so claims nothing: it can only be held against an edition.
    """
    manifest, place = artefact.manifest, Place(artefact.file)
    if artefact.is_plain:
        return []
    if manifest is None:
        codes = ", ".join(artefact.codes)
        if artefact.is_slides_as_pdf:
            words = f"these are slides saved as PDF, which carry no manifest (edition {codes}): give the .pptx that"
            return [error("no-manifest", place, "", f"{words} they were made from, or the handout that `slides` makes")]
        if artefact.is_bare_print and artefact.content:
            words = f"a file for a print shop carries no manifest: it was held against the text as it is, {codes}"
            return [note("no-manifest", place, "", words)]
        words = f"the file carries no manifest: it was saved anew by another program; it says it is edition {codes}"
        return [error("no-manifest", place, "", words)]
    problems = list(_printed(artefact, manifest["edition"]))
    if manifest["edition"] != (true := edition_code(coded(manifest))):
        words = f"the manifest was altered: it claims edition {manifest['edition']}, its texts make edition {true}"
        problems.append(error("manifest-altered", place, "", words))
    for id in altered_messages(manifest):
        words = f"the manifest was altered: the texts of message {id!r} are not those that it gives the SHA-256 of"
        problems.append(error("manifest-altered", place, id, words))
    labels = manifest.get("labels") or labels
    is_sheet = any(paragraph.part == Part.SHEET for paragraph in artefact.paragraphs)
    ordered = manifest["format"] != UNORDERED and not is_sheet
    slides = manifest.get("slides", ())
    return [*problems, *check_texts(artefact, manifest["texts"], manifest["shows"], labels, ordered, slides)]


def check_edition(artefact: Artefact, edition: Edition) -> list[Diagnostic]:
    """What changed between the text that a file was made from and an edition: one problem a message (figure, fact, …).

    What the file does not show is only a note. A file without a manifest is searched for the edition's texts instead.
    """
    if artefact.manifest is None:
        from kaphandout.content.locale import labels_of

        labels = labels_of(edition.locale.terms)
        found = check_texts(artefact, edition.texts, edition.placed[artefact.kind], labels)
        found = list(_left_out(artefact, found, edition.texts)) if artefact.is_bare_print else found
        return [*_printed(artefact, edition.code), *found]
    old, new = artefact.manifest["texts"], edition.texts
    placed = set(artefact.manifest["shows"])
    return [_change(artefact, edition, group, keys, placed) for group, keys in changed_parts(old, new).items()]


def check_pair(first: Artefact, second: Artefact) -> list[Diagnostic]:
    """Whether two files are of one edition, by their manifests or else by their printed codes; if not, what differs."""
    place = Place(second.file)
    old, new = (file.manifest["texts"] if file.manifest else {} for file in (first, second))
    changed = changed_parts(old, new) if first.manifest and second.manifest else {}
    if not changed and first.codes != second.codes:  # what is placed may differ where no text does
        words = f"{first.file} is edition {', '.join(first.codes)}, {second.file} is edition {', '.join(second.codes)}"
        return [error("edition-code", place, "", words)]
    return [
        error("other-text", place, group, _say(old, new, group, keys, (f"in {first.file}", f"in {second.file}")))
        for group, keys in changed.items()
    ]


def _left_out(artefact: Artefact, found: Iterable[Diagnostic], texts: Texts) -> Iterator[Diagnostic]:
    """The findings, but one note for all that is missing: a print does not say what its format leaves out.

    A label of a few words is no proof: it may stand in another text.
    """
    missing = []
    for problem in found:
        if problem.rule == "missing-text" or len(texts.get(problem.id, "").split()) in range(1, FEW + 1):
            missing.append(problem)
        else:
            yield problem
    if missing:
        ids = ", ".join(dict.fromkeys(".".join(problem.id.split(".")[:2]) for problem in missing))
        yield note("left-out", Place(artefact.file), "", f"not in this format, or not found in it: {shorten(ids, 20)}")


def _printed(artefact: Artefact, code: str) -> Iterator[Diagnostic]:
    place = Place(artefact.file)
    if not artefact.codes:
        yield error("edition-code", place, "", f"no edition code is printed; it should be {code}")
    for printed in artefact.codes:
        if printed != code:
            where = next(paragraph.place for paragraph in artefact.paragraphs if printed in codes_in(paragraph.text))
            yield error("edition-code", place, "", f"{where}: edition {printed} is printed; it should be {code}")


def _change(artefact: Artefact, edition: Edition, group: str, keys: Sequence[str], placed: set[str]) -> Diagnostic:
    assert artefact.manifest
    shown = [key for key in keys if key in placed or _shows(artefact, artefact.manifest["texts"].get(key))]
    place = edition.topic.place((shown or keys)[0])
    words = _say(artefact.manifest["texts"], edition.texts, group, shown or keys, ("then", "now"))
    if shown or group.partition(".")[0] in ("about", "clinic", "country", "locale"):
        return warning("changed", place, group, f"changed since {artefact.file} was made: {words}")
    return note("changed", place, group, f"changed, but not shown in {artefact.file}: {words}")


def _shows(artefact: Artefact, text: str | None) -> bool:
    return text is not None and any(stands_in(fold(text), paragraph.text) for paragraph in artefact.paragraphs)


def _say(old: Texts, new: Texts, group: str, keys: Sequence[str], times: tuple[str, str]) -> str:
    """What differs in the first of `keys`, in a few words, and how many more there are."""
    key, (before, after) = keys[0], times
    more = f" (and {len(keys) - 1} more of its texts)" if len(keys) > 1 else ""
    if key not in old or key not in new:
        where, text = (after, new[key]) if key in new else (before, old[key])
        return f"{named(group)}: only {where}: “{shorten(text)}”{more}"
    first, second = differing(old[key], new[key])
    return f"{named(group)}: {before} “{first}”, {after} “{second}”{more}"
