"""Which language a text is written in: by its script, by English's little words, by n-grams.

A script that one language alone writes its news in tells it at once, and so do the function words
of English. Byte n-grams (py3langid, Lui & Baldwin 2012) cost fifty times as much: they are asked
about the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

ENOUGH_LETTERS = 20
"""Below this many letters an n-gram guess is a coin toss."""

SAYS = 3
"""How many letters one of a script without cases counts for: an ideograph is half a word."""

SURE = 0.9
"""Probability from which a block's own language is believed against that of the article: a
paragraph full of names looks like Italian to n-grams, but not with this certainty."""

MAX_GUESSED = 600
"""Characters of a text that are looked at: more make nothing surer."""

WORD = re.compile(r"[^\W\d_]+")
FOREIGN = re.compile("[^\\W\\d_\u0041-\u024f\u1e00-\u1eff]")
"""Letters that are not in Latin script."""

UNCASED = re.compile("[^\\W\\d_\u0000-\u058f]")
"""Letters of the scripts from Hebrew on, nearly all of which have no cases."""

KANA = re.compile("[\u3041-\u30ff\uff66-\uff9d]")
JAPANESE_KANA = 0.1
"""Share of kana in ideographs from which a text is Japanese: Chinese shops write の for show."""

CHINESE_LETTERS = 30
"""Ideographs without kana from which a text is surely Chinese: a shorter one may be a headline in
a Japanese article."""

SCRIPTS = {
    "zh": re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"),
    "ja": KANA,
    "ko": re.compile("[\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]"),
    "el": re.compile("[\u0370-\u03ff\u1f00-\u1fff]"),
    "th": re.compile("[\u0e01-\u0e5b]"),
}
"""Scripts of one language each."""

ENGLISH_WORDS = frozenset[str]().union(
    ["the", "and", "that", "this", "these", "those", "with", "from", "which", "who", "whose"],
    ["what", "when", "where", "their", "they", "them", "there", "were", "been", "being", "would"],
    ["could", "should", "because", "about", "after", "before", "other", "than", "then", "while"],
    ["she", "his", "him", "you", "your", "have", "has", "had", "not", "but", "are", "it", "its"],
    ["by", "for", "to", "of", "said", "says", "only", "such", "into"],
)
"""Function words of English. Where other languages have the same word, it is a rare one there."""

ENGLISH_SHARE = 0.15
"""Share of function words that makes a text English: nine in ten English paragraphs of news have
more; the nearest other language is Danish, with two thirds of it."""

ENGLISH_LENGTH = 5
"""Words from which the share means something."""


def detect(text: str) -> str | None:
    """The BCP 47 primary tag of `text`'s language, or None where it is too short to tell."""
    return _guess(text)[0]


def detect_blocks(blocks: Sequence[str]) -> tuple[str | None, tuple[str | None, ...]]:
    """The language of most of the text, and of each block; None for a block too short to tell.

    A block that is not surely in another language, nor in another script, is in that of most of
    the text.
    """
    guesses = [_guess(block) for block in blocks]
    characters: Counter[str] = Counter()
    for block, (language, probability) in zip(blocks, guesses, strict=True):
        if language is not None and probability >= SURE:
            characters[language] += len(block)
    most = max(characters, key=characters.__getitem__, default=None) or detect("\n".join(blocks))
    spoken = (
        block for block, (language, _) in zip(blocks, guesses, strict=True) if language == most
    )
    latin = _in_latin_script(max(spoken, key=len, default=""))
    return most, tuple(
        most
        if language is not None and probability < SURE and _in_latin_script(block) == latin
        else language
        for block, (language, probability) in zip(blocks, guesses, strict=True)
    )


def _guess(text: str) -> tuple[str | None, float]:
    """The language of `text` and its probability."""
    text = text[:MAX_GUESSED]
    words = WORD.findall(text.lower())
    letters = sum(map(len, words))
    if letters + (SAYS - 1) * _uncased(text) < ENOUGH_LETTERS:
        return None, 0.0
    if not _in_latin_script(text):
        return _by_script(text) or _by_n_grams(text)
    share = sum(word in ENGLISH_WORDS for word in words) / len(words)
    if share >= ENGLISH_SHARE and len(words) >= ENGLISH_LENGTH:
        return "en", 1.0
    return _by_n_grams(text)


def _by_script(text: str) -> tuple[str, float] | None:
    counts = {language: len(script.findall(text)) for language, script in SCRIPTS.items()}
    ideographs = counts["zh"]
    if counts["ja"] > JAPANESE_KANA * ideographs:
        counts["ja"] += ideographs
    language = max(counts, key=counts.__getitem__)
    if 2 * counts[language] <= len(FOREIGN.findall(text)):
        return None
    return language, 0.5 if language == "zh" and ideographs < CHINESE_LETTERS else 1.0


def _by_n_grams(text: str) -> tuple[str, float]:
    language, probability = _identifier().classify(text)
    return str(language), float(probability)


def _uncased(text: str) -> int:
    return 0 if text.isascii() else len(UNCASED.findall(text))


def _in_latin_script(text: str) -> bool:
    if text.isascii():
        return True
    text = text[:MAX_GUESSED]
    return 2 * len(FOREIGN.findall(text)) < sum(map(len, WORD.findall(text)))


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
