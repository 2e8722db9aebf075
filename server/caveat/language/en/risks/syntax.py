"""A spaCy Doc as plain lists, read once: the rules look at every token several times.

In: a tagged and parsed Doc. Out: one list per attribute, indexed by token. Reading token attributes
through spaCy's objects in the rules themselves would cost more than the rules.
"""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

NEGATIONS = frozenset(("no", "not", "n't", "n’t", "never", "neither", "nor", "without", "none"))
APOSTROPHE_FREE = str.maketrans("’", "'")


@dataclass(frozen=True, slots=True)
class Syntax:
    """Token attributes of a whole document; `heads` and `children` are token indices."""

    words: list[str]
    lemmas: list[str]
    parts: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]


def read_syntax(doc: Doc) -> Syntax:
    """The attributes of all tokens of `doc`; words and lemmas in lower case, PROPN as NOUN."""
    heads = [token.head.i for token in doc]
    children: list[list[int]] = [[] for _ in heads]
    for index, head in enumerate(heads):
        if head != index:
            children[head].append(index)
    return Syntax(
        words=[token.lower_.translate(APOSTROPHE_FREE) for token in doc],
        lemmas=[token.lemma_.lower().translate(APOSTROPHE_FREE) for token in doc],
        parts=["NOUN" if token.pos_ == "PROPN" else token.pos_ for token in doc],
        tags=[token.tag_ for token in doc],
        deps=[token.dep_ for token in doc],
        heads=heads,
        children=children,
    )
