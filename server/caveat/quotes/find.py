"""The quotations of an article with their speakers, in text order."""

from __future__ import annotations

from collections.abc import Sequence

from caveat.domain import Quote
from caveat.language.reading import Reading


def find_quotes(readings: Sequence[Reading]) -> tuple[Quote, ...]:
    """Quotes of all readings in order of their start."""
    del readings
    return ()
