"""Stretches of text inside quotation marks, whatever the marks and however badly they are paired.

One block at a time: a mark that is never closed spoils nothing beyond its own paragraph, where by
the convention of news it means that the quotation goes on in the next.
"""

from __future__ import annotations

from dataclasses import dataclass

CLOSERS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "「": "」", "『": "』"}
"""Which marks close a stretch, by the one that opened it."""

APOSTROPHE = "’"
LOOK_AHEAD = 400
"""How far a closing single mark is looked for after a plural genitive: about a paragraph."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text inside marks, these left out (code points); `closed` is False if it ran to the end."""

    start: int
    end: int
    mark: str
    closed: bool


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """The outermost stretches inside marks in `text[start:end]`, in order. Linear in its length."""
    found: list[Stretch] = []
    opened: int | None = None
    mark = ""
    for at in range(start, end):
        letter = text[at]
        if opened is None:
            if letter in CLOSERS and _opens(text, at, start, end):
                opened, mark = at + 1, letter
        elif letter in CLOSERS[mark] and _closes(text, at, end, mark):
            if at > opened:
                found.append(Stretch(opened, at, mark, True))
            opened = None
    if opened is not None and opened < end and mark != "‘":
        found.append(Stretch(opened, end, mark, False))
    return found


def _opens(text: str, at: int, start: int, end: int) -> bool:
    """Whether the mark at `at` can begin a stretch: words follow it, and none touches it before."""
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1] if at > start else " "
    return not after.isspace() and not before.isalnum()


def _closes(text: str, at: int, end: int, mark: str) -> bool:
    """Whether the mark at `at` ends the stretch; an apostrophe inside single marks does not."""
    after = text[at + 1] if at + 1 < end else " "
    if mark == "‘":
        return not after.isalnum() and not (text[at - 1] in "sS" and _closes_later(text, at, end))
    return mark != '"' or not (after.isalnum() and text[at - 1].isspace())


def _closes_later(text: str, at: int, end: int) -> bool:
    """Whether a mark that ends a clause follows before the next one opens ("workers’ …’")."""
    following = text[at + 1 : min(end, at + 1 + LOOK_AHEAD)]
    close = following.find(APOSTROPHE)
    opening = following.find("‘")
    if close < 0 or (0 <= opening < close):
        return False
    return following[close - 1 : close] in tuple(",.?!")
