"""Risk claims of a Chinese document: a danger named, a warning, or a harm that a modal governs.

In: a document with its text and its words. Out: at most one claim a sentence, in text order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from caveat.domain import Category, Holder, Risk, Span
from caveat.language.zh.clauses import subject
from caveat.language.zh.names import Names
from caveat.language.zh.parse import Document
from caveat.language.zh.risks import judge
from caveat.language.zh.risks.lexicon import Lexicon, lexicon
from caveat.language.zh.risks.roles import at_risk_of, hazard_of
from caveat.language.zh.risks.sentence import (
    Mark,
    Sentence,
    is_penalty,
    read_sentence,
)
from caveat.language.zh.words import REPORTING

SENTENCE = re.compile(r"[^。！？!?；;\n]{1,300}")
"""A sentence; what runs on without a stop is taken in pieces, so that the work stays linear."""
SUPPOSED = 0.05
"""What a harm that is only the condition of another loses."""

GAMES = 5
"""Different words of sport, screen or stage that make an article one of these."""

BODILY = frozenset(("health", "safety"))
"""What is a real harm in a game, too."""


def begin(document: Document) -> Callable[[float], Iterator[Risk]]:
    """The whole search, to be made at its end: rules take no time that is worth a thread."""
    return lambda least: _find(document, least)


def _find(document: Document, least: float) -> Iterator[Risk]:
    """Claims with a score of `least` or more."""
    known = lexicon()
    names = Names(document.text, document.words)
    sentences = list(_sentences(document, known))
    topics = Counter(known.topics[topic] for each in sentences for topic in each.topics)
    games = {term.text for each in sentences for term in each.terms if term.any("game")}
    for sentence in sentences:
        risk = _claim(sentence, known, topics, names)
        if risk is None or risk.score < least:
            continue
        if len(games) >= GAMES and not (risk.harm is not None and risk.category in BODILY):
            continue
        yield risk


def _sentences(document: Document, known: Lexicon) -> Iterator[Sentence]:
    text, words = document.simplified, document.words
    at = 0
    for match in SENTENCE.finditer(text):
        while at < len(words) and words[at].start < match.start():
            at += 1
        first = at
        while at < len(words) and words[at].start < match.end():
            at += 1
        if at > first:
            yield read_sentence(text, *match.span(), words[first:at], known)


def _claim(
    sentence: Sentence, known: Lexicon, topics: Counter[Category], names: Names
) -> Risk | None:
    if is_penalty(sentence.text, sentence.start, sentence.end):
        return None
    scored = [(term, _ranked(sentence, term)) for term in sentence.terms]
    trigger, score = max(scored, key=lambda pair: pair[1], default=(None, 0.0))
    if trigger is None or not score:
        return None
    harm = trigger if trigger.any("harm") else sentence.harm_near(trigger)
    start, end = _span(sentence, trigger, harm)
    modal = sentence.near(trigger, "possible", "likely", back=0) or sentence.near(
        trigger, "possible", "likely", "condition"
    )
    cause = " + ".join([modal.text, trigger.text] if modal else [trigger.text])
    outcome = f" + “{harm.text}”" if harm is not None and harm is not trigger else ""
    holder = _holder(names, sentence, trigger) if trigger.any("fear", "warn") else None
    return Risk(
        start=start,
        end=end,
        category=_category(sentence, trigger, known, topics),
        polarity="denied" if judge.denied(sentence, trigger) else "asserted",
        certainty=judge.certainty(sentence, trigger),
        trigger=Span(trigger.start, trigger.end),
        score=score,
        holder=holder,
        hazard=hazard_of(sentence, trigger),
        at_risk=at_risk_of(sentence, trigger),
        harm=Span(harm.start, harm.end) if harm is not None else None,
        reason=cause + outcome,
    )


def _holder(names: Names, sentence: Sentence, alarm: Mark) -> Holder | None:
    """Whose fear or warning it is, where that verb has a subject."""
    begin = sentence.clauses[alarm.clause]
    words = [word for word in sentence.words if begin <= word.start < alarm.start]
    first, last = subject(words, len(words))
    speaker = names.speaker(words[first:last])
    return Holder(speaker.name, speaker.mention) if speaker and speaker.name else None


def _ranked(sentence: Sentence, term: Mark) -> float:
    score = judge.score(sentence, term)
    supposed = sentence.near(term, "condition", back=0) is not None
    return max(0.0, score - SUPPOSED) if supposed and len(sentence.clauses) > 1 else score


def _category(
    sentence: Sentence, trigger: Mark, known: Lexicon, topics: Counter[Category]
) -> Category:
    """By the harms, the trigger's twice, then by what sentence and article are about."""
    votes: Counter[Category] = Counter()
    for term in sentence.terms:
        if term.text in known.categories:
            votes[known.categories[term.text]] += 3
    if trigger.text in known.categories:
        votes[known.categories[trigger.text]] += 3
    for topic in sentence.topics:
        votes[known.topics[topic]] += 2
    return max(
        votes, key=lambda category: (votes[category], topics[category]), default=_main(topics)
    )


def _main(topics: Counter[Category]) -> Category:
    return max(topics, key=topics.__getitem__, default="society")


def _span(sentence: Sentence, trigger: Mark, harm: Mark | None) -> tuple[int, int]:
    """The clauses that carry the claim, without the reporting clause before them."""
    governing = sentence.near(trigger, "condition", back=2) or sentence.near(
        trigger, "possible", "likely"
    )
    clauses = [trigger.clause, *(mark.clause for mark in (harm, governing) if mark is not None)]
    start = sentence.clauses[min(clauses)]
    alarm_only = trigger.any("fear", "warn")
    end = sentence.end if alarm_only else sentence.clause_end(max(clauses))
    for number, word in enumerate(sentence.words):
        verb = start <= word.start and word.end <= min(
            trigger.start, sentence.clause_end(min(clauses))
        )
        if verb and word.text in REPORTING and word.tag[0] == "v":
            behind = sentence.words[number + 1] if number + 1 < len(sentence.words) else None
            start = behind.end if behind and behind.text in "称说道了过" else word.end
            break
    return _trimmed(sentence.text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and not text[start].isalnum() and text[start] not in "“「『《‘":
        start += 1
    while end > start and text[end - 1] in " \u3000，,：:":
        end -= 1
    return start, end
