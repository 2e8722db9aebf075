"""How much text a text is, in words, in any script."""

from __future__ import annotations

import re

IDEOGRAPHS = "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
WORD = re.compile(f"[{IDEOGRAPHS}]{{1,2}}|[^\\W{IDEOGRAPHS}]{{1,14}}")
"""Two ideographs or kana are a word (Chinese words have 1.6 of them), and where a script writes no
spaces (Thai, Lao, Khmer) so are 14 letters; a longer English word counts as two, which is rare."""


def alike(one: set[str], other: set[str]) -> float:
    """Share of the words of two texts together that both have; 0 where either has none."""
    return len(one & other) / len(one | other) if one and other else 0.0


def count_words(text: str) -> int:
    """The number of words in `text`."""
    return len(WORD.findall(text))
