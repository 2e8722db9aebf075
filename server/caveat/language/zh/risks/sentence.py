"""One Chinese sentence as the risk rules see it: the terms and modal words in it, by clause.

In: the text in simplified characters, the words, the bounds of a sentence. Out: its marks, each
with the number of its clause. What a term is cancelled by (an idiom, a word that keeps harm away)
is settled here.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from caveat.language.zh.risks.lexicon import Lexicon
from caveat.language.zh.words import Word

CLAUSE_END = re.compile("[，,：:]")
MOST_TERMS = 24
"""Terms of a sentence that are looked at; news has fewer than ten."""

NEAR = 12
"""Characters between a good thing and its becoming less, in one clause."""

PREVENTED = 10
"""Characters between a word that keeps harm away and the harm."""

NO_PROMISE = re.compile("(?:没有人能|不能|无法|难以|谁也不敢|谁也不能|没人能|不敢)保证")
LOW = re.compile("[^，,]{0,5}(?:低|不大|不高|可控|有限|微乎其微|几乎为零)")
"""Behind a danger: it is denied."""

PENALTY = re.compile("面临.{0,10}(?:监禁|徒刑|有期|罚款|指控|起诉|处罚|刑期)|判处|获刑")


@dataclass(frozen=True, slots=True)
class Mark:
    """A term or modal word: `kinds` of the lexicon; offsets in code points."""

    text: str
    kinds: frozenset[str]
    start: int
    end: int
    clause: int

    def any(self, *kinds: str) -> bool:
        """Whether it is one of `kinds`."""
        return not self.kinds.isdisjoint(kinds)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The marks of a sentence in order, and where its clauses begin."""

    text: str
    start: int
    end: int
    words: Sequence[Word]
    clauses: tuple[int, ...]
    terms: tuple[Mark, ...]
    modals: tuple[Mark, ...]
    topics: tuple[str, ...]

    def clause_of(self, place: int) -> int:
        """The number of the clause that holds `place`."""
        return bisect_right(self.clauses, place) - 1

    def clause_end(self, clause: int) -> int:
        """Where a clause ends, its comma left out."""
        last = clause + 1 >= len(self.clauses)
        return self.end if last else self.clauses[clause + 1] - 1

    def near(self, mark: Mark, *kinds: str, back: int = 1) -> Mark | None:
        """The first modal word of `kinds` in the clause of `mark` or in `back` clauses before."""
        return next(
            (
                modal
                for modal in self.modals
                if modal.any(*kinds) and mark.clause - back <= modal.clause <= mark.clause
            ),
            None,
        )

    def harm_near(self, mark: Mark) -> Mark | None:
        """A bad outcome in the clause of `mark` or beside it, other than `mark`."""
        harms = [
            term
            for term in self.terms
            if term.any("harm") and term is not mark and abs(term.clause - mark.clause) <= 1
        ]
        return min(harms, key=lambda term: abs(term.start - mark.start), default=None)


def read_sentence(
    text: str, start: int, end: int, words: Sequence[Word], lexicon: Lexicon
) -> Sentence:
    """The marks of `text[start:end]`, whose words are `words`."""
    clauses = (start, *(match.end() for match in CLAUSE_END.finditer(text, start, end)))
    terms: list[Mark] = []
    topics: list[str] = []
    for match in _matches(text, start, end, words, lexicon):
        clause = bisect_right(clauses, match.start()) - 1
        kinds = lexicon.labels.get(match[0], frozenset())
        if match[0] in lexicon.topics:
            topics.append(match[0])
        if "risk" in kinds and LOW.match(text, match.end(), end):
            kinds |= {"deny"}
        if kinds and "idiom" not in kinds:
            terms.append(Mark(match[0], kinds, *match.span(), clause))
    del terms[MOST_TERMS:]
    modals = tuple(
        Mark(
            word.text,
            frozenset([lexicon.modality[word.text]]),
            word.start,
            word.end,
            bisect_right(clauses, word.start) - 1,
        )
        for number, word in enumerate(words)
        if word.text in lexicon.modality and _is_modal(words, number)
    )
    kept = [term for term in terms if not _prevented(term, terms)]
    return Sentence(
        text, start, end, words, clauses, tuple(_with_losses(kept)), modals, tuple(topics)
    )


def _matches(
    text: str, start: int, end: int, words: Sequence[Word], lexicon: Lexicon
) -> Iterator[re.Match[str]]:
    """Terms that begin or end where a word does; those of one character are whole words."""
    starts = {word.start for word in words}
    ends = {word.end for word in words}
    at = start
    while match := lexicon.pattern.search(text, at, end):
        first = match.start()
        begins, stops = first in starts, match.end() in ends
        if (begins and stops) or (len(match[0]) > 1 and (begins or stops)):
            yield match
            at = match.end()
        else:
            at = first + 1


def _is_modal(words: Sequence[Word], number: int) -> bool:
    """或 joins nouns and 会 is a meeting, unless a verb or adverb follows; 再 … is no condition."""
    if words[number].text not in ("或", "会", "再", "可"):
        return True
    follows = words[number + 1] if number + 1 < len(words) else None
    if words[number].text == "再":
        return number > 0 and words[number - 1].text in ("如果", "若")
    return follows is not None and follows.tag[0] in "vdpza"


def _prevented(term: Mark, terms: Collection[Mark]) -> bool:
    """Whether a harm is kept away (防止裁员) or becomes less (死亡人数下降).

    A danger stays one (应对风险).
    """
    if not term.any("harm", "endanger", "less"):
        return False
    if any(other.any("risk") and 0 <= other.start - term.end <= 2 for other in terms):
        return False  # the danger of it is what is kept away
    return any(
        other.clause == term.clause
        and (
            (other.any("prevent") and 0 <= term.start - other.end <= PREVENTED)
            or (
                other.any("fewer") and term.any("harm") and 0 <= other.start - term.end <= PREVENTED
            )
        )
        for other in terms
    )


def _with_losses(terms: Sequence[Mark]) -> list[Mark]:
    """`terms` with a harm wherever a good thing becomes less, without the words that made it."""
    found: list[Mark] = []
    for term in terms:
        if not term.any("less"):
            found.append(term)
            continue
        good = next(
            (
                other
                for other in terms
                if other.any("good")
                and other.clause == term.clause
                and abs(other.start - term.start) <= NEAR
            ),
            None,
        )
        if good is not None:
            kinds = frozenset(["harm", "loss"])
            found.append(Mark(good.text, kinds, term.start, term.end, term.clause))
        elif term.any("harm", "endanger"):
            found.append(term)
    return found


def is_penalty(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of a penalty, which is a procedure and no risk."""
    return PENALTY.search(text, start, end) is not None


def promises_nothing(text: str, start: int, end: int) -> bool:
    """Whether nobody can promise that something will not be: a risk, for all its negations."""
    return NO_PROMISE.search(text, start, end) is not None
