"""Everything that is known of a page before it is said which of its blocks are the article."""

from __future__ import annotations

from dataclasses import dataclass

from caveat.article.blocks import PageBlock, page_blocks
from caveat.article.linked_data import Thing, things
from caveat.article.metadata import description_of, source_of
from caveat.article.readability import kept_by_readability
from caveat.article.text import RenderedText, rendered
from caveat.article.words import count_words
from caveat.domain import Source
from caveat.page.page import Page


@dataclass(frozen=True, slots=True)
class Evidence:
    """A page's blocks with their texts, what readability keeps, and what the page says of itself.

    `words`: the texts' lengths in words; `kept`: the stamps of the elements in readability's
    summary.
    """

    page: Page
    blocks: tuple[PageBlock, ...]
    texts: tuple[RenderedText, ...]
    words: tuple[int, ...]
    kept: frozenset[str]
    linked: tuple[Thing, ...]
    source: Source
    description: str | None


def gather(page: Page) -> Evidence:
    """Look at `page` from every side."""
    blocks = page_blocks(page)
    texts = tuple(rendered(block) for block in blocks)
    linked = things(page)
    return Evidence(
        page,
        blocks,
        texts,
        tuple(count_words(text.text) for text in texts),
        kept_by_readability(page),
        linked,
        source_of(page, linked),
        description_of(page),
    )
