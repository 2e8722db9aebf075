"""What the danger of a Chinese claim comes from, and what it falls on, where the clause says so."""

from __future__ import annotations

import re

from caveat.domain import Span
from caveat.language.zh.clauses import subject
from caveat.language.zh.risks.sentence import Mark, Sentence

TARGET = re.compile("对([^对，,]{1,14}?)(?:构成|造成|带来|产生|形成|有|的)[^，,]{0,6}$")
LONGEST = 20
PARTICLES = "了着过到"


def hazard_of(sentence: Sentence, trigger: Mark) -> Span | None:
    """The subject of a clause in which something endangers or threatens."""
    if not trigger.any("endanger", "risk"):
        return None
    return _subject(sentence, trigger)


def at_risk_of(sentence: Sentence, trigger: Mark) -> Span | None:
    """The object of endangering, the 对 of a threat, the subject of being exposed."""
    begin, end = sentence.clauses[trigger.clause], sentence.clause_end(trigger.clause)
    if trigger.any("exposed"):
        return _subject(sentence, trigger)
    if trigger.any("endanger") and trigger.end < end:
        start = trigger.end + (sentence.text[trigger.end] in PARTICLES)
        return Span(start, min(end, start + LONGEST)) if start < end else None
    target = TARGET.search(sentence.text, begin, trigger.start)
    return Span(*target.span(1)) if target and trigger.any("risk", "harm", "deny") else None


def _subject(sentence: Sentence, trigger: Mark) -> Span | None:
    begin = sentence.clauses[trigger.clause]
    words = [word for word in sentence.words if begin <= word.start < trigger.start]
    first, last = subject(words, len(words))
    first += last > first and words[first].text == "的"
    return Span(words[first].start, words[last - 1].end) if last > first else None
