"""A page as Caveat sees it: its element tree, its text nodes in document order, its text.

Both doors (a snapshot from the extension, an HTML file) lead here. The tree is only read from now
on: whoever needs to change it works on a copy.
"""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

STAMP = "data-caveat-stamp"
"""Attribute that numbers every element, so that an element kept by readability can be told."""


@dataclass(frozen=True, slots=True)
class TextNode:
    """A text node of the page: its text, where it begins in the page text (UTF-16), its parent."""

    text: str
    start: int
    parent: HtmlElement


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page.

    `root`: the <html> element, every element stamped with its number in document order.
    `nodes`: the body's text nodes in document order, those of scripts left out;
    `text`: their concatenation.
    `url`, `title`, `language`: as the sender says, if it does.
    """

    root: HtmlElement
    nodes: tuple[TextNode, ...]
    text: str
    url: str | None = None
    title: str | None = None
    language: str | None = None


def page_of(
    root: HtmlElement,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
) -> Page:
    """Stamp the elements of `root` (changed in place) and list the text nodes of its body."""
    for number, element in enumerate(root.iter(etree.Element)):
        element.set(STAMP, str(number))
    body = root.find("body")
    nodes = [] if body is None else _text_nodes(body)
    return Page(root, tuple(nodes), "".join(node.text for node in nodes), url, title, language)


def utf16_length(text: str) -> int:
    """The length of `text` in UTF-16 units, the way the DOM counts."""
    return len(text) if text.isascii() else len(text) + sum(letter > "\uffff" for letter in text)


def _text_nodes(body: HtmlElement) -> list[TextNode]:
    nodes: list[TextNode] = []
    position = 0
    for event, element in etree.iterwalk(body, events=("start", "end", "comment", "pi")):
        if event == "start":
            text = None if element.tag == "script" else element.text
            parent: HtmlElement | None = element
        elif element is body:
            continue
        else:
            text, parent = element.tail, element.getparent()
        if text and parent is not None:
            nodes.append(TextNode(text, position, parent))
            position += utf16_length(text)
    return nodes
