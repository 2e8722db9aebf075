"""Which language a text is written in (py3langid: byte n-grams, Lui & Baldwin 2012)."""

from __future__ import annotations

import unicodedata

import py3langid

ENOUGH_LETTERS = 20
"""Below this many letters an n-gram guess is a coin toss; ideographs count for three."""

CHINESE = {"wuu": "zh", "yue": "zh", "hak": "zh", "nan": "zh"}
"""Chinese languages that are written alike in news: short texts waver between their labels."""


def detect(text: str) -> str | None:
    """The BCP 47 primary tag of `text`'s language, or None where it is too short to tell."""
    letters = sum(
        3 if unicodedata.category(character) == "Lo" else 1
        for character in text[:2000]
        if character.isalpha()
    )
    if letters < ENOUGH_LETTERS:
        return None
    language, _ = py3langid.classify(text[:2000])
    return CHINESE.get(language, str(language))
