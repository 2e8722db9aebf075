"""Page → Article: readability-lxml chooses the elements, their text nodes become the article.

A text node belongs to the article exactly if its parent stands in readability's summary; the order
is the page's, so that every character can be pointed to in the live page.
"""

from __future__ import annotations

import copy
import re

from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from caveat.article.errors import NoArticleError
from caveat.domain import NO_PLACE, Article, Block, BlockKind, Source
from caveat.language.detect import detect
from caveat.page.page import STAMP, Page, TextNode

KINDS: dict[str, BlockKind] = {
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
    "p": "paragraph",
    "li": "list_item",
    "blockquote": "blockquote",
    "figcaption": "caption",
}
BLOCKS = frozenset(KINDS).union(
    ["address", "article", "aside", "body", "dd", "div", "dl", "dt", "fieldset", "figure"],
    ["footer", "form", "header", "hr", "main", "nav", "ol", "pre", "section", "table", "tbody"],
    ["td", "tfoot", "th", "thead", "tr", "ul"],
)
STAMPS = re.compile(STAMP + r'="(\d+)"')


def extract(page: Page) -> Article:
    """The main article of `page`. Raises NoArticleError where there is none."""
    kept = _kept_by_readability(page)
    text: list[str] = []
    places: list[int] = []
    blocks: list[Block] = []
    block: HtmlElement | None = None
    start = 0
    for node in page.nodes:
        if node.parent.get(STAMP) not in kept:
            continue
        home = _block_of(node.parent)
        if home is not block:
            _close(text, places, blocks, start, block)
            block, start = home, len(text)
        _add(node, text, places, start)
    _close(text, places, blocks, start, block)
    whole = "".join(text)
    language = detect(whole) or page.language or "en"
    if not whole.strip():
        raise NoArticleError("This page has no article: open one, then press the button again.")
    source = Source(page.url, page.title or page.root.findtext("head/title"), language=language)
    return Article(whole, tuple(blocks), language, source, tuple(places))


def _kept_by_readability(page: Page) -> frozenset[str]:
    try:
        return frozenset(STAMPS.findall(_Reading(page.root).summary()))
    except Unparseable as error:
        raise NoArticleError("This page has no article that could be read.") from error


class _Reading(Document):  # type: ignore[misc]
    """readability-lxml on a tree: it changes its input and may start again: each time a copy."""

    def _parse(self, input: HtmlElement) -> HtmlElement:  # noqa: A002
        parsed: HtmlElement = super()._parse(copy.deepcopy(input))
        return parsed


def _block_of(element: HtmlElement) -> HtmlElement:
    while element.tag not in BLOCKS:
        parent = element.getparent()
        if parent is None:
            break
        element = parent
    return element


def _add(node: TextNode, text: list[str], places: list[int], start: int) -> None:
    place = node.start
    for letter in node.text:
        if not letter.isspace():
            text.append(letter)
            places.append(place)
        elif len(text) > start and text[-1] != " ":
            text.append(" ")
            places.append(place)
        place += 1 if letter <= "\uffff" else 2


def _close(
    text: list[str], places: list[int], blocks: list[Block], start: int, block: HtmlElement | None
) -> None:
    while len(text) > start and text[-1] == " ":
        text.pop()
        places.pop()
    if block is not None and len(text) > start:
        blocks.append(Block(start, len(text), KINDS.get(str(block.tag), "other")))
        text.extend("\n\n")
        places.extend((NO_PLACE, NO_PLACE))
