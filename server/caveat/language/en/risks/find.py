"""Risk claims of an English document: the best candidate of a sentence is its claim."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from caveat.domain import Certainty, Holder, Polarity, Risk, Span
from caveat.language.en.risks.candidates import Candidate, candidates, main_category
from caveat.language.en.risks.parts import Range, parts_of
from caveat.language.en.risks.syntax import read_syntax


def find(doc: Doc) -> Iterator[Risk]:
    """At most one claim a sentence, in text order, whatever its score."""
    syntax = read_syntax(doc)
    for sentence in doc.sents:
        scored = [
            (_score(candidate), -candidate.trigger[0], candidate)
            for candidate in candidates(syntax, sentence.start, sentence.end)
        ]
        if scored:
            score, _, candidate = max(scored, key=lambda entry: entry[:2])
            yield _risk(doc, candidate, score, sentence.start, sentence.end)


BASE = {
    "risk": 0.7,
    "dangerous": 0.5,
    "exposed": 0.6,
    "endanger": 0.5,
    "warn": 0.6,
    "fear": 0.5,
    "threat": 0.5,
    "harm": 0.35,
}


def _score(candidate: Candidate) -> float:
    score = BASE[candidate.frame]
    modality = candidate.modality
    if modality.cue is not None:
        score += 0.45 if modality.certainty == "possible" else 0.3
    if candidate.frame != "harm" and candidate.harm is not None:
        score += 0.2
    if modality.tense in ("past", "perfect") and candidate.frame in (
        "harm",
        "endanger",
        "dangerous",
    ):
        score -= 0.4
    return max(0.0, min(1.0, score))


def _risk(doc: Doc, candidate: Candidate, score: float, start: int, end: int) -> Risk:
    parts = parts_of(doc, candidate, start, end)
    modality = candidate.modality
    polarity: Polarity = "denied" if modality.negated and candidate.frame != "harm" else "asserted"
    certainty: Certainty = modality.certainty
    if candidate.frame in ("warn", "fear"):
        certainty = "possible"
    span = _span(doc, parts.clause)
    holder = _span(doc, parts.holder) if parts.holder else None
    return Risk(
        start=span.start,
        end=span.end,
        category=main_category(candidate.categories),
        polarity=polarity,
        certainty=certainty,
        trigger=_span(doc, candidate.trigger),
        score=round(score, 3),
        holder=Holder(doc.text[holder.start : holder.end], holder) if holder else None,
        hazard=_span(doc, parts.hazard) if parts.hazard else None,
        at_risk=_span(doc, parts.at_risk) if parts.at_risk else None,
        harm=_span(doc, parts.harm) if parts.harm else None,
        reason=_reason(doc, candidate, parts.harm),
    )


def _reason(doc: Doc, candidate: Candidate, harm: Range | None) -> str:
    words = [doc[candidate.trigger[0] : candidate.trigger[1]].text]
    cue = candidate.modality.cue
    if cue is not None and not candidate.trigger[0] <= cue < candidate.trigger[1]:
        words.insert(0, doc[cue].text)
    if harm is not None:
        words.append(f"‘{doc[harm[0] : harm[1]].text}’")
    return " + ".join(" ".join(word.split()) for word in words)


def _span(doc: Doc, tokens: Range) -> Span:
    last = doc[tokens[1] - 1]
    return Span(doc[tokens[0]].idx, last.idx + len(last))
