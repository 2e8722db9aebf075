"""Page → Article: which of the page's blocks are its main article, and their text.

The order is the page's and no character is rewritten, so that every one can be pointed to in the
live page.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from caveat.article.blocks import PageBlock, kind_of
from caveat.article.choice import choose
from caveat.article.classifier import news_forest
from caveat.article.errors import NoArticleError
from caveat.article.evidence import gather
from caveat.article.headline import headline_number
from caveat.article.presence import require_article
from caveat.article.text import RenderedText, joined
from caveat.domain import Article, Block, Source
from caveat.language.detect import detect_blocks
from caveat.page.page import Page

UNKNOWN_LANGUAGE = "und"
"""BCP 47's tag for a language that neither the text nor the page tells."""


def extract(page: Page, *, anyway: bool = False, headline: bool = False) -> Article:
    """The main article of `page`: its body, with `headline` also what stands above it.

    Raises NoArticleError where there is none: no prose, or a list of articles, a shop, a login.
    With `anyway` such a page is taken for an article all the same: what looks most like one in it,
    or all its text; NoArticleError is then raised only where it has no text at all.
    """
    evidence = gather(page)
    chosen = choose(evidence, news_forest())
    if not anyway:
        texts = {number: text.text for number, (_, text) in chosen.items()}
        require_article(page, evidence.linked, evidence.blocks, texts)
    if not evidence.blocks:
        raise NoArticleError("This page has no text: open an article, then press the button again.")
    if headline:
        above = headline_number(evidence, chosen)
        if above is not None:
            chosen[above] = (evidence.blocks[above], evidence.texts[above])
            chosen = dict(sorted(chosen.items()))
    everything = zip(evidence.blocks, evidence.texts, strict=True)
    return article_of(list(chosen.values() or everything), evidence.source)


def article_of(texts: Collection[tuple[PageBlock, RenderedText]], source: Source) -> Article:
    """These blocks, each with the text that is taken of it, as an article."""
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
