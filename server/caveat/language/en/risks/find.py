"""Risk claims of an English document: sentences are ranked, the best candidate is the claim."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from spacy.tokens import Doc

from caveat.domain import Category, Certainty, Holder, Polarity, Risk, Span
from caveat.language.en.risks.candidates import Candidate, main_statement
from caveat.language.en.risks.encoder import encoder
from caveat.language.en.risks.features import candidate_features
from caveat.language.en.risks.glance import even, glance_at
from caveat.language.en.risks.kinds import (
    category_logits,
    likeliest,
    likeliest_in_article,
    logits_of,
)
from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.parts import Range, parts_of
from caveat.language.en.risks.read import Sentence, read_sentence
from caveat.language.en.risks.syntax import read_syntax
from caveat.language.en.risks.weights import ranker

GLANCED = "caveat.risks.glanced"
"""Where a document's `user_data` holds what the glance at its text has told."""


def begin(doc: Doc) -> Callable[[float], Iterator[Risk]]:
    """Have the sentences read that may be claims, while the caller goes on; those that were glanced
    at before are being read already.

    Returns what ends it: of a score, the claims with that score or more, at most one a sentence,
    in text order.
    """
    text = doc.text
    spans = [(sentence.start, sentence.end) for sentence in doc.sents]
    texts = [even(text[each.start_char : each.end_char]) for each in doc.sents]
    glanced = glance_at(texts, doc.user_data.get(GLANCED, {}))
    read = {n: reading for n, each in enumerate(texts) if (reading := glanced[each].reading)}
    syntax = read_syntax(doc)
    sentences = {number: read_sentence(syntax, *spans[number]) for number in read}

    def end(least: float) -> Iterator[Risk]:
        names = encoder().outputs
        closer = {
            number: dict(zip(names, reading.result().tolist(), strict=True))
            for number, reading in read.items()
        }
        own = {n: ranker().claim.logits(each.features)[0] for n, each in sentences.items()}
        scores = ranker().scores(own, {n: closer[n]["claim"] for n in read}, len(spans))
        categories = likeliest_in_article(
            [category_logits(ranker().category, sentences[n].features, closer[n]) for n in read],
            [closer[n]["claim"] for n in read],
        )
        for number, category in zip(read, categories, strict=True):
            if scores[number] >= least and not _is_averted(sentences[number]):
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
    polarity = _polarity(sentence, candidate, closer)
    return Risk(
        start=span.start,
        end=span.end,
        category=cast("Category", category),
        polarity=polarity,
        certainty=_certainty(sentence, candidate, closer, polarity),
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


def _certainty(
    sentence: Sentence, candidate: Candidate, closer: Mapping[str, float], polarity: Polarity
) -> Certainty:
    """As the words that govern the trigger have it; where none does, as was learned, but that a
    danger is only possible is no way to deny it."""
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
    logits = logits_of(ranker().certainty, sentence.features, closer)
    if polarity == "denied":
        del logits["possible"]
    return cast("Certainty", likeliest(logits))


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
