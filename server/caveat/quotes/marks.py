"""Stretches of text inside quotation marks, whatever the marks and however badly they are paired.

In: one block of text. Out: its outermost stretches. One block at a time, so that a mark never
closed spoils nothing beyond its own paragraph, where by the convention of news it means that the
quotation goes on in the next one. Linear in the length of the block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

TYPEWRITTEN = "''"
"""Two apostrophes for one double mark, as news archives have them."""

CLOSERS: dict[str, str] = {
    "“": '”"',
    "”": '”"',
    '"': '"”',
    "„": '“”"',
    "«": "»",
    "»": "«",
    "「": "」",
    "『": "』",
    TYPEWRITTEN: TYPEWRITTEN,
}
"""The double marks that close a stretch, by the one that opened it: writers mix curly and
straight, and Swedes and Danes open with what others close with."""

ALWAYS_OPEN = frozenset("“„«「『")
NEVER_OPEN = frozenset("”»」』’")
DOUBLE = re.compile("(?<!')''(?!')|[“”\"„«»「」『』]")
SINGLE = re.compile("(?<!')'(?!')|[‘’]")

ELISION = re.compile(r"['‘’](?:\d0s|\d\d\b|(?:em|til|tis|twas|cause|n)\b)", re.IGNORECASE)
"""Where a single mark stands for letters left out: the ’90s, get ’em."""

CLAUSE_END = frozenset(",.?!…;:")
OPENING_NEIGHBOURS = frozenset("([{—–-/“‘\"'「«„:,")
"""What a mark may touch on its left and still open."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text inside marks, these left out (code points); `closed` is False if it ran to the end."""

    start: int
    end: int
    mark: str
    closed: bool


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """The outermost stretches inside marks in `text[start:end]`, in order."""
    double = _double(text, start, end)
    return [part for part in _with_single(text, start, end, double) if _has_letters(text, part)]


def _double(text: str, start: int, end: int) -> list[Stretch]:
    """Outermost stretches inside double marks, paired from the inside out.

    A mark that nothing closes ends where the next one opens, at the latest with the block.
    """
    opened: list[re.Match[str]] = []
    openers: list[re.Match[str]] = []
    closer_of: dict[int, int] = {}
    for match in DOUBLE.finditer(text, start, end):
        mark = match.group()
        if opened and _closes(text, match, opened[-1].group(), start, end):
            closer_of[opened.pop().start()] = match.start()
        elif mark in ALWAYS_OPEN or (mark in CLOSERS and _opens(text, match, start, end)):
            opened.append(match)
            openers.append(match)
    found: list[Stretch] = []
    passed = start
    for number, opener in enumerate(openers):
        if opener.start() < passed:
            continue
        close = closer_of.get(opener.start())
        if close is not None:
            passed = close
        else:
            passed = openers[number + 1].start() if number + 1 < len(openers) else end
        found.append(Stretch(opener.end(), passed, opener.group(), close is not None))
    return found


def _with_single(text: str, start: int, end: int, double: list[Stretch]) -> list[Stretch]:
    """`double` and the stretches inside single marks that are not inside these."""
    ends = [part.end for part in double]
    free = [
        match
        for match in SINGLE.finditer(text, start, end)
        if not _is_inside(match.start(), double, ends)
    ]
    found: list[Stretch] = []
    number = 0
    while number < len(free):
        opener = free[number]
        number += 1
        if opener.group() == "’" or not _opens(text, opener, start, end):
            continue
        if ELISION.match(text, opener.start()):
            continue
        closers = []
        while number < len(free) and not _reopens(text, free[number], start, end):
            if _may_close_single(text, free[number].start(), end):
                closers.append(free[number].start())
            number += 1
        if closers:
            close = _closing_single(text, closers, end)
            found.append(Stretch(opener.end(), close, opener.group(), True))
    return _outermost(double, found)


def _outermost(double: list[Stretch], single: list[Stretch]) -> list[Stretch]:
    """Both kinds in order, without the double ones that stand inside single ones."""
    found: list[Stretch] = []
    for part in sorted([*double, *single], key=lambda part: part.start):
        if not found or part.start >= found[-1].end:
            found.append(part)
    return found


def _is_inside(at: int, parts: list[Stretch], ends: list[int]) -> bool:
    number = bisect_left(ends, at)
    return number < len(parts) and parts[number].start <= at


def _closes(text: str, mark: re.Match[str], opener: str, start: int, end: int) -> bool:
    """Whether the mark closes what `opener` opened; a curly one may be turned the wrong way (“No,“
    she said), and then words touch it before and none behind.
    """
    if mark.group() in CLOSERS[opener]:
        return not _reopens(text, mark, start, end)
    before, after = _neighbours(text, mark, start, end)
    return mark.group() == opener == "“" and after.isspace() and not before.isspace()


def _opens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether words follow the mark, and none touches it before."""
    before, after = _neighbours(text, mark, start, end)
    return not after.isspace() and (before.isspace() or before in OPENING_NEIGHBOURS)


def _reopens(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """Whether a mark that could close is sooner one that opens: space before, words behind."""
    before, after = _neighbours(text, mark, start, end)
    if mark.group() in NEVER_OPEN or not before.isspace():
        return False
    return after.isalnum() or after in OPENING_NEIGHBOURS


def _neighbours(text: str, mark: re.Match[str], start: int, end: int) -> tuple[str, str]:
    """The characters beside a mark; a space where the block ends."""
    return (
        text[mark.start() - 1] if mark.start() > start else " ",
        text[mark.end()] if mark.end() < end else " ",
    )


def _may_close_single(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    return not after.isalnum() and not text[at - 1].isspace()


def _closing_single(text: str, closers: list[int], end: int) -> int:
    """Of several marks that may close, the first that no genitive explains (the workers’ …)."""
    for at in closers:
        if text[at - 1] in CLAUSE_END or (at + 1 < end and text[at + 1] in CLAUSE_END):
            return at
    return next((at for at in closers if text[at - 1] not in "sS"), closers[0])


def _has_letters(text: str, part: Stretch) -> bool:
    return any(letter.isalnum() for letter in text[part.start : part.end])
