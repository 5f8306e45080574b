"""Edition × what was built → the matrix from claim to page and slide, and what leads nowhere or rests on nothing."""

from kaphandout.trace.matrix import Cited, Row, Trace, Traced, trace_edition
from kaphandout.trace.narrow import check_names, narrow

__all__ = ["Cited", "Row", "Trace", "Traced", "check_names", "narrow", "trace_edition"]
