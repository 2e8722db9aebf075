"""Which language a text is written in (py3langid: byte n-grams, Lui & Baldwin 2012)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_LETTERS = 20
"""Below this many letters an n-gram guess is a coin toss; ideographs count for three."""

SURE = 0.9
"""Probability from which a block's own language is believed against that of the article: a
paragraph full of names looks like Italian to n-grams, but not with this certainty."""

MAX_LETTERS = 2000
"""Characters of a text that are looked at."""

LATIN_END = "\u0250"
"""The letters of European languages in Latin script stand before this one."""

NO_LETTERS = re.compile(r"[\W\d_]+")
CHINESE = {"wuu": "zh", "yue": "zh", "hak": "zh", "nan": "zh"}
"""Chinese languages that are written alike in news: short texts waver between their labels."""


def detect(text: str) -> str | None:
    """The BCP 47 primary tag of `text`'s language, or None where it is too short to tell."""
    return _guess(text)[0]


def detect_blocks(blocks: Sequence[str]) -> tuple[str | None, tuple[str | None, ...]]:
    """The language of most of the text, and of each block; None for a block too short to tell.

    A block that is not surely in another language, nor in another script, is in that of most of
    the text.
    """
    guesses = [_guess(block) for block in blocks]
    letters: Counter[str] = Counter()
    for block, (language, probability) in zip(blocks, guesses, strict=True):
        if language is not None and probability >= SURE:
            letters[language] += _weight(block)
    most = max(letters, key=letters.__getitem__, default=None) or detect("\n".join(blocks))
    latin = most is None or _in_latin_script(
        "".join(
            block for block, (language, _) in zip(blocks, guesses, strict=True) if language == most
        )
    )
    return most, tuple(
        most
        if language is not None and probability < SURE and _in_latin_script(block) == latin
        else language
        for block, (language, probability) in zip(blocks, guesses, strict=True)
    )


def _guess(text: str) -> tuple[str | None, float]:
    text = text[:MAX_LETTERS]
    if _weight(text) < ENOUGH_LETTERS:
        return None, 0.0
    language, probability = _identifier().classify(text)
    return CHINESE.get(language, str(language)), float(probability)


def _weight(text: str) -> int:
    """Letters in `text`; one of a script without spaces or case says as much as three."""
    letters = NO_LETTERS.sub("", text[:MAX_LETTERS])
    if letters.isascii():
        return len(letters)
    return sum(3 if unicodedata.category(letter) == "Lo" else 1 for letter in letters)


def _in_latin_script(text: str) -> bool:
    letters = [character for character in text[:MAX_LETTERS] if character.isalpha()]
    return 2 * sum(letter < LATIN_END for letter in letters) > len(letters)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
