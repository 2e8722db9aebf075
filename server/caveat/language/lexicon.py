"""Word lists: one entry a line, `#` begins a comment.

A list with a blank or double entry is refused, naming file and line, so that a slip in data is
found when it is made and not in a page.
"""

from __future__ import annotations

from importlib import resources


def load_words(package: str, name: str) -> frozenset[str]:
    """The entries of `data/<name>` in `package`. Raises ValueError naming file and line."""
    words: set[str] = set()
    text = resources.files(package).joinpath("data", name).read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), 1):
        word = line.partition("#")[0].strip()
        if not word and line.startswith("#"):
            continue
        if not word:
            raise ValueError(f"{name}:{number}: blank entry")
        if word in words:
            raise ValueError(f"{name}:{number}: {word!r} stands twice")
        words.add(word)
    return frozenset(words)
