"""Where a block stands on its page: among its neighbours, in its container, by the title.

In: the blocks' own features, their texts and what the page says about its article. Out: further
columns, named by SURROUNDINGS. What counts as prose here is only a rule of thumb; the model weighs
it against everything else.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from caveat.article.blocks import HEADINGS, PageBlock
from caveat.article.containers import Column, containers, images, kinds
from caveat.article.evidence import Evidence
from caveat.article.features import OWN, Matrix
from caveat.article.linked_data import article_bodies
from caveat.article.words import alike

TOKEN = re.compile(r"\w+")
PROSE_WORDS = 10
PROSE_LINKS = 0.35
"""Prose: at least so many words, at most this share of them in links."""

SHINGLE = 3
MAX_SHINGLES = 50_000
"""Words in a row that two texts must share; how many of the page's own word are kept."""

LOOKED_AT = ("kept", "words", "link_density", "ends_sentence", "says_more", "says_share")
"""The blocks' own columns that are asked about their surroundings too."""

NEIGHBOURS = ("kept", "words", "link_density", "ends_sentence", "prose")
STEPS = (-2, -1, 1, 2)
WINDOWS = (2, 5)
"""Blocks to each side that are averaged."""

PLACES = (*(f"{step:+d}" for step in STEPS), *(f"~{window}" for window in WINDOWS))

SURROUNDINGS = (
    *("prose", "place", "words_before", "prose_before", "blocks", "page_prose", "page_kept"),
    *("after_h1", "from_title", "below_title", "below_end", "before_kept", "after_kept"),
    *("title_share", "in_title", "description_share", "in_linked_body", "has_linked_body"),
    *("repeated", "climb", "parent_prose", "grandparent_prose", "among_siblings", "same_parent"),
    "beside_image",
    *("kind_count", "kind_kept", "kind_words", "kind_prose", "heading_below", "heading_above"),
    *(f"{name}{place}" for name in NEIGHBOURS for place in PLACES),
)
"""The columns of `surrounding_features`."""


def surrounding_features(evidence: Evidence, texts: Sequence[str], own: Matrix) -> Matrix:
    """One row a block; `texts` are the blocks' texts, `own` their own features."""
    blocks, title = evidence.blocks, evidence.source.title
    column = {name: own[:, OWN.index(name)].astype(np.float64) for name in LOOKED_AT}
    words = np.array(evidence.words, dtype=np.float64)
    prose = (words >= PROSE_WORDS) & (column["link_density"] <= PROSE_LINKS)
    column["prose"] = np.where(prose, words, 0.0)
    tokens = [TOKEN.findall(text.lower()) for text in texts]
    columns = {
        "prose": column["prose"],
        **_position(words, column),
        **_order(blocks, tokens, title, column),
        **_said(tokens, title, evidence.description, article_bodies(evidence.linked)),
        **containers(blocks, column["prose"]),
        **kinds(blocks, words, column),
        **images(evidence, words),
        **_neighbours(column),
    }
    return np.column_stack([columns[name] for name in SURROUNDINGS]).astype(np.float32)


def _position(words: Column, column: dict[str, Column]) -> dict[str, Column]:
    count = len(words)
    total, prose = max(words.sum(), 1.0), max(column["prose"].sum(), 1.0)
    kept = column["kept"] * words
    at = np.arange(count)
    first, last = _ends(column["kept"] * (column["prose"] > 0) > 0.5)
    return {
        "place": at / max(count - 1, 1),
        "words_before": (np.cumsum(words) - words) / total,
        "prose_before": (np.cumsum(column["prose"]) - column["prose"]) / prose,
        "blocks": np.full(count, np.log1p(count)),
        "page_prose": np.full(count, np.log1p(column["prose"].sum())),
        "page_kept": np.full(count, kept.sum() / prose),
        "before_kept": np.clip(first - at, -20, 20),
        "after_kept": np.clip(at - last, -20, 20),
    }


def _ends(flags: NDArray[np.bool_]) -> tuple[int, int]:
    at = np.flatnonzero(flags)
    return (int(at[0]), int(at[-1])) if at.size else (0, len(flags) - 1)


