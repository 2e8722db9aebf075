"""A block of Chinese text as clauses and stretches of speech, and the subject of a clause.

In: the words of a block and its stretches inside marks. Out: parts in order. A clause ends at a
comma, colon or stop outside marks; short stretches, which are terms (“第二记忆”), stay in it. What
stands in parentheses belongs to no clause.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from caveat.language.lexicon import load_words
from caveat.language.zh.words import (
    FUNCTION_WORDS,
    GROUPS,
    ORGANISATIONS,
    PACKAGE,
    PERSON,
    Word,
    is_role,
)
from caveat.quotes.marks import Stretch

STOPS = frozenset("。！？!?")
SEPARATORS = STOPS | frozenset("，,：:；; \u3000\n—")
TERMINAL = frozenset("。！？!?…，,")
"""What speech inside marks ends with, where it is a sentence or is broken off by its clause."""

LONGEST_TERM = 6
LONGEST_PARENTHESIS = 40
DATELINE_END = frozenset("电讯")
"""What stands before the parenthesis of a dateline: 新华社北京1月5日电（记者李明）."""
LONGEST_PHRASE = 40
LONGEST_MODIFIER = 8
"""Words before 的 that may belong to the noun behind it."""

LONGEST_DEED = 2
"""The same where somebody stands before them already: 她领导的团队."""

NOMINAL = frozenset(
    (
        *("n", "nr", "nrt", "nrfg", "nh", "ns", "nt", "nz", "ng", "eng"),
        *("l", "j", "vn", "an", "s", "m", "mq", "q", "k", "zg", "g"),
    )
)
"""Tags of words that may stand in a noun phrase: nouns, names, numbers, measures, set phrases."""

JOINING = FUNCTION_WORDS["joining"]
ENDLESS = JOINING | {"的"}
"""What a noun phrase never ends with."""

MARKS = frozenset('“”「」『』《》‘’"')
PRONOUNS = FUNCTION_WORDS["pronouns"]
PERSONAL = FUNCTION_WORDS["singular"] | FUNCTION_WORDS["plural"]
CITING = FUNCTION_WORDS["citing"]
POINTING = frozenset("该本某各")
PLACES = FUNCTION_WORDS["places"]
"""What closes a phrase with a preposition: 在…上."""

ADVERBIAL = frozenset(["d", "t", "c", "f", "o", "y", "z", "ad", "tg", "vd", "ud", "ug", "ul", "uz"])
CARRYING_ON = load_words(PACKAGE, "carrying_on.txt")
ADVERBS = CARRYING_ON | load_words(PACKAGE, "adverbs.txt")
"""Never part of a name, whatever the tagger says."""

UNITS = FUNCTION_WORDS["units"]
"""What makes a noun of a verb before it: 感染科, 调查组."""

SOME = frozenset(["有", "另有", "还有", "也有"])


@dataclass(frozen=True, slots=True)
class Part:
    """A clause, or with `stretch` speech inside marks; `after` is the stops that follow it."""

    words: tuple[Word, ...]
    start: int
    end: int
    after: str
    stretch: Stretch | None = None


def parts_of(text: str, words: Sequence[Word], stretches: Sequence[Stretch]) -> list[Part]:
    """Clauses and speech of a block, in order."""
    spoken = [part for part in stretches if _is_speech(text, part)]
    starts = [word.start for word in words]
    parts: list[Part] = []
    at = 0
    for stretch in spoken:
        opens = bisect_left(starts, stretch.start - len(stretch.mark))
        closes = bisect_left(starts, stretch.end + stretch.closed, opens)
        _add_clauses(parts, words[at:opens])
        parts.append(Part((), stretch.start, stretch.end, "", stretch))
        at = closes
    _add_clauses(parts, words[at:])
    return parts


def _is_speech(text: str, part: Stretch) -> bool:
    return part.end - part.start > LONGEST_TERM or text[part.end - 1] in TERMINAL


def _add_clauses(parts: list[Part], words: Sequence[Word]) -> None:
    held: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        if word.text in "（(":
            ahead = words[at + 1 : at + LONGEST_PARENTHESIS]
            close = next((n for n, other in enumerate(ahead) if other.text in "）)"), None)
            if close is not None and held and held[-1].text[-1] in DATELINE_END:
                parts.append(Part(tuple(held), held[0].start, held[-1].end, ""))
                held = []
            at += 1 if close is None else close + 2
            continue
        if word.text.isspace() and not _divides(words, at):
            pass
        elif word.text.isspace() or word.text in SEPARATORS:
            if held:
                parts.append(Part(tuple(held), held[0].start, held[-1].end, ""))
                held = []
            if parts:
                parts[-1] = _followed(parts[-1], word.text)
        elif word.text in MARKS or word.text in JOINING or word.text[0].isalnum():
            held.append(word)
        at += 1
    if held:
        parts.append(Part(tuple(held), held[0].start, held[-1].end, ""))


def _divides(words: Sequence[Word], at: int) -> bool:
    """Whether white space stands between clauses of a headline, not beside Latin letters."""
    beside = [words[near].text for near in (at - 1, at + 1) if 0 <= near < len(words)]
    return not any(text[0].isascii() and text[0].isalnum() for text in beside)


def _followed(part: Part, mark: str) -> Part:
    return Part(part.words, part.start, part.end, part.after + mark, part.stretch)


def subject(words: Sequence[Word], before: int) -> tuple[int, int]:
    """The noun phrase that leads `words[:before]`; an empty range where there is none."""
    first = _behind_adverbials(words, before)
    last = first
    while last < before and last - first < LONGEST_PHRASE:
        step = _step(words, first, last, before)
        if not step:
            break
        last += step
    while last > first and (words[last - 1].text in ENDLESS or words[last - 1].tag in "mqt"):
        last -= 1
    return first, last


def _behind_adverbials(words: Sequence[Word], before: int) -> int:
    at = 0
    while at < before:
        word = words[at]
        if word.tag == "p":
            at = _behind_phrase(words, at, before)
        elif word.text in SOME and at + 1 < before and is_nominal(words[at + 1]):
            return at + 1
        elif word.text in ADVERBS or (word.tag in ADVERBIAL and not is_nominal(word)):
            at += 1
        else:
            break
    return at


def _behind_phrase(words: Sequence[Word], at: int, before: int) -> int:
    """Where a phrase with a preposition ends: at 上, 后 …, else behind its nouns."""
    limit = min(before, at + LONGEST_MODIFIER)
    for number in range(at + 1, limit):
        if words[number].text in PLACES:
            return number + 1
    at += 1
    while at < before and is_nominal(words[at]) and words[at].tag != PERSON:
        at += 1
    return at


def _step(words: Sequence[Word], first: int, at: int, before: int) -> int:
    """How many words from `at` on belong to the noun phrase from `first` on; 0 where it ends."""
    word = words[at]
    follows = words[at + 1] if at + 1 < before else None
    if at == first + 1 and words[first].text in PERSONAL and not _goes_on(words, at, before):
        return 0
    if word.text in CITING:
        return 0
    if is_nominal(word) or word.text in MARKS:
        return 1
    leads = word.text in JOINING or word.text in GROUPS or word.text == "的" or word.tag in "ab"
    if leads and follows is not None and (is_nominal(follows) or follows.text in MARKS):
        return 1
    if word.tag == "v" and follows is not None and follows.text in UNITS:
        return 2
    if word.tag in ("v", "vn") and at == first and _somebody_follows(words, at + 1, before):
        return 1
    if word.tag == "p":
        return 0
    somebody = any(word.tag == PERSON or word.text in PRONOUNS for word in words[first:at])
    longest = LONGEST_DEED if somebody else LONGEST_MODIFIER
    for number in range(at + 1, min(before - 1, at + longest)):
        behind = words[number + 1]
        if words[number].text == "的" and (is_nominal(behind) or behind.text in GROUPS):
            return number + 1 - at
        if words[number].tag == "p" and words[number].text != "于":
            return 0
    return 0


def _goes_on(words: Sequence[Word], at: int, before: int) -> bool:
    """Whether a phrase goes on behind a pronoun: 她的团队, 他和妻子, 他父亲, 她领导的团队."""
    word = words[at]
    deed = at + 1 < before and words[at + 1].text == "的"
    return word.text == "的" or word.text in JOINING or is_role(word) or deed


def _somebody_follows(words: Sequence[Word], at: int, before: int) -> bool:
    """Whether nothing but nouns leads to a name, so that a verb before them is a noun, too."""
    while at < before and is_nominal(words[at]):
        if words[at].tag == PERSON:
            return True
        at += 1
    return False


def is_nominal(word: Word) -> bool:
    """Whether a word may stand in a noun phrase by itself."""
    if word.text in ADVERBS:
        return False
    if word.tag in NOMINAL or word.text in PRONOUNS or word.text[0] in POINTING:
        return True
    return is_role(word) or (word.tag in ("v", "vn") and word.text in ORGANISATIONS)
