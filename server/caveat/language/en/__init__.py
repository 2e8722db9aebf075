"""English: the model, the lexicons and the rules for quotes and risks."""

from __future__ import annotations

from caveat.language.en.parse import parse
from caveat.language.en.quotes.find import quotes_in
from caveat.language.en.risks.find import find
from caveat.language.language import KeyWords, Language
from caveat.language.lexicon import load_words

QUOTES = "caveat.language.en.quotes"
LANGUAGE = Language(
    parse=parse,
    quotes=quotes_in,
    key_words=KeyWords(
        stance=load_words(QUOTES, "stance_words.txt"),
        leaning=load_words(QUOTES, "leaning_words.txt"),
    ),
    risks=find,
)
