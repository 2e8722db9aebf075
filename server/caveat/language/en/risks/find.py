"""Risk claims of an English document: sentences are ranked, the best candidate is the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from spacy.tokens import Doc

from caveat.domain import Category, Certainty, Holder, Polarity, Risk, Span
from caveat.language.en.risks.candidates import Candidate, main_statement
from caveat.language.en.risks.encoder import encoder
from caveat.language.en.risks.features import candidate_features
from caveat.language.en.risks.glance import Glanced, even
from caveat.language.en.risks.kinds import (
    category_logits,
    likeliest,
    likeliest_in_article,
    logits_of,
)
from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.parts import Range, parts_of
from caveat.language.en.risks.read import Sentence, read_sentences
from caveat.language.en.risks.weights import ranker

GLANCED = "caveat.risks.glanced"
"""Where a document's `user_data` holds what is being read since the glance at its text."""


def begin(doc: Doc) -> Callable[[float], Iterator[Risk]]:
    """Look which sentences may be claims, and have these read while the caller goes on, if they are
    not being read since a glance at the text.

    Returns what ends it: of a score, the claims with that score or more, at most one a sentence,
    in text order.
    """
    sentences = list(read_sentences(doc))
    features = [sentence.features for sentence in sentences]
    own = ranker().own_logits(features)
    passed = ranker().passes(own)
    texts = [even(doc[sentences[n].start : sentences[n].end].text) for n in passed]
    glanced: Glanced = doc.user_data.get(GLANCED, {})
    for text in glanced.keys() - set(texts):
        glanced[text].cancel()
    readings = [glanced.get(text) or encoder().begin(text) for text in texts]

    def end(least: float) -> Iterator[Risk]:
        names = encoder().outputs
        closer = {
            number: dict(zip(names, row.tolist(), strict=True))
            for number, row in zip(passed, [each.result() for each in readings], strict=True)
        }
        scores = ranker().scores(own, {n: closer[n]["claim"] for n in passed})
        claimed = [n for n in passed if scores[n] >= least]
        categories = likeliest_in_article(
            [category_logits(ranker().category, features[n], closer[n]) for n in claimed],
            [closer[n]["claim"] for n in claimed],
        )
        for number, category in zip(claimed, categories, strict=True):
            if not _is_averted(sentences[number]):
                yield _risk(doc, sentences[number], scores[number], closer[number], category)

    return end


def _risk(
    doc: Doc, sentence: Sentence, score: float, closer: Mapping[str, float], category: str
) -> Risk:
    candidate = _carrier(sentence)
    parts = parts_of(doc, candidate, sentence.start, sentence.end)
    span = _span(doc, parts.clause)
    holder = None
    if parts.holder:
        holder = Holder(doc[slice(*parts.holder)].text, _span(doc, parts.holder))
    return Risk(
        start=span.start,
        end=span.end,
        category=cast("Category", category),
        polarity=_polarity(sentence, candidate, closer),
        certainty=_certainty(sentence, candidate, closer),
        trigger=_span(doc, candidate.trigger),
        score=round(score, 3),
        holder=holder,
        hazard=_span(doc, parts.hazard) if parts.hazard else None,
        at_risk=_span(doc, parts.at_risk) if parts.at_risk else None,
        harm=_span(doc, parts.harm) if parts.harm else None,
        reason=_reason(doc, candidate, parts.harm),
    )


def _is_averted(sentence: Sentence) -> bool:
    """Whether it only says that harm is kept away ("The ban could prevent deaths")."""
    named = [each for each in sentence.candidates if each.frame != "modal"]
    return bool(named) and all(
        each.frame == "harm" and each.modality.prevented and not each.modality.negated
        for each in named
    )


def _polarity(sentence: Sentence, candidate: Candidate, closer: Mapping[str, float]) -> Polarity:
    """As was learned, but where a risk is named only to say that there is none ("no risk"), or that
    it is great ("no small risk")."""
    syntax = sentence.syntax
    trigger = candidate.trigger[1] - 1
    said = {syntax.words[child] for child in syntax.children[trigger]} & {"no", "little", "small"}
    if candidate.frame == "risk" and said in ({"no"}, {"little"}):
        return "denied"
    if candidate.frame == "risk" and said >= {"no", "small"}:
        return "asserted"
    return cast("Polarity", likeliest(logits_of(ranker().polarity, sentence.features, closer)))


def _certainty(sentence: Sentence, candidate: Candidate, closer: Mapping[str, float]) -> Certainty:
    """As the words that govern the trigger have it; where none does, as was learned."""
    cue = candidate.modality.cue
    if any(
        each.frame in ("warn", "fear") and each.trigger[0] <= candidate.trigger[0]
        for each in sentence.candidates
    ):
        return "possible"
    if cue is not None:
        return candidate.modality.certainty
    trigger = candidate.trigger[1] - 1
    key = (sentence.syntax.lemmas[trigger], sentence.syntax.parts[trigger])
    if "likely" in lexicon().frames.get(key, ()):
        return "likely"
    return cast("Certainty", likeliest(logits_of(ranker().certainty, sentence.features, closer)))


def _carrier(sentence: Sentence) -> Candidate:
    """The candidate whose own features speak most for a claim; the first of equals."""
    if not sentence.candidates:
        return main_statement(sentence.syntax, sentence.start, sentence.end)
    claim = ranker().claim
    return max(
        sentence.candidates,
        key=lambda candidate: claim.logits(set(candidate_features(sentence.syntax, candidate)))[0],
    )


def _reason(doc: Doc, candidate: Candidate, harm: Range | None) -> str:
    if candidate.frame == "statement":
        return "the sentence as a whole"
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
