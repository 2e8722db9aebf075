"""How surely a term makes its sentence a claim, and of which polarity and certainty.

The scores are steps, set so that each level of sensitivity takes in one more kind of claim.
"""

from __future__ import annotations

import re

from caveat.domain import Certainty
from caveat.language.zh.risks.sentence import Mark, Sentence, promises_nothing

PREDICATES = re.compile(
    "存在|面临|带来|构成|造成|增加|加大|加剧|隐藏|面对|充满|暗藏|有|是|升高|潜在|安全|这些|此类|上述|规避|应对|防范|化解|管控"
)
"""What makes a danger one that is claimed, and not a word for something else."""

DENIAL = "否认"
PREDICATE_REACH = 8
NEGATION_REACH = 9
"""Characters between a negation and what it denies."""

SURE, FAIR, WEAK = 0.7, 0.45, 0.2
"""Scores: open danger with modal and harm; one of both; a danger named and nothing more."""

LIKELY_HARM = 0.65
"""Score of a harm with a modal word and another harm, or a warning, beside it."""

DENIED = 0.4
"""Score of a harm that is denied without any modal word."""


def score(sentence: Sentence, term: Mark) -> float:
    """How surely a term makes its sentence a claim; 0 where it does not."""
    back = 0 if term.any("risk") else 1
    modal = (
        sentence.near(term, "possible", "likely", back=back) is not None
        or sentence.near(term, "condition", back=2) is not None
    )
    alarm = any(other.any("warn", "fear") and other is not term for other in sentence.terms)
    harm = sentence.harm_near(term) is not None
    negation = _negation(sentence, term)
    negated = negation is not None and negation.text != DENIAL
    if promises_nothing(sentence.text, sentence.start, sentence.end):
        modal = True
    if term.any("deny"):
        return SURE
    if _is_over(sentence, term, modal):
        return 0.0
    if term.any("risk"):
        claimed = _is_claimed(sentence, term) or negated
        if modal or harm or alarm:
            return SURE if claimed or modal else FAIR
        return FAIR if claimed else WEAK
    if term.any("harm") and not term.any("endanger"):
        if modal and (harm or alarm):
            return LIKELY_HARM
        return FAIR if modal or alarm else DENIED if negated else 0.0
    if term.any("endanger", "standing"):
        if modal:
            return SURE if harm or alarm else FAIR
        return FAIR if (harm and alarm) or term.any("standing") else WEAK
    if term.any("exposed"):
        if term.text == "面临" and not (harm and modal):
            return 0.0
        return FAIR if harm or modal else WEAK
    if term.any("fear"):
        return FAIR if sentence.end - term.end >= 4 or harm else WEAK
    return WEAK if term.any("warn") and (modal or harm) else 0.0


def _is_claimed(sentence: Sentence, term: Mark) -> bool:
    return (
        PREDICATES.search(
            sentence.text,
            max(sentence.clauses[term.clause], term.start - PREDICATE_REACH),
            term.start,
        )
        is not None
    )


def _is_over(sentence: Sentence, term: Mark, modal: bool) -> bool:
    """Whether harm has come and gone: a word of past time, or 了 behind the verb."""
    if modal or term.any("fear", "warn"):
        return False
    if sentence.near(term, "past", back=0) is not None:
        return True
    behind = sentence.text[term.end : term.end + 1]
    return behind == "了" and not term.any("risk")


def _negation(sentence: Sentence, term: Mark) -> Mark | None:
    return next(
        (
            modal
            for modal in sentence.modals
            if modal.any("negation")
            and modal.clause == term.clause
            and 0 <= term.start - modal.end <= NEGATION_REACH
            and "是" not in sentence.text[modal.end : term.start]
        ),
        None,
    )


def denied(sentence: Sentence, term: Mark) -> bool:
    if term.any("deny"):
        return True
    if promises_nothing(sentence.text, sentence.start, sentence.end):
        return False
    negation = _negation(sentence, term)
    lost = term.any("loss") or (
        term.any("harm") and negation is not None and negation.text == "无法"
    )
    return negation is not None and not lost


def certainty(sentence: Sentence, term: Mark) -> Certainty:
    if term.any("deny"):
        return "stated"
    if promises_nothing(sentence.text, sentence.start, sentence.end):
        return "possible"
    if sentence.near(term, "possible", back=2) is not None:
        return "possible"
    if sentence.near(term, "likely") is not None or _is_threat(sentence, term):
        return "likely"
    if any(modal.any("possible") for modal in sentence.modals if modal.clause > term.clause):
        return "possible"
    alarm = any(other.any("warn", "fear") for other in sentence.terms)
    condition = sentence.near(term, "condition", back=2) is not None
    return "possible" if alarm or condition else "stated"


def _is_threat(sentence: Sentence, term: Mark) -> bool:
    """Whether somebody threatens to do something (威胁要动武)."""
    return term.text == "威胁" and sentence.text[term.end : term.end + 1] in tuple("要将说称")
