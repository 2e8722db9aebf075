"""The article, read: one `Reading` a language that the article is written in.

In: an article whose blocks name their languages. Out: readings that quotes and risks are found in.
Blocks in other languages are blanked out, not cut out, so that every offset into a reading's
document is an offset into `Article.text`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from caveat.domain import Article, Block
from caveat.language import en, zh
from caveat.language.language import Language

LANGUAGES: dict[str, Language] = {"en": en.LANGUAGE, "zh": zh.LANGUAGE}
"""The languages that Caveat reads, by BCP 47 primary tag."""

LETTER = re.compile(r"\S")
"""What is blanked out of blocks in other languages; line ends stay, and end sentences."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The blocks of one language, with what its module made of them (for English a spaCy Doc)."""

    article: Article
    language: str
    blocks: tuple[Block, ...]
    document: Any


def read(article: Article) -> tuple[Reading, ...]:
    """Read the article's blocks, language by language; languages without a folder are left out."""
    readings = []
    for tag, language in LANGUAGES.items():
        blocks = tuple(
            block for block in article.blocks if (block.language or article.language) == tag
        )
        if blocks:
            text = _only(article.text, blocks)
            readings.append(Reading(article, tag, blocks, language.parse(text, blocks)))
    return tuple(readings)


def _only(text: str, blocks: tuple[Block, ...]) -> str:
    """`text` with every letter outside `blocks` replaced, one for one, by a space."""
    kept = []
    end = 0
    for block in blocks:
        kept.append(LETTER.sub(" ", text[end : block.start]))
        kept.append(text[block.start : block.end])
        end = block.end
    kept.append(LETTER.sub(" ", text[end:]))
    return "".join(kept)
