"""Speakers of Chinese text: the words of a subject → who that is, by the fullest name there is.

Fed in text order, for a pronoun is whoever was the subject last. A name with dots stands for its
last part; what stands before a name (Meta首席执行官) describes who bears it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from caveat.domain import Span, Speaker
from caveat.language.zh.clauses import MARKS, SOME
from caveat.language.zh.words import FUNCTION_WORDS, PERSON, Word, is_organisation, is_role

SINGULAR = FUNCTION_WORDS["singular"]
PLURAL = FUNCTION_WORDS["plural"]
AUTHOR = FUNCTION_WORDS["author"]
NAMES = frozenset(["ns", "nrt", "nr", "nt", "nz", "eng"])
PEOPLE = FUNCTION_WORDS["people"]
THIS = frozenset(["这位", "这名"])
DOT = re.compile("[·•・‧]")
TERM = re.compile("[“「『《]([^“「『《”」』》]+)[”」』》]$")
BLOCKS_BACK = 2
"""Blocks that a pronoun may reach back."""


class Names:
    """The names of one text, as its subjects are met in text order."""

    def __init__(self, text: str, words: Sequence[Word]) -> None:
        self._text = text
        names = dict.fromkeys(text[w.start : w.end] for w in words if w.tag == PERSON)
        self._full: dict[str, str] = {}
        for name in names:
            for part in DOT.split(name)[1:]:
                self._full.setdefault(part, name)
        self._descriptions: dict[str, str] = {}
        self._person: tuple[str, int] | None = None
        self._group: tuple[str, int] | None = None
        self._block = 0

    def next_block(self) -> None:
        """Say that another block begins: pronouns do not reach back for ever."""
        self._block += 1

    def speaker(self, phrase: Sequence[Word]) -> Speaker | None:
        """Who `phrase` means; None where it cannot speak, or is a pronoun for nobody known."""
        if not phrase:
            return None
        words = phrase[1:] if phrase[0].text in SOME and len(phrase) > 1 else phrase
        first, last = words[0].start, words[-1].end
        written = self._text[first:last]
        if len(words) == 1 and words[0].text in SINGULAR | PLURAL:
            held = self._person if words[0].text in SINGULAR else self._group
            if held is None or self._block - held[1] > BLOCKS_BACK:
                return None
            return Speaker(held[0], self._descriptions.get(held[0]), Span(first, last))
        if written in AUTHOR or not _can_speak(words):
            return None
        if self._person and words[0].text in THIS and not any(w.tag == PERSON for w in words):
            name = self._person[0]
            return Speaker(name, self._descriptions.get(name), Span(first, last))
        begin, end = self._name(words)
        name = self._text[begin:end]
        name = self._full.get(name, name)
        self._remember(words, name, self._text[first:begin], self._text[end:last])
        return Speaker(name, self._descriptions.get(name), Span(begin, end))

    def _remember(self, words: Sequence[Word], name: str, before: str, behind: str) -> None:
        described = before.strip("的、“「『《") or behind.strip("”」』》")
        if described:
            self._descriptions.setdefault(name, described)
        if any(word.tag == PERSON for word in words) and "的" in name:
            self._person = None  # the father of somebody: a pronoun may mean either
        elif _is_person(words):
            self._person = name, self._block
        else:
            self._group = name, self._block

    def _name(self, words: Sequence[Word]) -> tuple[int, int]:
        """Where the name stands in the phrase; the whole phrase where it holds none."""
        first, last = words[0].start, words[-1].end
        term = TERM.search(self._text, first, last)
        if term and term.end() == last:
            return term.span(1)
        head = max((n + 1 for n, word in enumerate(words) if word.text == "的"), default=0)
        people = [word for word in words[head:] if word.tag == PERSON]
        several = any(word.text in "、和与及" for word in words)
        if not people or several:
            return first, last
        end = people[-1].end
        if len(people[-1].text) == 1:
            return people[-1].start, last
        return (people[-1].start, end) if end == last or _is_office(words, end) else (first, last)


def _is_office(words: Sequence[Word], behind: int) -> bool:
    return all(is_role(word) or word.text in MARKS for word in words if word.start >= behind)


def _can_speak(words: Sequence[Word]) -> bool:
    head = max((n + 1 for n, word in enumerate(words) if word.text == "的"), default=0)
    last = next((word for word in reversed(words[head:]) if word.text not in MARKS), None)
    if last is None:
        return False
    if words[-1].text in "》”」』":
        return True
    if last.tag == PERSON or last.tag in NAMES or last.text in PLURAL:
        return True
    if last.text in PEOPLE or last.text[-1] in "人者员家师方界士":
        return last.tag != "r"
    return is_role(last) or is_organisation(last) or last.text in ("对方", "双方")


def _is_person(words: Sequence[Word]) -> bool:
    if any(word.tag == PERSON for word in words):
        return True
    last = words[-1]
    return is_role(last) and not any(word.text[0] in "多各数些" for word in words)
