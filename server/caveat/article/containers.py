"""A block's containers: how much of the page's prose is near it, and what else they hold.

In: a page's blocks with their words. Out: columns for surroundings.py. Blocks count as being of one
kind where their element and its parent have the same tags and classes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Any

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from caveat.article.blocks import PageBlock
from caveat.article.evidence import Evidence

Column = NDArray[np.float64]

SHARE = 0.5
"""The container of the prose: the innermost element with more than this share of it."""

MAX_CLIMB = 12
"""Levels above a block at which its containers are looked at."""

IMAGE_REACH = 4
"""Levels above an image, and above a block, at which the two are looked for together."""


def containers(blocks: Sequence[PageBlock], prose: Column) -> dict[str, Column]:
    """How far up the container of the prose stands, and how much prose stands beside the block."""
    total = max(float(prose.sum()), 1.0)
    held: defaultdict[HtmlElement, float] = defaultdict(float)
    beside: defaultdict[HtmlElement | None, float] = defaultdict(float)
    for block, words in zip(blocks, prose.tolist(), strict=True):
        if words:
            beside[block.element.getparent()] += words
            held[block.element] += words
            for above in block.element.iterancestors():
                held[above] += words
    climbs, parents, grandparents, siblings = [], [], [], []
    richest = max(beside, key=beside.__getitem__, default=None)
    same = []
    for block in blocks:
        line = [block.element]
        for above in block.element.iterancestors():
            line.append(above)
            if len(line) > MAX_CLIMB:
                break
        shares = [held[above] / total if above in held else 0.0 for above in line]
        climbs.append(next((n for n, share in enumerate(shares) if share > SHARE), MAX_CLIMB))
        parents.append(shares[min(1, len(shares) - 1)])
        grandparents.append(shares[min(2, len(shares) - 1)])
        siblings.append(beside.get(block.element.getparent(), 0.0) / total)
        same.append(float(richest in line[:3]) if richest is not None else 0.0)
    return {
        "climb": np.array(climbs, dtype=np.float64),
        "parent_prose": np.array(parents),
        "grandparent_prose": np.array(grandparents),
        "among_siblings": np.array(siblings),
        "same_parent": np.array(same),
    }


def images(evidence: Evidence, words: Column) -> dict[str, Column]:
    """The block's share of the words in the smallest element around it that holds an image.

    A caption is most of the text beside its image; a paragraph shares images with a whole article.
    """
    pictured: set[HtmlElement] = set()
    for image in evidence.page.root.iter("img", "picture"):
        pictured.update(islice(image.iterancestors(), IMAGE_REACH))
    around = [
        [block.element, *islice(block.element.iterancestors(), IMAGE_REACH - 1)]
        for block in evidence.blocks
    ]
    held: defaultdict[HtmlElement, float] = defaultdict(float)
    for line, count in zip(around, words.tolist(), strict=True):
        for element in line:
            held[element] += count
    shares = [
        next((count / max(held[each], 1.0) for each in line if each in pictured), 0.0)
        for line, count in zip(around, words.tolist(), strict=True)
    ]
    return {"beside_image": np.array(shares)}


def kinds(
    blocks: Sequence[PageBlock],
    words: Column,
    column: dict[str, Column],
) -> dict[str, Column]:
    """What the blocks with the same tag and class in the same kind of parent are like."""
    numbers: dict[tuple[str | None, ...], int] = {}
    kinds = []
    for block in blocks:
        parent = block.element.getparent()
        around = [block.element] if parent is None else [parent, block.element]
        name = tuple(part for each in around for part in (str(each.tag), each.get("class")))
        kinds.append(numbers.setdefault(name, len(numbers)))
    kind = np.array(kinds)
    count = np.bincount(kind)

    def mean(values: NDArray[np.floating[Any]]) -> Column:
        means: Column = (np.bincount(kind, values) / count)[kind]
        return means

    return {
        "kind_count": np.log1p(count[kind]),
        "kind_kept": mean(column["kept"]),
        "kind_words": np.log1p(mean(words)),
        "kind_prose": mean((column["prose"] > 0) * 1.0),
    }
