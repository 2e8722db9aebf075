"""Is there an article on the page, or is it a home page, a search result, a shop, a login?

In: the page, its blocks and those chosen as the article. It is said by what is chosen (enough
prose, and not under headlines that lead elsewhere) and by what the page calls itself. In doubt
there is an article: a reader who pressed the button had a reason to.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from caveat.article.blocks import HEADINGS, SENTENCE_END, PageBlock
from caveat.article.errors import NoArticleError
from caveat.article.linked_data import Thing, is_article, types
from caveat.article.words import count_words
from caveat.page.page import Page, TextNode

DECLARED_WORDS = 20
"""Words of prose for an article that the page calls one: breaking news may be two sentences."""

UNDECLARED_WORDS = 50
"""Words of prose where the page does not say what it is; a login or a notice has fewer."""

OTHERWISE_WORDS = 300
"""Words of prose where the page calls itself something else, or is the site's front page."""

PROSE_WORDS = 8
"""A block with fewer words and no end of a sentence is a label, not prose."""

TEASED_SHARE = 0.5
TEASERS = 3
"""With more than this share of its prose under at least so many linked headlines, a page lists
articles and is none. One such headline proves nothing: many sites link an article to itself."""

TEASER_REACH = 5
"""A linked headline announces at most so many blocks below it."""

OTHER_TYPES = frozenset[str]().union(
    ["CollectionPage", "SearchResultsPage", "ItemList", "Product", "ProductGroup", "Offer"],
    ["CheckoutPage", "ContactPage", "ImageGallery", "JobPosting", "ProfilePage"],
)
OTHER_OG_TYPES = re.compile(r"\A(?:product|profile|shop|store)\b", re.IGNORECASE)
MAX_LINK_DEPTH = 6
"""Levels above a headline's text at which its link may stand."""

FRONT_PATH = re.compile(
    r"\A/?(?:index\.\w{1,5}|home|[a-z]{2}(?:[-_][a-z]{2})?)?/?\Z", re.IGNORECASE
)


def require_article(
    page: Page,
    linked: Collection[Thing],
    blocks: Sequence[PageBlock],
    chosen: Mapping[int, str],
) -> None:
    """Raise NoArticleError unless the `chosen` blocks are an article.

    `blocks` are all of the page's; `chosen` the text of each chosen one by its number among them.
    """
    prose = {
        number: count_words(text)
        for number, text in chosen.items()
        if blocks[number].element.tag not in HEADINGS and _is_prose(text)
    }
    words = sum(prose.values())
    if _declared(page, linked):
        if words < DECLARED_WORDS:
            raise NoArticleError(
                "This page has too little text for an article: "
                "if it is behind a login, log in, then press the button again."
            )
        return
    if words < UNDECLARED_WORDS:
        raise NoArticleError("This page has no article: open one, then press the button again.")
    teasers = {number: _teasing(blocks, number) for number in prose}
    teased = sum(words for number, words in prose.items() if teasers[number] is not None)
    if teased > TEASED_SHARE * words and len({*teasers.values()} - {None}) >= TEASERS:
        raise NoArticleError(
            "This page lists articles and is none: open one of them, then press the button again."
        )
    if words < OTHERWISE_WORDS and (_declared_otherwise(page, linked) or _is_front(page)):
        raise NoArticleError(
            "This page is no article but a front page, a shop or a list: "
            "open an article, then press the button again."
        )


def _is_prose(text: str) -> bool:
    return count_words(text) >= PROSE_WORDS or SENTENCE_END.search(text[-200:]) is not None


def _declared(page: Page, linked: Iterable[Thing]) -> bool:
    return (
        sum(is_article(thing) for thing in linked) == 1
        or any("article" in kind.lower() for kind in _og_types(page))
        or bool(page.root.xpath("boolean(//*[@itemprop='articleBody'])"))
    )


def _declared_otherwise(page: Page, linked: Iterable[Thing]) -> bool:
    return any(OTHER_TYPES.intersection(types(thing)) for thing in linked) or any(
        OTHER_OG_TYPES.search(kind) for kind in _og_types(page)
    )


def _og_types(page: Page) -> list[str]:
    return [str(kind) for kind in page.root.xpath("//meta[@property='og:type']/@content")]


def _is_front(page: Page) -> bool:
    if page.url is None:
        return False
    try:
        address = urlsplit(page.url)
    except ValueError:
        return False
    return not address.query and FRONT_PATH.match(address.path) is not None


def _teasing(blocks: Sequence[PageBlock], number: int) -> HtmlElement | None:
    """The nearest heading above the block, if it leads to another page."""
    for above in range(number - 1, max(-1, number - 1 - TEASER_REACH), -1):
        element = blocks[above].element
        if element.tag in HEADINGS:
            return element if all(_leads_away(node) for node in blocks[above].nodes()) else None
    return None


def _leads_away(node: TextNode) -> bool:
    """Whether a text node is blank or stands in a link to another page."""
    if not node.text.strip():
        return True
    around = chain([node.parent], islice(node.parent.iterancestors(), MAX_LINK_DEPTH))
    return any(
        element.tag == "a" and not (element.get("href") or "#").startswith("#")
        for element in around
    )
