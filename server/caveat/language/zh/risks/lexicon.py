"""The Chinese risk lexicons, loaded once, and the pattern that finds all of their terms."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import cast, get_args

from caveat.domain import Category
from caveat.risks.tables import read_table

FRAMES = frozenset(("risk", "warn", "fear", "endanger", "standing", "exposed", "deny", "idiom"))
CHANGES = frozenset(("less", "fewer", "prevent"))
MODALITIES = frozenset(("possible", "likely", "condition", "past", "negation"))
CATEGORIES = frozenset(get_args(Category))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules look up, in simplified characters.

    `labels`: term → what it may be: a frame, "harm", "good", "less", "fewer", "prevent" or "game";
    `categories`: harm or good thing → what it belongs to; `topics`: word → what a text with it is
    about; `modality`: word → its kind; `pattern` finds every term and topic, the longest first.
    """

    labels: Mapping[str, frozenset[str]]
    categories: Mapping[str, Category]
    topics: Mapping[str, Category]
    modality: Mapping[str, str]
    pattern: re.Pattern[str]


@cache
def lexicon() -> Lexicon:
    """The lexicons of this folder."""
    return load_lexicon(files(__package__))


def load_lexicon(folder: Path | Traversable) -> Lexicon:
    """The lexicons in `folder`; raises LexiconError for a bad line in one of them."""
    labels: defaultdict[str, set[str]] = defaultdict(set)
    categories: dict[str, Category] = {}
    for frame, term in read_table(folder / "terms.tsv", (FRAMES,)):
        labels[term].add(frame)
    for category, term in read_table(folder / "harms.tsv", (CATEGORIES,)):
        labels[term].add("harm")
        categories.setdefault(term, cast("Category", category))
    for kind, term in read_table(folder / "directions.tsv", (CATEGORIES | CHANGES,)):
        labels[term].add(kind if kind in CHANGES else "good")
        if kind in CATEGORIES:
            categories.setdefault(term, cast("Category", kind))
    for (term,) in read_table(folder / "games.txt", ()):
        labels[term].add("game")
    topics = {
        term: cast("Category", category)
        for category, term in reversed(read_table(folder / "topics.tsv", (CATEGORIES,)))
    }
    modality = {
        word: kind for kind, word in reversed(read_table(folder / "modality.tsv", (MODALITIES,)))
    }
    return Lexicon(
        {term: frozenset(kinds) for term, kinds in labels.items()},
        categories,
        topics,
        modality,
        _any_of({*labels, *topics}),
    )


def _any_of(terms: Collection[str]) -> re.Pattern[str]:
    """One pattern for all terms, the longest first, grouped by their first character for speed."""
    rests: defaultdict[str, list[str]] = defaultdict(list)
    for term in sorted(terms, key=len, reverse=True):
        rests[term[0]].append(re.escape(term[1:]))
    return re.compile(
        "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
    )
