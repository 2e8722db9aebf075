"""Reporting clauses: a verb of saying with the noun phrase that says it.

In: a clause. Out: its cue, if it reports anything. Chinese puts the one who speaks first, then
adverbs, times and phrases with a preposition, then the verb (他 周三 在博文中 表示).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from caveat.language.lexicon import load_words
from caveat.language.zh.clauses import CARRYING_ON, Part, is_nominal, subject
from caveat.language.zh.words import FUNCTION_WORDS, PACKAGE, REPORTING, Word

DOUBT = load_words(PACKAGE, "adverbs_of_doubt.txt")
HEARSAY = load_words(PACKAGE, "hearsay.txt")

NOUNS_AFTER = FUNCTION_WORDS["nouns_after"]
"""Words behind a verb that make it a noun or part of another word: 担忧的, 称为, 建议书."""

GIVING = FUNCTION_WORDS["giving"]
"""Words before a verb that make it a noun: 发出警告."""

NEVER_BEFORE = FUNCTION_WORDS["never_before"]
"""Words right before a verb that take its sense away: 来说, 所说, 可说."""

ATTITUDES = load_words(PACKAGE, "attitudes.txt")
SHOWING = frozenset(["表示"])

SUFFIXES = FUNCTION_WORDS["suffixes"]
PERFECT = FUNCTION_WORDS["perfect"]
TELLING = frozenset(["告诉"])
VIEW = frozenset(["看来", "眼里", "眼中"])
"""在…看来: a view without a verb."""

LONGEST_HEARER = 4
LONGEST_CLAUSE = 60
"""Words of a clause in which its verb of saying is looked for."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb with its clause.

    `speaker`: the words of its subject, empty where it has none; `content`: the place from which
    on it may report (code points); `ends`: nothing of its clause follows; `hearsay`: 据…报道;
    `perfect`: a 了 follows, so that it governs a thing more often than a clause; `carries_on`: a
    word says that it reports beside another verb.
    """

    verb: Word
    speaker: tuple[Word, ...]
    content: int
    ends: bool
    hearsay: bool
    perfect: bool
    carries_on: bool


def cue_of(clause: Part) -> Cue | None:
    """The first cue of a clause."""
    words = clause.words
    hearsay = bool(words) and words[0].text in HEARSAY
    offset = 1 if hearsay else 0
    if not hearsay and len(words) > 2 and words[0].text == "在" and words[-1].text in VIEW:
        return _view(clause)
    for at in range(offset, min(len(words), LONGEST_CLAUSE)):
        if words[at].text not in REPORTING:
            continue
        first, last = subject(words[offset:], at - offset)
        first, last = first + offset, last + offset
        if not _reports(words, last, at):
            continue
        return _cue(clause, at, words[first:last], hearsay)
    return None


def _cue(clause: Part, at: int, speaker: Sequence[Word], hearsay: bool) -> Cue:
    words = clause.words
    end = at + 1
    while end < len(words) and (words[end].text in SUFFIXES or words[end].text in REPORTING):
        end += 1
    perfect = end < len(words) and words[end].text in PERFECT
    end += perfect
    if words[at].text in TELLING:
        hearer = end
        while hearer < len(words) and hearer - end < LONGEST_HEARER and _hears(words, hearer, end):
            hearer += 1
        end = hearer
    return Cue(
        words[at],
        tuple(speaker),
        words[end].start if end < len(words) else clause.end,
        end == len(words),
        hearsay,
        perfect,
        any(word.text in CARRYING_ON for word in words[:at]),
    )


def _view(clause: Part) -> Cue | None:
    speaker = clause.words[1:-1]
    if not all(is_nominal(word) or word.text in ("的", "、") for word in speaker):
        return None
    return Cue(clause.words[-1], speaker, clause.end, True, False, False, False)


def _hears(words: Sequence[Word], at: int, first: int) -> bool:
    if at > first and words[at].tag == "r":
        return False
    return is_nominal(words[at])


def _reports(words: Sequence[Word], behind_subject: int, at: int) -> bool:
    """Whether the word is a verb that says something, not a noun, nor denied."""
    behind = words[at + 1].text if at + 1 < len(words) else ""
    if behind in NOUNS_AFTER or (words[at].text in SHOWING and behind in ATTITUDES):
        return False
    if at > behind_subject and words[at - 1].text in GIVING:
        return False
    if at and words[at - 1].text in NEVER_BEFORE:
        return False
    between = words[max(behind_subject, 0) : at]
    return not any(word.text in DOUBT for word in between)
