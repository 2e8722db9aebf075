"""An HTML file → Page, as near to what a browser would show as a file without a browser allows.

What is never rendered as text is taken out (contract with the snapshot: the same elements), and
what the file itself says is hidden. The encoding is UTF-8 where the bytes are, else as declared,
else guessed.
"""

from __future__ import annotations

import codecs
import itertools
import re

import chardet
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring
from w3lib.encoding import html_to_unicode

from caveat.page.errors import UnreadablePageError
from caveat.page.page import Page, page_of

NOT_TEXT = frozenset[str]().union(
    ["style", "noscript", "template", "textarea", "select", "option", "button", "datalist"],
    ["iframe", "object", "canvas", "svg", "math", "audio", "video"],
)
"""Elements whose content a reader does not see as text of the page."""

OF_THE_HEAD = frozenset(
    ["title", "meta", "link", "base", "style", "script", "noscript", "template"]
)

JSON_LD = "application/ld+json"
HIDDEN_STYLE = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
GUESS_BYTES = 65_536
"""How much of a file the encoding is guessed from; the guess takes long on more."""

BINARY_BYTES = 8_000
"""A NUL among so many tells a file that is no text, as it does for git."""

WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
"""What begins the texts that are full of NULs."""

NO_TEXT = "The file holds no text: give a web page saved as HTML, or plain text, not packed."

CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff]")
"""Characters that end a parse or that XML cannot carry; replaced one for one."""

LAST_ENDS = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""Browsers take what follows these for more of the body; libxml2 drops it. They may be left out."""

SPACES = {0x0B: " ", 0x0C: " "}
"""White space that XML cannot carry."""

REFERENCE = re.compile(r"&#(?:[xX]([0-9A-Fa-f]{1,8})|([0-9]{1,8}))(?![0-9A-Fa-f]);?")
"""A character by its number, which may be one of those, or no character at all."""


def page_from_html(content: bytes) -> Page:
    """Parse the bytes of an HTML file. Raises UnreadablePageError where nothing is in them."""
    text = CONTROLS.sub("\ufffd", decode(content)).translate(SPACES)
    source = LAST_ENDS.sub("", REFERENCE.sub(_carried, text))
    if not source.strip():
        raise UnreadablePageError("The file is empty: save the page again and give that file.")
    parser = HTMLParser(huge_tree=True, encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = document_fromstring(source.encode("utf-8"), parser=parser, ensure_head_body=True)
    except etree.ParserError as error:
        raise UnreadablePageError("The file holds no web page: save it as HTML.") from error
    _begin_body(root)
    for element in [element for element in root.iter(etree.Element) if _unseen(element)]:
        if element.getparent() is not None:
            element.drop_tree()
    return page_of(root, language=root.get("lang"))


def decode(content: bytes) -> str:
    """The text of a file's bytes: those that cannot be decoded become U+FFFD.

    Raises UnreadablePageError for what is no text at all: a picture, a PDF, a packed file.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if b"\0" in content[:BINARY_BYTES] and not content.startswith(WIDE_MARKS):
            raise UnreadablePageError(NO_TEXT) from None
        return html_to_unicode(None, content, auto_detect_fun=_guess_encoding)[1]


def _begin_body(root: HtmlElement) -> None:
    """Where the tag of the body is left out, put into it what is none of the head's.

    libxml2 knows no element newer than HTML 4, and leaves an `article` that comes first in the
    head.
    """
    head, body = root.head, root.body
    if head is None or body is None:
        return
    late = itertools.dropwhile(lambda element: element.tag in OF_THE_HEAD, list(head))
    for place, element in enumerate(late):
        body.insert(place, element)


def _carried(reference: re.Match[str]) -> str:
    """The reference, or U+FFFD where XML cannot carry the character that it names."""
    hexadecimal, decimal = reference.groups()
    number = int(hexadecimal, 16) if hexadecimal else int(decimal)
    if number in SPACES:
        return " "
    is_character = number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return reference[0] if is_character and not CONTROLS.match(chr(number)) else "\ufffd"


def _guess_encoding(content: bytes) -> str | None:
    return chardet.detect(content[:GUESS_BYTES])["encoding"]


def _unseen(element: HtmlElement) -> bool:
    if element.tag == "script":
        return element.get("type") != JSON_LD
    return (
        element.tag in NOT_TEXT
        or element.get("hidden") is not None
        or HIDDEN_STYLE.search(element.get("style", "")) is not None
    )
