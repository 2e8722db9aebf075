"""Blocks → the article's text, every character with its place in the page.

In: the blocks that are the article. Out: their text as rendered: white space collapsed, characters
without a glyph left out, <br> as a line feed, one blank line between blocks. No character is ever
rewritten but white space, so that page text and article agree at every place.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from caveat.article.blocks import INVISIBLE, PageBlock, Separator
from caveat.domain import NO_PLACE
from caveat.page.page import TextNode

RUN = re.compile(f"\\s+|[^\\s{INVISIBLE}]+(?: [^\\s{INVISIBLE}]+)*")
"""White space, or words with one plain space between them, which stay as they are."""

LINE_FEEDS = re.compile(r"[\n\r]")
BETWEEN_BLOCKS = "\n\n"
LAST_NARROW = "\uffff"
"""The last character that is one UTF-16 unit; those after it are two."""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """Text with a place for each of its code points: UTF-16 position in the page, or NO_PLACE."""

    text: str
    places: tuple[int, ...]


def rendered(block: PageBlock) -> RenderedText:
    """The text of one block, without white space at its ends; a line feed where it breaks a line.

    White space is one space, but a line break of <pre> is kept, and one in the source between two
    ideographs or kana is nothing (CSS Text 3, section 4.1.3).
    """
    line = _Line(preformatted=_is_preformatted(block))
    for part in block.parts:
        if isinstance(part, TextNode):
            line.add(part)
        else:
            line.separate(part)
    return RenderedText("".join(line.runs), tuple(line.places))


def joined(blocks: Iterable[RenderedText]) -> tuple[RenderedText, tuple[int, ...]]:
    """The blocks as one text, with where each begins (code points)."""
    texts: list[str] = []
    places: list[int] = []
    starts = []
    for block in blocks:
        if texts:
            texts.append(BETWEEN_BLOCKS)
            places.extend(NO_PLACE for _ in BETWEEN_BLOCKS)
        starts.append(len(places))
        texts.append(block.text)
        places.extend(block.places)
    return RenderedText("".join(texts), tuple(places)), tuple(starts)


class _Line:
    """A block's text as it grows; white space waits until more text follows."""

    def __init__(self, preformatted: bool) -> None:
        self.runs: list[str] = []
        self.places: list[int] = []
        self._preformatted = preformatted
        self._waiting: tuple[str, int] | None = None
        self._may_vanish = False

    def add(self, node: TextNode) -> None:
        text = node.text
        where = (
            list(accumulate((1 + (letter > LAST_NARROW) for letter in text), initial=node.start))
            if max(text) > LAST_NARROW
            else range(node.start, node.start + len(text))
        )
        for match in RUN.finditer(text):
            run = match.group()
            if not run[0].isspace():
                self._write(run, where[match.start() : match.end()])
            elif self._waiting is None:
                self._wait(run, where[match.start() : match.end()])

    def separate(self, separator: Separator) -> None:
        if separator == "\n" or self._waiting is None:
            self._waiting = (separator, NO_PLACE)
            self._may_vanish = False

    def _wait(self, space: str, where: range | list[int]) -> None:
        line_feed = LINE_FEEDS.search(space)
        if self._preformatted and line_feed:
            self._waiting = ("\n", where[line_feed.start()])
        else:
            self._waiting = (" ", where[0])
        self._may_vanish = line_feed is not None and not self._preformatted

    def _write(self, run: str, where: range | list[int]) -> None:
        if self._waiting is not None and self.runs:
            vanishes = self._may_vanish and _ideographic(self.runs[-1][-1]) and _ideographic(run[0])
            if not vanishes:
                self.runs.append(self._waiting[0])
                self.places.append(self._waiting[1])
        self._waiting = None
        self.runs.append(run)
        self.places.extend(where)


def _ideographic(character: str) -> bool:
    if character < "\u2e80":
        return False
    return unicodedata.east_asian_width(character) in "WF" and not (
        unicodedata.name(character, "").startswith("HANGUL")
    )


def _is_preformatted(block: PageBlock) -> bool:
    return block.element.tag == "pre" or any(
        element.tag == "pre" for element in block.element.iterancestors("pre")
    )
