"""The words by which a block's class names and its text tell what it is for.

The vocabularies are data: data/class_words.txt and data/phrases.txt, one line a group. Out: for a
name or a text the groups that it speaks of, as bits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

NAME_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
TEXT_WORD = re.compile(r"\w+|©")
FIRST_UNSPACED = "\u2e80"
"""From this character on scripts are Chinese, Japanese and Korean."""

MAX_NAME = 300
"""Characters of a class or id attribute that are read; generated names may run to thousands."""

MAX_TEXT = 200
"""Characters of a block that phrases are looked for in: longer texts are told by their prose."""


class VocabularyError(ValueError):
    """A vocabulary file is wrong; the message names file and line."""


@cache
def class_groups() -> tuple[str, ...]:
    """The groups of class words, in the order of their bits."""
    return tuple(_read("class_words.txt", " "))


@cache
def phrase_groups() -> tuple[str, ...]:
    """The groups of phrases, in the order of their bits."""
    return tuple(_read("phrases.txt", "; "))


def groups_in_name(name: str) -> int:
    """The groups of class words in a class or id attribute, one bit each."""
    bits = _class_bits()
    found = 0
    for word in NAME_WORD.findall(name[:MAX_NAME]):
        found |= bits.get(word.lower(), 0)
    return found


def groups_in_text(text: str) -> int:
    """The groups of phrases near the beginning of `text`, one bit each."""
    text = text[:MAX_TEXT].lower()
    words = TEXT_WORD.findall(text)
    phrases = _phrase_bits()
    found = 0
    for start, word in enumerate(words):
        for said, bit in phrases.get(word, ()):
            if tuple(words[start : start + len(said)]) == said:
                found |= bit
    if not text.isascii():
        for phrase, bit in _unspaced_bits():
            if phrase in text:
                found |= bit
    return found


@cache
def _class_bits() -> Mapping[str, int]:
    return _bits(_read("class_words.txt", " "))


@cache
def _phrase_bits() -> Mapping[str, Sequence[tuple[tuple[str, ...], int]]]:
    """The phrases as words in a row, without marks, by their first word."""
    phrases = defaultdict(list)
    for phrase, bit in _bits(_read("phrases.txt", "; ")).items():
        words = tuple(TEXT_WORD.findall(phrase))
        phrases[words[0]].append((words, bit))
    return dict(phrases)


@cache
def _unspaced_bits() -> tuple[tuple[str, int], ...]:
    """The phrases of scripts that write no spaces: looked for anywhere."""
    bits = _bits(_read("phrases.txt", "; "))
    return tuple((phrase, bit) for phrase, bit in bits.items() if phrase[0] >= FIRST_UNSPACED)


def _bits(groups: Mapping[str, tuple[str, ...]]) -> dict[str, int]:
    return {
        entry: 1 << number for number, entries in enumerate(groups.values()) for entry in entries
    }


def _read(name: str, separator: str) -> dict[str, tuple[str, ...]]:
    """The groups of a vocabulary file. Raises VocabularyError at a blank, unnamed or double one."""
    text = (files("caveat.article") / "data" / name).read_text(encoding="utf-8")
    return parse_vocabulary(text, name, separator)


def parse_vocabulary(text: str, name: str, separator: str) -> dict[str, tuple[str, ...]]:
    """`group: entry entry …` by line, `#` for comments; `separator` stands between entries."""
    groups: dict[str, tuple[str, ...]] = {}
    seen: set[str] = set()
    for number, line in enumerate(text.splitlines(), start=1):
        if line.startswith("#"):
            continue
        group, colon, rest = line.partition(": ")
        entries = tuple(rest.split(separator))
        if not colon or not group.isidentifier() or group in groups:
            raise VocabularyError(f"{name}, line {number}: needs a group of its own before ': '")
        for entry in entries:
            if not entry or entry != entry.strip().lower() or entry in seen:
                raise VocabularyError(f"{name}, line {number}: {entry!r} is blank or there before")
            seen.add(entry)
        groups[group] = entries
    return groups
