"""How often something holds for a word: counted once on annotated text, looked up as log-odds.

In: a key, such as a cue's lemma and the relation that hangs on it. Out: the smoothed log-odds
that the counts give; for a key never counted those of all keys together. This is how a learned
lexicon enters a forest: one number for a word, instead of one column for each word.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

WEIGHT_OF_ALL = 4.0
"""How many occurrences the rate of all keys together is worth beside a key's own count."""

FEWEST = 2
"""A key seen once says nothing that the rate of all keys does not."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Log-odds by key, and those of a key that was never counted."""

    odds: Mapping[str, float]
    unknown: float

    def __getitem__(self, key: str) -> float:
        return self.odds.get(key, self.unknown)


def rates_of(seen: Counter[str], held: Counter[str]) -> Rates:
    """Rates from how often each key was seen, and how often it held then."""
    overall = (held.total() + 1) / (seen.total() + 2)
    odds = {
        key: round(
            math.log(
                (held[key] + WEIGHT_OF_ALL * overall)
                / (count - held[key] + WEIGHT_OF_ALL * (1 - overall))
            ),
            3,
        )
        for key, count in seen.items()
        if count >= FEWEST
    }
    return Rates(odds, round(math.log(overall / (1 - overall)), 3))
