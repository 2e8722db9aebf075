"""Names of persons put together: the segmenter cuts those that no dictionary has.

In: words. Out: the same, each name one word with the tag PERSON. A foreign name is told by its dot
(马克·扎克伯格) and goes on through characters that write sounds; its last part alone is known from
then on. A Chinese name is a surname with one or two characters, where its surroundings allow one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from caveat.language.lexicon import load_words
from caveat.language.zh.words import (
    PACKAGE,
    PERSON,
    REPORTING,
    ROLES,
    Word,
    ends_in_role,
    is_role,
)

SURNAMES = load_words(PACKAGE, "surnames.txt")
SOUNDS = load_words(PACKAGE, "transliteration.txt")
DOTS = frozenset("·•・‧")
DOTTED = re.compile(r"(?<=[\w])[·•・‧](?=[\w])")

NAMES = frozenset(["nr", "nrt", "nrfg"])
NEVER_IN_NAME = frozenset(["p", "d", "c", "f", "r", "y", "x", "e", "o"])
"""Tags of words that are no part of a Chinese name, if they are the first or a whole one."""

SURNAME_TAGS = frozenset(["ng", *NAMES])
BEHIND_NAME = frozenset(["p", "d", "c", "f", "uj", "ul", "u", "y", "x", "t", "r"])
"""Tags of what may follow a name: adverbs, prepositions, marks, times."""

LONGEST_FOREIGN_PART = 8
WEEKDAY = re.compile("周[一二三四五六日末]")
LONGEST_ROLE = 6
LONGEST_NAME = 20
FEWEST, MOST = 2, 3
"""Characters of a Chinese name; a double surname has one more."""


def titled_names(text: str) -> Iterator[tuple[int, int]]:
    """Where Chinese names stand between an office and what a name is followed by (村长江文坤说)."""
    for match in _titled().finditer(text):
        before = text[max(0, match.start() - LONGEST_ROLE) : match.start()]
        role = ends_in_role(before) is not None and ends_in_role(before + match[0]) is None
        if role and not WEEKDAY.search(match[0]):
            yield match.span()


@cache
def _titled() -> re.Pattern[str]:
    offices = "".join(sorted({role[-1] for role in ROLES}))
    single = "".join(sorted(name for name in SURNAMES if len(name) == 1 and name != "于"))
    double = "|".join(sorted(name for name in SURNAMES if len(name) > 1))
    verbs = "|".join(sorted(REPORTING, key=len, reverse=True))
    return re.compile(
        f"(?<=[{offices}])(?:{double}|[{single}])[\u4e00-\u9fff]{{1,2}}?"
        f"(?=[，、。：；（(在对则也还并等和与将已于向就曾被是的今昨周当及因0-9]|{verbs}|$)"
    )


def with_people(words: Sequence[Word]) -> list[Word]:
    """`words` with the names of persons whole."""
    joined = _chinese(_foreign(words))
    known = {word.text for word in joined if word.tag == PERSON and len(word.text) >= FEWEST}
    known |= {part for name in known for part in DOTTED.split(name)[1:] if len(part) >= FEWEST}
    return _again(joined, {name for name in known if len(name) <= LONGEST_NAME})


def _foreign(words: Sequence[Word]) -> list[Word]:
    """Words around a dot, as far as they write sounds; and those behind an office that do."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        word = words[at]
        dotted = word.text in DOTS and found and at + 1 < len(words) and _sounds(words[at + 1])
        if dotted:
            while len(found) > 1 and _sounds(found[-2], strict=True) and _touch(found[-2:]):
                last = found.pop()
                found[-1] = _joined([found[-1], last])
            parts = [found.pop(), word]
            at += 1
        else:
            parts = []
        first = at
        while at < len(words) and at - first < LONGEST_FOREIGN_PART:
            if not _sounds(words[at], strict=not parts or parts[-1].text not in DOTS):
                break
            parts.append(words[at])
            at += 1
            if dotted and at + 1 < len(words) and words[at].text in DOTS:
                parts.append(words[at])
                at += 1
        if dotted or (len(parts) > 1 and _is_foreign(parts, found)):
            found.append(_joined(parts))
        elif parts:
            found += parts
        else:
            found.append(word)
            at += 1
    return found


def _is_foreign(parts: Sequence[Word], before: Sequence[Word]) -> bool:
    """Whether words that write sounds are a name without a dot: names all, or behind an office."""
    letters = "".join(part.text for part in parts)
    if not all(letter in SOUNDS for letter in letters):
        return False
    titled = bool(before) and is_role(before[-1])
    return titled or (len(letters) > MOST and all(part.tag in NAMES for part in parts))


