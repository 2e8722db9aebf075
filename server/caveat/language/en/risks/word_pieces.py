"""Text → the numbers of its word pieces, as BERT's uncased models cut it (Devlin et al. 2019).

Words are cut greedily, the longest known piece first (Wu et al. 2016); a word that no pieces make
up is one unknown piece.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

LONGEST_WORD = 100
"""Code points; a longer one is unknown, so that cutting takes no time to speak of."""

SIGNS = (
    r"!-/:-@\[-`{-~\xa1\xa7\xab\xb6\xb7\xbb\xbf"
    r"\u2010-\u2027\u2030-\u2043\u2045-\u2051\u2053-\u205e"
    r"\u3001-\u303f\u4e00-\u9fff\uf900-\ufaff"
)
WORDS = re.compile(f"[{SIGNS}]|[^\\s{SIGNS}]+")
"""A sign or a Chinese character by itself, else all up to the next such or to white space."""

UNSEEN = ("Mn", "Cf", "Cc")
"""Unicode's categories of what is not read: accents, which stand alone once split off, marks
of format, and control characters."""


class WordPieces:
    """The pieces of a vocabulary, one a line; those that go on a word begin with ##."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(vocabulary)}
        self._first, self._last = self._numbers["[CLS]"], self._numbers["[SEP]"]
        self._unknown = self._numbers["[UNK]"]
        self._cut = lru_cache(maxsize=1 << 14)(self._cut_word)

    def numbers(self, text: str, longest: int) -> list[int]:
        """At most `longest` numbers (2 or more), the marks of beginning and end among them."""
        found = [self._first]
        for word in WORDS.findall(_bare(text)):
            found += self._cut(word)
            if len(found) >= longest:
                break
        return [*found[: longest - 1], self._last]

    def _cut_word(self, word: str) -> tuple[int, ...]:
        if len(word) > LONGEST_WORD:
            return (self._unknown,)
        pieces = tuple(self._pieces(word))
        return (self._unknown,) if self._unknown in pieces else pieces

    def _pieces(self, word: str) -> Iterator[int]:
        start = 0
        while start < len(word):
            mark = "##" if start else ""
            for end in range(len(word), start, -1):
                number = self._numbers.get(mark + word[start:end])
                if number is not None:
                    break
            else:
                number = self._unknown
            yield number
            start = end


def _bare(text: str) -> str:
    """In lower case, without accents and signs that nobody sees."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text.lower())
    return "".join(
        letter
        for letter in letters
        if letter.isspace() or unicodedata.category(letter) not in UNSEEN
    )
