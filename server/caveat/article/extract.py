"""Page → Article: which of the page's blocks are its main article, and their text.

readability-lxml chooses the text nodes. The order is the page's, so that every character can be
pointed to in the live page.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from caveat.article.blocks import (
    OMISSION,
    PageBlock,
    Separator,
    is_visible,
    kind_of,
    page_blocks,
)
from caveat.article.errors import NoArticleError
from caveat.article.linked_data import things
from caveat.article.metadata import source_of
from caveat.article.presence import require_article
from caveat.article.readability import kept_by_readability
from caveat.article.text import RenderedText, joined, rendered
from caveat.domain import Article, Block, Source
from caveat.language.detect import detect_blocks
from caveat.page.page import STAMP, Page, TextNode

UNKNOWN_LANGUAGE = "und"
"""BCP 47's tag for a language that neither the text nor the page tells."""


def extract(page: Page, *, anyway: bool = False) -> Article:
    """The main article of `page`.

    Raises NoArticleError where there is none: no prose, or a list of articles, a shop, a login.
    With `anyway` such a page is taken for an article all the same: what readability finds in it,
    or all its text; NoArticleError is then raised only where it has no text at all.
    """
    blocks = page_blocks(page)
    linked = things(page)
    kept = kept_by_readability(page)
    chosen = {
        number: (part, rendered(part))
        for number, block in enumerate(blocks)
        if (part := _kept_part(block, kept))
    }
    if not anyway:
        require_article(page, linked, blocks, {n: text.text for n, (_, text) in chosen.items()})
    if not blocks:
        raise NoArticleError("This page has no text: open an article, then press the button again.")
    texts = list(chosen.values()) or [(block, rendered(block)) for block in blocks]
    return _article(texts, source_of(page, linked))


def _article(texts: Sequence[tuple[PageBlock, RenderedText]], source: Source) -> Article:
    whole, starts = joined(text for _, text in texts)
    language, languages = detect_blocks([text.text for _, text in texts])
    language = language or source.language or UNKNOWN_LANGUAGE
    return Article(
        whole.text,
        tuple(
            Block(start, start + len(text.text), kind_of(block, text.text), spoken)
            for (block, text), start, spoken in zip(texts, starts, languages, strict=True)
        ),
        language,
        replace(source, language=source.language or language),
        whole.places,
    )


def _kept_part(block: PageBlock, kept: frozenset[str]) -> PageBlock | None:
    """The block without the text nodes that readability left out; None where no text is left."""
    parts: list[TextNode | Separator] = []
    visible = False
    for part in block.parts:
        if not isinstance(part, TextNode):
            parts.append(part)
        elif part.parent.get(STAMP) in kept:
            parts.append(part)
            visible = visible or is_visible(part.text)
        elif parts and is_visible(part.text):
            parts.append(OMISSION)
    return PageBlock(block.element, tuple(parts)) if visible else None
