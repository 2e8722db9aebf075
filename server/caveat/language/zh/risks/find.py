"""Risk claims of a Chinese document: a danger named, a warning, or a harm that a modal governs.

In: a document with its text and its words (jieba). Out: at most one claim a sentence, in text
order. Nothing is learned here yet: the scores are steps, set so that each level of sensitivity
takes in one more kind of claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol, cast, get_args

from caveat.domain import Category, Certainty, Risk, Span
from caveat.risks.tables import read_table

FRAMES = frozenset(("risk", "warn", "fear", "endanger", "exposed", "deny", "idiom"))
SENTENCE = re.compile(r"[^。！？!?；;\n]+")

POSSIBLE = frozenset(
    ("可能", "或", "或许", "或将", "恐", "恐怕", "也许", "有可能", "能", "能够", "一旦")
)
LIKELY = frozenset(("将", "会", "将会", "必将", "势必", "预计", "足以", "如果", "除非"))
OVER = frozenset(("了", "已", "已经", "曾", "曾经", "过"))
NEGATIONS = frozenset(("不", "没有", "没", "无", "并非", "未"))

SURE, FAIR, WEAK = 0.7, 0.45, 0.2
"""Scores: open danger with modal and harm; one of both; a danger named and nothing more."""


class Word(Protocol):
    """A word of the document; offsets in code points."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...


class Document(Protocol):
    """What the Chinese reader makes of the article."""

    @property
    def text(self) -> str: ...
    @property
    def words(self) -> Sequence[Word]: ...


@dataclass(frozen=True, slots=True)
class Terms:
    """The term lists: their labels, and one pattern that finds all of them, longest first."""

    frames: Mapping[str, str]
    harms: Mapping[str, Category]
    pattern: re.Pattern[str]


@cache
def terms() -> Terms:
    """The lists of this folder."""
    return load_terms(files(__package__))


def load_terms(folder: Path | Traversable) -> Terms:
    """The lists in `folder`; raises LexiconError for a bad line in one of them."""
    frames = {term: frame for frame, term in read_table(folder / "terms.tsv", (FRAMES,))}
    categories = frozenset(get_args(Category))
    harms = {
        term: cast("Category", label)
        for label, term in read_table(folder / "harms.tsv", (categories,))
    }
    ordered = sorted({*frames, *harms}, key=len, reverse=True)
    return Terms(frames, harms, re.compile("|".join(map(re.escape, ordered))))


def find(document: Document, least: float) -> Iterator[Risk]:
    """Claims with a score of `least` or more."""
    words = document.words
    at = 0
    for match in SENTENCE.finditer(document.text):
        while at < len(words) and words[at].start < match.start():
            at += 1
        first = at
        while at < len(words) and words[at].start < match.end():
            at += 1
        risk = _claim(document.text, match, words[first:at])
        if risk is not None and risk.score >= least:
            yield risk


def _claim(text: str, sentence: re.Match[str], words: Sequence[Word]) -> Risk | None:
    known = terms()
    found = list(known.pattern.finditer(text, *sentence.span()))
    opening = [m for m in found if known.frames.get(m[0], "idiom") != "idiom"]
    harms = [m for m in found if m[0] in known.harms]
    cue = next((word for word in words if word.text in POSSIBLE | LIKELY), None)
    over = any(word.text in OVER for word in words)
    if not opening and (cue is None or not harms):
        return None
    trigger = opening[0] if opening else harms[0]
    frame = known.frames.get(trigger[0], "harm")
    harm = next((m for m in harms if m.span() != trigger.span()), None)
    if frame in ("endanger", "exposed", "harm") and cue is None and (over or harm is None):
        return None
    denied = frame == "deny" or any(
        word.text in NEGATIONS and 0 < trigger.start() - word.start <= len(word.text) + 2
        for word in words
    )
    certainty: Certainty = "stated"
    if cue is not None:
        certainty = "possible" if cue.text in POSSIBLE else "likely"
    elif frame in ("warn", "fear"):
        certainty = "possible"
    start, end = sentence.span()
    start += len(sentence[0]) - len(sentence[0].lstrip())
    end -= len(sentence[0]) - len(sentence[0].rstrip())
    cause = f"{cue.text} + {trigger[0]}" if cue is not None else trigger[0]
    return Risk(
        start=start,
        end=end,
        category=known.harms[(harms[0])[0]] if harms else "society",
        polarity="denied" if denied else "asserted",
        certainty=certainty,
        trigger=Span(*trigger.span()),
        score=_score(frame, cue is not None, harm is not None),
        harm=Span(*harm.span()) if harm is not None else None,
        reason=cause + (f" + “{harm[0]}”" if harm is not None else ""),
    )


def _score(frame: str, has_cue: bool, has_harm: bool) -> float:
    if frame == "harm":
        return FAIR
    if has_cue and has_harm:
        return SURE
    return FAIR if has_cue or has_harm or frame in ("risk", "deny") else WEAK
