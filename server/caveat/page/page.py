"""A page as Caveat sees it: its element tree, its text nodes in document order, its text.

Both doors (a snapshot from the extension, an HTML file) lead here. The tree is only read from now
on: whoever needs to change it works on a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import _Element

STAMP = "data-caveat-stamp"
"""Attribute that numbers every element, so that an element kept by readability can be told."""


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text node of the page: its text, where it begins in the page text (UTF-16 units), its parent."""

    text: str
    start: int
    parent: _Element


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page.

    `root`: the <html> element, every element stamped. `nodes`: the body's text nodes in document
    order; `text`: their concatenation. `url`, `title`, `language`: as the sender says, if it does.
    """

    root: _Element
    nodes: tuple[TextNode, ...]
    text: str
    url: str | None = None
    title: str | None = None
    language: str | None = None