def _sounds(word: Word, strict: bool = False) -> bool:
    """Whether a word may be part of a foreign name; beyond the dot any word of letters may."""
    if not word.text.isalpha():
        return False
    if word.tag in NAMES or not strict:
        return True
    return all(c in SOUNDS for c in word.text) and word.tag[0] not in "vdpcfrtu"


def _chinese(words: Sequence[Word]) -> list[Word]:
    found: list[Word] = []
    at = 0
    while at < len(words):
        length = _length_of_name(words, at)
        if length:
            found.append(_joined(words[at : at + length]))
            at += length
        else:
            found.append(words[at])
            at += 1
    return found


def _length_of_name(words: Sequence[Word], at: int) -> int:
    """Words of the Chinese name that begins here; 0 where none does."""
    first = words[at]
    if first.tag == PERSON:
        return 1
    if first.tag in NAMES and at and is_role(words[at - 1]) and len(first.text) >= FEWEST:
        return 1
    surname = _surname(words, at)
    if not surname:
        return 0
    most = MOST + len(surname) - 1
    for count in (3, 2, 1):
        parts = words[at : at + count]
        letters = "".join(part.text for part in parts)
        if len(parts) < count or not len(surname) < len(letters) <= most or not letters.isalpha():
            continue
        if _is_name(words, at, count):
            return count
    return 0


def _surname(words: Sequence[Word], at: int) -> str:
    text = words[at].text
    if text[:2] in SURNAMES:
        return text[:2]
    return text[:1] if text[:1] in SURNAMES else ""


def _is_name(words: Sequence[Word], at: int, count: int) -> bool:
    """Whether words are one name: by what stands before and behind, and what they are."""
    parts = words[at : at + count]
    first = parts[0]
    before = words[at - 1] if at else None
    behind = words[at + count] if at + count < len(words) else None
    titled = before is not None and is_role(before) and before.end == first.start
    begins = before is None or before.tag[0] in "xcpduvm"
    spoken = behind is not None and (
        behind.text in REPORTING or behind.text in ROLES or behind.tag in ("d", "p")
    )
    if titled and first.tag in NAMES and len(first.text) <= FEWEST and count > 1:
        return all(part.tag[0] not in "pcfuyxmt" for part in parts[1:])
    if count == 1:
        certain = spoken or len(first.text) > FEWEST
        return first.tag in NAMES and (titled or (begins and certain))
    named = any(part.tag in NAMES for part in parts[1:])
    surname = first.text in SURNAMES and (len(first.text) > 1 or first.tag in SURNAME_TAGS)
    acts = behind is not None and behind.tag[0] == "v" and (titled or surname)
    ends = behind is None or behind.tag in BEHIND_NAME or spoken or acts
    if not ends and not (titled and named):
        return False
    if any(part.text in REPORTING or part.text in ROLES for part in parts):
        return False
    if len(first.text) > 1 and first.text not in SURNAMES:
        # 周以 墨: a name that the tagger found, one character too short
        short = first.tag in NAMES and count == 2 and len(parts[1].text) == 1
        open_end = parts[1].text == "之" or parts[1].tag[0] not in "dpcxrftvmu"
        return short and open_end and (titled or (begins and (spoken or acts)))
    if titled:
        return all(part.tag[0] not in "pcfuyxmt" for part in parts[1:])
    if first.tag in NEVER_IN_NAME or any(part.tag in NEVER_IN_NAME for part in parts):
        return False
    named |= first.tag in NAMES or (first.text in SURNAMES and len(first.text) > 1)
    plain = all(part.tag[0] not in "vm" for part in parts[1:])
    return begins and (named or ((spoken or acts) and plain))


def _again(words: Sequence[Word], known: set[str]) -> list[Word]:
    """Names met somewhere, put together wherever else words spell them."""
    longest = max(map(len, known), default=0)
    initials = {name[0] for name in known}
    found: list[Word] = []
    at = 0
    while at < len(words):
        if words[at].text[0] not in initials:
            found.append(words[at])
            at += 1
            continue
        length, letters = 0, ""
        for count, word in enumerate(words[at : at + longest], 1):
            letters += word.text
            if len(letters) > longest:
                break
            if letters in known:
                length = count
        if length:
            found.append(_joined(words[at : at + length]))
        else:
            found.append(words[at])
        at += length or 1
    return found


def _touch(pair: Sequence[Word]) -> bool:
    return pair[0].end == pair[1].start


def _joined(parts: Sequence[Word]) -> Word:
    return Word("".join(part.text for part in parts), PERSON, parts[0].start)
