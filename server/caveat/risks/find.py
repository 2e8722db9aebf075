"""The risk claims of an article, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from caveat.domain import Quote, Risk
from caveat.language.en.risks import risks_in
from caveat.language.reading import Reading


def find_risks(readings: Sequence[Reading], quotes: Sequence[Quote]) -> tuple[Risk, ...]:
    """Risk claims of all readings in order of their start; holders come from `quotes`."""
    found = [risk for reading in readings for risk in risks_in(reading.document, quotes)]
    return tuple(sorted(found, key=lambda risk: risk.start))
