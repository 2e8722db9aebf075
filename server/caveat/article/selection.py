"""Page and the reader's selection in it → Article: what was selected, and nothing else.

In: stretches of the page text in UTF-16 units. Out: the selected part of each block, in page
order, every character with its place, as for an article that Caveat chose itself.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from caveat.article.blocks import is_visible, page_blocks
from caveat.article.errors import NoArticleError
from caveat.article.extract import UNKNOWN_LANGUAGE, article_of
from caveat.article.linked_data import things
from caveat.article.metadata import source_of
from caveat.article.text import RenderedText, rendered
from caveat.domain import NO_PLACE, Article
from caveat.language.detect import detect
from caveat.page.page import Page

Stretch = tuple[int, int]
"""Start and end of a stretch of the page text: UTF-16 units, end exclusive."""


def selected_article(page: Page, stretches: Iterable[Stretch]) -> Article:
    """The selected text of `page` as an article.

    Raises NoArticleError where the selection holds no visible text. A selection too short to tell
    its language is taken to be in that of the page.
    """
    apart = _apart(stretches)
    parts = [
        (block, part) for block in page_blocks(page) for part in _selected(rendered(block), apart)
    ]
    if not parts:
        raise NoArticleError("No text is selected: select some on the page, then choose it again.")
    article = article_of(parts, source_of(page, things(page)))
    if article.language == UNKNOWN_LANGUAGE:
        return replace(article, language=detect(page.text) or UNKNOWN_LANGUAGE)
    return article


def _apart(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The stretches in order, those that touch made one, empty ones left out."""
    apart: list[Stretch] = []
    for start, end in sorted(stretches):
        if apart and start <= apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        elif start < end:
            apart.append((start, end))
    return apart


def _selected(text: RenderedText, apart: Sequence[Stretch]) -> Iterator[RenderedText]:
    """The parts of a block's text that lie in a stretch each; line breaks stay within a part."""
    ends = [end for _, end in apart]

    def stretch_at(index: int) -> int | None:
        place = text.places[index]
        number = bisect_left(ends, place + 1)
        return number if number < len(apart) and apart[number][0] <= place else None

    placed = [index for index, place in enumerate(text.places) if place != NO_PLACE]
    for stretch, indices in groupby(placed, stretch_at):
        if stretch is None:
            continue
        run = list(indices)
        first, last = run[0], run[-1] + 1
        while first < last and text.text[first].isspace():
            first += 1
        while first < last and text.text[last - 1].isspace():
            last -= 1
        if is_visible(text.text[first:last]):
            yield RenderedText(text.text[first:last], text.places[first:last])
