"""The measure of the public article-extraction-benchmark (scrapinghub, MIT).

Shingles of four tokens of the found and of the true text, as multisets; precision and recall of a
page, both averaged over pages, and the F1 of the two means.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Sequence

TOKEN = re.compile(r"\w+")
SHINGLE = 4


def page_score(true: str, found: str) -> tuple[float, float]:
    """Precision and recall of one page's text, 0 to 1."""
    want, got = _shingles(true), _shingles(found)
    hits = sum((want & got).values())
    precision = hits / sum(got.values()) if got else float(not want)
    recall = hits / sum(want.values()) if want else 1.0
    return precision, recall


def mean_score(scores: Sequence[tuple[float, float]]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their F1."""
    precision = statistics.mean(score[0] for score in scores)
    recall = statistics.mean(score[1] for score in scores)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    tokens = TOKEN.findall(text)
    if not tokens:
        return Counter()
    count = max(1, len(tokens) - SHINGLE + 1)
    return Counter(tuple(tokens[start : start + SHINGLE]) for start in range(count))
