"""The shared text as frozen records: what `load` makes and everything else reads.

A string that a reader of the leaflet or of the deck will see is a `Text`; before `edition` has resolved it,
it may use facts and hard words by name: `{{ fact.infusion_minutes }}`, `{{ term.dissociation }}`.
"""

from kaphandout.content.model.clinic import Clinic, ClinicField, Country, CrisisLine
from kaphandout.content.model.facts import Fact, Reference, Term, Unit
from kaphandout.content.model.messages import Claim, ClinicianWording, Message, PatientWording
from kaphandout.content.model.topic import About, Checks, Level, Must, Section, Titles, Topic

__all__ = [
    "About",
    "Checks",
    "Claim",
    "Clinic",
    "ClinicField",
    "ClinicianWording",
    "Country",
    "CrisisLine",
    "Fact",
    "Level",
    "Message",
    "Must",
    "PatientWording",
    "Reference",
    "Section",
    "Term",
    "Titles",
    "Topic",
    "Unit",
]
