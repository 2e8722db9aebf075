"""Lexicons as data: reads a table of words, checked line by line.

In: a UTF-8 file of tab-separated columns, `#` for comments; the last column holds words separated
by blanks. Out: (columns…, word) rows in file order. A bad line never passes in silence: it would
otherwise show only as a claim that is not found.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from importlib.resources.abc import Traversable
from pathlib import Path


class LexiconError(ValueError):
    """A lexicon file has a bad line; the message names file and line and says what is wrong."""

    def __init__(self, file: Path | Traversable, line: int, problem: str) -> None:
        super().__init__(f"{file}, line {line}: {problem}")


def read_table(
    file: Path | Traversable, labels: Sequence[Collection[str]]
) -> tuple[tuple[str, ...], ...]:
    """Rows (label, …, word) of `file`, whose label columns take their values from `labels`.

    Raises LexiconError for a missing column, an unknown label, an empty word list, upper case
    or a row that is there twice.
    """
    seen: dict[tuple[str, ...], int] = {}
    for number, columns in _lines(file):
        if len(columns) != len(labels) + 1:
            raise LexiconError(
                file, number, f"{len(labels) + 1} columns wanted, {len(columns)} found"
            )
        *given, words = columns
        for label, known in zip(given, labels, strict=True):
            if label not in known:
                raise LexiconError(file, number, f"unknown label {label!r}")
        if not words.split():
            raise LexiconError(file, number, "no words")
        for word in words.split():
            row = (*given, word)
            if word != word.lower():
                raise LexiconError(file, number, f"{word!r} is not lower-case")
            if row in seen:
                raise LexiconError(file, number, f"{word!r} stands in line {seen[row]} already")
            seen[row] = number
    return tuple(seen)


def _lines(file: Path | Traversable) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.startswith("#") and line != "":
            columns = line.split("\t")
            if any(not column.strip() for column in columns):
                raise LexiconError(file, number, "a column is blank")
            yield number, columns
