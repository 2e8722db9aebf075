"""Who says a stretch inside quotation marks: the reporting clause before, after or around it.

Looked for, in this order: a clause right behind the stretch ("…," she said), one that leads to it
(she said: "…"), the clause that the stretch is a part of (she said it was "…"), "according to".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from caveat.language.lexicon import load_words

SPEECH_VERBS = load_words("caveat.language.en", "speech_verbs.txt")
SUBJECTS = frozenset(["nsubj", "nsubjpass"])
REACH = 30
"""Tokens between a stretch and its cue: longer reporting clauses are hardly ever written."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quote and the mention of its speaker."""

    cue: Token
    mention: Span


def attribution_of(doc: Doc, start: int, end: int, quoted: list[bool]) -> Attribution | None:
    """The attribution of tokens `start` to `end`; `quoted` tells which tokens are inside marks."""
    behind = _outside(doc, range(end, min(len(doc), end + REACH)), quoted)
    for cue in _cues(behind):
        mention = _speaker(cue, quoted)
        if mention and _is_near(doc, end, cue, mention, quoted):
            return Attribution(cue, mention)
        break
    before = _outside(doc, range(start - 1, max(-1, start - REACH), -1), quoted)
    for cue in _cues(before):
        mention = _speaker(cue, quoted)
        if mention:
            return Attribution(cue, mention)
    return None


def _outside(doc: Doc, tokens: range, quoted: list[bool]) -> Iterator[Token]:
    """Tokens from a stretch outwards, up to the end of its sentence or the next stretch."""
    words = 0
    for at in tokens:
        token = doc[at]
        if token.is_space and "\n" in token.text:
            return
        if quoted[at]:
            if words:
                return
            continue
        if words and token.text in (".", "?", "!"):
            return
        words += token.is_alpha
        yield token


def _cues(tokens: Iterator[Token]) -> Iterator[Token]:
    for token in tokens:
        is_verb = token.pos_ in ("VERB", "AUX")
        if (is_verb and token.lemma_.lower() in SPEECH_VERBS) or token.lower_ == "according":
            yield token


def _speaker(cue: Token, quoted: list[bool]) -> Span | None:
    """The noun phrase that does what `cue` says, outside of all marks."""
    if cue.lower_ == "according":
        objects = [token for token in cue.subtree if token.dep_ == "pobj"]
        return _phrase(objects[0], quoted) if objects else None
    verb = cue
    for _ in range(4):
        subjects = [child for child in verb.children if child.dep_ in SUBJECTS]
        if not subjects and verb.i + 1 < len(cue.doc):
            subjects = [
                c for c in verb.rights if c.dep_ in ("dobj", "attr", "ccomp") and _is_noun(c)
            ]
        for subject in subjects:
            if not quoted[subject.i] and subject.lower_ not in ("that", "which", "who", "it"):
                return _phrase(subject, quoted)
        if verb.dep_ not in ("conj", "advcl", "xcomp", "relcl", "acl"):
            break
        verb = verb.head
        if _is_noun(verb):
            return _phrase(verb, quoted)
    return None


def _is_noun(token: Token) -> bool:
    return token.pos_ in ("NOUN", "PROPN", "PRON")


def _is_near(doc: Doc, end: int, cue: Token, mention: Span, quoted: list[bool]) -> bool:
    """Whether nothing but the reporting clause itself stands between a stretch and its cue."""
    first = min(cue.i, mention.start)
    between = [t for t in doc[end:first] if not quoted[t.i] and (t.is_alpha or t.is_digit)]
    return len(between) <= 1


def _phrase(head: Token, quoted: list[bool]) -> Span:
    """The noun phrase of `head` without what describes it after a comma or in a relative clause."""
    start, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ != "prep" or child.i != end:
            break
        end = child.right_edge.i + 1
    while start < head.i and (
        quoted[start] or head.doc[start].is_punct or head.doc[start].is_space
    ):
        start += 1
    for at in range(head.i, start, -1):
        if head.doc[at - 1].text in (",", ";", ":"):
            start = at
            break
    return head.doc[start:end]
