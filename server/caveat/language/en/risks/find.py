"""Risk claims of an English document: sentences are ranked, the best candidate is the claim."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import cast

from spacy.tokens import Doc

from caveat.domain import Category, Certainty, Holder, Polarity, Risk, Span
from caveat.language.en.risks.candidates import Candidate
from caveat.language.en.risks.features import candidate_features
from caveat.language.en.risks.parts import Range, parts_of
from caveat.language.en.risks.read import Sentence, read_sentences
from caveat.risks.ranker import Ranker, load_ranker


def find(doc: Doc, least: float) -> Iterator[Risk]:
    """Claims with a score of `least` or more, at most one a sentence, in text order."""
    sentences = list(read_sentences(doc))
    scores = ranker().scores([sentence.features for sentence in sentences])
    for sentence, score in zip(sentences, scores, strict=True):
        if sentence.candidates and score >= least:
            yield _risk(doc, sentence, score)


@cache
def ranker() -> Ranker:
    """The weights for English."""
    return load_ranker(files(__package__) / "weights.json")


def _risk(doc: Doc, sentence: Sentence, score: float) -> Risk:
    candidate = _carrier(sentence)
    parts = parts_of(doc, candidate, sentence.start, sentence.end)
    models = ranker()
    span = _span(doc, parts.clause)
    holder = _span(doc, parts.holder) if parts.holder else None
    return Risk(
        start=span.start,
        end=span.end,
        category=cast("Category", models.category.likeliest(sentence.features)),
        polarity=cast("Polarity", models.polarity.likeliest(sentence.features)),
        certainty=_certainty(sentence, candidate),
        trigger=_span(doc, candidate.trigger),
        score=round(score, 3),
        holder=Holder(doc.text[holder.start : holder.end], holder) if holder else None,
        hazard=_span(doc, parts.hazard) if parts.hazard else None,
        at_risk=_span(doc, parts.at_risk) if parts.at_risk else None,
        harm=_span(doc, parts.harm) if parts.harm else None,
        reason=_reason(doc, candidate, parts.harm),
    )


def _certainty(sentence: Sentence, candidate: Candidate) -> Certainty:
    """As the words that govern the trigger have it; where none does, as was learned."""
    cue = candidate.modality.cue
    if candidate.frame in ("warn", "fear"):
        return "possible"
    if cue is not None:
        return candidate.modality.certainty
    return cast("Certainty", ranker().certainty.likeliest(sentence.features))


def _carrier(sentence: Sentence) -> Candidate:
    """The candidate whose own features speak most for a claim; the first of equals."""
    claim = ranker().claim
    return max(
        sentence.candidates,
        key=lambda candidate: claim.logits(set(candidate_features(sentence.syntax, candidate)))[0],
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
