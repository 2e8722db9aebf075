"""What a block is like in itself: its words, its links, its element and what its names say.

In: blocks with their texts. Out: one row of numbers a block, named by OWN. Only what both a
snapshot and a file carry is looked at, and nothing of it is learnt by heart: names and phrases
count by the groups of the vocabularies.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log1p

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from caveat.article.blocks import SENTENCE_END, PageBlock
from caveat.article.vocabulary import class_groups, groups_in_name, groups_in_text, phrase_groups
from caveat.page.page import STAMP

Matrix = NDArray[np.float32]

TAGS = ("p", "li", "h1", "h2", "h3", "h4", "div", "td", "blockquote", "figcaption", "pre")
TAG_NUMBERS = {tag: number for number, tag in enumerate(TAGS)}
AROUND = (
    *("article", "main", "section", "aside", "nav", "header", "footer", "figure", "form", "ul"),
    *("ol", "table", "blockquote", "dl", "details"),
)
NEAR = 3
"""Elements whose names are the block's own: its element and the next two around it."""

LONG = 400
"""Characters from which a text's letters are sampled at its beginning only."""

MAX_DEPTH = 64
"""Levels around a block that are looked at."""

SENTENCES = re.compile(r"[.!?…。！？؟।][\"'”’»」』）)\]]*(?:\s|\Z|(?<=[。！？]))")
COMMAS = re.compile(r"[,;،、，；]")
QUOTES = re.compile('["“”„«»「」『』]')
DIGITS = re.compile(r"\d")
CAPITALISED = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-ЯЁ]")
SHOUTED = re.compile(r"\b[A-ZÀ-ÖØ-ÞА-ЯЁ]{2,}\b")
SIGNS = re.compile(r"[|›»/•·@#_]|https?:|www\.")
CLOCK = re.compile(r"\d{1,2}[:.h]\d\d|\d{4}[-/.年년]\s?\d{1,2}|\b(?:19|20)\d\d\b")

OWN = (
    *("kept", "link_density", "links", "strong", "italic", "nodes"),
    *("words", "characters", "word_length", "lines", "sentences"),
    *("ends_sentence", "ends_colon", "ends_open", "question"),
    *("commas", "quotes", "opens_quote", "digits", "clock", "signs", "capitalised", "shouted"),
    *("opens_lower", "opens_letter", "depth", "item", "article_body"),
    *(f"tag_{tag}" for tag in TAGS),
    *(f"in_{tag}" for tag in AROUND),
    *(f"near_{group}" for group in class_groups()),
    *(f"far_{group}" for group in class_groups()),
    *(f"says_{group}" for group in phrase_groups()),
)
"""The columns of `own_features`."""


def own_features(
    blocks: Sequence[PageBlock],
    texts: Sequence[str],
    words: Sequence[int],
    kept: frozenset[str],
) -> Matrix:
    """One row a block. `texts`, `words`: the blocks' texts and their lengths in words; `kept`: the
    stamps of the elements that readability kept."""
    frames = _Frames()
    written = [
        [*_inside(block, kept), *_textual(text, count)]
        for block, text, count in zip(blocks, texts, words, strict=True)
    ]
    framed = [frames.features(block.element) for block in blocks]
    said = [groups_in_text(text) for text in texts]
    count = len(blocks)
    columns = [
        np.array([row[number] for row in framed], dtype=np.int64)
        for number in range(len(_Frames.COLUMNS))
    ]
    depth, item, body, tag, around, near, far = columns
    matrix = np.column_stack(
        [
            np.array(written, dtype=np.float64).reshape(count, -1),
            *(depth, item, body),
            tag[:, None] == np.arange(len(TAGS)),
            _bits(around, len(AROUND)),
            _bits(near, len(class_groups())),
            _bits(far, len(class_groups())),
            _bits(np.array(said, dtype=np.int64), len(phrase_groups())),
        ]
    )
    return matrix.astype(np.float32)


