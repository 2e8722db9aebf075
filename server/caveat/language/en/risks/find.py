"""Risk claims of an English document: sentences are ranked, the best candidate is the claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import cast

from spacy.tokens import Doc

from caveat.domain import Category, Certainty, Holder, Polarity, Risk, Span
from caveat.language.en.risks.candidates import Candidate
from caveat.language.en.risks.features import candidate_features
from caveat.language.en.risks.kinds import likeliest, likeliest_in_article, logits_of
from caveat.language.en.risks.lexicon import lexicon
from caveat.language.en.risks.network import network
from caveat.language.en.risks.parts import Range, parts_of
from caveat.language.en.risks.read import Sentence, read_sentences
from caveat.risks.ranker import Ranker, load_ranker


def find(doc: Doc, least: float) -> Iterator[Risk]:
    """Claims with a score of `least` or more, at most one a sentence, in text order."""
    sentences = list(read_sentences(doc))
    closer: dict[int, dict[str, float]] = {}

    def read_closely(numbers: Sequence[int]) -> list[float]:
        tokens = [(sentences[n].syntax, sentences[n].start, sentences[n].end) for n in numbers]
        names, rows = network().outputs, network().logits(tokens).tolist()
        closer.update(
            {n: dict(zip(names, row, strict=True)) for n, row in zip(numbers, rows, strict=True)}
        )
        return [closer[number]["claim"] for number in numbers]

    scores = ranker().scores([sentence.features for sentence in sentences], read_closely)
    categories = likeliest_in_article(
        [logits_of(ranker().category, sentences[n].features, closer[n]) for n in scores],
        [closer[n]["claim"] for n in scores],
    )
    for (number, score), category in zip(scores.items(), categories, strict=True):
        if score >= least and not _is_averted(sentences[number]):
            yield _risk(doc, sentences[number], score, closer[number], category)


@cache
def ranker() -> Ranker:
    """The weights for English."""
    return load_ranker(files(__package__) / "weights.json")


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
    """As was learned, but where a risk is named only to say that there is none ("no risk")."""
    syntax = sentence.syntax
    trigger = candidate.trigger[1] - 1
    said = {syntax.words[child] for child in syntax.children[trigger]} & {"no", "little", "small"}
    if candidate.frame == "risk" and said in ({"no"}, {"little"}):  # but not "no small risk"
        return "denied"
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
