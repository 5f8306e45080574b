"""`Edition` + the leaflet and deck made of it, read back → `Trace`: claim → message → page and slide → reference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from kaphandout.content.figures import Rates
from kaphandout.content.model import Claim
from kaphandout.content.placement import in_leaflet
from kaphandout.content.types import Audience
from kaphandout.diagnostics import Diagnostic
from kaphandout.edition.edition import Edition
from kaphandout.verify import Artefact
from kaphandout.verify.artefact import Part
from kaphandout.verify.locations import Location, locate
from kaphandout.verify.text_matching import FEW


@dataclass(frozen=True, slots=True)
class CitedReference:
    """A reference that something rests on, and whether it was seen: `full`, `part`, `memory`."""

    key: str
    short: str
    verified: str


@dataclass(frozen=True, slots=True)
class TraceRow:
    """One message or figure: where readers meet it and what it rests on.

    `told`: the audiences that it has words for. `outlines`: the outlines of leaflets that place it.
    """

    what: Literal["message", "figure"]
    id: str
    kind: str
    certainty: str
    told: tuple[str, ...]
    claims: tuple[str, ...]
    outlines: tuple[str, ...]
    leaflet: tuple[Location, ...]
    slides: tuple[Location, ...]
    notes: tuple[Location, ...]
    references: tuple[CitedReference, ...]
    signed: str

    def reaches(self, audience: Audience) -> bool:
        """Whether an artefact shows it to an audience: patients on a page, clinicians on a slide."""
        return bool(self.leaflet if audience is Audience.PATIENT else self.slides)


@dataclass(frozen=True, slots=True)
class TracedClaim:
    """A claim of the source article and the messages that rest on it."""

    claim: Claim
    rows: tuple[TraceRow, ...]


@dataclass(frozen=True, slots=True)
class Trace:
    """The whole matrix. `beside` are messages and figures that rest on no claim; `held` is what was read back."""

    topic: str
    locale: str
    code: str
    held: Mapping[str, str]
    claims: tuple[TracedClaim, ...]
    beside: tuple[TraceRow, ...]
    problems: tuple[Diagnostic, ...] = field(default=())


def trace_edition(edition: Edition, artefacts: Sequence[Artefact]) -> Trace:
    """The matrix of an edition, with places and sign-offs as found in `artefacts`."""
    rows = {row.id: row for row in _messages(edition, artefacts)}
    claims = tuple(
        TracedClaim(claim, tuple(row for row in rows.values() if claim.id in row.claims))
        for claim in edition.topic.claims.values()
    )
    beside = (*(row for row in rows.values() if not row.claims), *_figures(edition, artefacts))
    held = {artefact.file: artefact.kind for artefact in artefacts}
    return Trace(edition.topic.about.id, edition.locale.tag, edition.code, held, claims, beside)


def signed_by(artefacts: Iterable[Artefact], code: str) -> dict[str, str]:
    """The roles that have signed each message of the edition `code`, as manifests say."""
    manifests = [one.manifest for one in artefacts if one.manifest and one.manifest["edition"] == code]
    return {
        id: f"signed by {', '.join(message['signed'])}"
        for manifest in manifests
        for id, message in manifest.get("messages", {}).items()
        if message.get("signed")
    }


def _messages(edition: Edition, artefacts: Sequence[Artefact]) -> Iterator[TraceRow]:
    spots, signed = _spots(edition, artefacts, "message."), signed_by(artefacts, edition.code)
    for message in edition.topic.messages.values():
        key = f"message.{message.id}"
        words = f"{key}.clinician"
        points = message.clinician.points if message.clinician else ()
        slides = [f"{words}.headline", *(f"{words}.points.{index}" for index in range(len(points)))]
        yield TraceRow(
            what="message",
            id=message.id,
            kind=message.kind,
            certainty=message.certainty or "",
            told=tuple(message.audiences),
            claims=message.claims,
            outlines=tuple(
                name for name, outline in edition.topic.outlines.items() if in_leaflet(outline).where(message.id)
            ),
            leaflet=spots["leaflet"].get(f"{key}.patient.text", ()),
            slides=_united(spots["slides"], [*slides, f"{key}.patient.text"]),
            notes=_united(spots["notes"], _keys_in_notes(edition, key)),
            references=_cited(edition, message.evidence),
            signed=signed.get(message.id, "not signed"),
        )


def _keys_in_notes(edition: Edition, key: str) -> Iterator[str]:
    """The texts of a message by which it is found in notes: not a headline of a few words, such as a label."""
    yield from (f"{key}.clinician.notes", f"{key}.patient.text")
    if len(edition.texts.get(f"{key}.clinician.headline", "").split()) > FEW:
        yield f"{key}.clinician.headline"


def _figures(edition: Edition, artefacts: Sequence[Artefact]) -> Iterator[TraceRow]:
    """Figures: where most of their words are."""
    spots = _spots(edition, artefacts, "figure.")
    for figure in edition.topic.figures.values():
        facts = [fact for row in figure.rows for fact in row.facts] if isinstance(figure, Rates) else []
        keys = [*figure.evidence, *(key for fact in facts for key in edition.topic.facts[fact].evidence)]
        yield TraceRow(
            what="figure",
            id=figure.id,
            kind=figure.kind,
            certainty="",
            told=tuple(audience for audience in Audience if figure.kind != "table" or audience is Audience.CLINICIAN),
            claims=(),
            outlines=(),
            leaflet=_most(edition, spots["leaflet"], f"figure.{figure.id}.", "patient"),
            slides=_most(edition, spots["slides"], f"figure.{figure.id}.", "clinician"),
            notes=(),
            references=_cited(edition, dict.fromkeys(keys)),
            signed="",
        )


def _spots(edition: Edition, artefacts: Sequence[Artefact], prefix: str) -> dict[str, dict[str, tuple[Location, ...]]]:
    """By where they are (`leaflet`, `slides`, `notes`): the spots of each text whose key begins with `prefix`."""
    texts = {key: text for key, text in edition.texts.items() if key.startswith(prefix)}
    headings = [edition.texts["about.patient.title"]]
    headings += [text for key, text in edition.texts.items() if key.startswith("section.") and key.endswith(".patient")]
    found: dict[str, dict[str, tuple[Location, ...]]] = {
        where: dict.fromkeys(texts, ()) for where in ("leaflet", "slides", "notes")
    }
    for artefact in artefacts:
        for key, spots in locate(artefact, texts, headings).items():
            for spot in spots:
                on_slide = "notes" if spot.place.endswith(f" {Part.NOTES}") else "slides"
                found["leaflet" if artefact.kind == "leaflet" else on_slide][key] += (spot,)
    return found


def _united(spots: Mapping[str, tuple[Location, ...]], keys: Iterable[str]) -> tuple[Location, ...]:
    return tuple(dict.fromkeys(spot for key in keys for spot in spots.get(key, ())))


def _most(
    edition: Edition, spots: Mapping[str, tuple[Location, ...]], prefix: str, audience: str
) -> tuple[Location, ...]:
    """The spot that has at least half of the words below `prefix`: short labels of steps stand in other places, too."""
    mine = [key for key in spots if key.startswith(prefix) and audience in key.split(".") and ".alt." not in key]
    counted: Counter[Location] = Counter()
    for key in mine:
        for spot in spots[key]:
            counted[spot] += len(edition.texts[key].split())
    whole = sum(len(edition.texts[key].split()) for key in mine)
    return tuple(spot for spot, number in counted.most_common(1) if 2 * number >= whole)


def _cited(edition: Edition, keys: Iterable[str]) -> tuple[CitedReference, ...]:
    references = edition.topic.references
    return tuple(CitedReference(key, references[key].short, references[key].verified) for key in keys)