def _inside(block: PageBlock, kept: frozenset[str]) -> list[float]:
    """Shares of the block's characters: kept by readability, in links, bold, italic."""
    above = block.element.getparent()
    linked = above is not None and above.tag == "a"
    kept_length = link_length = strong_length = italic_length = length = links = nodes = 0
    for node in block.nodes():
        size = len(node.text.strip())
        if not size:
            continue
        nodes += 1
        length += size
        if node.parent.get(STAMP) in kept:
            kept_length += size
        inline = _inline(node.parent, block.element)
        if linked or "a" in inline:
            links += 1
            link_length += size
        if "b" in inline or "strong" in inline:
            strong_length += size
        if "i" in inline or "em" in inline:
            italic_length += size
    length = length or 1
    return [
        kept_length / length,
        link_length / length,
        log1p(links),
        strong_length / length,
        italic_length / length,
        log1p(nodes),
    ]


def _textual(text: str, words: int) -> list[float]:
    head = text[:LONG]
    tokens = head.count(" ") + 1
    first = text[0]
    digits = len(DIGITS.findall(head))
    capitalised = len(CAPITALISED.findall(head))
    return [
        log1p(words),
        log1p(len(text)),
        min(len(head) / tokens, 20.0),
        log1p(text.count("\n")),
        log1p(len(SENTENCES.findall(text))),
        SENTENCE_END.search(text[-LONG:]) is not None,
        text.endswith((":", "：")),
        text.endswith(("…", "...", "»", "›", "→")),
        text.endswith(("?", "？", "؟")),
        len(COMMAS.findall(head)) / tokens,
        log1p(len(QUOTES.findall(text))),
        QUOTES.match(text) is not None,
        digits / len(head),
        digits > 0 and CLOCK.search(head) is not None,
        len(SIGNS.findall(head)) / tokens,
        capitalised / tokens,
        len(SHOUTED.findall(head)) / tokens if capitalised else 0.0,
        first.islower(),
        first.isalpha(),
    ]


def _inline(element: HtmlElement, block: HtmlElement) -> set[str]:
    """The tags of the elements between a text node and its block, both included."""
    tags = {str(element.tag)}
    for _ in range(MAX_DEPTH):
        if element is block:
            break
        parent = element.getparent()
        if parent is None:
            break
        element = parent
        tags.add(str(element.tag))
    return tags


def _bits(groups: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """A column for each of `count` groups: is its bit set?"""
    return groups[:, None] >> np.arange(count) & 1


class _Frames:
    """The elements around blocks, each looked at once."""

    COLUMNS = ("depth", "item", "article_body", "tag", "around", "near", "far")

    def __init__(self) -> None:
        self._names: dict[str, int] = {}
        self._seen: dict[HtmlElement, tuple[int, int, int, bool]] = {}

    def features(self, element: HtmlElement) -> tuple[int, ...]:
        """One number for each of COLUMNS; the tag by its place in TAGS, groups as bits."""
        near = 0
        above: HtmlElement | None = element
        for _ in range(NEAR):
            if above is None or above.tag == "body":
                break
            near |= self._groups(above)
            above = above.getparent()
        _, around, depth, body = self._look(element)
        far = self._look(above)[0] if above is not None else 0
        item = element.get("itemprop") is not None
        return depth, item, body, TAG_NUMBERS.get(str(element.tag), -1), around, near, far

    def _look(self, element: HtmlElement) -> tuple[int, int, int, bool]:
        """Groups of names and tags of the element and all around it, depth, in an article body."""
        waiting = []
        above: HtmlElement | None = element
        while above is not None and above not in self._seen:
            waiting.append(above)
            above = above.getparent() if above.tag != "body" else None
        groups, tags, depth, item = self._seen[above] if above is not None else (0, 0, 0, False)
        for each in reversed(waiting):
            if each.tag != "body":
                groups |= self._groups(each)
            if each.tag in AROUND:
                tags |= 1 << AROUND.index(str(each.tag))
            depth += 1
            item = item or "articleBody" in (each.get("itemprop") or "")
            self._seen[each] = (groups, tags, depth, item)
        return groups, tags, depth, item

    def _groups(self, element: HtmlElement) -> int:
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if name not in self._names:
            self._names[name] = groups_in_name(name)
        return self._names[name]
