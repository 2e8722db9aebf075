"""Words that mean alike, so that what is learned of one holds for its kin ("erode", "corrode").

The kinds are data (word_kinds.txt, one a line); their numbers are the line's, and mean nothing.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from caveat.risks.tables import LexiconError


@cache
def word_kinds() -> dict[str, int]:
    """The kind of each lemma that has one."""
    return load_kinds(files(__package__) / "word_kinds.txt")


def load_kinds(file: Path | Traversable) -> dict[str, int]:
    """Word → kind; raises LexiconError for a blank line or a word that stands twice."""
    kinds: dict[str, int] = {}
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            continue
        if not line.split():
            raise LexiconError(file, number, "no words")
        for word in line.split():
            if word in kinds:
                raise LexiconError(file, number, f"{word!r} stands in line {kinds[word]} already")
            kinds[word] = number
    return kinds