def _order(
    blocks: Sequence[PageBlock],
    tokens: Sequence[list[str]],
    title: str | None,
    column: dict[str, Column],
) -> dict[str, Column]:
    """Before or after the headline, and after a heading that ends the article ("Related")."""
    count = len(blocks)
    at = np.arange(count)
    tags = [str(block.element.tag) for block in blocks]
    wanted = set(TOKEN.findall((title or "").lower()))
    shown = np.array(
        [
            alike(wanted, set(each)) + 0.2 * (tag == "h1")
            for each, tag in zip(tokens, tags, strict=True)
        ]
    )
    headline = int(np.argmax(shown)) if count and shown.max() > 0.5 else -1
    h1 = next((number for number, tag in enumerate(tags) if tag == "h1"), -1)
    headings = np.array([tag in HEADINGS for tag in tags])
    short = headings | (column["words"] < np.log1p(PROSE_WORDS))
    ends = short & (at > headline) & (column["says_more"] + column["says_share"] > 0)
    return {
        "after_h1": (at > h1) * 1.0 if h1 >= 0 else np.full(count, -1.0),
        "from_title": np.clip(at - headline, -30, 30) if headline >= 0 else np.full(count, -31.0),
        "below_title": (at > headline) * 1.0 if headline >= 0 else np.full(count, -1.0),
        "below_end": np.minimum(np.cumsum(ends), 5),
        "heading_below": _shifted(headings * 1.0, 1),
        "heading_above": _shifted(headings * 1.0, -1),
    }


def _said(
    tokens: Sequence[list[str]],
    title: str | None,
    description: str | None,
    linked_bodies: Iterable[str],
) -> dict[str, Column]:
    """How much of a block stands in the title, in the description, in the page's articleBody."""
    in_title = set(TOKEN.findall((title or "").lower()))
    described = set(TOKEN.findall((description or "").lower()))
    linked = [TOKEN.findall(body.lower()) for body in linked_bodies]
    shingles = {shingle for body in linked for shingle in _shingles(body[:MAX_SHINGLES])}
    return {
        "title_share": np.array([_share(each, in_title) for each in tokens]),
        "in_title": np.array([alike(in_title, set(each)) for each in tokens]),
        "description_share": np.array([_share(each, described) for each in tokens]),
        "in_linked_body": np.array(
            [_share(_shingles(each), shingles) if shingles else 0.0 for each in tokens]
        ),
        "has_linked_body": np.full(len(tokens), float(bool(shingles))),
        "repeated": _repeated(tokens),
    }


def _shingles(tokens: list[str]) -> list[tuple[str, ...]]:
    count = max(1, len(tokens) - SHINGLE + 1)
    return [tuple(tokens[start : start + SHINGLE]) for start in range(count)]


def _share(tokens: Sequence[object], among: set[object] | set[str] | set[tuple[str, ...]]) -> float:
    return sum(token in among for token in tokens) / len(tokens) if tokens and among else 0.0


def _repeated(tokens: Sequence[list[str]]) -> Column:
    counts = Counter(tuple(each) for each in tokens)
    return np.array([min(counts[tuple(each)] - 1, 5) for each in tokens], dtype=np.float64)


def _neighbours(column: dict[str, Column]) -> dict[str, Column]:
    """The values of the blocks before and after, one by one (0 beyond the page) and on average."""
    values = np.column_stack(
        [np.log1p(column[name]) if name == "prose" else column[name] for name in NEIGHBOURS]
    )
    count = len(values)
    edge = np.zeros((max(STEPS), len(NEIGHBOURS)))
    padded = np.vstack([edge, values, edge])
    steps = [padded[max(STEPS) + step :][:count] for step in STEPS]
    sums = np.vstack([edge[:1], np.cumsum(values, axis=0)])
    at = np.arange(count)
    means = []
    for window in WINDOWS:
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, count)
        means.append((sums[high] - sums[low]) / (high - low)[:, None])
    return {
        f"{name}{place}": part[:, number]
        for place, part in zip(PLACES, [*steps, *means], strict=True)
        for number, name in enumerate(NEIGHBOURS)
    }


def _shifted(values: Column, step: int) -> Column:
    """The value `step` blocks further on; 0 beyond the page's ends."""
    shifted = np.zeros_like(values)
    if step > 0:
        shifted[:-step] = values[step:]
    else:
        shifted[-step:] = values[:step]
    return shifted
