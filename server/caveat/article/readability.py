"""What readability-lxml takes for the article: the stamps of the elements that it keeps.

readability changes the tree that it reads and starts again when it finds little: it gets a fresh
copy each time. Its clean-up of scripts and attributes (a third of its time) is left out, since a
page holds none that matter, and its summary is never written as HTML, only listed.
"""

from __future__ import annotations

import copy

from lxml import etree
from lxml.html import HtmlElement
from readability import Document
from readability.readability import Unparseable

from caveat.page.page import STAMP, Page

MAX_WORK = 5_000_000
"""Elements times their depth, summed: readability reads every element's text at every level above
it. News pages stay under 50,000; beyond this a page is hostile and would take minutes."""


def kept_by_readability(page: Page) -> frozenset[str]:
    """The stamps of the elements in readability's summary; empty where it finds nothing.

    A text node belongs to readability's article exactly if its parent's stamp is among them.
    """
    if _work(page.root) > MAX_WORK:
        return frozenset()
    reading = _Reading(page.root)
    try:
        reading.summary()
    except Unparseable:
        return frozenset()
    return reading.kept


class _Reading(Document):  # type: ignore[misc]
    """readability's Document on a tree of ours, with a list of stamps for a summary."""

    kept: frozenset[str] = frozenset()

    def _parse(self, input: HtmlElement) -> HtmlElement:  # noqa: A002
        self.encoding = "utf-8"
        return copy.deepcopy(input)

    def get_clean_html(self) -> str:
        """The summary's text: all that readability still wants of it is its length."""
        summary = self._html()
        self.kept = frozenset(
            stamp
            for element in summary.iter(etree.Element)
            if (stamp := element.get(STAMP)) is not None
        )
        return str(summary.text_content())


def _work(root: HtmlElement) -> int:
    work = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            depth += 1
            work += depth
        else:
            depth -= 1
    return work
