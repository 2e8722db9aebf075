"""The English risk lexicons, loaded once: triggers, harms, directions, idioms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from caveat.domain import Category
from caveat.risks.tables import read_table

FRAMES = frozenset(
    (
        *("risk", "dangerous", "exposed", "endanger", "warn", "fear", "threat"),
        *("possible", "likely", "cause", "prevent", "through", "outlast", "deny", "condition"),
    )
)
PARTS_OF_SPEECH = frozenset(("NOUN", "VERB", "ADJ", "ADV", "AUX", "SCONJ", "PHRASE"))
ROLES = frozenset(("good", "bad", "down", "up"))
IDIOM_KINDS = frozenset(
    ("offer", "trade", "procedure", "sport", "praise", "name", "penalty", "idiom", "campaign")
)
CATEGORIES = frozenset(get_args(Category))

Key = tuple[str, str]
"""(lemma, part of speech)"""

Phrases = Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
"""First word → (the phrase's lower-case words, its label), longest first."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules look words up in; the labels are those of the data files.

    `telling` are the words with a frame, harm or role: most words of a sentence have none, and are
    passed over with one look.
    """

    frames: Mapping[Key, frozenset[str]]
    frame_phrases: Phrases
    harms: Mapping[Key, frozenset[str]]
    roles: Mapping[Key, frozenset[str]]
    idioms: Phrases
    telling: frozenset[Key]


@cache
def lexicon() -> Lexicon:
    """The lexicons of this folder."""
    return load_lexicon(files(__package__))


def load_lexicon(folder: Path | Traversable) -> Lexicon:
    """The lexicons in `folder`; raises LexiconError for a bad line in one of them."""
    triggers = read_table(folder / "triggers.tsv", (FRAMES, PARTS_OF_SPEECH))
    frames = _labels_of(row for row in triggers if row[1] != "PHRASE")
    harms = _labels_of(read_table(folder / "harms.tsv", (CATEGORIES, PARTS_OF_SPEECH)))
    roles = _labels_of(read_table(folder / "directions.tsv", (ROLES, PARTS_OF_SPEECH)))
    return Lexicon(
        frames=frames,
        frame_phrases=_phrases((row[0], row[2]) for row in triggers if row[1] == "PHRASE"),
        harms=harms,
        roles=roles,
        idioms=_phrases(read_table(folder / "idioms.tsv", (IDIOM_KINDS,))),
        telling=frozenset((*frames, *harms, *roles)),
    )


def _labels_of(rows: Iterable[tuple[str, ...]]) -> dict[Key, frozenset[str]]:
    labels: dict[Key, set[str]] = defaultdict(set)
    for label, part, lemma in rows:
        labels[lemma, part].add(label)
    return {key: frozenset(found) for key, found in labels.items()}


def _phrases(rows: Iterable[tuple[str, ...]]) -> Phrases:
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
    for label, joined in rows:
        words = tuple(joined.split("_"))
        phrases[words[0]].append((words, label))
    return {
        first: tuple(sorted(found, key=lambda phrase: -len(phrase[0])))
        for first, found in phrases.items()
    }
