"""The risk claims of an article, in text order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from caveat.domain import Holder, Quote, Risk
from caveat.language.en.risks.find import find as find_english
from caveat.language.reading import Reading
from caveat.risks.sensitivity import THRESHOLDS, Sensitivity

FINDERS: dict[str, Callable[[Any], Iterator[Risk]]] = {"en": find_english}
"""By language: document of a reading → claims of any score, in text order."""


def find_risks(
    readings: Sequence[Reading], quotes: Sequence[Quote], sensitivity: Sensitivity = "balanced"
) -> tuple[Risk, ...]:
    """Claims scored at or above the threshold of `sensitivity`, in order of their start.

    A claim within a quote is held by its speaker, else by whom its own sentence names, else by
    the article itself (`holder` None).
    """
    found = [
        replace(risk, holder=_holder(risk, quotes) or risk.holder)
        for reading in readings
        if reading.language in FINDERS
        for risk in FINDERS[reading.language](reading.document)
        if risk.score >= THRESHOLDS[sensitivity]
    ]
    return tuple(sorted(found, key=lambda risk: risk.start))


def _holder(risk: Risk, quotes: Sequence[Quote]) -> Holder | None:
    """The speaker of the last quote that begins before the trigger and covers it."""
    at = bisect_right(quotes, risk.trigger.start, key=lambda quote: quote.start) - 1
    if at < 0 or quotes[at].end <= risk.trigger.start or quotes[at].speaker is None:
        return None
    speaker = quotes[at].speaker
    return Holder(speaker.name, speaker.mention) if speaker else None
