"""The parts of a claim: its clause, what may do harm, to whom, and which harm.

In: a candidate and its sentence. Out: token ranges (first, one after the last). The clause is the
smallest one that carries the claim: reporting clauses and coordinated clauses fall away.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from caveat.language.en.risks.candidates import Candidate

Range = tuple[int, int]

STEPS_UP = 20
"""Bound on the climb to the clause, as no clause of a news sentence is nested deeper."""

FEWEST_TOKENS = 4
"""A clause shorter than this says too little by itself: the sentence is marked instead."""

SUBJECTS = frozenset(("nsubj", "nsubjpass", "expl", "csubj"))
TRIMMED = frozenset("\"“”„‟'‘’«»,;:.!?()[]-–—*• \n\t")
CLOSING = frozenset("\"”’'»")
"""Marks that close what a headline quotes before the colon: ‘It is our street’: island fears."""

LEADING = frozenset(("and", "but", "or", "that", "so", "yet", "because", "while", "although"))
THAT_SAID = (("that", "said"), ("that", "being", "said"), ("having", "said", "that"))
"""What joins a sentence to the one before, with a comma: *That said*, the dam could fail."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Token ranges of a claim."""

    clause: Range
    hazard: Range | None
    at_risk: Range | None
    harm: Range | None
    holder: Range | None


def parts_of(doc: Doc, candidate: Candidate, start: int, end: int) -> Parts:
    """The parts of `candidate`, all within the sentence of tokens `start` to `end`."""
    trigger = doc[candidate.trigger[1] - 1]
    verb = _clause_verb(trigger)
    subject = _child(verb, ("nsubj", "nsubjpass"))
    harm = doc[candidate.harm] if candidate.harm is not None else None
    holder = subject if candidate.frame in ("warn", "fear") and trigger is verb else None
    hazard = None if holder is not None else subject
    at_risk = _child(harm, ("dobj",)) if harm is not None and harm.pos_ == "VERB" else None
    if candidate.frame in ("endanger", "exposed") or at_risk is None:
        at_risk = _at_risk(candidate, trigger, subject) or at_risk
    if at_risk is not None and hazard is not None and at_risk.i == hazard.i:
        hazard = None
    clause = _clause(doc, verb, candidate, start, end)
    return Parts(
        clause=clause,
        hazard=_phrase(hazard, clause),
        at_risk=_phrase(at_risk, clause),
        harm=_phrase(harm, clause) if harm is not None and harm.i != trigger.i else None,
        holder=_phrase(holder, clause),
    )


def _clause_verb(token: Token) -> Token:
    """The verb of the clause that `token` stands in: the nearest one above with a subject."""
    for _ in range(STEPS_UP):
        if token.dep_ == "ROOT" or token.head is token:
            return token
        if token.pos_ in ("VERB", "AUX") and (
            token.dep_ in ("ccomp", "advcl", "relcl", "parataxis")
            or (token.dep_ == "conj" and _child(token, tuple(SUBJECTS)) is not None)
        ):
            return token
        token = token.head
    return token


def _clause(doc: Doc, verb: Token, candidate: Candidate, start: int, end: int) -> Range:
    top = verb
    for _ in range(STEPS_UP):
        if top.dep_ == "relcl" or top.dep_ == "advcl":
            top = top.head if top.dep_ == "relcl" else _clause_verb(top.head)
        else:
            break
    first = max(start, min(top.left_edge.i, candidate.trigger[0]))
    last = min(end, max(top.right_edge.i + 1, candidate.trigger[1]))
    for other in top.children:
        if other.dep_ in ("ccomp", "parataxis") and verb is not other and _reports(top):
            break
        if other.dep_ == "conj" and other.i > candidate.trigger[1] and _own_subject(other):
            last = min(last, max(other.left_edge.i, candidate.trigger[1]))
            break
    for colon in range(first + 1, candidate.trigger[0]):
        if doc[colon].text == ":" and doc[colon - 1].text in CLOSING:
            first = colon + 1
    while first < candidate.trigger[0]:
        joins = _joins(doc, first)
        if not joins and doc[first].lower_ not in LEADING and not _is_edge(doc[first]):
            break
        first = min(first + max(1, joins), candidate.trigger[0])
    while last > candidate.trigger[1] and (
        _is_edge(doc[last - 1]) or doc[last - 1].lower_ in LEADING
    ):
        last -= 1
    while first > start and _joined(doc, first):
        first -= 1
    while last < end and _joined(doc, last):
        last += 1
    if last - first < FEWEST_TOKENS:
        first, last = start, end
        while first < candidate.trigger[0] and doc[first].is_space:
            first += 1
        while last > candidate.trigger[1] and doc[last - 1].is_space:
            last -= 1
    return first, last


def _is_edge(token: Token) -> bool:
    return token.text in TRIMMED or token.is_space


def _joins(doc: Doc, first: int) -> int:
    """How many tokens at `first` only join the sentence to the one before; 0 where none do."""
    for phrase in THAT_SAID:
        said = tuple(token.lower_ for token in doc[first : first + len(phrase) + 1])
        if said == (*phrase, ","):
            return len(phrase)
    return 0


def _joined(doc: Doc, token: int) -> bool:
    """Whether a token stands in one word with the one before: all-in-*one*."""
    return not doc[token - 1].whitespace_ and "-" in (doc[token - 1].text, doc[token].text)


def _reports(verb: Token) -> bool:
    return verb.lemma_ in ("say", "tell", "write", "add", "argue", "note", "claim", "think")


def _own_subject(verb: Token) -> bool:
    return _child(verb, tuple(SUBJECTS)) is not None


def _at_risk(candidate: Candidate, trigger: Token, subject: Token | None) -> Token | None:
    if candidate.frame == "exposed":
        return subject
    if trigger.pos_ == "VERB":
        return _child(trigger, ("dobj", "nsubjpass"))
    for preposition in trigger.children:
        if preposition.dep_ == "prep" and preposition.lower_ in ("to", "for"):
            return _child(preposition, ("pobj",))
    return None


def _child(token: Token | None, deps: tuple[str, ...]) -> Token | None:
    if token is None:
        return None
    return next((child for child in token.children if child.dep_ in deps), None)


def _phrase(token: Token | None, clause: Range) -> Range | None:
    """The phrase that `token` heads, cut to the clause."""
    if token is None or not clause[0] <= token.i < clause[1]:
        return None
    return max(clause[0], token.left_edge.i), min(clause[1], token.right_edge.i + 1)
