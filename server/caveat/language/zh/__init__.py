"""Chinese: segmentation with parts of speech, and the rules for quotes and risks."""

from __future__ import annotations

from caveat.language.language import KeyWords, Language
from caveat.language.lexicon import load_words
from caveat.language.zh.parse import parse
from caveat.language.zh.quotes import quotes_in
from caveat.language.zh.risks.find import begin
from caveat.language.zh.words import PACKAGE

LANGUAGE = Language(
    parse=parse,
    quotes=quotes_in,
    key_words=KeyWords(
        stance=load_words(PACKAGE, "stance_words.txt"),
        leaning=load_words(PACKAGE, "leaning_words.txt"),
    ),
    risks=begin,
)
