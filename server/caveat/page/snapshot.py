"""The extension's page snapshot → Page.

In: well-formed XML that the extension wrote while walking the live page. It carries no entity, no
doctype and no comment, so `<!` in it means that somebody else wrote it. Out: a page whose text is,
to the UTF-16 unit, the text that the extension walked over.
"""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, XHTMLParser

from caveat.page.errors import UnreadablePageError
from caveat.page.page import Page, page_of

LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def page_from_snapshot(
    snapshot: str,
    url: str | None = None,
    title: str | None = None,
    language: str | None = None,
) -> Page:
    """Parse a snapshot.

    Raises UnreadablePageError where it is not the XML that the extension writes.
    """
    if "<!" in snapshot:
        raise UnreadablePageError("This snapshot holds a declaration: send the page again.")
    # A string from JSON may hold lone surrogates, which no encoder takes: one unit for one.
    source = LONE_SURROGATE.sub("\ufffd", snapshot).encode("utf-8")
    parser = XHTMLParser(resolve_entities=False, no_network=True, huge_tree=True, encoding="utf-8")
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadablePageError(
            "This page could not be read: reload it, then press the button again."
        ) from error
    if not isinstance(root, HtmlElement) or root.tag != "html":
        raise UnreadablePageError("This snapshot is not a web page: send the page again.")
    return page_of(root, url, title, language)
