"""Word lists: one entry a line, with a label behind a tab where the list has labels.

A line that begins with `#` is a comment. A list with a blank, double or wrongly labelled entry is
refused, naming file and line, so that a slip in data is found when it is made and not in a page.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from importlib import resources


def word_set(words: str) -> frozenset[str]:
    """`words`, separated by spaces: a closed class that a rule is about, as short as it reads."""
    return frozenset(words.split())


def word_numbers(words: str) -> dict[str, int]:
    """Each of `words`, separated by spaces, with its place, from 1: a class as a model sees it."""
    return {word: number for number, word in enumerate(words.split(), 1)}


def load_words(package: str, name: str) -> frozenset[str]:
    """The entries of `data/<name>` in `package`. Raises ValueError naming file and line."""
    return frozenset(word for word, _ in _entries(package, name, [""]))


def load_labels(package: str, name: str, labels: Collection[str]) -> dict[str, str]:
    """Entry → label of `data/<name>` in `package`. Raises ValueError naming file and line."""
    return dict(_entries(package, name, labels))


def _entries(package: str, name: str, labels: Collection[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            continue
        word, _, label = line.strip().partition("\t")
        if not word:
            raise ValueError(f"{name}:{number}: blank entry")
        if word in seen:
            raise ValueError(f"{name}:{number}: {word!r} stands twice")
        if label not in labels:
            raise ValueError(f"{name}:{number}: unknown label {label!r}")
        seen.add(word)
        yield word, label
