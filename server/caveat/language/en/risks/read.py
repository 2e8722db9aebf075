"""Every sentence of an English document with its candidates and features: what ranking starts from.

In: a parsed Doc. Out: its sentences in text order. Training and finding both read documents here,
so that the weights meet the features that they were trained on.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from caveat.language.en.risks.candidates import Candidate, candidates
from caveat.language.en.risks.features import features_of
from caveat.language.en.risks.syntax import Syntax, read_syntax


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` (exclusive)."""

    syntax: Syntax
    start: int
    end: int
    candidates: tuple[Candidate, ...]
    features: frozenset[str]


def read_sentences(doc: Doc) -> Iterator[Sentence]:
    """All sentences of `doc` in text order."""
    syntax = read_syntax(doc)
    for span in doc.sents:
        found = tuple(candidates(syntax, span.start, span.end))
        features = frozenset(features_of(syntax, span.start, span.end, found))
        yield Sentence(syntax, span.start, span.end, found, features)
