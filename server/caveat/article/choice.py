"""Which blocks of a page are its article: the classifier's choice on news, else readability's.

The classifier learnt from news pages. Where it is not sure of itself, or sees another text than
readability does, the page is taken to be of another kind and readability's text nodes stay.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from caveat.article.blocks import OMISSION, PageBlock, Separator, is_visible
from caveat.article.classifier import FEATURES, Forest, block_features
from caveat.article.evidence import Evidence
from caveat.article.features import Matrix
from caveat.article.text import RenderedText, rendered
from caveat.page.page import STAMP, TextNode

CONFIDENCE = 0.7
"""Expected F1 of the choice below which the classifier is not believed. On 88 of 89 news pages of
sites that it had not learnt from it was 0.75 or more."""

AGREEMENT = 0.4
"""F1, in words, of the classifier's choice and readability's below which it is not believed. On the
same pages the lowest was 0.72."""

OWN_WORD = 2.0
"""How many times as likely a block is the article's where the page says so: it is often wrong on
captions, subheads and embedded posts, which it may name or leave out."""

HEARD = 0.7
"""Share of the expected article that the page's own word must cover to be heard."""

MAX_BLOCKS = 5_000
"""Beyond so many a page is no news page; the classifier's time grows with them."""

Chosen = dict[int, tuple[PageBlock, RenderedText]]
"""Blocks by their number on the page; where readability chose, without the nodes it left out."""


def choose(evidence: Evidence, forest: Forest) -> Chosen:
    """The blocks of the article, in page order; none where there is no text that looks like one."""
    if 0 < len(evidence.blocks) <= MAX_BLOCKS:
        features = block_features(evidence)
        likely = heeding_the_page(forest.probabilities(features), features, evidence.words)
        words = np.array(evidence.words, dtype=np.float64)
        kept = features[:, 0].astype(np.float64) * words
        numbers, confidence = best_choice(likely, words)
        if confidence >= CONFIDENCE and _agreement(numbers, words, kept) >= AGREEMENT:
            return {
                int(number): (evidence.blocks[number], evidence.texts[number]) for number in numbers
            }
    return chosen_by_readability(evidence)


def heeding_the_page(
    likely: NDArray[np.float64], features: Matrix, words: Sequence[int]
) -> NDArray[np.float64]:
    """The probabilities, once the page's own word is heard on what its article's body is.

    The word is what stands in JSON-LD's `articleBody` or inside `itemprop="articleBody"`. It counts
    only where it agrees with the forest on the most: pages give a summary for a body, or mark the
    whole page as one.
    """
    expected = likely * np.array(words, dtype=np.float64)
    for name in ("in_linked_body", "article_body"):
        said = features[:, FEATURES.index(name)].astype(np.float64)
        if (said * expected).sum() > HEARD * expected.sum():
            odds = np.where(said > 0.5, OWN_WORD, np.where(said > 0, 1.0, 1 / OWN_WORD))
            likely = likely * odds / (likely * odds + 1 - likely)
    return likely


def chosen_by_readability(evidence: Evidence) -> Chosen:
    """The blocks as far as readability keeps them: the text nodes whose parents it keeps."""
    chosen = {}
    for number, (block, text) in enumerate(zip(evidence.blocks, evidence.texts, strict=True)):
        part = _kept_part(block, evidence.kept)
        if part is not None:
            chosen[number] = (part, text if part is block else rendered(part))
    return chosen


def best_choice(
    likely: NDArray[np.float64], words: NDArray[np.float64]
) -> tuple[NDArray[np.intp], float]:
    """The blocks whose choice has the highest expected F1, in order, and that F1.

    `likely`: each block's probability to be of the article; `words`: its length. The best choice is
    always the most likely blocks down to some probability, half of the F1 that is reached (Lewis,
    "Evaluating and optimizing autonomous text classification systems", SIGIR 1995): low where
    nothing is sure, so that a hard page is not lost as a whole.
    """
    order = np.argsort(-likely, kind="stable")
    hits = np.cumsum((likely * words)[order])
    if not hits.size or not hits[-1]:
        return np.empty(0, dtype=np.intp), 0.0
    expected = 2 * hits / (np.cumsum(words[order]) + hits[-1])
    best = int(np.argmax(expected))
    return np.sort(order[: best + 1]), float(expected[best])


def _agreement(
    numbers: NDArray[np.intp], words: NDArray[np.float64], kept: NDArray[np.float64]
) -> float:
    total = words[numbers].sum() + kept.sum()
    return float(2 * kept[numbers].sum() / total) if total else 0.0


def _kept_part(block: PageBlock, kept: frozenset[str]) -> PageBlock | None:
    """The block without the text nodes that readability left out; None where no text is left."""
    if all(node.parent.get(STAMP) in kept for node in block.nodes()):
        return block
    parts: list[TextNode | Separator] = []
    visible = False
    for part in block.parts:
        if not isinstance(part, TextNode):
            parts.append(part)
        elif part.parent.get(STAMP) in kept:
            parts.append(part)
            visible = visible or is_visible(part.text)
        elif parts and is_visible(part.text):
            parts.append(OMISSION)
    return PageBlock(block.element, tuple(parts)) if visible else None
