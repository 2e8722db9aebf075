"""Key quotes: the few that a good editor would pull out, each with the reasons why.

In: an article and its quotes. Out: the same quotes with score, and key and reasons for at most
five. A sum of plain measures, each from 0 to 1, with the weights below; there is no annotated text
to learn them from. Quotes are then taken in order of score, without any that repeats one taken.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from caveat.domain import Article, KeyReason, Quote
from caveat.language.language import KeyWords

MOST_KEY = 5
WORDS_FOR_EACH = 120
"""Words of article for each key quote: a brief has one, a long report five."""

WEIGHTS: dict[KeyReason, float] = {
    "headline": 0.28,
    "voice": 0.24,
    "stance": 0.18,
    "figures": 0.08,
    "complete": 0.22,
}
"""What counts how much; they add up to 1."""

USUAL: dict[KeyReason, float] = {
    "headline": 0.3,
    "voice": 0.5,
    "stance": 0.3,
    "figures": 0.2,
    "complete": 0.8,
}
"""What an ordinary quote reaches, by eye on twenty articles: only more than that is a reason."""

MOST_REASONS = 2
"""More than two reasons say no more than none."""

KIND = {"direct": 1.0, "mixed": 0.75, "indirect": 0.5}
"""Words as spoken are worth more than words retold."""

LEAST_SCORE = 0.3
FEWEST_WORDS = 7
MOST_WORDS = 60
CONSIDERED = 40
"""Quotes from the top that are compared with each other: bounds pages made of quotes."""

ALIKE = 0.5
"""Share of words in common from which one quote repeats another."""

SAME_SPEAKER = 0.75
"""What is left of a score for each key quote that its speaker has already: others are heard."""

WORD = re.compile(r"[\u3400-\u9fff]|[^\W\u3400-\u9fff_]+")
IDEOGRAPH = re.compile(r"[\u3400-\u9fff]")
FIGURE = re.compile(r"\d")
Measures = dict[KeyReason, float]
SHORTEST = 4
"""Letters of a word that says what a text is about; shorter ones are mostly particles."""


def with_keys(article: Article, quotes: Sequence[Quote], key_words: KeyWords) -> list[Quote]:
    """`quotes` with their scores, the few best as key quotes."""
    topic = _topic(article)
    voices = Counter(name for quote in quotes if (name := _voice(quote)))
    measured = [_measures(article.text, quote, key_words, topic, voices) for quote in quotes]
    scored = [
        replace(quote, score=round(_score(article.text, quote, measures), 3))
        for quote, measures in zip(quotes, measured, strict=True)
    ]
    for number in _best(article, scored):
        scored[number] = replace(scored[number], key=True, reasons=_reasons(measured[number]))
    return scored


def _reasons(measures: Measures) -> tuple[KeyReason, ...]:
    """What adds most above its usual share; the best of all where nothing is above it."""
    above = {name: WEIGHTS[name] * (measures[name] - USUAL[name]) for name in WEIGHTS}
    best_first = sorted(above, key=lambda name: -above[name])
    return tuple(name for name in best_first[:MOST_REASONS] if above[name] > 0) or (best_first[0],)


def _best(article: Article, quotes: Sequence[Quote]) -> list[int]:
    text = article.text
    wanted = min(MOST_KEY, 1 + len(WORD.findall(text)) // WORDS_FOR_EACH)
    worthy = [
        number
        for number, quote in enumerate(quotes)
        if _may_be_key(text, quote) and not article.heading_at(quote.start)
    ]
    best_first = sorted(worthy, key=lambda n: -quotes[n].score)[:CONSIDERED]
    left = {n: quotes[n].score for n in best_first}
    chosen: list[int] = []
    heard: Counter[str] = Counter()
    while left and len(chosen) < wanted:
        best = max(left, key=lambda n: left[n] * SAME_SPEAKER ** heard[_voice(quotes[n])])
        del left[best]
        words = _terms(text[quotes[best].start : quotes[best].end])
        if any(_alike(words, _terms(text[quotes[n].start : quotes[n].end])) for n in chosen):
            continue
        chosen.append(best)
        heard[_voice(quotes[best])] += 1
    return chosen


def _may_be_key(text: str, quote: Quote) -> bool:
    words = len(WORD.findall(text, quote.start, quote.end))
    return bool(_voice(quote)) and quote.score >= LEAST_SCORE and words >= FEWEST_WORDS


def _voice(quote: Quote) -> str:
    """The name of its speaker, or nothing."""
    return (quote.speaker and quote.speaker.name) or ""


def _score(text: str, quote: Quote, measures: Measures) -> float:
    words = len(WORD.findall(text, quote.start, quote.end))
    length = min(1.0, words / FEWEST_WORDS, MOST_WORDS / max(1, words)) if words else 0.0
    total = sum(weight * measures[name] for name, weight in WEIGHTS.items())
    return total * KIND[quote.kind] * length * (1.0 if _voice(quote) else 0.5)


def _measures(
    text: str, quote: Quote, key_words: KeyWords, topic: dict[str, float], voices: Counter[str]
) -> Measures:
    said = text[quote.start : quote.end]
    words = [word.lower() for word in WORD.findall(said)]
    ideographic = _is_ideographic(said)
    if ideographic:
        stance = sum(word in said for word in key_words.stance)
        leans = said.startswith(tuple(key_words.leaning))
    else:
        stance = sum(word in key_words.stance for word in words)
        leans = bool(words) and words[0] in key_words.leaning
    name = _voice(quote)
    named_on_top = any(term in topic for term in _terms(name))
    share = voices[name] / max(voices.values(), default=1) if name else 0.0
    described = quote.speaker is not None and quote.speaker.description is not None
    return {
        "headline": min(1.0, sum(topic.get(term, 0.0) for term in _terms(said))),
        "voice": 0.5 * share + 0.3 * named_on_top + 0.2 * described,
        "stance": min(1.0, stance / 2),
        "figures": min(1.0, len(FIGURE.findall(said)) / 2),
        "complete": 0.5 * (not leans) + 0.5 * (ideographic or said[:1].isupper()),
    }


def _topic(article: Article) -> dict[str, float]:
    """What headline and lead are about: a term's share of a full measure."""
    top: dict[str, float] = {}
    title = article.source.title or ""
    blocks = [
        article.text[block.start : block.end] for block in article.blocks if block.kind != "heading"
    ]
    weighted = [(title, 0.35), *zip(blocks, (0.35, 0.2, 0.1), strict=False)]
    for words, weight in weighted:
        for term in _terms(words):
            top[term] = max(top.get(term, 0.0), weight)
    return top


def _terms(text: str) -> set[str]:
    """Longer words of a text, and pairs of ideographs."""
    found = {word.lower() for word in WORD.findall(text) if len(word) >= SHORTEST}
    if IDEOGRAPH.search(text):
        found.update(
            first + second
            for first, second in pairwise(text)
            if IDEOGRAPH.match(first) and IDEOGRAPH.match(second)
        )
    return found


def _alike(one: set[str], other: set[str]) -> bool:
    return len(one & other) > ALIKE * min(len(one), len(other))


def _is_ideographic(text: str) -> bool:
    return len(IDEOGRAPH.findall(text)) * 2 > len(text)
