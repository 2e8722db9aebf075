"""A plain text file → Article: the text unchanged, a block for each of its lines with words."""

from __future__ import annotations

import re

from caveat.domain import Article, Block, Source
from caveat.language.detect import detect

LINE = re.compile(r"[^\r\n]*[^\s][^\r\n]*")


def article_from_text(text: str) -> Article:
    """The whole of `text` as an article; the language that cannot be told is taken for English."""
    blocks = tuple(Block(*match.span(), "paragraph") for match in LINE.finditer(text))
    language = detect(text) or "en"
    return Article(text, blocks, language, Source(language=language))
