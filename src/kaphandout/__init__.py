"""One shared source text → a patient leaflet (PDF) and a clinician deck (PPTX) that cannot drift apart."""

__version__ = "0.1.0"
