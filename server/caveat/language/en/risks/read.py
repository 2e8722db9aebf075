"""A sentence of an English document with its candidates and features: what ranking starts from.

In: the syntax of a document and where the sentence is. Training and finding both read sentences
here, so that the weights meet the features that they were trained on.
"""

from __future__ import annotations

from dataclasses import dataclass

from caveat.language.en.risks.candidates import Candidate, candidates
from caveat.language.en.risks.features import features_of
from caveat.language.en.risks.syntax import Syntax


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` (exclusive)."""

    syntax: Syntax
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    features: frozenset[str]


def read_sentence(syntax: Syntax, start: int, end: int) -> Sentence:
    """The sentence of tokens `start` to `end` (exclusive)."""
    found = tuple(candidates(syntax, start, end))
    return Sentence(syntax, start, end, found, frozenset(features_of(syntax, start, end, found)))
