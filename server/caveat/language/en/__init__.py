"""English: the model, the lexicons and the rules for quotes and risks."""

from __future__ import annotations

from collections.abc import Sequence

from spacy.tokens import Doc

from caveat.domain import Block
from caveat.language.en.parse import parse
from caveat.language.en.quotes.find import quotes_in
from caveat.language.en.risks.find import GLANCED, begin
from caveat.language.en.risks.glance import glance
from caveat.language.language import KeyWords, Language
from caveat.language.lexicon import load_words


def _parse(text: str, blocks: Sequence[Block]) -> Doc:
    """The parsed text; sentences that look like risk claims are read meanwhile."""
    glanced = glance(text, blocks)
    doc = parse(text, blocks)
    doc.user_data[GLANCED] = glanced
    return doc


QUOTES = "caveat.language.en.quotes"
LANGUAGE = Language(
    parse=_parse,
    quotes=quotes_in,
    key_words=KeyWords(
        stance=load_words(QUOTES, "stance_words.txt"),
        leaning=load_words(QUOTES, "leaning_words.txt"),
    ),
    risks=begin,
)
