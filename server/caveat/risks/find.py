"""The risk claims of an article, in text order."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from caveat.domain import Holder, Quote, Risk
from caveat.language.reading import LANGUAGES, Reading
from caveat.risks.sensitivity import level_of, threshold

Ending = Callable[[float], Iterator[Risk]]
"""Ends a search: of the lowest score that counts, the claims in text order."""


def begin_risks(readings: Sequence[Reading]) -> tuple[Ending, ...]:
    """Begin to look for claims; part of the work goes on while the caller finds the quotes."""
    return tuple(LANGUAGES[reading.language].risks(reading.document) for reading in readings)


def find_risks(begun: Sequence[Ending], quotes: Sequence[Quote]) -> tuple[Risk, ...]:
    """All claims, each with the level of sensitivity that shows it, in order of their start.

    A claim within a quote is held by its speaker, else by whom its own sentence names, else by
    the article itself (`holder` None).
    """
    found = [
        _explained(
            replace(risk, holder=_speaker(risk, quotes) or risk.holder, level=level_of(risk.score))
        )
        for end in begun
        for risk in end(threshold("all"))
    ]
    return tuple(sorted(found, key=lambda risk: risk.start))


def _speaker(risk: Risk, quotes: Sequence[Quote]) -> Holder | None:
    """The speaker of the last quote that begins before the trigger, if it covers the trigger."""
    at = bisect_right(quotes, risk.trigger.start, key=lambda quote: quote.start) - 1
    if at < 0 or quotes[at].end <= risk.trigger.start:
        return None
    speaker = quotes[at].speaker
    return Holder(speaker.name, speaker.mention) if speaker and speaker.name else None


def _explained(risk: Risk) -> Risk:
    holder = risk.holder.name if risk.holder else "the article"
    return replace(risk, reason=f"{risk.reason}; claimed by {holder}")
