"""Page → its blocks: the stretches of text that the page lays out on lines of their own.

In: a page. Out: every block with visible text, in page order: paragraphs and headings, but also
menus, captions, advertisements. Which of them are the article is for others to say. The walk meets
the text nodes in the order of `Page.nodes`; both go by the same tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree
from lxml.html import HtmlElement

from caveat.domain import BlockKind
from caveat.page.page import Page, TextNode

Separator = Literal["\n", " "]

LINE_BREAK: Separator = "\n"
OMISSION: Separator = " "
"""Parts that stand in no text node: a <br>, and the place of a text node that was left out."""

BLOCK_TAGS = frozenset[str]().union(
    ["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details"],
    ["dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form"],
    ["h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "legend", "li", "main", "menu"],
    ["nav", "ol", "p", "pre", "search", "section", "summary", "table", "tbody", "td", "tfoot"],
    ["th", "thead", "tr", "ul"],
)
"""What browsers' own style sheets lay out as a block (HTML standard, section 15.3)."""

RUBY_READINGS = ("rt", "rp")
"""Small type beside the characters that it spells: inside the sentence it would be said twice."""

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
SENTENCE_END = re.compile(r"[.!?…。！？؟۔।][\"'”’»」』）)\]]?\s*\Z")
INVISIBLE = (
    "\u00ad\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters without a glyph that break words in two for a reader of the text: soft hyphen,
zero-width space, marks of direction. Joiners stay: emoji and Persian are spelt with them."""

VISIBLE = re.compile(f"[^\\s{INVISIBLE}]")
MAX_TAIL = 200
"""Characters of a block's end that are looked at for the end of a sentence."""


@dataclass(frozen=True, slots=True, eq=False)
class PageBlock:
    """One block: the nearest block element around its text, and its parts in page order."""

    element: HtmlElement
    parts: tuple[TextNode | Separator, ...]

    def nodes(self) -> Iterator[TextNode]:
        return (part for part in self.parts if isinstance(part, TextNode))


def page_blocks(page: Page) -> tuple[PageBlock, ...]:
    """All blocks of `page` with visible text; text right of <br><br> is a block of its own."""
    body = page.root.find("body")
    if body is None:
        return ()
    walk = _Walk(page)
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            walk.enter(element)
        elif event == "end":
            walk.leave(element, element is body)
        elif element.tail:
            walk.text()
    return tuple(walk.blocks)


def kind_of(block: PageBlock, text: str) -> BlockKind:
    """What the block is to a reader, by its element and the elements around it.

    A <div> may be anything: with a sentence in it, it is a paragraph.
    """
    tag = str(block.element.tag)
    if is_heading(block):
        return "heading"
    around = [str(element.tag) for element in block.element.iterancestors()]
    if tag in ("figcaption", "caption") or "figcaption" in around or "figure" in around[:2]:
        return "caption"
    if tag == "blockquote" or "blockquote" in around:
        return "blockquote"
    if tag == "li" or "li" in around[:2]:
        return "list_item"
    return "paragraph" if tag == "p" or SENTENCE_END.search(text[-MAX_TAIL:]) else "other"


def is_heading(block: PageBlock) -> bool:
    """Whether the page says that the block is a heading."""
    return block.element.tag in HEADINGS or block.element.get("role") == "heading"


def is_visible(text: str) -> bool:
    """Whether a reader would see anything of `text`."""
    return VISIBLE.search(text) is not None


class _Walk:
    """The state of one walk over the page's tree."""

    def __init__(self, page: Page) -> None:
        self.blocks: list[PageBlock] = []
        self._nodes = iter(page.nodes)
        self._around: list[HtmlElement] = []
        self._parts: list[TextNode | Separator] = []
        self._visible = False
        self._breaks = 0
        self._readings = 0

    def enter(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in BLOCK_TAGS:
            self._close()
            self._around.append(element)
        elif tag == "br":
            self._break()
        elif tag in RUBY_READINGS:
            self._readings += 1
        if element.text and tag != "script":
            self.text()

    def leave(self, element: HtmlElement, last: bool) -> None:
        tag = element.tag
        if tag in BLOCK_TAGS:
            self._close()
            self._around.pop()
        elif tag in RUBY_READINGS:
            self._readings -= 1
        if element.tail and not last:
            self.text()

    def text(self) -> None:
        """Take the page's next text node."""
        node = next(self._nodes)
        if self._readings:
            return
        if is_visible(node.text):
            if self._breaks > 1:
                self._close()
            self._breaks = 0
            self._visible = True
        self._parts.append(node)

    def _break(self) -> None:
        self._breaks += 1
        self._parts.append(LINE_BREAK)

    def _close(self) -> None:
        if self._visible:
            self.blocks.append(PageBlock(self._around[-1], tuple(self._parts)))
        self._parts.clear()
        self._visible = False
        self._breaks = 0
